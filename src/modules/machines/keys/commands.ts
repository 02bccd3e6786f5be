// A key is made once, used by a program, and ended; it is never changed.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { limited } from '#kit/limits.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { lockHouse, type Steward } from '#modules/organisations/index.ts'
import { stateOfKey } from '../rules.ts'
import type { Db } from '../tables.ts'
import { isUseNews, type Key, keyOf, listKeys } from './queries.ts'
import { keysMax, type NewKey } from './schema.ts'

/** What a new key is known and found by. The secret itself is shown and forgotten. */
interface Made {
  readonly prefix: string
  readonly secret_hash: string
}

const day_ms = 24 * 60 * 60 * 1000
const madeLimit = { max: 20, per_seconds: 24 * 60 * 60 }

export function makeKey(db: Db, steward: Steward, wish: NewKey, made: Made, now: Date) {
  const { organisation_id, person_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      await lockHouse(tx, steward)
      const keys = await listKeys(tx, organisation_id)
      const valid = keys.filter((key) => stateOfKey(key, now) === 'valid')
      if (valid.length >= keysMax) return refused('too_many_keys')
      if ((await limited(tx, 'machines.keys', organisation_id, madeLimit, now)) > 0)
        return refused('too_often')
      const { id } = await tx
        .insertInto('machines.key')
        .values({
          organisation_id,
          person_id,
          ...made,
          created_at: now,
          name: wish.name,
          scopes: [...new Set(wish.scopes)],
          expires_at: new Date(now.getTime() + wish.days * day_ms),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'key.made', { organisation_id, key_id: id, scopes: wish.scopes }, steward)
      return done({ id })
    }),
  )
}

export function revokeKey(db: Db, steward: Steward, id: string, now: Date) {
  const { organisation_id, person_id } = steward
  return atomically(db, async (tx) => {
    await lockHouse(tx, steward)
    const key = found(await endKey(tx, id, organisation_id, person_id, now))
    if (key.fresh) await record(tx, 'key.revoked', { organisation_id, key_id: id }, steward)
    return done(key)
  })
}

/** From the terminal of the server: by its id or by what it begins with. */
export function revokeByOperator(db: Db, name: string, now: Date) {
  return atomically(db, async (tx) => {
    const key = await tx
      .selectFrom('machines.key')
      .select(['id', 'organisation_id'])
      .where((eb) => eb.or([eb('prefix', '=', name), eb(eb.cast('id', 'text'), '=', name)]))
      .executeTakeFirst()
    if (!key) return refused('no_such_key')
    const { id, organisation_id } = key
    const ended = found(await endKey(tx, id, organisation_id, null, now))
    if (!ended.fresh) return refused('already_revoked')
    await record(tx, 'key.revoked', { organisation_id, key_id: id }, 'system')
    return done(ended)
  })
}

async function endKey(
  tx: Db,
  id: string,
  organisationId: string,
  revoked_by: string | null,
  now: Date,
) {
  const key = await tx
    .selectFrom('machines.key')
    .select(['id', 'prefix', 'name', 'revoked_at'])
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst()
  if (!key || key.revoked_at) return key && { ...key, fresh: false }
  await tx
    .updateTable('machines.key')
    .set({ revoked_at: now, revoked_by })
    .where('id', '=', id)
    .execute()
  return { ...key, fresh: true }
}

/** A key was used. Written at most once a minute, by whichever request comes first. */
async function noteUse(db: Db, keyId: string, now: Date): Promise<void> {
  const aMinuteAgo = new Date(now.getTime() - 60_000)
  await db
    .updateTable('machines.key')
    .set({ last_used_at: now })
    .where('id', '=', keyId)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', aMinuteAgo)]))
    .execute()
}

/** The proof behind a token, and the note that it was used. */
export async function proveKey(ask: Parameters<typeof keyOf>[0]): Promise<Key> {
  const key = await keyOf(ask)
  if (isUseNews(key, ask.now)) await noteUse(ask.db, key.key_id, ask.now)
  return key
}

/** Whoever may not sign in any more may not act through a program either. */
export async function endKeysOf(tx: Db, personId: string, now: Date): Promise<void> {
  const keys = await tx
    .updateTable('machines.key')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning(['id', 'organisation_id'])
    .execute()
  for (const { id, organisation_id } of keys)
    await record(tx, 'key.revoked', { organisation_id, key_id: id }, 'system')
}
