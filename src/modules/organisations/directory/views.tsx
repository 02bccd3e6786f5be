// The directory: a search, filters with their counts, a map, and the list itself.
import { type CountryMap, type Municipality, PlacesMap } from '#modules/places/index.ts'
import { type Facet, Filters } from '#ui/filters.tsx'
import { Find } from '#ui/find.tsx'
import { Disclosure, EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Aside, Lede } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Directory } from '#ui/rows.tsx'
import { Downloads } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Card } from '../queries.ts'
import { type Area, areas, isPublicInstitution, kinds } from '../rules.ts'
import { queryCharsMax } from '../schema.ts'
import { entryOf } from '../views.tsx'
import type { T } from '../words.ts'
import type { Facets } from './rules.ts'
import { type DirectoryQuery, type Order, orders, rowsPerPage } from './schema.ts'

interface DirectoryProps {
  t: T
  asked: DirectoryQuery
  listed: readonly Card[]
  facets: Facets
  areaCounts: ReadonlyMap<Area, number>
  /** In the reader's alphabet. */
  municipalities: readonly Municipality[]
  map: CountryMap | null
}

export function DirectoryPage(props: DirectoryProps) {
  const { t, asked, facets, listed } = props
  const narrowed = isNarrowed(asked)
  const lead = narrowed
    ? t('directory.lead.narrowed', { count: facets.total })
    : t('directory.lead', { count: facets.total })
  return (
    <Page title={t('title')} description={lead} unlisted={narrowed}>
      <Lede title={t('title')} standfirst={lead}>
        <SearchForm t={t} asked={asked} />
      </Lede>
      <Aside first aside={<Narrowing {...props} />}>
        {listed.length > 0 ? <List {...props} /> : <Nothing t={t} />}
      </Aside>
    </Page>
  )
}

const isNarrowed = ({ q, kind, area, municipality, verified, page, order }: DirectoryQuery) =>
  q !== '' ||
  kind.length + area.length + municipality.length > 0 ||
  Boolean(verified) ||
  page > 1 ||
  order !== 'name'

const SearchForm = ({ t, asked }: { t: T; asked: DirectoryQuery }) => (
  <Find
    to={paths.index()}
    label={t('directory.search')}
    value={asked.q}
    max={queryCharsMax}
    keep={withoutPage({ ...asked, q: '' })}
  >
    <Link to={paths.add()}>{t('directory.add')}</Link>
  </Find>
)

/** What the address says, in the spelling of the address. */
function withoutPage({ q, kind, area, municipality, verified, order }: DirectoryQuery) {
  return {
    q,
    'kind[]': kind,
    'area[]': area,
    'municipality[]': municipality,
    verified,
    order: order === 'name' ? '' : order,
  }
}

function Narrowing({ t, asked, facets, areaCounts, municipalities, map }: DirectoryProps) {
  const values = new Map(municipalities.map(({ id }) => [id, facets.municipalities.get(id) ?? 0]))
  const to = ({ slug }: { slug: string }) =>
    paths.index({ ...withoutPage(asked), 'municipality[]': [slug] })
  return (
    <>
      <Disclosure title={t('directory.map')} fold>
        <PlacesMap
          map={map}
          names={municipalities}
          values={values}
          saysValue={(count) => t('directory.found', { count })}
          says={t('directory.map.says')}
          to={to}
        />
      </Disclosure>
      <Filters
        to={paths.index()}
        keep={{ q: asked.q, order: asked.order === 'name' ? '' : asked.order }}
        facets={facetsOf(t, asked, facets, areaCounts, municipalities)}
      />
    </>
  )
}

function facetsOf(
  t: T,
  asked: DirectoryQuery,
  { kinds: kindCounts, municipalities: placeCounts, verified }: Facets,
  areaCounts: ReadonlyMap<Area, number>,
  municipalities: readonly Municipality[],
): Facet[] {
  const civil = kinds.filter((kind) => !isPublicInstitution(kind))
  const ordered = [...civil, ...kinds.filter(isPublicInstitution)]
  const counted = new Map(municipalities.map((place) => [place, placeCounts.get(place.id) ?? 0]))
  return [
    {
      name: 'verified',
      label: t('directory.facet.state'),
      choices: [
        {
          value: 'yes',
          label: t('directory.facet.verified'),
          count: verified,
          chosen: Boolean(asked.verified),
        },
      ],
    },
    {
      name: 'kind[]',
      label: t('directory.facet.kind'),
      choices: ordered.map((kind) => ({
        value: kind,
        label: t(`kind.${kind}`),
        count: kindCounts.get(kind) ?? 0,
        chosen: asked.kind.includes(kind),
      })),
    },
    {
      name: 'area[]',
      label: t('directory.facet.area'),
      choices: fullestFirst(areas, areaCounts).map((area) => ({
        value: area,
        label: t(`area.${area}`),
        count: areaCounts.get(area) ?? 0,
        chosen: asked.area.includes(area),
      })),
    },
    {
      name: 'municipality[]',
      label: t('directory.facet.place'),
      choices: fullestFirst(municipalities, counted).map(({ id, slug, name }) => ({
        value: slug,
        label: plainText(name, t.locale),
        count: placeCounts.get(id) ?? 0,
        chosen: asked.municipality.includes(slug),
      })),
    },
  ]
}

/** Long lists are folded: what leads to something stands in sight, else their order is kept. */
const fullestFirst = <K,>(keys: readonly K[], counts: ReadonlyMap<K, number>) =>
  keys.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))

function List({ t, asked, listed, facets }: DirectoryProps) {
  const query = withoutPage(asked)
  const to = (page: number) => paths.index({ ...query, page: page > 1 ? page : null })
  const from = (asked.page - 1) * rowsPerPage
  const more = from + listed.length < facets.total
  return (
    <>
      <p class="meta" role="status">
        <span>{t('directory.found', { count: facets.total })}</span>
        <Orders t={t} asked={asked} />
      </p>
      <Directory of={listed.map((one) => entryOf(t, one))} heading={2} />
      <Pager
        previous={asked.page > 1 ? to(asked.page - 1) : null}
        next={more ? to(asked.page + 1) : null}
        range={{ from: from + 1, to: from + listed.length, total: facets.total }}
      />
      <Downloads csv={paths.csv(query)} json={paths.json(query)} />
    </>
  )
}

function Orders({ t, asked }: { t: T; asked: DirectoryQuery }) {
  const to = (order: Order) => paths.index(withoutPage({ ...asked, order }))
  return (
    <span>
      {t('directory.order')}:{' '}
      {orders.map((order, i) => (
        <span key={order}>
          {i > 0 ? ', ' : null}
          {asked.order === order ? (
            <b>{t(`directory.order.${order}`)}</b>
          ) : (
            <Link to={to(order)}>{t(`directory.order.${order}`)}</Link>
          )}
        </span>
      ))}
    </span>
  )
}

const Nothing = ({ t }: { t: T }) => (
  <EmptyState
    title={t('directory.none')}
    action={<ActionLink to={paths.add()}>{t('directory.add')}</ActionLink>}
  >
    {t('directory.none.text')}
  </EmptyState>
)
