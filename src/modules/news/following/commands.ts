// Following, saying yes, changing one's mind, and the letters that come of it.
import { sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { limited } from '#kit/limits.ts'
import type { Locale } from '#kit/locale.ts'
import { type Letter, sendLater } from '#kit/mail.ts'
import { done, found } from '#kit/outcome.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'
import { findReader, listNewsFor, type NewsItem } from './queries.ts'
import { askLimit, type Rhythm } from './schema.ts'

/** Who is written to: a person with an account, or an address that has to say yes. */
export type Who = { readonly person_id: string } | { readonly email: string }

interface Wish {
  readonly locale: Locale
  readonly rhythm?: Rhythm
}

/** The reader that this is, made when there is none. What a stranger wishes changes no other's. */
export async function readerOf(tx: Db, who: Who, { locale, rhythm = 'daily' }: Wish, now: Date) {
  await tx
    .insertInto('news.reader')
    .values({ ...who, locale, rhythm, told_until: now, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const column = 'person_id' in who ? 'person_id' : 'email'
  const value = 'person_id' in who ? who.person_id : who.email
  const { id } = await tx
    .selectFrom('news.reader')
    .select('id')
    .where(column, '=', value)
    .executeTakeFirstOrThrow()
  return id
}

export interface Followed {
  readonly organisation_id?: string
  readonly area?: Area
  readonly place_id?: string
}

/** Somebody with an account follows at once; an address is asked by letter first. */
export function follow(db: Db, who: Who, subject: Followed, wish: Wish, now: Date) {
  return atomically(db, async (tx) => {
    const reader_id = await readerOf(tx, who, wish, now)
    const confirmed_at = 'person_id' in who ? now : null
    if ('person_id' in who && wish.rhythm) await setRhythm(tx, reader_id, wish.rhythm, now)
    const { id, confirmed_at: said } = await tx
      .insertInto('news.follow')
      .values({ reader_id, ...subject, confirmed_at, created_at: now })
      .onConflict((conflict) =>
        conflict.constraint('follow_once').doUpdateSet((eb) => ({
          confirmed_at: eb.fn.coalesce('news.follow.confirmed_at', 'excluded.confirmed_at'),
        })),
      )
      .returning(['id', 'confirmed_at'])
      .executeTakeFirstOrThrow()
    if (!said && 'email' in who)
      await ask(tx, who.email, 'news.ask_follower', { follow_id: id }, now)
    return done(null)
  })
}

/** A letter that asks for a yes. Too many to one address are left unwritten, and nobody is told. */
export async function ask(tx: Db, email: string, task: string, payload: object, now: Date) {
  const wait = await limited(tx, 'news.ask', email, askLimit, now)
  if (wait === 0) await enqueue(tx, task, payload)
}

/** The yes of an address. Said twice, it is one yes. Who wished no letters wishes them again. */
export const confirmFollow = (db: Db, id: string, now: Date) =>
  atomically(db, async (tx) => {
    const said = await tx
      .updateTable('news.follow')
      .set({ confirmed_at: now })
      .where('id', '=', id)
      .where('confirmed_at', 'is', null)
      .returning('reader_id')
      .executeTakeFirst()
    if (!said) return
    await tx
      .updateTable('news.reader')
      .set({ rhythm: 'daily', told_until: now })
      .where('id', '=', said.reader_id)
      .where('rhythm', '=', 'never')
      .execute()
  })

export const confirmSubscription = (db: Db, id: string, now: Date) =>
  db
    .updateTable('news.subscription')
    .set({ confirmed_at: now })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute()

/** What came out while no letters were wished is not told later. */
export const setRhythm = (db: Db, readerId: string, rhythm: Rhythm, now: Date) =>
  db
    .updateTable('news.reader')
    .set((eb) => ({
      rhythm,
      told_until: eb
        .case()
        .when('rhythm', '=', 'never')
        .then(eb.fn<Date>('greatest', ['told_until', eb.val(now)]))
        .else(eb.ref('told_until'))
        .end(),
    }))
    .where('id', '=', readerId)
    .execute()

/** One thing less. An address that follows nothing any more is forgotten. */
export function unfollow(db: Db, readerId: string, id: string) {
  return atomically(db, async (tx) => {
    for (const table of ['news.follow', 'news.subscription'] as const)
      await tx.deleteFrom(table).where('id', '=', id).where('reader_id', '=', readerId).execute()
    await forgetIdle(tx, readerId)
    return done(null)
  })
}

/** No letters about what is followed any more. An address is forgotten with all it followed. */
export function leave(db: Db, readerId: string) {
  return atomically(db, async (tx) => {
    await tx
      .updateTable('news.reader')
      .set({ rhythm: 'never' })
      .where('id', '=', readerId)
      .execute()
    await tx
      .deleteFrom('news.follow')
      .where('reader_id', '=', readerId)
      .where('reader_id', 'in', (eb) =>
        eb.selectFrom('news.reader').select('id').where('email', 'is not', null),
      )
      .execute()
    await forgetIdle(tx, readerId)
    return done(null)
  })
}

/** No more letters from one organisation. */
export const unsubscribe = (db: Db, subscriptionId: string) =>
  atomically(db, async (tx) => {
    await tx.deleteFrom('news.subscription').where('id', '=', subscriptionId).execute()
    await forgetIdle(tx)
    return done(null)
  })

/** Addresses that nothing is sent to any more; one of them when it is known which. */
const forgetIdle = (tx: Db, readerId?: string) =>
  tx
    .deleteFrom('news.reader as r')
    .where('r.email', 'is not', null)
    .$if(readerId !== undefined, (query) => query.where('r.id', '=', readerId ?? ''))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('news.follow as f').whereRef('f.reader_id', '=', 'r.id').select('f.id')),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('news.subscription as s').whereRef('s.reader_id', '=', 'r.id').select('s.id'),
        ),
      ),
    )
    .execute()

/** Addresses that never said yes. */
export async function forgetUnconfirmed(tx: Db, before: Date): Promise<number> {
  let forgotten = 0
  for (const table of ['news.follow', 'news.subscription'] as const) {
    const { numDeletedRows } = await tx
      .deleteFrom(table)
      .where('confirmed_at', 'is', null)
      .where('created_at', '<', before)
      .executeTakeFirst()
    forgotten += Number(numDeletedRows)
  }
  await forgetIdle(tx)
  return forgotten
}

export const forgetReader = (tx: Db, personId: string) =>
  tx.deleteFrom('news.reader').where('person_id', '=', personId).execute()

/** One job for each reader of this rhythm who was not told until then. Asked twice, it is one. */
export async function queueDigests(db: Db, rhythm: Rhythm, until: Date) {
  await sql`select graphile_worker.add_job('news.digest',
      payload => json_build_object('reader_id', r.id, 'until', ${until}::timestamptz),
      job_key => 'news.digest ' || r.id::text, max_attempts => 12)
    from news.reader r
    where r.rhythm = ${rhythm} and r.bounced_at is null and r.told_until < ${until}
      and exists (select from news.follow f
        where f.reader_id = r.id and f.confirmed_at is not null)`.execute(db)
}

type Compose = (
  reader: { id: string; address: string; locale: Locale },
  items: readonly NewsItem[],
) => Letter

/**
 * Tell a reader what came out until then, once: what was told moves forward in the transaction that
 * queues the letter, and whoever comes second finds nothing left to tell.
 */
export function sendDigest(db: Db, readerId: string, until: Date, compose: Compose) {
  return atomically(db, async (tx) => {
    const held = await tx
      .selectFrom('news.reader')
      .select('told_until')
      .where('id', '=', readerId)
      .where('told_until', '<', until)
      .forUpdate()
      .executeTakeFirst()
    if (!held) return
    const reader = found(await findReader(tx, readerId))
    const items = await listNewsFor(tx, readerId, held.told_until, until)
    await tx
      .updateTable('news.reader')
      .set({ told_until: until })
      .where('id', '=', readerId)
      .execute()
    const { address, bounced_at, rhythm, id, locale } = reader
    if (!address || bounced_at || rhythm === 'never' || items.length === 0) return
    await sendLater(tx, compose({ id, address, locale }, items))
  })
}
