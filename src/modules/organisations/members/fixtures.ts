// Organisations with people in them, for tests and seeds.
import type { Db } from '../tables.ts'
import type { Role } from './rules.ts'

interface Membership {
  organisation_id: string
  person_id: string
  role?: Role
  since?: Date
}

const longAgo = new Date('2026-01-15T09:00:00Z')

/** Somebody acts for an organisation from now on. The first should be an owner. */
export async function aMember(db: Db, membership: Membership) {
  const { organisation_id, person_id, role = 'editor', since = longAgo } = membership
  const { id } = await db
    .insertInto('organisations.membership')
    .values({ organisation_id, person_id, role, since, until: null, ended: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
