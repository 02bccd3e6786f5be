// Making an account. What the stranger is told never depends on whether the address has one: the
// owner of the address reads it in a letter.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Locale } from '#kit/locale.ts'
import { done, refused } from '#kit/outcome.ts'
import {
  type AuthSettings,
  authOver,
  codeOf,
  confirmationToken,
  hashPassword,
  tokenFrom,
} from '../auth.ts'
import { type Caller, lockAddress, tooOften, waitFor, write } from '../commands.ts'
import { findPersonByEmail, isTaken } from '../queries.ts'
import { whyNotPassword } from '../rules.ts'
import { limits, passwordCharsMin, undoHours } from '../schema.ts'
import type { Db } from '../tables.ts'

interface Asked {
  name: string
  email: string
  password: string
  locale: Locale
  /** Where they wanted to go when they were asked to sign in. */
  next?: string
}

export async function signUp(db: Db, asked: Asked, { client }: Pick<Caller, 'client'>, now: Date) {
  const { email, password } = asked
  const weak = whyNotPassword(password, asked)
  if (weak) return refused(weak)
  const wait = await waitFor(db, measures(email, client), now)
  if (wait > 0) return tooOften(wait)

  // The same work for every address; which of the three it is, only the worker looks at.
  const { password: _, ...rest } = { ...asked, hash: await hashPassword(password) }
  await enqueue(db, 'people.sign_up', rest)
  return done(null)
}

/** What was asked, with the password already hashed. */
export type Prepared = Omit<Asked, 'password'> & { hash: string }

/** The worker's half: an account, or a letter to the owner of the address. */
export function openAccount(db: Db, settings: AuthSettings, asked: Prepared, now: Date) {
  const { email } = asked
  return atomically(db, async (tx) => {
    await lockAddress(tx, email)
    const known = await findPersonByEmail(tx, email)
    if (known && !known.email_verified) await beginAgain(tx, settings, known.id, asked)
    else if (known || (await isTaken(tx, email, undoableSince(now))))
      await write(tx, known ?? asked, { kind: 'already_here' })
    else await register(tx, settings, asked)
  })
}

async function register(tx: Db, settings: AuthSettings, asked: Prepared) {
  const { next, hash, ...person } = asked
  // Better Auth wants a password to hash; the hash is there, so any will do.
  const body = { ...person, password: 'x'.repeat(passwordCharsMin) }
  const hashed = { hash: async () => hash }
  const token = await tokenFrom(tx, settings, (api) => api.signUpEmail({ body }), hashed)
  await write(tx, asked, { kind: 'confirmation', token, next })
}

// Nobody has shown yet that the address is theirs, so the last one who asks is believed no less
// than the first; whoever confirms must know the password that was given last.
async function beginAgain(
  tx: Db,
  settings: AuthSettings,
  personId: string,
  { name, email, locale, next, hash }: Prepared,
) {
  await tx.updateTable('people.person').set({ name, locale }).where('id', '=', personId).execute()
  await tx
    .insertInto('people.credential')
    .values({
      person_id: personId,
      account_id: personId,
      provider_id: 'credential',
      password: hash,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'provider_id']).doUpdateSet({ password: hash }),
    )
    .execute()
  const token = await confirmationToken(settings, email)
  await write(tx, { email, locale }, { kind: 'confirmation', token, next })
}

/**
 * The link from the letter and the password together: the link alone would let somebody who signed
 * up with another's address wait until its owner clicks.
 */
export async function confirmEmail(
  db: Db,
  settings: AuthSettings,
  asked: { token: string; email: string; password: string },
  { headers, client }: Caller,
  now: Date,
) {
  const { token, email, password } = asked
  const wait = await waitFor(db, guesses(email, client), now)
  if (wait > 0) return tooOften(wait)
  return atomically(db, async (tx) => {
    const auth = await authOver(tx, settings)
    const enter = () =>
      auth.api
        .signInEmail({ body: { email, password }, headers, returnHeaders: true })
        .catch(codeOf)
    const before = await enter()
    if (typeof before !== 'string') return done({ headers: before.headers })
    if (before !== 'EMAIL_NOT_VERIFIED') return refused('wrong_password')
    const confirmed = await auth.api.verifyEmail({ query: { token } }).catch(codeOf)
    if (typeof confirmed === 'string') return refused('link_used_up')
    const after = await enter()
    if (typeof after === 'string') return refused('link_used_up')
    const person = await findPersonByEmail(tx, email)
    if (person)
      await record(tx, 'person.registered', { person_id: person.id }, { person_id: person.id })
    return done({ headers: after.headers })
  })
}

const undoableSince = (now: Date) => new Date(now.getTime() - undoHours * 60 * 60 * 1000)

const measures = (email: string, client: string) => [
  { name: 'people.letters', key: email, limit: limits.letters },
  { name: 'people.letters_by_network', key: client, limit: limits.letters_by_network },
]

const guesses = (email: string, client: string) => [
  { name: 'people.guesses', key: `${email} ${client}`, limit: limits.guesses },
  { name: 'people.guesses_a_day', key: `${email} ${client}`, limit: limits.guesses_a_day },
]
