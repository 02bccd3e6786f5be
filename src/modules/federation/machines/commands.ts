// What servers elsewhere may change here: who follows, and who no longer does.
import { sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import { limited } from '#kit/limits.ts'
import { done, refused } from '#kit/outcome.ts'
import { newId, tell } from '../commands.ts'
import { findSubject, isBlocked } from '../queries.ts'
import { inboxFor, namesAbove } from '../rules.ts'
import { followersPerHostMax, followsLimit } from '../schema.ts'
import type { Db } from '../tables.ts'

interface Follower {
  readonly id: string
  readonly inbox: string
  readonly shared_inbox: string | null
  readonly follow_uri: string | null
}

/** Somebody elsewhere asks for what an organisation publishes. Each time they are answered. */
export function follow(
  db: Db,
  organisation_id: string,
  follower: Follower,
  /** What is answered, by the answer's own number. */
  acceptance: (answerId: string) => unknown,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const way = inboxFor(follower)
    if (!way.ok) return refused(way.refusal)
    const { host, inbox, own_inbox } = way.value
    const subject = await findSubject(tx, organisation_id)
    if (subject?.standing !== 'open') return refused('not_open')
    if (await isBlocked(tx, namesAbove(host))) return refused('blocked')
    if ((await limited(tx, 'federation.follow', host, followsLimit, now)) > 0)
      return refused('too_often')
    if (!(await hasRoom(tx, organisation_id, host))) return refused('too_many')
    const { id: actor_uri, follow_uri } = follower
    await tx
      .insertInto('federation.follower')
      .values({ organisation_id, actor_uri, follow_uri, inbox, host, since: now })
      .onConflict((conflict) =>
        conflict.columns(['organisation_id', 'actor_uri']).doUpdateSet({ inbox, follow_uri, host }),
      )
      .execute()
    const answer_id = await newId(tx)
    const told = { organisation_id, kind: 'accept', document: acceptance(answer_id) } as const
    const once = { cause: `accept:${answer_id}`, chain: answer_id }
    await tell(tx, { ...told, ...once }, now, { inbox: own_inbox, host })
    return done(null)
  })
}

/** Two who come at once are counted one after the other. */
async function hasRoom(tx: Db, organisationId: string, host: string): Promise<boolean> {
  const lock = `federation.follower ${organisationId} ${host}`
  await sql`select pg_advisory_xact_lock(hashtext(${lock}))`.execute(tx)
  const { total } = await tx
    .selectFrom('federation.follower')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('organisation_id', '=', organisationId)
    .where('host', '=', host)
    .executeTakeFirstOrThrow()
  return total < followersPerHostMax
}

interface Undone {
  readonly actor_uri: string
  /** Whom they followed, or what they called their asking: they say one or the other. */
  readonly organisation_id: string | null
  readonly follow_uri: string | null
}

export async function unfollow(db: Db, { actor_uri, organisation_id, follow_uri }: Undone) {
  await db
    .deleteFrom('federation.follower')
    .where('actor_uri', '=', actor_uri)
    .where((eb) =>
      eb.or([eb('organisation_id', '=', organisation_id), eb('follow_uri', '=', follow_uri)]),
    )
    .execute()
}

/** They are gone from their server: nothing is left of them here. */
export const forgetFollower = (db: Db, actorUri: string) =>
  db.deleteFrom('federation.follower').where('actor_uri', '=', actorUri).execute()
