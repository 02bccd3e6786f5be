import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import { Onward } from '#ui/finding-ways.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import type { PreviewCard } from '#ui/preview.ts'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths, picture } from '../paths.ts'
import type { Card, Parts, Post, StateMoment } from '../queries.ts'
import { whyNotDelete } from '../rules.ts'
import { Article, PostList, StateBadge } from '../views.tsx'
import type { T } from '../words.ts'

interface PostPageProps {
  t: T
  post: Post
  parts: Parts
  /** The reader may act for the organisation. */
  steward: boolean
  /** Others of the same organisation. */
  more: readonly Card[]
}

/** What is drawn when a post without a picture is passed on; it is named by its id. */
export function previewOf(post: Post, locale: Locale): PreviewCard {
  const { id, accent, logo_id } = post
  return {
    of: 'posts',
    slug: id,
    id: post.organisation_id,
    locale,
    accent,
    logo_id,
    name: plainText(post.title, locale),
    html_lang: inLocale(post.title, locale)?.html ?? '',
    above: plainText(post.organisation_name, locale),
    below: plainText(post.excerpt, locale),
  }
}

export function PostPage({ t, post, parts, steward, more }: PostPageProps) {
  const { locale } = usePage()
  const [first] = parts.pictures.filter(({ described }) => described)
  return (
    <Page
      title={plainText(post.title, locale)}
      description={plainText(post.excerpt, locale) || undefined}
      image={first ? picture(first.file_id, 1600) : null}
      preview={first || post.state !== 'published' ? null : previewOf(post, locale)}
      accent={post.accent}
      unlisted={post.published_at === null}
      crumbs={crumbsOf(t, post)}
      json_ld={describedForMachines(post, parts, locale)}
      styles={['post.css']}
    >
      {steward ? <Stewarding t={t} post={post} /> : null}
      <Article t={t} post={post} parts={parts} />
      {post.state === 'published' ? (
        <p>
          <Link to={paths.share(addressOf(post))}>{t('share')}</Link>
        </p>
      ) : null}
      {more.length > 0 ? (
        <Section
          id="more"
          title={t('post.more', { name: plainText(post.organisation_name, locale) })}
          more={
            <Onward to={paths.ofOrganisation({ slug: post.organisation_slug })}>
              {t('panel.all')}
            </Onward>
          }
        >
          <PostList of={more} ours />
        </Section>
      ) : null}
    </Page>
  )
}

const crumbsOf = (t: T, post: Pick<Post, 'organisation_slug' | 'organisation_name'>) => [
  {
    to: organisations.profile({ slug: post.organisation_slug }),
    label: plainText(post.organisation_name, t.locale),
  },
  { to: paths.ofOrganisation({ slug: post.organisation_slug }), label: t('title') },
]

const addressOf = (post: Pick<Post, 'organisation_slug' | 'slug'>) => ({
  slug: post.organisation_slug,
  post: post.slug,
})

function describedForMachines(post: Post, { pictures }: Parts, locale: T['locale']): object {
  const { base_url } = usePage()
  return {
    '@type': 'NewsArticle',
    headline: plainText(post.title, locale),
    description: plainText(post.excerpt, locale) || undefined,
    datePublished: post.published_at?.toISOString(),
    dateModified: post.updated_at.toISOString(),
    image: pictures
      .filter(({ described }) => described)
      .map(({ file_id }) => `${base_url}${picture(file_id, 1600)}`),
    publisher: { '@type': 'NGO', name: plainText(post.organisation_name, locale) },
  }
}

/** What those who may can do next with it, above the post. */
function Stewarding({ t, post }: { t: T; post: Post }) {
  const at = addressOf(post)
  const { state, publish_at } = post
  return (
    <div class="next">
      <p>
        <StateBadge t={t} state={state} />{' '}
        {publish_at ? (
          t.rich('scheduled.for', { when: () => <When at={publish_at} as="time" /> })
        ) : state === 'draft' ? (
          t('draft.says')
        ) : (
          <Link to={paths.history(at)}>{t('history.title')}</Link>
        )}
      </p>
      <div class="actions">
        {state === 'draft' || state === 'scheduled' ? (
          <ActionLink to={paths.publication(at)} tone="main">
            {t(state === 'draft' ? 'publication.title' : 'publication.again')}
          </ActionLink>
        ) : null}
        <ActionLink to={paths.edit(at)}>{t('edit.title')}</ActionLink>
        {state === 'scheduled' ? (
          <Action to={paths.unscheduling(at)} tone="text">
            {t('unscheduling')}
          </Action>
        ) : null}
        {whyNotDelete(post) ? null : <Link to={paths.deletion(at)}>{t('deletion.link')}</Link>}
        {state === 'published' ? <PinAndWithdraw t={t} post={post} /> : null}
      </div>
    </div>
  )
}

const PinAndWithdraw = ({ t, post }: { t: T; post: Post }) => (
  <>
    <Action to={paths[post.pinned ? 'unpinning' : 'pinning'](addressOf(post))} tone="text">
      {t(post.pinned ? 'unpin' : 'pin')}
    </Action>
    <Link to={paths.withdrawal(addressOf(post))}>{t('withdrawal.link')}</Link>
  </>
)

interface TombstoneProps {
  t: T
  post: Post
  moment: StateMoment | undefined
  steward: boolean
}

/** What stays of a post that was withdrawn: its name, when, and why. */
export function Tombstone({ t, post, moment, steward }: TombstoneProps) {
  const { locale } = usePage()
  return (
    <Page
      title={plainText(post.title, locale)}
      accent={post.accent}
      unlisted
      crumbs={crumbsOf(t, post)}
      styles={['post.css']}
    >
      <article class="post">
        <header>
          <p class="kicker">{t('state.withdrawn')}</p>
          <h1>
            <Text of={post.title} />
          </h1>
        </header>
        <Notice tone="wait">
          <p>{t.rich('tombstone', { when: () => <When at={moment?.at ?? post.state_since} /> })}</p>
          <p>
            <Text of={moment?.reason} />
          </p>
        </Notice>
        {steward ? (
          <div class="actions">
            <ActionLink to={paths.edit(addressOf(post))}>{t('edit.title')}</ActionLink>
            <Link to={paths.publication(addressOf(post))}>{t('publication.back')}</Link>
            <Link to={paths.history(addressOf(post))}>{t('history.title')}</Link>
          </div>
        ) : null}
      </article>
    </Page>
  )
}
