// What a person changes about their own account. Grave changes take a Proven: somebody who found an
// open browser cannot make it theirs.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Locale } from '#kit/locale.ts'
import { done, refused } from '#kit/outcome.ts'
import { type AuthSettings, authOver, codeOf, hashOf, hashPassword, newSecret } from '../auth.ts'
import { type Caller, lockAddress, tooOften, waitFor, write } from '../commands.ts'
import { findPerson, findPersonByEmail, isTaken } from '../queries.ts'
import { type Person, type Proven, whyNotPassword } from '../rules.ts'
import { limits, undoHours } from '../schema.ts'
import type { Db } from '../tables.ts'
import { whyNotConfirm, whyNotUndo } from './rules.ts'

export async function changeProfile(
  db: Db,
  { person_id }: Person,
  { name, locale }: { name: string; locale: Locale },
  now: Date,
) {
  await db
    .updateTable('people.person')
    .set({ name, locale, updated_at: now })
    .where('id', '=', person_id)
    .execute()
  return done(null)
}

/** Show once more who one is: the password, or a code where a second factor is set up. */
export async function prove(
  db: Db,
  settings: AuthSettings,
  { person_id }: Person,
  { sessionId, secret, by }: { sessionId: string; secret: string; by: 'password' | 'code' },
  { headers }: Pick<Caller, 'headers'>,
  now: Date,
) {
  const wait = await waitFor(db, proofs(person_id), now)
  if (wait > 0) return tooOften(wait)
  const { api } = await authOver(db, settings)
  const ask = { body: { code: secret }, headers }
  const shown = await (by === 'password'
    ? api.verifyPassword({ body: { password: secret }, headers })
    : /^\d{6}$/.test(secret)
      ? api.verifyTOTP(ask)
      : api.verifyBackupCode(ask)
  ).catch(codeOf)
  if (typeof shown === 'string') return refused(by === 'password' ? 'wrong_password' : 'wrong_code')
  const used = { name: 'people.same_code', key: `${person_id} ${secret}`, limit: limits.same_code }
  if (by === 'code' && (await waitFor(db, [used], now)) > 0) return refused('wrong_code')
  await db
    .updateTable('people.session')
    .set({ proved_at: now })
    .where('id', '=', sessionId)
    .where('person_id', '=', person_id)
    .execute()
  return done(null)
}

/** A new password ends every other session: whoever knew the old one is out. */
export async function changePassword(db: Db, proven: Proven, password: string, now: Date) {
  const { person_id } = proven
  const person = await findPerson(db, person_id)
  if (!person) return refused('account_closed')
  const weak = whyNotPassword(password, person)
  if (weak) return refused(weak)
  const hash = await hashPassword(password)
  return atomically(db, async (tx) => {
    await tx
      .insertInto('people.credential')
      .values({ person_id, account_id: person_id, provider_id: 'credential', password: hash })
      .onConflict((conflict) =>
        conflict
          .columns(['person_id', 'provider_id'])
          .doUpdateSet({ password: hash, updated_at: now }),
      )
      .execute()
    await endOtherSessions(tx, proven)
    await write(tx, person, { kind: 'password_changed' })
    return done(null)
  })
}

/**
 * Ask for another address. It becomes theirs when the link there is used. An address that has an
 * account hears the same; its owner is told by letter.
 */
export async function askEmailChange(db: Db, { person_id }: Proven, email: string, now: Date) {
  const wait = await waitFor(db, changes(person_id, email), now)
  if (wait > 0) return tooOften(wait)
  return atomically(db, async (tx) => {
    const person = await findPerson(tx, person_id)
    if (!person) return refused('account_closed')
    if (person.email === email) return refused('same_email')
    const [confirm, undo] = [newSecret(), newSecret()]
    if (await isTaken(tx, email, undoableSince(now))) {
      await write(tx, { email, locale: person.locale }, { kind: 'email_taken' })
      return done(null)
    }
    await tx
      .insertInto('people.email_change')
      .values({
        person_id,
        old_email: person.email,
        new_email: email,
        confirm_hash: confirm.hash,
        undo_hash: undo.hash,
        asked_at: now,
      })
      .execute()
    const to = { email, locale: person.locale }
    await write(tx, to, { kind: 'email_confirmation', token: confirm.token })
    return done(null)
  })
}

/**
 * The link at the new address was used: the address changes, every other session ends, and the old
 * address learns of it with a link that takes it back for three days.
 */
export function confirmEmailChange(db: Db, token: string, keepSessionId: string | null, now: Date) {
  return atomically(db, async (tx) => {
    const change = await tx
      .selectFrom('people.email_change')
      .selectAll()
      .where('confirm_hash', '=', hashOf(token))
      .forUpdate()
      .executeTakeFirst()
    const person = change && (await findPerson(tx, change.person_id))
    if (!change || !person || whyNotConfirm(change, person.email, now))
      return refused('link_used_up')
    await lockAddress(tx, change.new_email)
    if (await findPersonByEmail(tx, change.new_email)) return refused('link_used_up')

    const undo = newSecret()
    await tx
      .updateTable('people.person')
      .set({ email: change.new_email, email_verified: true, updated_at: now })
      .where('id', '=', person.id)
      .execute()
    await tx
      .updateTable('people.email_change')
      .set({ confirmed_at: now, undo_hash: undo.hash })
      .where('id', '=', change.id)
      .execute()
    await tx
      .deleteFrom('people.session')
      .where('person_id', '=', person.id)
      .$if(keepSessionId !== null, (query) => query.where('id', '!=', keepSessionId ?? ''))
      .execute()
    await voidLinks(tx, person.id)
    await write(tx, person, { kind: 'email_changed', token: undo.token })
    await record(tx, 'person.email_changed', { person_id: person.id }, { person_id: person.id })
    return done(person.id)
  })
}

/**
 * The old address says that it was not them. It is theirs again, and what a thief could have
 * brought since (password, passkeys, second factor, sessions) is gone: a link by e-mail lets in.
 */
export function undoEmailChange(db: Db, token: string, now: Date) {
  return atomically(db, async (tx) => {
    const change = await tx
      .selectFrom('people.email_change')
      .selectAll()
      .where('undo_hash', '=', hashOf(token))
      .forUpdate()
      .executeTakeFirst()
    if (!change || whyNotUndo(change, now)) return refused('link_used_up')
    const { person_id, asked_at } = change
    await tx
      .updateTable('people.person')
      .set({ email: change.old_email, email_verified: true, updated_at: now })
      .where('id', '=', person_id)
      .execute()
    await tx
      .updateTable('people.email_change')
      .set({ undone_at: now })
      .where('person_id', '=', person_id)
      .where('asked_at', '>=', asked_at)
      .execute()
    await tx.deleteFrom('people.session').where('person_id', '=', person_id).execute()
    await tx.deleteFrom('people.credential').where('person_id', '=', person_id).execute()
    await tx
      .deleteFrom('people.passkey')
      .where('person_id', '=', person_id)
      .where('created_at', '>=', asked_at)
      .execute()
    const factor = await tx
      .deleteFrom('people.second_factor')
      .where('person_id', '=', person_id)
      .where('created_at', '>=', asked_at)
      .returning('id')
      .executeTakeFirst()
    if (factor)
      await tx
        .updateTable('people.person')
        .set({ two_factor_enabled: false })
        .where('id', '=', person_id)
        .execute()
    await voidLinks(tx, person_id)
    await record(tx, 'person.email_changed', { person_id }, { person_id })
    return done(person_id)
  })
}

/** Password resets that wait in an old mailbox. Links to sign in find people by their address. */
const voidLinks = (tx: Db, personId: string) =>
  tx.deleteFrom('people.verification').where('value', '=', personId).execute()

export async function endSession(db: Db, { person_id }: Person, sessionId: string) {
  const ended = await db
    .deleteFrom('people.session')
    .where('id', '=', sessionId)
    .where('person_id', '=', person_id)
    .returning('id')
    .executeTakeFirst()
  return ended ? done(ended.id) : refused('no_such_session')
}

export async function endOtherSessions(
  db: Db,
  { person_id, session_id }: { person_id: string; session_id: string },
) {
  await db
    .deleteFrom('people.session')
    .where('person_id', '=', person_id)
    .where('id', '!=', session_id)
    .execute()
  return done(null)
}

const undoableSince = (now: Date) => new Date(now.getTime() - undoHours * 60 * 60 * 1000)

const proofs = (personId: string) => [
  { name: 'people.proofs', key: personId, limit: limits.codes },
  { name: 'people.proofs_a_day', key: personId, limit: limits.codes_a_day },
]

const changes = (personId: string, email: string) => [
  { name: 'people.email_changes', key: personId, limit: limits.letters },
  { name: 'people.letters', key: email, limit: limits.letters },
]
