// What other pages show of news.
import { usePage } from '#kit/page.tsx'
import { Onward } from '#ui/finding-ways.tsx'
import { Section } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { paths } from '../paths.ts'
import type { Card } from '../queries.ts'
import { PostList } from '../views.tsx'
import { words } from '../words.ts'

interface Shown {
  posts: readonly Card[]
  /** There are others. */
  more: boolean
}

interface OrganisationPanelProps extends Shown {
  organisation: { slug: string }
  /** The reader may write one. */
  steward: boolean
}

/** What an organisation tells, on its page. */
export function OrganisationNews({ organisation, posts, steward }: OrganisationPanelProps) {
  const { locale } = usePage()
  const t = words(locale)
  if (posts.length === 0 && !steward) return null
  const to = paths.ofOrganisation(organisation)
  return (
    <Section
      id="news"
      title={t('title')}
      more={posts.length > 0 ? <Onward to={to}>{t('panel.all')}</Onward> : null}
    >
      {posts.length > 0 ? <PostList of={posts} ours /> : <p>{t('panel.none')}</p>}
      {steward ? <ActionLink to={paths.add(organisation)}>{t('add.title')}</ActionLink> : null}
    </Section>
  )
}

/** What is told of a municipality, on its page. */
export function NewsHere({ place, posts, more }: Shown & { place: { slug: string } }) {
  const { locale } = usePage()
  const t = words(locale)
  const all = paths.index({ 'municipality[]': place.slug })
  return (
    <Section
      id="news"
      title={t('panel.here')}
      more={more ? <Onward to={all}>{t('panel.all')}</Onward> : null}
    >
      {posts.length > 0 ? <PostList of={posts} /> : <p>{t('panel.here.none')}</p>}
    </Section>
  )
}

/** What is told of a project, on its page. */
export function ProjectNews({ posts }: NewsPanelProps) {
  const { locale } = usePage()
  if (posts.length === 0) return null
  return (
    <Section id="news" title={words(locale)('panel.project')}>
      <PostList of={posts} ours />
    </Section>
  )
}

interface NewsPanelProps {
  posts: readonly Card[]
}

/** The latest of all, on the front page. */
export function LatestNews({ posts }: NewsPanelProps) {
  const { locale } = usePage()
  const t = words(locale)
  if (posts.length === 0) return null
  return (
    <Section
      id="news"
      title={t('panel.latest')}
      more={<Onward to={paths.index()}>{t('panel.all')}</Onward>}
    >
      <PostList of={posts} tiles />
    </Section>
  )
}
