import { emptyForm, type FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { Checkboxes } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths, postOf } from '../paths.ts'
import type { T } from '../words.ts'
import type { Issue, IssuePost, OwnPost } from './queries.ts'
import { introCharsMax, issueTitleCharsMax } from './schema.ts'

interface House {
  readonly slug: string
  readonly name: Localized
}

const crumbsOf = (t: T, house: House) => [
  { to: organisations.profile(house), label: plainText(house.name, t.locale) },
  { to: paths.newsletter(house), label: t('newsletter.crumb') },
]

const titleOf = (t: T, { name }: House) =>
  t('newsletter.title', { name: plainText(name, t.locale) })

interface NewsletterProps {
  t: T
  house: House
  issues: readonly Issue[]
  form: FormState
  /** Somebody with an account needs no address. */
  known: boolean
  /** The reader may write it. */
  steward: boolean
}

/** Where one asks for the newsletter, and what was sent so far. */
export const NewsletterPage = ({ t, house, issues, form, known, steward }: NewsletterProps) => (
  <Page title={titleOf(t, house)} description={t('newsletter.lede')} crumbs={crumbsOf(t, house)}>
    <Lede title={titleOf(t, house)} standfirst={t('newsletter.lede')}>
      {steward ? <ActionLink to={paths.issues(house)}>{t('issues.manage')}</ActionLink> : null}
    </Lede>
    <Form to={paths.newsletter(house)} state={form}>
      {known ? null : (
        <Field
          name="email"
          type="email"
          label={t('following.email')}
          hint={t('following.email.hint')}
          autocomplete="email"
        />
      )}
      <Actions>
        <button type="submit" class="action main">
          {t('newsletter.subscribe')}
        </button>
      </Actions>
    </Form>
    <Section id="archive" title={t('newsletter.archive')}>
      {issues.length === 0 ? <p>{t('newsletter.archive.none')}</p> : null}
      <ol class="rows bare">
        {issues.map((issue) => (
          <li key={issue.id}>
            <div>
              <h3>
                <Link to={paths.archived({ slug: house.slug, number: issue.number ?? 0 })}>
                  <Text of={issue.title} bare />
                </Link>
              </h3>
              <Meta
                of={[
                  t('newsletter.number', { number: issue.number }),
                  issue.sent_at ? <When key="at" at={issue.sent_at} /> : null,
                ]}
              />
            </div>
          </li>
        ))}
      </ol>
    </Section>
  </Page>
)

interface IssueProps {
  t: T
  house: House
  issue: Pick<Issue, 'title' | 'intro' | 'number' | 'sent_at'>
  posts: readonly IssuePost[]
}

/** An issue as it was sent. */
export const ArchivedPage = ({ t, house, issue, posts }: IssueProps) => (
  <Page
    title={plainText(issue.title, t.locale)}
    crumbs={[
      ...crumbsOf(t, house),
      {
        to: paths.archived({ slug: house.slug, number: issue.number ?? 0 }),
        label: t('newsletter.number', { number: issue.number }),
      },
    ]}
  >
    <Lede
      kicker={titleOf(t, house)}
      title={<Text of={issue.title} />}
      standfirst={issue.sent_at ? <When at={issue.sent_at} /> : null}
    />
    <IssueText issue={issue} posts={posts} />
    <ActionLink to={paths.newsletter(house)} tone="main">
      {t('newsletter.subscribe')}
    </ActionLink>
  </Page>
)

const IssueText = ({ issue, posts }: Pick<IssueProps, 'issue' | 'posts'>) => (
  <>
    <Markdown of={issue.intro} />
    <ol class="rows bare">
      {posts.map((post) => (
        <li key={post.id}>
          <div>
            <h2 class="h3">
              <Link to={postOf(post)}>
                <Text of={post.title} bare />
              </Link>
            </h2>
            <p>
              <Text of={post.summary} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  </>
)

interface IssuesProps {
  t: T
  house: House
  issues: readonly Issue[]
  readers: number
  form: FormState
  own: readonly OwnPost[]
}

/** For those who write: how many read, what was written, and a new one. */
export const IssuesPage = ({ t, house, issues, readers, form, own }: IssuesProps) => (
  <Page title={t('issues.title')} unlisted crumbs={crumbsOf(t, house)}>
    <Lede title={t('issues.title')} standfirst={t('issues.lede', { count: readers })}>
      <p class="faint">{t('issues.private')}</p>
    </Lede>
    <ol class="rows bare">
      {issues.map((issue) => (
        <li key={issue.id}>
          <div>
            <h2 class="h3">
              <Link to={paths.issue({ slug: house.slug, id: issue.id })}>
                <Text of={issue.title} bare />
              </Link>
            </h2>
            <Meta
              of={[
                t(`issue.state.${issue.state}`),
                issue.sent_at ? <When key="at" at={issue.sent_at} /> : null,
                issue.state === 'draft' ? null : countsOf(t, issue),
              ]}
            />
          </div>
        </li>
      ))}
    </ol>
    <Section id="new" title={t('issues.new')}>
      <Form to={paths.issues(house)} state={form}>
        <Once />
        <IssueFields t={t} own={own} />
        <Actions>
          <button type="submit" class="action main">
            {t('issues.begin')}
          </button>
        </Actions>
      </Form>
    </Section>
  </Page>
)

const countsOf = (t: T, { sent_count, bounced_count }: Issue) =>
  t('issue.counts', { sent: sent_count, bounced: bounced_count })

const IssueFields = ({ t, own }: { t: T; own: readonly OwnPost[] }) => (
  <>
    <LocalizedField
      name="title"
      label={t('issue.field.title')}
      hint={t('issue.field.title.hint')}
      max={issueTitleCharsMax}
    />
    <LocalizedField
      name="intro"
      label={t('issue.field.intro')}
      max={introCharsMax}
      rows={6}
      optional
    />
    {own.length === 0 ? (
      <p>{t('issue.field.posts.none')}</p>
    ) : (
      <Checkboxes
        name="posts[]"
        label={t('issue.field.posts')}
        choices={own.map(({ id, title }) => ({ value: id, label: plainText(title, t.locale) }))}
        optional
      />
    )}
  </>
)

interface WritingProps {
  t: T
  house: House
  issue: Issue
  posts: readonly IssuePost[]
  own: readonly OwnPost[]
  readers: number
  /** What was typed and refused; else the draft as it is. */
  form?: FormState
  /** Why it was not sent. */
  refusal?: string | null
}

const SentPage = ({ t, house, issue, refusal }: Omit<WritingProps, 'posts' | 'own'>) => (
  <Page title={plainText(issue.title, t.locale)} unlisted crumbs={crumbsOf(t, house)}>
    <Lede title={<Text of={issue.title} />} standfirst={countsOf(t, issue)}>
      {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
      <Link to={paths.archived({ slug: house.slug, number: issue.number ?? 0 })}>
        {t('issue.archive')}
      </Link>
    </Lede>
  </Page>
)

/** A draft: its form, how it will read, and what may be done with it. */
export function IssuePage({ t, house, issue, posts, own, readers, form, refusal }: WritingProps) {
  const at = { slug: house.slug, id: issue.id }
  const crumbs = [...crumbsOf(t, house), { to: paths.issues(house), label: t('issues.title') }]
  const title = plainText(issue.title, t.locale)
  if (issue.state !== 'draft')
    return <SentPage t={t} house={house} issue={issue} readers={readers} refusal={refusal} />
  const kept = emptyForm({
    title: issue.title,
    intro: issue.intro,
    posts: posts.map(({ id }) => id),
  })
  return (
    <Page title={title} unlisted crumbs={crumbs}>
      <Lede kicker={t('issue.state.draft')} title={title} />
      {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
      <Form
        to={paths.issue(at)}
        state={form ?? kept}
        errors={{ changed_meanwhile: t('refusal.changed_meanwhile') }}
      >
        <Hidden name="version" value={String(issue.version)} />
        <IssueFields t={t} own={own} />
        <Actions>
          <button type="submit" class="action main">
            {t('issue.save')}
          </button>
        </Actions>
      </Form>
      <Section id="preview" title={t('issue.preview')}>
        <IssueText issue={issue} posts={posts} />
      </Section>
      <p>{t('issue.send.lede', { count: readers })}</p>
      <Actions>
        <Action
          to={paths.issueSending(at)}
          tone="main"
          confirm={t('issue.send.lede', { count: readers })}
        >
          {t('issue.send')}
        </Action>
        <Action to={paths.issueTest(at)}>{t('issue.test')}</Action>
        <Action to={paths.issueRemoval(at)} tone="danger">
          {t('issue.remove')}
        </Action>
      </Actions>
    </Page>
  )
}
