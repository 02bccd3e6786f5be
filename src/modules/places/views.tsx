// The list of municipalities, and panels that pages about one municipality lay out.
import { type Locale, locales } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Figure as LargeFigure } from '#ui/figure.tsx'
import { Find } from '#ui/find.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Count } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { type Column, DefinitionList, Table } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import type { CountryMap } from './drawing/queries.ts'
import { PlacesMap } from './drawing/views.tsx'
import { paths } from './paths.ts'
import type { Figure, Municipality, Place, Settlement, Succession } from './queries.ts'
import type { Counted } from './rules.ts'
import { type Order, settlementsPerPage } from './schema.ts'
import { type T, words } from './words.ts'

/** The name of the list, for the way back to it. */
export const placesTitle = (locale: Locale) => words(locale)('title')

interface Listed extends Municipality {
  latest: Figure | null
}

interface PlacesPageProps {
  t: T
  map: CountryMap | null
  /** Every municipality, for the map. */
  all: readonly Municipality[]
  /** Those that were asked for, for the list. */
  places: readonly Listed[]
  /** One year in which everybody was counted, and how many people there were by place. */
  counted: Counted | null
  q: string
  order: Order
}

export const PlacesPage = ({ t, map, all, places, counted, q, order }: PlacesPageProps) => (
  <Page title={t('title')} description={t('lead', { count: all.length })}>
    <Lede
      title={t('title')}
      standfirst={t('lead', { count: all.length })}
      beside={
        <PlacesMap
          map={map}
          names={all}
          current={places.length === 1 ? places[0]?.id : undefined}
          values={counted?.people}
          says={counted ? t('map.says', { year: String(counted.year) }) : t('map.plain')}
          saysValue={(people) => t('map.people', { count: people })}
        />
      }
    >
      <Find
        to={paths.index()}
        label={t('search.label')}
        value={q}
        keep={{ order: order === 'name' ? null : order }}
      />
    </Lede>
    {places.length > 0 ? (
      <Section title={t('list.title')}>
        <PlacesTable t={t} places={places} q={q} order={order} />
      </Section>
    ) : (
      <EmptyState
        title={t('search.none', { q })}
        action={<ActionLink to={paths.index()}>{t('search.all')}</ActionLink>}
      >
        {t('lead', { count: all.length })}
      </EmptyState>
    )}
  </Page>
)

interface PlacesTableProps {
  t: T
  places: readonly Listed[]
  q: string
  order: Order
}

function PlacesTable({ t, places, q, order }: PlacesTableProps) {
  const sort = (by: Order) => ({
    to: paths.index({ q, order: by === 'name' ? null : by }),
    now:
      order !== by ? undefined : by === 'name' ? ('ascending' as const) : ('descending' as const),
  })
  const columns: Column<Listed>[] = [
    {
      key: 'name',
      label: t('column.name'),
      heads: true,
      sort: sort('name'),
      cell: ({ slug, name }) => (
        <Link to={paths.place({ slug })}>
          <Text of={name} bare />
        </Link>
      ),
    },
    {
      key: 'population',
      label: t('column.population'),
      number: true,
      sort: sort('population'),
      cell: ({ latest }) => <People t={t} of={latest?.people} />,
    },
    {
      key: 'area',
      label: t('column.area'),
      number: true,
      sort: sort('area'),
      cell: ({ area_km2 }) => <Area t={t} of={area_km2} />,
    },
    {
      key: 'year',
      label: t('column.year'),
      cell: ({ latest }) => latest && <Basis t={t} of={latest} />,
    },
  ]
  return (
    <Table
      caption={t('list.title')}
      hideCaption
      brief
      columns={columns}
      rows={places}
      rowKey={({ id }) => id}
      csv={paths.csv()}
      json="/api/v1/places"
    />
  )
}

const Area = ({ t, of }: { t: T; of: number | null }) => (
  <span>
    {of === null ? t('unknown') : t.rich('area', { area: <Count of={Math.round(of)} /> })}
  </span>
)

const People = ({ t, of }: { t: T; of: number | null | undefined }) =>
  of == null ? <span>{t('unknown')}</span> : <Count of={of} />

/** Which kind of figure it is, of which year, and what is wrong with it. */
const Basis = ({ t, of: { basis, caveat, year } }: { t: T; of: Figure }) => (
  <>
    {t(`people.${basis}`, { year: String(year) })}
    {caveat ? <span class="faint">. {t(`caveat.${caveat}`)}</span> : null}
  </>
)

/** The latest figure set large, as a sentence; nothing where nobody has counted. */
export function PeopleLarge({ figures }: { figures: readonly Figure[] }) {
  const { locale } = usePage()
  const t = words(locale)
  const latest = figures.find(({ people }) => people !== null)
  if (!latest?.people) return null
  return (
    <LargeFigure value={latest.people}>
      {t('people.large', { count: latest.people })}
      <br />
      <small>
        <Basis t={t} of={latest} />
      </small>
    </LargeFigure>
  )
}

/** Every name it has, in every language and script. */
export function PlaceNames({ place }: { place: Place }) {
  const { locale } = usePage()
  const t = words(locale)
  const names = locales.map((entry) => {
    const found = inLocale(place.name, entry.code)
    const own = found && !found.original ? found.text : null
    return {
      key: entry.code,
      term: t(`names.${entry.code}`),
      is: own && <b lang={entry.html}>{own}</b>,
    }
  })
  const others = place.other_names.join(', ')
  return (
    <Section title={t('names.title')}>
      <DefinitionList wide of={[...names, { key: 'other', term: t('names.other'), is: others }]} />
    </Section>
  )
}

/** How many people live here as far as anybody counted, with source and year. */
export function PlaceFigures({ place, figures }: { place: Place; figures: readonly Figure[] }) {
  const { locale } = usePage()
  const t = words(locale)
  const columns: Column<Figure>[] = [
    {
      key: 'people',
      label: t('figures.people'),
      heads: true,
      cell: ({ people }) => <People t={t} of={people} />,
    },
    { key: 'basis', label: t('figures.basis'), cell: (figure) => <Basis t={t} of={figure} /> },
    { key: 'source', label: t('figures.source'), cell: ({ source }) => source },
  ]
  return (
    <Section title={t('figures.title')}>
      <DefinitionList
        wide
        of={[
          { key: 'area', term: t('figures.area'), is: <Area t={t} of={place.area_km2} /> },
          { key: 'code', term: t('figures.code'), is: place.code },
        ]}
      />
      {figures.length === 0 ? (
        <p>{t('figures.none')}</p>
      ) : (
        <Table
          caption={t('figures.people')}
          columns={columns}
          rows={figures}
          rowKey={({ year }) => String(year)}
        />
      )}
    </Section>
  )
}

interface SettlementsProps {
  place: Place
  settlements: readonly Settlement[]
  total: number
  page: number
}

/** The towns and villages of a municipality, one page of them. */
export function PlaceSettlements({ place, settlements, total, page }: SettlementsProps) {
  const { locale } = usePage()
  const t = words(locale)
  const count = Math.ceil(total / settlementsPerPage)
  const to = (number: number) => paths.place(place, { page: number === 1 ? null : number })
  return (
    <Section id="settlements" title={t('settlements.title')}>
      <p>{total === 0 ? t('settlements.none') : t('settlements.count', { count: total })}</p>
      <ul class="index">
        {settlements.map(({ id, name, settlement_kind }) => (
          <li key={id}>
            <Text of={name} bare />
            {settlement_kind ? (
              <span class="faint">{t(`settlement.${settlement_kind}`)}</span>
            ) : null}
          </li>
        ))}
      </ul>
      {count > 1 ? <Pager pages={{ current: page, count, to }} /> : null}
    </Section>
  )
}

/** What it was made of and what became of it; nothing when nothing happened. */
export function PlaceHistory({ place, history }: { place: Place; history: readonly Succession[] }) {
  const { locale } = usePage()
  const t = words(locale)
  if (history.length === 0) return null
  return (
    <Section title={t('history.title')}>
      {place.valid_to ? <p>{t('history.over')}</p> : null}
      <ul>
        {history.map((step) => {
          const [slug, name] = step.ended
            ? [step.new_slug, step.new_name]
            : [step.old_slug, step.old_name]
          return (
            <li key={slug}>
              {t.rich(`history.${step.ended ? 'ended' : 'began'}.${step.kind}`, {
                name: inLocale(name, locale)?.text ?? '',
                when: () => <When at={step.on_date} />,
                link: (children) => <Link to={paths.place({ slug: slug ?? '' })}>{children}</Link>,
              })}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
