// Codes from an app, beside the password. The secret is shown until the first code proves that it
// arrived; the recovery codes are shown once.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { type AuthSettings, authOver, codeOf, encryptFor } from '../auth.ts'
import { type Caller, tooOften, waitFor, write } from '../commands.ts'
import { findPerson } from '../queries.ts'
import type { Proven } from '../rules.ts'
import { limits } from '../schema.ts'
import type { Db } from '../tables.ts'

/** Make a secret for the app to read; nothing changes until `confirmSecondFactor`. */
export async function beginSecondFactor(
  db: Db,
  settings: AuthSettings,
  { person_id }: Proven,
  { secret, recoveryCodes }: { secret: string; recoveryCodes: readonly string[] },
) {
  const [kept = '', codes = ''] = await encryptFor(settings, [
    secret,
    JSON.stringify(recoveryCodes),
  ])
  return atomically(db, async (tx) => {
    const begun = await tx
      .insertInto('people.second_factor')
      .values({ person_id, secret: kept, backup_codes: codes, verified: false })
      .onConflict((conflict) =>
        conflict
          .column('person_id')
          .doUpdateSet({ secret: kept, backup_codes: codes })
          .where('people.second_factor.verified', '=', false),
      )
      .returning('id')
      .executeTakeFirst()
    return begun ? done(null) : refused('has_second_factor')
  })
}

/** The first code from the app: from now on signing in asks for one. Gives the recovery codes. */
export async function confirmSecondFactor(
  db: Db,
  settings: AuthSettings,
  { person_id }: Proven,
  code: string,
  { headers }: Pick<Caller, 'headers'>,
  now: Date,
) {
  const wait = await waitFor(db, codes(person_id), now)
  if (wait > 0) return tooOften(wait)
  return atomically(db, async (tx) => {
    const { api } = await authOver(tx, settings)
    const shown = await api
      .verifyTOTP({ body: { code }, headers, returnHeaders: true })
      .catch(codeOf)
    if (typeof shown === 'string') return refused('wrong_code')
    const { backupCodes } = await api.viewBackupCodes({ body: { userId: person_id } })
    const person = await findPerson(tx, person_id)
    if (person) await write(tx, person, { kind: 'second_factor_set' })
    await record(tx, 'person.second_factor_set', { person_id }, { person_id })
    return done({ headers: shown.headers, recovery_codes: backupCodes })
  })
}

/** New recovery codes; the old ones open nothing any more. */
export async function renewRecoveryCodes(
  db: Db,
  settings: AuthSettings,
  { person_id }: Proven,
  recoveryCodes: readonly string[],
) {
  const [kept = ''] = await encryptFor(settings, [JSON.stringify(recoveryCodes)])
  const renewed = await db
    .updateTable('people.second_factor')
    .set({ backup_codes: kept })
    .where('person_id', '=', person_id)
    .where('verified', '=', true)
    .returning('id')
    .executeTakeFirst()
  return renewed ? done(recoveryCodes) : refused('no_second_factor')
}

/** Without it an operator can only set up a new one, for instance on a new telephone. */
export function removeSecondFactor(db: Db, { person_id }: Proven) {
  return atomically(db, async (tx) => {
    const removed = await tx
      .deleteFrom('people.second_factor')
      .where('person_id', '=', person_id)
      .returning('verified')
      .executeTakeFirst()
    if (!removed) return refused('no_second_factor')
    await tx
      .updateTable('people.person')
      .set({ two_factor_enabled: false })
      .where('id', '=', person_id)
      .execute()
    const person = await findPerson(tx, person_id)
    if (person && removed.verified) await write(tx, person, { kind: 'second_factor_removed' })
    await record(tx, 'person.second_factor_removed', { person_id }, { person_id })
    return done(null)
  })
}

const codes = (personId: string) => [
  { name: 'people.codes', key: personId, limit: limits.codes },
  { name: 'people.codes_a_day', key: personId, limit: limits.codes_a_day },
]
