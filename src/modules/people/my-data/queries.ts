import type { Person } from '../rules.ts'
import type { Db } from '../tables.ts'

/** The copies that are there or in the making. */
export function listExports(db: Db, { person_id }: Person, now: Date) {
  return db
    .selectFrom('people.data_export')
    .select(['id', 'asked_at', 'ready_at', 'bytes', 'expires_at'])
    .where('person_id', '=', person_id)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('asked_at', 'desc')
    .execute()
}

export type ExportRow = Awaited<ReturnType<typeof listExports>>[number]

export function findExportFile(db: Db, { person_id }: Person, id: string, now: Date) {
  return db
    .selectFrom('people.data_export')
    .select(['file_key', 'ready_at'])
    .where('id', '=', id)
    .where('person_id', '=', person_id)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

export function findExport(db: Db, id: string) {
  return db
    .selectFrom('people.data_export')
    .select(['id', 'person_id', 'ready_at'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export function listExpiredExports(db: Db, now: Date) {
  return db
    .selectFrom('people.data_export')
    .select(['id', 'file_key'])
    .where('expires_at', '<=', now)
    .execute()
}

/** When somebody will be erased, as long as they may take it back. */
export function findErasure(db: Db, { person_id }: Person) {
  return db
    .selectFrom('people.erasure')
    .select(['id', 'asked_at', 'due_at'])
    .where('person_id', '=', person_id)
    .where('undone_at', 'is', null)
    .where('done_at', 'is', null)
    .executeTakeFirst()
}

export function listDueErasures(db: Db, now: Date) {
  return db
    .selectFrom('people.erasure')
    .select(['id', 'person_id'])
    .where('due_at', '<=', now)
    .where('undone_at', 'is', null)
    .where('done_at', 'is', null)
    .execute()
}

/** Everything this module knows about one person, for the copy they asked for. */
export async function findMyData(db: Db, personId: string) {
  const person = await db
    .selectFrom('people.person')
    .select(['id', 'name', 'email', 'locale', 'two_factor_enabled', 'created_at'])
    .where('id', '=', personId)
    .executeTakeFirst()
  const roles = await db
    .selectFrom('people.role')
    .select(['role', 'granted_at'])
    .where('person_id', '=', personId)
    .execute()
  const sessions = await db
    .selectFrom('people.session')
    .select(['created_at', 'used_at', 'user_agent'])
    .where('person_id', '=', personId)
    .execute()
  const passkeys = await db
    .selectFrom('people.passkey')
    .select(['name', 'created_at'])
    .where('person_id', '=', personId)
    .execute()
  const email_changes = await db
    .selectFrom('people.email_change')
    .select(['old_email', 'new_email', 'asked_at', 'confirmed_at', 'undone_at'])
    .where('person_id', '=', personId)
    .execute()
  const notices = await db
    .selectFrom('people.notification')
    .select(['kind', 'payload', 'created_at', 'read_at'])
    .where('person_id', '=', personId)
    .execute()
  return { person, roles, sessions, passkeys, email_changes, notices }
}
