// Who is here, what they may do everywhere, and the measures that every door shares.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { type Limit, limited } from '#kit/limits.ts'
import type { Locale } from '#kit/locale.ts'
import type { Me } from '#kit/me.ts'
import { done, refused } from '#kit/outcome.ts'
import { type AuthSettings, readSession } from './auth.ts'
import { findPersonByEmail, rolesOf } from './queries.ts'
import type { Operator } from './rules.ts'
import type { Db, Role } from './tables.ts'

export interface Seen {
  me: Me
  unread: number
}

const hourMs = 60 * 60 * 1000

/**
 * Whose session the cookie names, by one statement, which also notes once an hour that the session
 * is in use. A cookie without our signature never reaches the database.
 */
export async function findMe(
  db: Db,
  headers: Headers,
  settings: AuthSettings,
  now: Date,
): Promise<Seen | null> {
  const token = readSession(headers, settings)
  if (!token) return null
  const row = await db
    .with('noted', (query) =>
      query
        .updateTable('people.session')
        .set({ used_at: now })
        .where('token', '=', token)
        .where('used_at', '<', new Date(now.getTime() - hourMs))
        .returning('id'),
    )
    .selectFrom('people.session as s')
    .innerJoin('people.person as p', 'p.id', 's.person_id')
    .select(['p.id', 'p.name', 'p.email', 'p.locale', 's.id as session_id'])
    .select(['p.two_factor_enabled as two_factor', rolesOf.as('roles'), unreadOf.as('unread')])
    .where('s.token', '=', token)
    .where('s.expires_at', '>', now)
    .where('p.disabled_at', 'is', null)
    .where('p.erased_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const { unread, ...me } = row
  return { me, unread }
}

const unreadOf = sql<number>`(
  select count(*)::int from people.notification n
  where n.person_id = p.id and n.read_at is null and not exists (
    select from people.notification_choice c
    where c.person_id = p.id and c.subject = n.subject and not c.on_page))`

/** One measure of how often something may be tried, by one key. */
export interface Measure {
  name: string
  key: string
  limit: Limit
}

/** Counts one try by each measure. 0: go on; else the seconds to wait, by the strictest. */
export async function waitFor(db: Db, measures: readonly Measure[], now: Date): Promise<number> {
  let wait = 0
  for (const { name, key, limit } of measures)
    wait = Math.max(wait, await limited(db, name, key, limit, now))
  return wait
}

/** A refusal that says when to come back. */
export const tooOften = (waitS: number) =>
  ({ ok: false, refusal: 'too_often', wait_s: waitS }) as const

/** What a command knows of the browser that asks: its cookies, and the network it is on. */
export interface Caller {
  headers: Headers
  client: string
}

/** A letter to a person, put into words by the worker (jobs.ts). */
export type Missive =
  | { kind: LinkMissive; token: string; next?: string }
  | { kind: PlainMissive }
  | { kind: 'erasure_asked' | 'export_ready'; on: string }

export type LinkMissive = 'confirmation' | 'link' | 'reset' | 'email_confirmation' | 'email_changed'

export type PlainMissive =
  | 'already_here'
  | 'email_taken'
  | 'password_changed'
  | 'second_factor_set'
  | 'second_factor_removed'
  | 'passkey_added'
  | 'erased'

interface Addressee {
  email: string
  locale: Locale
}

/** Queue a letter in this transaction. */
export const write = (tx: Db, { email, locale }: Addressee, missive: Missive) =>
  enqueue(tx, 'people.letter', { to: email, locale, missive })

interface NewPerson {
  name: string
  email: string
  locale: Locale
}

/** An account made by an operator: without a password, its owner comes in by a link. */
export function createPerson(db: Db, { name, email, locale }: NewPerson) {
  return atomically(db, async (tx) => {
    await lockAddress(tx, email)
    if (await findPersonByEmail(tx, email)) return refused('email_taken')
    const { id } = await tx
      .insertInto('people.person')
      .values({ name, email, locale, email_verified: true })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(tx, 'person.registered', { person_id: id }, 'system')
    return done(id)
  })
}

/** Two who come with the same address at the same moment are served one after the other. */
export const lockAddress = (tx: Db, email: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`people ${email}`}, 0))`.execute(tx)

/** Who may hand out roles: an operator at the desk, or whoever has the server's terminal. */
export type Appointer = Operator | 'terminal'

const byOf = (by: Appointer) => (by === 'terminal' ? 'system' : { person_id: by.person_id })

export function grantRole(db: Db, by: Appointer, personId: string, role: Role) {
  return atomically(db, async (tx) => {
    const granted = await tx
      .insertInto('people.role')
      .values({
        person_id: personId,
        role,
        granted_by: by === 'terminal' ? null : by.person_id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('role')
      .executeTakeFirst()
    if (!granted) return refused('has_role')
    await record(tx, 'person.role_granted', { person_id: personId, role }, byOf(by))
    return done(role)
  })
}

export function revokeRole(db: Db, by: Appointer, personId: string, role: Role) {
  return atomically(db, async (tx) => {
    if (role === 'operator' && by !== 'terminal' && by.person_id === personId)
      return refused('own_role')
    if (role === 'operator' && by !== 'terminal' && (await isLastOperator(tx, personId)))
      return refused('last_operator')
    const revoked = await tx
      .deleteFrom('people.role')
      .where('person_id', '=', personId)
      .where('role', '=', role)
      .returning('role')
      .executeTakeFirst()
    if (!revoked) return refused('has_no_role')
    await record(tx, 'person.role_revoked', { person_id: personId, role }, byOf(by))
    return done(role)
  })
}

/**
 * Nobody else runs the platform, or everybody else has asked to be erased. Asked one after the
 * other, so that two do not leave at the same moment. The server's terminal may do it all the same.
 */
export async function isLastOperator(tx: Db, personId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('people.operators'))`.execute(tx)
  const { rows } = await sql<{ person_id: string }>`
    select r.person_id from people.role r join people.person p on p.id = r.person_id
    where r.role = 'operator' and p.disabled_at is null and p.erased_at is null
      and not exists (select from people.erasure e
        where e.person_id = p.id and e.undone_at is null and e.done_at is null)`.execute(tx)
  return rows.length === 1 && rows[0]?.person_id === personId
}

/** Close an account: its sessions end at once, nothing that it published changes. */
export function disablePerson(db: Db, by: Appointer, personId: string, now: Date) {
  return atomically(db, async (tx) => {
    if (by !== 'terminal' && by.person_id === personId) return refused('own_account')
    if (by !== 'terminal' && (await isLastOperator(tx, personId))) return refused('last_operator')
    const closed = await tx
      .updateTable('people.person')
      .set({ disabled_at: now })
      .where('id', '=', personId)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!closed) return refused('already_disabled')
    await tx.deleteFrom('people.session').where('person_id', '=', personId).execute()
    await record(tx, 'person.disabled', { person_id: personId }, byOf(by))
    return done(personId)
  })
}

export function enablePerson(db: Db, by: Appointer, personId: string) {
  return atomically(db, async (tx) => {
    const opened = await tx
      .updateTable('people.person')
      .set({ disabled_at: null })
      .where('id', '=', personId)
      .where('disabled_at', 'is not', null)
      .where('erased_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!opened) return refused('not_disabled')
    await record(tx, 'person.enabled', { person_id: personId }, byOf(by))
    return done(personId)
  })
}
