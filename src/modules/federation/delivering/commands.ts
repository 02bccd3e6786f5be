// What becomes of something that was sent, or could not be.
import { sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { jobKeyPrefix } from '../commands.ts'
import { type DeliveryState, nextTry, restsUntil } from '../rules.ts'
import type { Db } from '../tables.ts'
import type { Chain, Waiting } from './queries.ts'

type Settled = Exclude<DeliveryState, 'waiting'>

export async function settle(
  db: Db,
  { id }: Pick<Waiting, 'id'>,
  state: Settled,
  now: Date,
  error: string | null = null,
) {
  await db
    .updateTable('federation.delivery')
    .set((eb) => ({
      state,
      settled_at: now,
      last_error: cut(error),
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

// The columns take 300 characters; what a server writes of itself may be a page.
const cut = (error: string | null) => error?.slice(0, 300) ?? null

/** A server answered: whatever it said, it is there. */
export async function hostAnswered(db: Db, host: string) {
  await db.deleteFrom('federation.host').where('host', '=', host).execute()
}

/** It did not answer. Says until when it is left in peace. */
async function hostFailed(tx: Db, host: string, now: Date): Promise<Date | null> {
  const { failures } = await tx
    .insertInto('federation.host')
    .values({ host, failures: 1, rests_until: null })
    .onConflict((conflict) =>
      conflict.column('host').doUpdateSet({ failures: sql`host.failures + 1` }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  const rests_until = restsUntil(failures, now)
  await tx.updateTable('federation.host').set({ rests_until }).where('host', '=', host).execute()
  return rests_until
}

/** It is tried again later, or given up when that was often enough. */
export function postpone(db: Db, waiting: Waiting, error: string, now: Date) {
  return atomically(db, async (tx) => {
    const rest = await hostFailed(tx, waiting.host, now)
    const attempts = waiting.attempts + 1
    const next = nextTry(attempts, now)
    if (!next) return settle(tx, waiting, 'failed', now, error)
    const next_try_at = rest && rest > next ? rest : next
    await tx
      .updateTable('federation.delivery')
      .set({ attempts, next_try_at, last_error: cut(error) })
      .where('id', '=', waiting.id)
      .execute()
    await awaken(tx, waiting, next_try_at)
  })
}

/** Not tried now, and not counted as a try: the server is left in peace. */
export async function wait(db: Db, waiting: Waiting, until: Date) {
  await db
    .updateTable('federation.delivery')
    .set({ next_try_at: until })
    .where('id', '=', waiting.id)
    .execute()
  await awaken(db, waiting, until)
}

/** The job of a chain, set to this time. */
export async function awaken(db: Db, { inbox, chain }: Chain, run_at?: Date) {
  const { rows } = await sql<{ key: string }>`select ${jobKeyPrefix} || ${chain}::text || ':'
    || md5(${inbox}) as key`.execute(db)
  const key = rows[0]?.key ?? ''
  await enqueue(db, 'federation.deliver', { inbox, chain }, run_at ? { run_at, key } : { key })
}

/** The inbox is no more, and so are those who read there. */
export const forgetInbox = (db: Db, inbox: string) =>
  db.deleteFrom('federation.follower').where('inbox', '=', inbox).execute()

/** The page is hidden: from now on it is one that was there, with nobody to tell. */
export async function markGone(tx: Db, organisation_id: string, now: Date) {
  await tx
    .insertInto('federation.actor')
    .values({ organisation_id, gone_at: now })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ gone_at: now }))
    .execute()
  await tx
    .deleteFrom('federation.follower')
    .where('organisation_id', '=', organisation_id)
    .execute()
}

/** What was settled before this day is forgotten; what was said of a post last is kept. */
export async function sweepDeliveries(tx: Db, before: Date): Promise<number> {
  const { rows } = await sql`delete from federation.delivery
    where settled_at < ${before} returning 1`.execute(tx)
  await sql`delete from federation.activity a
    where a.made_at < ${before} and a.post_id is null
      and not exists (select from federation.delivery d where d.activity_id = a.id)`.execute(tx)
  return rows.length
}
