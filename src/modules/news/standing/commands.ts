// A post comes out now or at its time, stands first, or is withdrawn and says so.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Localized } from '#kit/localized.ts'
import { done, refused } from '#kit/outcome.ts'
import { standsStill } from '#modules/organisations/index.ts'
import { remember, rememberChanges } from '../commands.ts'
import { findFields, listDue, lockPost, type PostSteward } from '../queries.ts'
import {
  isDue,
  type State,
  whyNotDelete,
  whyNotPin,
  whyNotPublish,
  whyNotSchedule,
  whyNotUnschedule,
  whyNotWithdraw,
} from '../rules.ts'
import type { Db } from '../tables.ts'

export function publishPost(db: Db, steward: PostSteward, now: Date) {
  const { post_id, organisation_id } = steward
  return atomically(db, async (tx) => {
    const { state, slug } = await lockPost(tx, post_id)
    const refusal = whyNotPublish(await findFields(tx, post_id))
    if (refusal) return refused(refusal)
    await move(tx, post_id, { from: state, to: 'published', person_id: steward.person_id, now })
    await record(tx, 'post.published', { post_id, organisation_id }, steward)
    return done(slug)
  })
}

/** It comes out by itself at this time. Set again, only the last time counts. */
export function schedulePost(db: Db, steward: PostSteward, publish_at: Date, now: Date) {
  const { post_id, organisation_id, person_id } = steward
  return atomically(db, async (tx) => {
    const { state, slug } = await lockPost(tx, post_id)
    const refusal = whyNotSchedule(await findFields(tx, post_id), publish_at, now)
    if (refusal) return refused(refusal)
    await move(tx, post_id, { from: state, to: 'scheduled', publish_at, person_id, now })
    await record(tx, 'post.scheduled', { post_id, organisation_id }, steward)
    await enqueue(tx, 'news.publish', { post_id }, { run_at: publish_at, key: jobKey(post_id) })
    return done(slug)
  })
}

const jobKey = (postId: string) => `news.publish:${postId}`

/** A draft again. The job that waits for it will find nothing to do. */
export function unschedulePost(db: Db, steward: PostSteward, now: Date) {
  const { post_id, organisation_id, person_id } = steward
  return atomically(db, async (tx) => {
    const post = await lockPost(tx, post_id)
    const refusal = whyNotUnschedule(post)
    if (refusal) return refused(refusal)
    await move(tx, post_id, { from: post.state, to: 'draft', person_id, now })
    await record(tx, 'post.changed', { post_id, organisation_id }, steward)
    return done(post.slug)
  })
}

/**
 * What the clock does: brings a post out whose time has come, and leaves any other alone, however
 * often and whenever it is asked. Nothing of an organisation that stands still comes out.
 */
export function publishDue(db: Db, post_id: string, now: Date) {
  return atomically(db, async (tx) => {
    const post = await tx
      .selectFrom('news.post')
      .select(['state', 'publish_at', 'organisation_id'])
      .where('id', '=', post_id)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!post || !isDue(post, now)) return false
    const { organisation_id } = post
    const owner = await tx
      .selectFrom('organisations.card')
      .select('state')
      .where('id', '=', organisation_id)
      .executeTakeFirst()
    if (!owner || standsStill(owner.state)) return false
    await move(tx, post_id, { from: post.state, to: 'published', person_id: null, now })
    await record(tx, 'post.published', { post_id, organisation_id }, 'system')
    return true
  })
}

/** The posts that no job brought out: after a restore, or when a queue was lost. */
export async function publishOverdue(db: Db, now: Date): Promise<number> {
  let published = 0
  for (const { id } of await listDue(db, now)) if (await publishDue(db, id, now)) published++
  return published
}

export function withdrawPost(db: Db, steward: PostSteward, reason: Localized, now: Date) {
  const { post_id, organisation_id, person_id } = steward
  return atomically(db, async (tx) => {
    const post = await lockPost(tx, post_id)
    const refusal = whyNotWithdraw(post)
    if (refusal) return refused(refusal)
    await move(tx, post_id, { from: post.state, to: 'withdrawn', reason, person_id, now })
    await record(tx, 'post.withdrawn', { post_id, organisation_id }, steward)
    return done(post.slug)
  })
}

/** A draft goes for good, and what was written down of it with it. Its files go with the sweep. */
export function deleteDraft(db: Db, steward: PostSteward) {
  const { post_id, organisation_id } = steward
  return atomically(db, async (tx) => {
    const post = await lockPost(tx, post_id)
    const refusal = whyNotDelete(post)
    if (refusal) return refused(refusal)
    await tx.deleteFrom('news.post').where('id', '=', post_id).execute()
    await record(tx, 'post.deleted', { post_id, organisation_id }, steward)
    return done(post.slug)
  })
}

/** Stands first on the page of its organisation; the one that stood there steps back. */
export function pinPost(db: Db, steward: PostSteward, now: Date) {
  const { post_id, organisation_id } = steward
  return atomically(db, async (tx) => {
    // Two who pin at once come one after the other, and the later one stands first.
    await sql`select pg_advisory_xact_lock(hashtext(${`news.pin ${organisation_id}`}))`.execute(tx)
    const post = await lockPost(tx, post_id)
    const refusal = whyNotPin(post)
    if (refusal) return refused(refusal)
    if (post.pinned) return done(post.slug)
    const former = await tx
      .selectFrom('news.post')
      .select('id')
      .where('organisation_id', '=', organisation_id)
      .where('pinned', '=', true)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (former) await setPinned(tx, { ...steward, post_id: former.id }, false, now)
    await setPinned(tx, steward, true, now)
    return done(post.slug)
  })
}

export function unpinPost(db: Db, steward: PostSteward, now: Date) {
  return atomically(db, async (tx) => {
    const post = await lockPost(tx, steward.post_id)
    if (post.pinned) await setPinned(tx, steward, false, now)
    return done(post.slug)
  })
}

async function setPinned(tx: Db, steward: PostSteward, pinned: boolean, now: Date) {
  await tx.updateTable('news.post').set({ pinned }).where('id', '=', steward.post_id).execute()
  await rememberChanges(tx, steward, [{ field: 'pinned', before: !pinned, after: pinned }], now)
}

interface Move {
  readonly from: State
  readonly to: State
  readonly person_id: string | null
  readonly now: Date
  readonly publish_at?: Date
  readonly reason?: Localized
}

async function move(tx: Db, post_id: string, { from, to, person_id, now, ...rest }: Move) {
  const { publish_at = null, reason = {} } = rest
  await tx
    .updateTable('news.post')
    .set((eb) => ({
      // Nothing comes out pinned, and what is taken back steps back.
      state: to,
      state_since: now,
      publish_at,
      pinned: false,
      // What was public once keeps its day.
      published_at:
        to === 'published' ? eb.fn.coalesce('published_at', eb.val(now)) : eb.ref('published_at'),
    }))
    .where('id', '=', post_id)
    .execute()
  const change = { post_id, from_state: from, to_state: to, decided_by: person_id, at: now }
  await tx
    .insertInto('news.state_change')
    .values({ ...change, publish_at, reason: JSON.stringify(reason) })
    .execute()
  if (from !== to)
    await remember(tx, post_id, person_id, [{ field: 'state', before: from, after: to }], now)
}
