import { inLocale } from '#kit/localized.ts'
import { FollowLink, feedOf, NewsHere, type Card as Post } from '#modules/news/index.ts'
import { type Card, CardList, paths as organisations } from '#modules/organisations/index.ts'
import {
  type CountryMap,
  type Figure,
  PeopleLarge,
  type Place,
  PlaceFigures,
  PlaceHistory,
  PlaceNames,
  PlaceOnMap,
  PlaceSettlements,
  paths as places,
  placesTitle,
  type Settlement,
  type Succession,
} from '#modules/places/index.ts'
import { type Card as Project, ProjectsHere } from '#modules/projects/index.ts'
import { Figures, Figure as LargeFigure } from '#ui/figure.tsx'
import { Onward } from '#ui/finding-ways.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Text } from '#ui/text.tsx'
import type { T } from '../words.ts'

interface MunicipalityProps {
  t: T
  place: Place
  map: CountryMap | null
  figures: readonly Figure[]
  settlements: { total: number; settlements: readonly Settlement[] }
  page: number
  history: readonly Succession[]
  organisations: readonly Card[]
  /** How many have their seat or work here. */
  count: number
  /** What is being done here. */
  here: readonly Project[]
  projects: number
  /** What is told of it. */
  news: { posts: readonly Post[]; more: boolean }
}

export function MunicipalityPage(props: MunicipalityProps) {
  const { t, place, map, figures, settlements, page, history } = props
  const name = inLocale(place.name, t.locale)?.text ?? place.slug
  const crumbs = [{ to: places.index(), label: placesTitle(t.locale) }]
  const json_ld = {
    '@type': 'AdministrativeArea',
    name,
    geo: { '@type': 'GeoCoordinates', latitude: place.lat, longitude: place.lon },
  }
  return (
    <Page
      title={name}
      crumbs={crumbs}
      json_ld={json_ld}
      feed={feedOf('places', place.slug, place.name, t.locale)}
    >
      <Lede title={<Text of={place.name} />} beside={<PlaceOnMap map={map} place={place} />}>
        <Figures>
          <LargeFigure value={props.count}>
            {t('place.number.organisations', { count: props.count })}
          </LargeFigure>
          <PeopleLarge figures={figures} />
        </Figures>
        <p>
          <FollowLink of={{ place: place.slug }} locale={t.locale} />
        </p>
        <PlaceNames place={place} />
      </Lede>
      <Here {...props} />
      <ProjectsHere place={place} here={props.here} count={props.projects} />
      <NewsHere place={place} {...props.news} />
      <PlaceFigures place={place} figures={figures} />
      <PlaceSettlements place={place} {...settlements} page={page} />
      <PlaceHistory place={place} history={history} />
    </Page>
  )
}

function Here({ t, place, organisations: here, count }: MunicipalityProps) {
  const all = organisations.index({ 'municipality[]': place.slug })
  const more = count > here.length ? <Onward to={all}>{t('place.all')}</Onward> : null
  return (
    <Section id="organisations" title={t('place.organisations')} more={more}>
      {here.length > 0 ? (
        <CardList of={here} />
      ) : (
        <>
          <p>{t('place.none')}</p>
          <ActionLink to={organisations.add()}>{t('home.yours.add')}</ActionLink>
        </>
      )}
    </Section>
  )
}
