// A copy of everything about oneself, and being forgotten.
import { sql, type Transaction } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, refused } from '#kit/outcome.ts'
import { isLastOperator, tooOften, waitFor, write } from '../commands.ts'
import { findPerson } from '../queries.ts'
import type { Person, Proven } from '../rules.ts'
import { exportDays, graceDays, limits } from '../schema.ts'
import type { Db, Tables } from '../tables.ts'

const dayMs = 24 * 60 * 60 * 1000

// A copy is made within seconds; one that failed so often that an hour went by may be asked anew.
const makingMs = 60 * 60 * 1000

/**
 * Ask for the copy; the worker makes it and a letter says when it is there. Who presses twice gets
 * the one that is being made.
 */
export async function askExport(db: Db, { person_id }: Person, now: Date) {
  const measure = { name: 'people.exports', key: person_id, limit: limits.exports }
  return atomically(db, async (tx) => {
    await tx
      .selectFrom('people.person')
      .select('id')
      .where('id', '=', person_id)
      .forNoKeyUpdate()
      .execute()
    const making = await tx
      .selectFrom('people.data_export')
      .select('id')
      .where('person_id', '=', person_id)
      .where('ready_at', 'is', null)
      .where('asked_at', '>', new Date(now.getTime() - makingMs))
      .executeTakeFirst()
    if (making) return done(making.id)
    const wait = await waitFor(tx, [measure], now)
    if (wait > 0) return tooOften(wait)
    const { id } = await tx
      .insertInto('people.data_export')
      .values({ person_id, asked_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await enqueue(tx, 'people.export', { data_export_id: id })
    return done(id)
  })
}

interface Made {
  id: string
  person_id: string
  file_key: string
  bytes: number
}

export function finishExport(db: Db, { id, person_id, file_key, bytes }: Made, now: Date) {
  const expires_at = new Date(now.getTime() + exportDays * dayMs)
  return atomically(db, async (tx) => {
    await tx
      .updateTable('people.data_export')
      .set({ ready_at: now, file_key, bytes, expires_at })
      .where('id', '=', id)
      .execute()
    const person = await findPerson(tx, person_id)
    if (person) await write(tx, person, { kind: 'export_ready', on: expires_at.toISOString() })
  })
}

export async function dropExport(db: Db, id: string) {
  await db.deleteFrom('people.data_export').where('id', '=', id).execute()
}

/** Ask to be erased. Nothing happens for some days, in which it may be taken back. */
export function askErasure(db: Db, { person_id }: Proven, now: Date) {
  return atomically(db, async (tx) => {
    if (await isLastOperator(tx, person_id)) return refused('last_operator')
    const due_at = new Date(now.getTime() + graceDays * dayMs)
    const asked = await tx
      .insertInto('people.erasure')
      .values({ person_id, asked_at: now, due_at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    const person = await findPerson(tx, person_id)
    if (!asked || !person) return refused('already_asked')
    await write(tx, person, { kind: 'erasure_asked', on: due_at.toISOString() })
    await record(tx, 'person.erasure_asked', { person_id }, { person_id })
    return done(due_at)
  })
}

export function undoErasure(db: Db, { person_id }: Person, now: Date) {
  return atomically(db, async (tx) => {
    const undone = await tx
      .updateTable('people.erasure')
      .set({ undone_at: now })
      .where('person_id', '=', person_id)
      .where('undone_at', 'is', null)
      .where('done_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!undone) return refused('nothing_to_undo')
    await record(tx, 'person.erasure_undone', { person_id }, { person_id })
    return done(null)
  })
}

/** The end of the days of grace. What other modules keep is forgotten by them, in `forget`. */
export function erase(
  db: Db,
  erasureId: string,
  forget: (tx: Transaction<Tables>, personId: string) => Promise<unknown>,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const erasure = await tx
      .updateTable('people.erasure')
      .set({ done_at: now })
      .where('id', '=', erasureId)
      .where('due_at', '<=', now)
      .where('undone_at', 'is', null)
      .where('done_at', 'is', null)
      .returning('person_id')
      .executeTakeFirst()
    if (!erasure) return refused('not_due')
    const { person_id } = erasure
    const person = await findPerson(tx, person_id)
    await forget(tx, person_id)
    if (person) await write(tx, person, { kind: 'erased' })
    await record(tx, 'person.erased', { person_id }, 'system')
    return done(person_id)
  })
}

const ofPerson = [
  'people.session',
  'people.credential',
  'people.second_factor',
  'people.passkey',
  'people.role',
  'people.email_change',
  'people.notification',
  'people.notification_choice',
  'people.data_export',
] as const

/** This module's own part of being forgotten: everything but the id. */
export async function forgetPerson(tx: Transaction<Tables>, personId: string) {
  const now = sql<Date>`now()`
  for (const table of ofPerson)
    await tx.deleteFrom(table).where('person_id', '=', personId).execute()
  await tx.deleteFrom('people.verification').where('value', '=', personId).execute()
  await tx
    .updateTable('people.person')
    .set({
      name: '',
      email: `${personId}@erased.invalid`,
      email_verified: false,
      two_factor_enabled: false,
      erased_at: now,
      updated_at: now,
    })
    .where('id', '=', personId)
    .execute()
}

// Accounts that nobody confirmed: the letter went astray, or somebody typed another's address.
const unconfirmedDays = 30
// A change that can be neither confirmed nor undone any more.
const changeDays = 90

/** What has run out: sessions, links, accounts that were never confirmed. */
export async function sweep(db: Db, now: Date) {
  const before = (days: number) => new Date(now.getTime() - days * dayMs)
  await db.deleteFrom('people.session').where('expires_at', '<', now).execute()
  await db.deleteFrom('people.verification').where('expires_at', '<', now).execute()
  await db.deleteFrom('people.email_change').where('asked_at', '<', before(changeDays)).execute()
  await db
    .deleteFrom('people.person as p')
    .where('email_verified', '=', false)
    .where('erased_at', 'is', null)
    .where('created_at', '<', before(unconfirmedDays))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('people.role as r').select('r.role').whereRef('r.person_id', '=', 'p.id'),
        ),
      ),
    )
    .execute()
}

/** Sessions that nobody used since. */
export async function forgetSessions(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('people.session')
    .where('used_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Notices that are older, read or not. */
export async function forgetNotices(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('people.notification')
    .where('created_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
