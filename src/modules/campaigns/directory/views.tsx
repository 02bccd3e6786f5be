// The list of campaigns: a search, filters with their counts, and the list itself.
import { areaSaid, areas } from '#modules/organisations/index.ts'
import { Filters, type Facet as UiFacet } from '#ui/filters.tsx'
import { Find } from '#ui/find.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Aside, Lede } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Card } from '../queries.ts'
import { listedStates } from '../rules.ts'
import { queryCharsMax } from '../schema.ts'
import { CampaignList } from '../views.tsx'
import type { T } from '../words.ts'
import type { Count, Facet } from './queries.ts'
import { type DirectoryQuery, rowsPerPage } from './schema.ts'

interface DirectoryProps {
  t: T
  asked: DirectoryQuery
  total: number
  listed: readonly Card[]
  counted: readonly { facet: Facet; counts: readonly Count[] }[]
}

export function DirectoryPage(props: DirectoryProps) {
  const { t, asked, total, listed } = props
  const narrowed = Object.values(query(asked)).some((value) => value.length > 0) || asked.page > 1
  const count = Math.ceil(total / rowsPerPage)
  const to = (page: number) => paths.index({ ...query(asked), page: page > 1 ? page : null })
  return (
    <Page title={t('title')} description={t('directory.lead')} unlisted={narrowed}>
      <Lede title={t('title')} standfirst={t('directory.lead')}>
        <SearchForm t={t} asked={asked} />
      </Lede>
      <Aside first aside={<Narrowing {...props} />}>
        <p class="faint">{t('directory.count', { count: total })}</p>
        {listed.length > 0 ? (
          <CampaignList of={listed} heading={2} />
        ) : (
          <EmptyState
            title={t('directory.none')}
            action={<ActionLink to={paths.index()}>{t('directory.all')}</ActionLink>}
          >
            {t('directory.none.text')}
          </EmptyState>
        )}
        {count > 1 ? <Pager pages={{ current: asked.page, count, to }} /> : null}
      </Aside>
    </Page>
  )
}

/** What the address says, in the spelling of the address. */
const query = ({ q, organisation, municipality, area, state }: DirectoryQuery) => ({
  q,
  'organisation[]': organisation,
  'municipality[]': municipality,
  'area[]': area,
  'state[]': state,
})

const SearchForm = ({ t, asked }: { t: T; asked: DirectoryQuery }) => (
  <Find
    to={paths.index()}
    label={t('directory.search')}
    value={asked.q}
    max={queryCharsMax}
    keep={query({ ...asked, q: '' })}
  >
    <p>
      <Link to={paths.rounds()}>{t('matching.title')}</Link>
    </p>
  </Find>
)

const Narrowing = ({ t, asked, counted }: DirectoryProps) => (
  <Filters
    to={paths.index()}
    keep={{ q: asked.q }}
    facets={counted.flatMap(({ facet, counts }) => facetOf(t, asked, facet, counts))}
  />
)

function facetOf(t: T, asked: DirectoryQuery, facet: Facet, counts: readonly Count[]): UiFacet[] {
  const chosen: readonly string[] = asked[facet]
  if (counts.length === 0 && chosen.length === 0) return []
  const shown = facet === 'state' ? counts.toSorted(byState) : counts
  return [
    {
      name: `${facet}[]`,
      label: t(`facet.${facet}`),
      choices: shown.map(({ value, name, total }) => ({
        value,
        label: labelOf(t, value, name),
        count: total,
        chosen: chosen.includes(value),
      })),
    },
  ]
}

/** In the order in which a campaign goes through them, however many there are of each. */
const byState = (one: Count, other: Count) => placeOf(one) - placeOf(other)
const inOrder: readonly string[] = listedStates
const placeOf = ({ value }: Count) => inOrder.indexOf(value)

function labelOf(t: T, value: string, name: Count['name']): string {
  if (name) return plainText(name, t.locale)
  const state = listedStates.find((one) => one === value)
  if (state) return t(`state.${state}`)
  const area = areas.find((one) => one === value)
  return area ? areaSaid(area, t.locale) : value
}
