// Asking for a newsletter, writing an issue and sending it once to each.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Locale } from '#kit/locale.ts'
import { type Letter, sendLater } from '#kit/mail.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Steward } from '#modules/organisations/index.ts'
import { ask, readerOf } from '../commands.ts'
import type { Db } from '../tables.ts'
import {
  countSentSince,
  countSubscribers,
  findIssue,
  type IssueReader,
  listNextReaders,
} from './queries.ts'
import { whyNotSend } from './rules.ts'
import { type IssueInput, lettersAtOnce } from './schema.ts'

type Who = { readonly person_id: string } | { readonly email: string }

/** Somebody with an account gets the next issue; an address is asked by letter first. */
export function subscribe(db: Db, who: Who, organisation_id: string, locale: Locale, now: Date) {
  return atomically(db, async (tx) => {
    const reader_id = await readerOf(tx, who, { locale }, now)
    const confirmed_at = 'person_id' in who ? now : null
    const { id, confirmed_at: said } = await tx
      .insertInto('news.subscription')
      .values({ reader_id, organisation_id, confirmed_at, created_at: now })
      .onConflict((conflict) =>
        conflict.constraint('subscription_once').doUpdateSet((eb) => ({
          confirmed_at: eb.fn.coalesce('news.subscription.confirmed_at', 'excluded.confirmed_at'),
        })),
      )
      .returning(['id', 'confirmed_at'])
      .executeTakeFirstOrThrow()
    if (!said && 'email' in who)
      await ask(tx, who.email, 'news.ask_subscriber', { subscription_id: id }, now)
    return done(null)
  })
}

type Content = Omit<IssueInput, 'version'>

export function beginIssue(
  db: Db,
  { organisation_id }: Steward,
  content: Content,
  now: Date,
  key?: string,
) {
  return atomically(db, (tx) =>
    once<string, never>(tx, key, async () => {
      const { id } = await tx
        .insertInto('news.issue')
        .values({
          organisation_id,
          created_at: now,
          title: JSON.stringify(content.title),
          intro: JSON.stringify(content.intro),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await putPosts(tx, id, organisation_id, content.posts)
      return done(id)
    }),
  )
}

/** A draft as somebody left it; a draft that changed under them is not overwritten. */
export function changeIssue(db: Db, { organisation_id }: Steward, id: string, input: IssueInput) {
  return atomically(db, async (tx) => {
    const issue = await lockIssue(tx, organisation_id, id)
    if (issue.state !== 'draft') return refused('already_sent')
    if (issue.version !== input.version) return refused('changed_meanwhile')
    await tx
      .updateTable('news.issue')
      .set({
        title: JSON.stringify(input.title),
        intro: JSON.stringify(input.intro),
        version: issue.version + 1,
      })
      .where('id', '=', id)
      .execute()
    await putPosts(tx, id, organisation_id, input.posts)
    return done(null)
  })
}

export function removeIssue(db: Db, { organisation_id }: Steward, id: string) {
  return atomically(db, async (tx) => {
    const issue = await lockIssue(tx, organisation_id, id)
    if (issue.state !== 'draft') return refused('already_sent')
    await tx.deleteFrom('news.issue').where('id', '=', id).execute()
    return done(null)
  })
}

/** The posts of an issue: only the organisation's own, and only what is public. */
async function putPosts(
  tx: Db,
  issue_id: string,
  organisationId: string,
  posts: readonly string[],
) {
  await tx.deleteFrom('news.issue_post').where('issue_id', '=', issue_id).execute()
  if (posts.length === 0) return
  const own = await tx
    .selectFrom('news.card')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...posts])
    .orderBy('published_at', 'desc')
    .execute()
  if (own.length === 0) return
  await tx
    .insertInto('news.issue_post')
    .values(own.map(({ id }, i) => ({ issue_id, post_id: id, position: i + 1 })))
    .execute()
}

/** All issues of the house are held, so that two sendings count each other. */
async function lockIssue(tx: Db, organisationId: string, id: string) {
  await tx
    .selectFrom('news.issue')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .orderBy('id')
    .forUpdate()
    .execute()
  return found(await findIssue(tx, organisationId, id))
}

const dayMs = 86_400_000

/** From here on it cannot be taken back: it has a number, and the first letters are queued. */
export function sendIssue(db: Db, steward: Steward, id: string, now: Date) {
  const { organisation_id } = steward
  return atomically(db, async (tx) => {
    const issue = await lockIssue(tx, organisation_id, id)
    const subscribers = await countSubscribers(tx, organisation_id)
    const { total } = await tx
      .selectFrom('news.issue_post')
      .select((eb) => eb.fn.countAll<bigint>().as('total'))
      .where('issue_id', '=', id)
      .executeTakeFirstOrThrow()
    const sent_today = await countSentSince(tx, organisation_id, new Date(+now - dayMs))
    const refusal = whyNotSend({ ...issue, posts: Number(total), sent_today, subscribers })
    if (refusal) return refused(refusal)
    const { last } = await tx
      .selectFrom('news.issue')
      .select((eb) => eb.fn.max('number').as('last'))
      .where('organisation_id', '=', organisation_id)
      .executeTakeFirstOrThrow()
    const number = Number(last ?? 0) + 1
    await tx
      .updateTable('news.issue')
      .set({ state: 'sending', number, sent_at: now })
      .where('id', '=', id)
      .execute()
    await record(
      tx,
      'newsletter.sent',
      { organisation_id, issue_id: id, readers: subscribers },
      steward,
    )
    await enqueue(tx, 'news.send_issue', { organisation_id, issue_id: id, after: beginning })
    return done(number)
  })
}

const beginning = '00000000-0000-0000-0000-000000000000'

export interface Batch {
  readonly organisation_id: string
  readonly issue_id: string
  /** The reader after whom this batch begins. */
  readonly after: string
}

/**
 * The letters of one batch and the job of the next, in one transaction. A reader's row in
 * `news.dispatch` is made with their letter: a batch that is done again sends nothing again.
 */
export function sendBatch(
  db: Db,
  batch: Batch,
  compose: (to: IssueReader) => Letter | null,
  now: Date,
) {
  const { organisation_id, issue_id, after } = batch
  return atomically(db, async (tx) => {
    const readers = await listNextReaders(tx, organisation_id, after)
    const made = readers.length === 0 ? [] : await dispatch(tx, issue_id, readers, now)
    const fresh = new Set(made.map(({ reader_id }) => reader_id))
    for (const reader of readers) {
      const letter = fresh.has(reader.id) ? compose(reader) : null
      if (letter) await sendLater(tx, letter)
    }
    const last = readers.at(-1)
    const whole = readers.length < lettersAtOnce
    await tx
      .updateTable('news.issue')
      .set((eb) => ({
        sent_count: eb('sent_count', '+', fresh.size),
        ...(whole ? { state: 'sent' as const } : {}),
      }))
      .where('id', '=', issue_id)
      .execute()
    if (last && !whole) await enqueue(tx, 'news.send_issue', { ...batch, after: last.id })
  })
}

const dispatch = (tx: Db, issue_id: string, readers: readonly IssueReader[], at: Date) =>
  tx
    .insertInto('news.dispatch')
    .values(readers.map(({ id }) => ({ issue_id, reader_id: id, at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('reader_id')
    .execute()
