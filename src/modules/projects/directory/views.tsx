// The list of projects: a search, filters with their counts, and the list itself.
import { emptyForm } from '#kit/form.ts'
import { areaSaid, areas } from '#modules/organisations/index.ts'
import { Field } from '#ui/field.tsx'
import { Filters, type Facet as UiFacet } from '#ui/filters.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Aside, Lede } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Downloads } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Card } from '../queries.ts'
import { listedStates } from '../rules.ts'
import { queryCharsMax } from '../schema.ts'
import { ProjectList } from '../views.tsx'
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
  const lead = t('directory.lead', { count: total })
  const narrowed = Object.values(query(asked)).some((value) => value.length > 0) || asked.page > 1
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

/** What the address says, in the spelling of the address. */
const query = ({ q, organisation, municipality, area, funder, state }: DirectoryQuery) => ({
  q,
  'organisation[]': organisation,
  'municipality[]': municipality,
  'area[]': area,
  'funder[]': funder,
  'state[]': state,
})

const SearchForm = ({ t, asked }: { t: T; asked: DirectoryQuery }) => (
  <Form to={paths.index()} method="get" state={emptyForm({ q: asked.q })} id="find">
    <Field name="q" type="search" label={t('directory.search')} max={queryCharsMax} optional />
    {Object.entries(query({ ...asked, q: '' })).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : []).map((one) => (
        <Hidden key={`${name} ${one}`} name={name} value={one} />
      )),
    )}
    <div class="actions">
      <button type="submit" class="action">
        {t('directory.search.submit')}
      </button>
    </div>
  </Form>
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
  return [
    {
      name: `${facet}[]`,
      label: t(`directory.facet.${facet}`),
      choices: counts.map(({ value, name, total }) => ({
        value,
        label: labelOf(t, value, name),
        count: total,
        chosen: chosen.includes(value),
      })),
    },
  ]
}

function labelOf(t: T, value: string, name: Count['name']): string {
  if (name) return plainText(name, t.locale)
  const area = areas.find((one) => one === value)
  if (area) return areaSaid(area, t.locale)
  const state = listedStates.find((one) => one === value)
  return state ? t(`state.${state}`) : value
}

function List({ t, asked, listed, total }: DirectoryProps) {
  const to = (page: number) => paths.index({ ...query(asked), page: page > 1 ? page : null })
  const from = (asked.page - 1) * rowsPerPage
  const more = from + listed.length < total
  return (
    <>
      <p class="meta" role="status">
        {t('directory.found', { count: total })}
      </p>
      <ProjectList of={listed} heading={2} />
      <Pager
        previous={asked.page > 1 ? to(asked.page - 1) : null}
        next={more ? to(asked.page + 1) : null}
        range={{ from: from + 1, to: from + listed.length, total }}
      />
      <Downloads csv={paths.csv(query(asked))} json={paths.json(query(asked))} />
    </>
  )
}

const Nothing = ({ t }: { t: T }) => (
  <EmptyState
    title={t('directory.none')}
    action={<ActionLink to={paths.index()}>{t('directory.all')}</ActionLink>}
  >
    {t('directory.none.text')}
  </EmptyState>
)
