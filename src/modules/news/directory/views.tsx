// The lists: everything that organisations told, and what one of them told.
import { usePage } from '#kit/page.tsx'
import {
  areaSaid,
  areas,
  type Card as Organisation,
  paths as organisations,
} from '#modules/organisations/index.ts'
import { Filters, type Facet as UiFacet } from '#ui/filters.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Aside, Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Card, Unpublished } from '../queries.ts'
import { postsPerPage } from '../schema.ts'
import { PostList, StateBadge } from '../views.tsx'
import type { T } from '../words.ts'
import type { Count, Facet } from './queries.ts'
import type { DirectoryQuery } from './schema.ts'

interface DirectoryProps {
  t: T
  asked: DirectoryQuery
  total: number
  listed: readonly Card[]
  counted: readonly { facet: Facet; counts: readonly Count[] }[]
}

/** What the address says, in the spelling of the address. */
const query = ({ area, municipality }: DirectoryQuery) => ({
  'area[]': area,
  'municipality[]': municipality,
})

export function DirectoryPage(props: DirectoryProps) {
  const { t, asked, total, listed, counted } = props
  const narrowed = asked.area.length + asked.municipality.length > 0 || asked.page > 1
  const to = (page: number) => paths.index({ ...query(asked), page: page > 1 ? page : null })
  return (
    <Page title={t('title')} description={t('directory.lead')} unlisted={narrowed}>
      <Lede title={t('title')} standfirst={t('directory.lead')} />
      {total === 0 && !narrowed ? (
        <EmptyState title={t('directory.empty')}>{t('directory.empty.text')}</EmptyState>
      ) : (
        <Aside first aside={<Narrowing t={t} asked={asked} counted={counted} />}>
          <p class="meta" role="status">
            {t('directory.found', { count: total })}
          </p>
          {listed.length > 0 ? (
            <PostList of={listed} heading={2} />
          ) : (
            <EmptyState
              title={t('directory.none')}
              action={<ActionLink to={paths.index()}>{t('directory.all')}</ActionLink>}
            >
              {t('directory.none.text')}
            </EmptyState>
          )}
          <Pages page={asked.page} listed={listed} total={total} to={to} />
        </Aside>
      )}
    </Page>
  )
}

interface PagesProps {
  page: number
  listed: readonly Card[]
  total: number
  to: (page: number) => string
}

function Pages({ page, listed, total, to }: PagesProps) {
  const from = (page - 1) * postsPerPage
  const more = from + listed.length < total && listed.length > 0
  if (page === 1 && !more) return null
  return (
    <Pager
      previous={page > 1 ? to(page - 1) : null}
      next={more ? to(page + 1) : null}
      range={{ from: from + 1, to: from + listed.length, total }}
    />
  )
}

const Narrowing = ({ t, asked, counted }: Pick<DirectoryProps, 't' | 'asked' | 'counted'>) => (
  <Filters
    to={paths.index()}
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
        label: name ? plainText(name, t.locale) : areaNamed(value, t),
        count: total,
        chosen: chosen.includes(value),
      })),
    },
  ]
}

function areaNamed(value: string, t: T): string {
  const area = areas.find((one) => one === value)
  return area ? areaSaid(area, t.locale) : value
}

interface OfOrganisationProps {
  t: T
  organisation: Pick<Organisation, 'slug' | 'name'>
  accent: string | null
  listed: readonly Card[]
  total: number
  page: number
  /** Null for readers who may not write here. */
  unpublished: readonly Unpublished[] | null
}

export function OfOrganisationPage(props: OfOrganisationProps) {
  const { t, organisation, accent, listed, total, page, unpublished } = props
  const { locale } = usePage()
  const name = plainText(organisation.name, locale)
  const { slug } = organisation
  const to = (number: number) =>
    paths.ofOrganisation({ slug }, { page: number > 1 ? number : null })
  return (
    <Page
      title={`${t('title')} · ${name}`}
      description={t('organisation.lead', { name })}
      accent={accent}
      unlisted={page > 1 || total === 0}
      crumbs={[{ to: organisations.profile({ slug }), label: name }]}
    >
      <Lede title={t('title')} standfirst={t('organisation.lead', { name })}>
        {unpublished ? (
          <div class="actions">
            <ActionLink to={paths.add({ slug })} tone="main">
              {t('add.title')}
            </ActionLink>
          </div>
        ) : null}
      </Lede>
      {unpublished && unpublished.length > 0 ? (
        <Section id="unpublished" title={t('unpublished')}>
          <UnpublishedList t={t} slug={slug} of={unpublished} />
        </Section>
      ) : null}
      {listed.length > 0 ? (
        <PostList of={listed} heading={2} ours />
      ) : (
        <EmptyState title={t('organisation.none')}>
          {t(unpublished ? 'organisation.none.yours' : 'organisation.none.text')}
        </EmptyState>
      )}
      <Pages page={page} listed={listed} total={total} to={to} />
    </Page>
  )
}

interface UnpublishedProps {
  t: T
  slug: string
  of: readonly Unpublished[]
}

/** What only the organisation itself sees. */
const UnpublishedList = ({ t, slug, of }: UnpublishedProps) => (
  <ul class="rows bare">
    {of.map((post) => (
      <li key={post.id}>
        <div>
          <b>
            <Link to={paths.post({ slug, post: post.slug })}>
              <Text of={post.title} bare />
            </Link>
          </b>
          <Meta
            of={[
              post.publish_at ? (
                <When key="when" at={post.publish_at} as="time" />
              ) : (
                <When key="when" at={post.updated_at} as="relative" />
              ),
              <Link key="edit" to={paths.edit({ slug, post: post.slug })}>
                {t('edit.title')}
              </Link>,
            ]}
          />
        </div>
        <StateBadge t={t} state={post.state} />
      </li>
    ))}
  </ul>
)
