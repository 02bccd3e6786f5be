// Builders for tests.
import { hashOf, newToken } from '#kit/tokens.ts'
import { type Scope, scopes } from './rules.ts'
import type { Db } from './tables.ts'

interface AKey {
  organisation_id: string
  person_id: string
  scopes?: readonly Scope[]
  created_at?: Date
  expires_at?: Date
}

/** A key, with the token that only its program knows. */
export async function aKey(db: Db, wish: AKey) {
  const { token, prefix } = newToken('mzk')
  const created_at = wish.created_at ?? new Date('2026-11-20T09:00:00Z')
  const { id } = await db
    .insertInto('machines.key')
    .values({
      organisation_id: wish.organisation_id,
      person_id: wish.person_id,
      name: 'Our site',
      prefix,
      secret_hash: hashOf(token),
      created_at,
      scopes: [...(wish.scopes ?? scopes)],
      expires_at: wish.expires_at ?? new Date('2027-01-20T09:00:00Z'),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, token, prefix }
}

interface AWebhook {
  organisation_id: string
  person_id: string
  url: string
  kinds?: readonly string[]
}

export async function aWebhook(db: Db, wish: AWebhook) {
  const at = new Date('2026-11-20T09:00:00Z')
  const { id, salt } = await db
    .insertInto('machines.webhook')
    .values({
      organisation_id: wish.organisation_id,
      person_id: wish.person_id,
      url: wish.url,
      kinds: [...(wish.kinds ?? ['project.published'])],
      created_at: at,
      changed_at: at,
      salt: crypto.randomUUID(),
    })
    .returning(['id', 'salt'])
    .executeTakeFirstOrThrow()
  return { id, salt }
}
