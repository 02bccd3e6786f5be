// Newsletters: asking for one, reading what was sent, and for its editors writing and sending.
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { limited } from '#kit/limits.ts'
import { sendLater } from '#kit/mail.ts'
import { absent, found, tooMany } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors, findCard, findMembership, stewardOf } from '#modules/organisations/index.ts'
import { anyone, personOf } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { beginIssue, changeIssue, removeIssue, sendIssue, subscribe } from './commands.ts'
import { issueLetter } from './jobs.ts'
import {
  countSubscribers,
  findIssue,
  findSentIssue,
  listIssuePosts,
  listIssues,
  listOwnPosts,
  listSentIssues,
} from './queries.ts'
import { IssueForm, SubscribeForm, subscribeLimit, testLimit } from './schema.ts'
import { ArchivedPage, IssuePage, IssuesPage, NewsletterPage } from './views.tsx'

export const pages = site<Db>()

async function newsletterPage(c: Ask<Db>, slug: string, state?: FormState) {
  const { reads, me, locale } = c.var
  const house = found(await findCard(reads, slug))
  const [issues, membership] = await Promise.all([
    listSentIssues(reads, house.id),
    me ? findMembership(reads, slug, me.id) : undefined,
  ])
  const steward = membership !== undefined && membership.role !== 'official'
  const form = state ?? emptyForm()
  const shown = { house, issues, form, known: me !== null, steward }
  return reply(c, <NewsletterPage t={words(locale)} {...shown} />, state ? 422 : 200)
}

pages.get(paths.newsletter.pattern, anyone, (c) => newsletterPage(c, c.req.param('slug')))

pages.post(paths.newsletter.pattern, anyone, async (c) => {
  const { db, reads, me, locale, now, client } = c.var
  const slug = c.req.param('slug')
  const house = found(await findCard(reads, slug))
  const wait = await limited(db, 'news.subscribe', me?.id ?? client, subscribeLimit, now)
  if (wait > 0) throw tooMany(wait)
  if (me) {
    await subscribe(db, personOf(me), house.id, locale, now)
    return see(c, paths.newsletter({ slug }), words(locale)('newsletter.subscribed'))
  }
  const form = await readForm(c, SubscribeForm)
  if (!form.ok) return newsletterPage(c, slug, form)
  await subscribe(db, { email: form.value.email }, house.id, locale, now)
  return see(c, paths.followSent())
})

/** The proof that somebody may write for the house, and the house. */
async function deskOf(c: Ask<Db>, slug: string) {
  const { db, me } = c.var
  const steward = await stewardOf(db, me, slug)
  return { steward, house: found(await findCard(db, slug)) }
}

async function issuesPage(c: Ask<Db>, slug: string, state?: FormState) {
  const { db, locale } = c.var
  const { house } = await deskOf(c, slug)
  const [issues, readers, own] = await Promise.all([
    listIssues(db, house.id),
    countSubscribers(db, house.id),
    listOwnPosts(db, house.id),
  ])
  const shown = { house, issues, readers, own, form: state ?? emptyForm() }
  return reply(c, <IssuesPage t={words(locale)} {...shown} />, state ? 422 : 200)
}

pages.get(paths.issues.pattern, editors, (c) => issuesPage(c, c.req.param('slug')))

pages.post(paths.issues.pattern, editors, async (c) => {
  const { db, now } = c.var
  const slug = c.req.param('slug')
  const { steward } = await deskOf(c, slug)
  const form = await readForm(c, IssueForm)
  if (!form.ok) return issuesPage(c, slug, form)
  const { value } = form
  const begun = await beginIssue(db, steward, value, now, form.typed.once?.[0])
  if (!begun.ok) return issuesPage(c, slug, form)
  return see(c, paths.issue({ slug, id: begun.value }))
})

interface Shown {
  form?: FormState
  refusal?: string | null
}

/** An issue of this house, whatever its state. */
async function issueOf(c: Ask<Db>, { slug, id }: { slug: string; id: string }) {
  const { steward, house } = await deskOf(c, slug)
  const issue = found(isUuid(id) ? await findIssue(c.var.db, house.id, id) : null)
  return { steward, house, issue }
}

async function issuePage(
  c: Ask<Db>,
  at: { slug: string; id: string },
  { form, refusal }: Shown = {},
) {
  const { db, locale } = c.var
  const { house, issue } = await issueOf(c, at)
  const [posts, own, readers] = await Promise.all([
    listIssuePosts(db, issue.id),
    listOwnPosts(db, house.id),
    countSubscribers(db, house.id),
  ])
  const shown = { house, issue, posts, own, readers, form, refusal }
  return reply(c, <IssuePage t={words(locale)} {...shown} />, form || refusal ? 422 : 200)
}

pages.get(paths.issue.pattern, editors, (c) => issuePage(c, c.req.param()))

pages.post(paths.issue.pattern, editors, async (c) => {
  const { db, locale } = c.var
  const at = c.req.param()
  const { steward, issue } = await issueOf(c, at)
  const form = await readForm(c, IssueForm)
  if (!form.ok) return issuePage(c, at, { form })
  const changed = await changeIssue(db, steward, issue.id, form.value)
  if (changed.ok) return see(c, paths.issue(at), words(locale)('issue.saved'))
  return issuePage(c, at, { form: refusedForm(form, null, changed.refusal) })
})

pages.post(paths.issueTest.pattern, editors, async (c) => {
  const { db, me, locale, settings, now } = c.var
  const at = c.req.param()
  const { house, issue } = await issueOf(c, at)
  const { email } = found(me)
  const wait = await limited(db, 'news.test', personOf(me).person_id, testLimit, now)
  if (wait > 0) throw tooMany(wait)
  const whole = { issue, posts: await listIssuePosts(db, issue.id), organisation: house }
  const to = { to: email, locale, subscription_id: null, reader_id: null }
  await sendLater(db, issueLetter(settings, whole, to))
  return see(c, paths.issue(at), words(locale)('issue.tested', { address: email }))
})

pages.post(paths.issueSending.pattern, editors, async (c) => {
  const { db, locale, now } = c.var
  const at = c.req.param()
  const t = words(locale)
  const { steward, issue } = await issueOf(c, at)
  const sent = await sendIssue(db, steward, issue.id, now)
  if (!sent.ok) return issuePage(c, at, { refusal: t(`refusal.${sent.refusal}`) })
  return see(c, paths.issue(at), t('issue.sending'))
})

pages.post(paths.issueRemoval.pattern, editors, async (c) => {
  const { db, locale } = c.var
  const at = c.req.param()
  const t = words(locale)
  const { steward, issue } = await issueOf(c, at)
  const removed = await removeIssue(db, steward, issue.id)
  if (!removed.ok) return issuePage(c, at, { refusal: t(`refusal.${removed.refusal}`) })
  return see(c, paths.issues(at), t('issue.removed'))
})

pages.get(paths.archived.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const { slug, number } = c.req.param()
  if (!/^[1-9]\d{0,5}$/.test(number)) throw absent()
  const house = found(await findCard(reads, slug))
  const issue = found(await findSentIssue(reads, house.id, Number(number)))
  const posts = await listIssuePosts(reads, issue.id)
  return reply(c, <ArchivedPage t={words(locale)} house={house} issue={issue} posts={posts} />)
})
