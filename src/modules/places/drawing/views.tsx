// The country as a picture that one can choose from.
import type { ComponentChildren } from 'preact'
import { inLocale, type Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { TileMap } from '#ui/tile-map.tsx'
import { paths } from '../paths.ts'
import type { Place } from '../queries.ts'
import { words } from '../words.ts'
import type { CountryMap } from './queries.ts'

interface PlacesMapProps {
  map: CountryMap | null
  /** Places that are not among them are only drawn: they have no name and lead nowhere. */
  names: readonly { id: string; slug: string; name: Localized }[]
  /** One sentence: what is seen. */
  says: ComponentChildren
  /** What each place is shaded by, by its id; null where it is not known. */
  values?: ReadonlyMap<string, number | null>
  saysValue?: (value: number) => string
  /** The place the page is about. */
  current?: string
  /** Where a stone leads, when not to the municipality's own page. */
  to?: (place: { id: string; slug: string }) => string
}

/** The country with one stone for each place. */
export function PlacesMap(props: PlacesMapProps) {
  const { map, names, current, to = paths.place } = props
  const { locale } = usePage()
  const t = words(locale)
  if (!map) return <p>{t('map.none')}</p>
  const known = new Map(names.map((place) => [place.id, place]))
  const tiles = map.cells.map((cell) => {
    const place = known.get(cell.id)
    return {
      ...cell,
      href: place && to(place),
      label: inLocale(place?.name, locale)?.text ?? '',
      // A country about one place is pale but for that place.
      value: props.values ? (props.values.get(cell.id) ?? null) : current ? 0 : undefined,
      current: cell.id === current,
    }
  })
  return (
    <div>
      <TileMap
        tiles={tiles}
        viewBox={map.viewBox}
        label={t('map.label')}
        says={props.says}
        saysValue={props.saysValue}
        list="none"
      />
      <p class="faint">
        {map.real ? null : t('map.mosaic')} {t('map.sources', { sources: map.sources.join(', ') })}
      </p>
    </div>
  )
}

/** Where one municipality lies. */
export function PlaceOnMap({ map, place }: { map: CountryMap | null; place: Place }) {
  const { locale } = usePage()
  const t = words(locale)
  const name = inLocale(place.name, locale)?.text ?? ''
  const says = t('map.here', { name })
  return <PlacesMap map={map} names={[place]} current={place.id} says={says} />
}
