// What more than one part of the house writes: the keys of an organisation, and what is to be sent.
import { sql } from 'kysely'
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { makeKeyPair } from '#kit/federation-keys.ts'
import { enqueue } from '#kit/jobs.ts'
import { findKeyPair } from './queries.ts'
import type { ActivityKind } from './rules.ts'
import type { Db } from './tables.ts'

/** The pair that signs in an organisation's name; made when it is first asked for. */
export async function keyPairOf(db: Db, organisationId: string, now: Date) {
  const kept = await findKeyPair(db, organisationId)
  if (kept) return kept
  await storeKeyPair(db, organisationId, now)
  const made = await findKeyPair(db, organisationId)
  if (!made) throw new Error(`The key of ${organisationId} was made and is not there.`)
  return made
}

/** Two who make the first key at once: one is kept, and both use it. */
async function storeKeyPair(db: Db, organisation_id: string, now: Date) {
  const { public_jwk, private_jwk } = await makeKeyPair()
  await db
    .insertInto('federation.key')
    .values({
      organisation_id,
      made_at: now,
      retired_at: null,
      public_jwk: JSON.stringify(public_jwk),
      private_jwk: JSON.stringify(private_jwk),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A new key from now on; of the old one only the public half is remembered. */
export function rotateKeys(db: Db, organisation_id: string, by: By, now: Date) {
  return atomically(db, async (tx) => {
    await tx
      .updateTable('federation.key')
      .set({ retired_at: now, private_jwk: null })
      .where('organisation_id', '=', organisation_id)
      .where('retired_at', 'is', null)
      .execute()
    await storeKeyPair(tx, organisation_id, now)
    await record(tx, 'federation.keys_rotated', { organisation_id }, by)
    await announceProfile(tx, organisation_id, now)
  })
}

/** Followers' servers hear how the organisation presents itself now; many changes are told once. */
export const announceProfile = (tx: Db, organisation_id: string, now: Date) =>
  enqueue(
    tx,
    'federation.profile',
    { organisation_id, at: now.toISOString() },
    { key: `federation.profile:${organisation_id}` },
  )

interface Told {
  readonly organisation_id: string
  readonly kind: ActivityKind
  readonly post_id?: string
  /** What it tells of and when. */
  readonly cause: string
  readonly document: unknown
  /** What must arrive in its order. */
  readonly chain: string
}

/** One inbox, where it is not for all who follow. */
interface To {
  readonly inbox: string
  readonly host: string
}

/** Keep what is to be said and queue it for every inbox, together. Nothing is said twice. */
export function tell(db: Db, told: Told, now: Date, to?: To): Promise<number> {
  return atomically(db, async (tx) => {
    const { organisation_id, kind, post_id = null, cause, document, chain } = told
    const made = await tx
      .insertInto('federation.activity')
      .values({
        organisation_id,
        kind,
        post_id,
        cause,
        made_at: now,
        document: JSON.stringify(document),
      })
      .onConflict((conflict) => conflict.column('cause').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return 0
    const inboxes = to
      ? sql`select ${to.inbox}::text as inbox, ${to.host}::text as host`
      : sql`select distinct on (f.inbox) f.inbox, f.host from federation.follower f
          where f.organisation_id = ${organisation_id}`
    const { rows } = await sql`
      with queued as (
        insert into federation.delivery (activity_id, inbox, host, chain)
        select ${made.id}::uuid, i.inbox, i.host, ${chain}::text from (${inboxes}) as i
        returning inbox, chain
      )
      select (graphile_worker.add_job('federation.deliver',
        payload => json_build_object('inbox', inbox, 'chain', chain),
        job_key => ${jobKeyPrefix} || chain || ':' || md5(inbox))).id from queued`.execute(tx)
    return rows.length
  })
}

/** One job for each inbox and chain: it sends everything that waits there, in its order. */
export const jobKeyPrefix = 'federation:'

/** A number that nobody else has, in the order of time. */
export async function newId(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7()::text as id`.execute(db)
  return rows[0]?.id ?? ''
}
