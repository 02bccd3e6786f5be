import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { Me } from '#kit/me.ts'
import { type Person, provenOf } from './rules.ts'
import type { Db, HoldersTables, Role } from './tables.ts'

/** Their rows for the operator's list and the command line, newest first. */
export function listPeople(db: Db, { search = '', limit = 100, offset = 0 } = {}) {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return db
    .selectFrom('people.person as p')
    .select(['p.id', 'p.name', 'p.email', 'p.email_verified', 'p.two_factor_enabled'])
    .select(['p.locale', 'p.created_at', 'p.disabled_at', rolesOf.as('roles')])
    .where('p.erased_at', 'is', null)
    .where((eb) => eb.or([eb('p.email', 'like', like), eb(sql`lower(p.name)`, 'like', like)]))
    .orderBy('p.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
}

export type PersonRow = Awaited<ReturnType<typeof listPeople>>[number]

/** Whoever has this address, erased people left out. */
export function findPersonByEmail(db: Db, email: string) {
  return db
    .selectFrom('people.person as p')
    .select(['p.id', 'p.name', 'p.email', 'p.email_verified', 'p.locale', 'p.disabled_at'])
    .select(rolesOf.as('roles'))
    .where('p.email', '=', email.toLowerCase())
    .where('p.erased_at', 'is', null)
    .executeTakeFirst()
}

/** What letters need: their address, name and language; nobody who is erased. */
export function findPerson(db: Db, personId: string) {
  return db
    .selectFrom('people.person as p')
    .select(['p.id', 'p.name', 'p.email', 'p.locale', 'p.disabled_at'])
    .where('p.id', '=', personId)
    .where('p.erased_at', 'is', null)
    .executeTakeFirst()
}

/** A name for each id that has one: what a list of a hundred people asks once. */
export async function listNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('people.card')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])))
}

/** Everybody who holds a role: whom to tell when something waits for two operators. */
export function listHolders(db: Handle<HoldersTables>, role: Role) {
  return db
    .selectFrom('people.role as r')
    .innerJoin('people.person as p', 'p.id', 'r.person_id')
    .select(['p.id', 'p.name', 'p.two_factor_enabled', 'r.granted_at', 'r.granted_by'])
    .where('r.role', '=', role)
    .where('p.disabled_at', 'is', null)
    .orderBy('p.id')
    .execute()
}

/** The proof that they showed lately who they are, or null: then `paths.proof` asks them to. */
export async function findProof(db: Db, me: Me | null, now: Date) {
  const session = me
    ? await db
        .selectFrom('people.session')
        .select('proved_at')
        .where('id', '=', me.session_id)
        .executeTakeFirst()
    : null
  return provenOf(me, session?.proved_at ?? null, now)
}

/** An address that has an account, or had one until lately and may take it back. */
export async function isTaken(db: Db, email: string, undoableSince: Date): Promise<boolean> {
  const person = await findPersonByEmail(db, email)
  if (person) return true
  const left = await db
    .selectFrom('people.email_change')
    .select('id')
    .where('old_email', '=', email)
    .where('confirmed_at', '>', undoableSince)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return left !== undefined
}

export async function hasPassword(db: Db, { person_id }: Person): Promise<boolean> {
  const credential = await db
    .selectFrom('people.credential')
    .select('id')
    .where('person_id', '=', person_id)
    .where('password', 'is not', null)
    .executeTakeFirst()
  return credential !== undefined
}

/** The roles of the person `p` of a statement. */
export const rolesOf = sql<Role[]>`array(
  select r.role from people.role r where r.person_id = p.id order by r.role)`
