// The list of municipalities, and panels that pages about one municipality lay out.
import { emptyForm } from '#kit/form.ts'
import { locales } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Count } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { type Column, DefinitionList, Table } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import type { CountryMap } from './drawing/queries.ts'
import { PlacesMap } from './drawing/views.tsx'
import { paths } from './paths.ts'
import type { Figure, ListedMunicipality, Place, Settlement, Succession } from './queries.ts'
import { type Order, queryCharsMax, settlementsPerPage } from './schema.ts'
import { type T, words } from './words.ts'

interface PlacesPageProps {
  t: T
  map: CountryMap | null
  places: readonly ListedMunicipality[]
  count: number
  q: string
  order: Order
}

export const PlacesPage = ({ t, map, places, count, q, order }: PlacesPageProps) => (
  <Page title={t('title')} description={t('lead', { count })}>
    <PlacesMap map={map} names={places} says={t('lead', { count })} />
    <h2>{t('list.title')}</h2>
    <Form to={paths.index()} method="get" state={emptyForm({ q })}>
      <Field name="q" type="search" label={t('search.label')} max={queryCharsMax} optional />
      {order === 'name' ? null : <Hidden name="order" value={order} />}
      <button type="submit" class="action">
        {t('search.submit')}
      </button>
    </Form>
    {places.length > 0 ? (
      <PlacesTable t={t} places={places} q={q} order={order} />
    ) : (
      <EmptyState
        title={t('search.none', { q })}
        action={<ActionLink to={paths.index()}>{t('search.all')}</ActionLink>}
      >
        {t('lead', { count })}
      </EmptyState>
    )}
  </Page>
)

interface PlacesTableProps {
  t: T
  places: readonly ListedMunicipality[]
  q: string
  order: Order
}

function PlacesTable({ t, places, q, order }: PlacesTableProps) {
  const sort = (by: Order) => ({
    to: paths.index({ q, order: by === 'name' ? null : by }),
    now:
      order !== by ? undefined : by === 'name' ? ('ascending' as const) : ('descending' as const),
  })
  const columns: Column<ListedMunicipality>[] = [
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
      cell: ({ people }) => (people === null ? t('unknown') : <Count of={people} />),
    },
    { key: 'year', label: t('column.year'), cell: (place) => <Basis t={t} of={place} /> },
    {
      key: 'area',
      label: t('column.area'),
      number: true,
      sort: sort('area'),
      cell: ({ area_km2 }) => <Area t={t} of={area_km2} />,
    },
  ]
  return (
    <Table
      caption={t('list.title')}
      hideCaption
      columns={columns}
      rows={places}
      rowKey={({ id }) => id}
      json="/api/v1/places"
    />
  )
}

const Area = ({ t, of }: { t: T; of: number | null }) => (
  <span>
    {of === null ? t('unknown') : t.rich('area', { area: <Count of={Math.round(of)} /> })}
  </span>
)

interface BasisProps {
  t: T
  of: Pick<ListedMunicipality, 'basis' | 'caveat' | 'year'>
}

/** Which kind of figure it is, of which year, and what is wrong with it. */
const Basis = ({ t, of: { basis, caveat, year } }: BasisProps) =>
  basis ? (
    <>
      {t(`people.${basis}`, { year: String(year) })}
      {caveat ? <div class="faint">{t(`caveat.${caveat}`)}</div> : null}
    </>
  ) : null

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
    <section>
      <h2>{t('names.title')}</h2>
      <DefinitionList of={[...names, { key: 'other', term: t('names.other'), is: others }]} />
    </section>
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
      cell: ({ people }) => (people === null ? t('unknown') : <Count of={people} />),
    },
    { key: 'basis', label: t('figures.basis'), cell: (figure) => <Basis t={t} of={figure} /> },
    { key: 'source', label: t('figures.source'), cell: ({ source }) => source },
  ]
  return (
    <section>
      <h2>{t('figures.title')}</h2>
      <DefinitionList
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
    </section>
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
    <section id="settlements">
      <h2>{t('settlements.title')}</h2>
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
    </section>
  )
}

/** What it was made of and what became of it; nothing when nothing happened. */
export function PlaceHistory({ place, history }: { place: Place; history: readonly Succession[] }) {
  const { locale } = usePage()
  const t = words(locale)
  if (history.length === 0) return null
  return (
    <section>
      <h2>{t('history.title')}</h2>
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
    </section>
  )
}
