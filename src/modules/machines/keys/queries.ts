// The keys of an organisation, and the one place where a key becomes a proof.
import { Problem } from '#kit/problem.ts'
import { isToken } from '#kit/tokens.ts'
import { type Steward, stewardBehind } from '#modules/organisations/index.ts'
import { isUseWorthWriting, type Scope, stateOfKey } from '../rules.ts'
import type { Db } from '../tables.ts'

declare const authority: unique symbol

/** Proof that a program may act for an organisation. Only `keyOf` makes one. */
export interface Key {
  readonly [authority]: 'key'
  readonly key_id: string
  readonly organisation: string
  readonly scopes: readonly Scope[]
  readonly expires_at: Date
  readonly last_used_at: Date | null
  /** The administrator who made the key, with the authority they have today. */
  readonly steward: Steward
}

interface Asked {
  readonly db: Db
  readonly token: string
  readonly scope: string | null
  readonly now: Date
}

/** The proof behind a token. It opens nothing that the administrator behind it may not open. */
export async function keyOf({ db, token, scope, now }: Asked): Promise<Key> {
  const row = await db
    .selectFrom('machines.key')
    .selectAll()
    .where('prefix', '=', token.slice(0, prefixChars))
    .executeTakeFirst()
  if (!row || !isToken(token, row.secret_hash) || stateOfKey(row, now) !== 'valid')
    throw new Problem(401, 'key_unknown')
  const behind = await stewardBehind(db, row)
  if (behind === 'gone') throw new Problem(401, 'key_unknown')
  if (behind === 'stands_still') throw new Problem(403, 'stands_still')
  if (scope !== null && !row.scopes.some((one) => one === scope))
    throw new Problem(403, 'key_lacks_scope')
  const { id, scopes, expires_at, last_used_at } = row
  const { steward, slug } = behind
  return {
    key_id: id,
    scopes,
    expires_at,
    last_used_at,
    organisation: slug,
    steward,
  } as unknown as Key
}

const prefixChars = 'mzk_'.length + 8

/** Whether the use of this key should be written down now. */
export const isUseNews = ({ last_used_at }: Key, now: Date) => isUseWorthWriting(last_used_at, now)

/** Every key of an organisation, the newest first. */
export const listKeys = (db: Db, organisationId: string) =>
  db
    .selectFrom('machines.key as k')
    .leftJoin('people.card as p', 'p.id', 'k.person_id')
    .select(['k.id', 'k.name', 'k.prefix', 'k.scopes', 'k.created_at', 'k.expires_at'])
    .select(['k.last_used_at', 'k.revoked_at', 'p.name as made_by'])
    .where('k.organisation_id', '=', organisationId)
    .orderBy('k.id', 'desc')
    .execute()

export type KeyRow = Awaited<ReturnType<typeof listKeys>>[number]

export const findKey = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('machines.key')
    .select(['id', 'name', 'prefix', 'revoked_at'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Every key there is, for the operator. */
export const listAllKeys = (db: Db, slug: string | null) =>
  db
    .selectFrom('machines.key as k')
    .innerJoin('organisations.organisation as o', 'o.id', 'k.organisation_id')
    .leftJoin('people.card as p', 'p.id', 'k.person_id')
    .select(['k.id', 'k.prefix', 'k.name', 'k.scopes', 'k.expires_at', 'k.revoked_at'])
    .select(['k.last_used_at', 'o.slug as organisation', 'p.name as made_by'])
    .$if(slug !== null, (query) => query.where('o.slug', '=', slug ?? ''))
    .orderBy('k.id')
    .execute()

/** The keys that somebody made, for the copy of their data. */
export const listOwnKeys = (db: Db, personId: string) =>
  db
    .selectFrom('machines.key as k')
    .innerJoin('organisations.organisation as o', 'o.id', 'k.organisation_id')
    .select(['o.slug as organisation', 'k.name', 'k.prefix', 'k.created_at', 'k.revoked_at'])
    .where('k.person_id', '=', personId)
    .orderBy('k.id')
    .execute()
