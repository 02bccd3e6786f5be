// Ways in: a password, a link by e-mail, a code from the second factor, a new password. Each
// answers a stranger the same, whether the account exists or not.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, refused } from '#kit/outcome.ts'
import {
  type Auth,
  type AuthSettings,
  authOver,
  codeOf,
  confirmationToken,
  tokenFrom,
} from '../auth.ts'
import { type Caller, tooOften, waitFor, write } from '../commands.ts'
import { findPerson, findPersonByEmail } from '../queries.ts'
import { whyNotPassword } from '../rules.ts'
import { limits } from '../schema.ts'
import type { Db } from '../tables.ts'

export async function signIn(
  db: Db,
  settings: AuthSettings,
  { email, password }: { email: string; password: string },
  { headers, client }: Caller,
  now: Date,
) {
  const wait = await waitFor(db, guesses(email, client), now)
  if (wait > 0) return tooOften(wait)
  const { api } = await authOver(db, settings)
  const entered = await api
    .signInEmail({ body: { email, password }, headers, returnHeaders: true })
    .catch(codeOf)
  if (typeof entered !== 'string')
    return done({ headers: entered.headers, code_needed: 'twoFactorRedirect' in entered.response })
  if (entered === 'ACCOUNT_CLOSED') return refused('account_closed')
  if (entered !== 'EMAIL_NOT_VERIFIED') return refused('wrong_password')
  const person = await findPersonByEmail(db, email)
  const token = await confirmationToken(settings, email)
  if (person) await write(db, person, { kind: 'confirmation', token })
  return refused('not_confirmed')
}

interface AskedLink {
  email: string
  next?: string
}

/** A link to sign in with. Only the worker looks whether there is an account. */
export async function askLink(
  db: Db,
  asked: AskedLink,
  { client }: Pick<Caller, 'client'>,
  now: Date,
) {
  const wait = await waitFor(db, letters(asked.email, client), now)
  if (wait > 0) return tooOften(wait)
  await enqueue(db, 'people.link', asked)
  return done(null)
}

export function sendLink(db: Db, settings: AuthSettings, { email, next }: AskedLink) {
  return atomically(db, async (tx) => {
    const person = await findPersonByEmail(tx, email)
    if (!person || person.disabled_at) return
    const token = await newLink(tx, settings, email)
    await write(tx, person, { kind: 'link', token, next })
  })
}

/** A one-time link for whoever has this address. */
export const newLink = (db: Db, settings: AuthSettings, email: string) =>
  tokenFrom(db, settings, (api) => api.signInMagicLink({ body: { email }, headers: new Headers() }))

/** Use the link up. Whoever reads the mail of an address owns what was begun with it. */
export async function enterByLink(
  db: Db,
  settings: AuthSettings,
  token: string,
  { headers, client }: Caller,
  now: Date,
) {
  const wait = await waitFor(db, byNetwork(client), now)
  if (wait > 0) return tooOften(wait)
  return atomically(db, async (tx) => {
    let confirmed: string | null = null
    const auth = await authOver(tx, settings, {
      onConfirm: (personId) => {
        confirmed = personId
      },
    })
    const entered = await auth.api
      .magicLinkVerify({ query: { token }, headers, returnHeaders: true })
      .catch(codeOf)
    if (typeof entered === 'string')
      return refused(entered === 'ACCOUNT_CLOSED' ? 'account_closed' : 'link_used_up')
    if (confirmed)
      await record(tx, 'person.registered', { person_id: confirmed }, { person_id: confirmed })
    return done({ headers: entered.headers, code_needed: 'twoFactorRedirect' in entered.response })
  })
}

/** The code of the app, or one of the recovery codes, after the first factor was accepted. */
export async function enterCode(
  db: Db,
  settings: AuthSettings,
  code: string,
  { headers, client }: Caller,
  now: Date,
) {
  const wait = await waitFor(db, byNetwork(client), now)
  if (wait > 0) return tooOften(wait)
  const auth = await authOver(db, settings)
  const ask = { body: { code }, headers, returnHeaders: true as const }
  const entered = await (/^\d{6}$/.test(code)
    ? auth.api.verifyTOTP(ask)
    : auth.api.verifyBackupCode(ask)
  ).catch(codeOf)
  if (typeof entered === 'string') return refused(whyNoCode(entered))
  const { token, user } = entered.response
  const used = { name: 'people.same_code', key: `${user.id} ${code}`, limit: limits.same_code }
  if ((await waitFor(db, [used], now)) > 0) {
    // Somebody looked over the shoulder and typed the same code a second time.
    if (token) await db.deleteFrom('people.session').where('token', '=', token).execute()
    return refused('wrong_code')
  }
  return done({ headers: entered.headers })
}

/** Without the cookie of the first factor, or after too many tries, one begins again. */
function whyNoCode(code: string) {
  if (code === 'ACCOUNT_CLOSED') return 'account_closed'
  if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return 'codes_locked'
  return code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE' ? 'wrong_code' : 'begin_again'
}

/** A link to choose a new password with. Only the worker looks whether there is an account. */
export async function askReset(
  db: Db,
  email: string,
  { client }: Pick<Caller, 'client'>,
  now: Date,
) {
  const wait = await waitFor(db, letters(email, client), now)
  if (wait > 0) return tooOften(wait)
  await enqueue(db, 'people.reset', { email })
  return done(null)
}

export function sendReset(db: Db, settings: AuthSettings, { email }: { email: string }) {
  return atomically(db, async (tx) => {
    const person = await findPersonByEmail(tx, email)
    if (!person || person.disabled_at) return
    const ask = (api: Auth['api']) => api.requestPasswordReset({ body: { email } })
    const token = await tokenFrom(tx, settings, ask)
    await write(tx, person, { kind: 'reset', token })
  })
}

/** A new password by the link from the letter. Every session ends; the second factor stays. */
export async function resetPassword(
  db: Db,
  settings: AuthSettings,
  { token, password }: { token: string; password: string },
  { client }: Pick<Caller, 'client'>,
  now: Date,
) {
  const wait = await waitFor(db, byNetwork(client), now)
  if (wait > 0) return tooOften(wait)
  return atomically(db, async (tx) => {
    const auth = await authOver(tx, settings)
    const { internalAdapter } = await auth.$context
    const asked = await internalAdapter.findVerificationValue(`reset-password:${token}`)
    const person = asked ? await findPerson(tx, asked.value) : undefined
    if (!person) return refused('link_used_up')
    const weak = whyNotPassword(password, person)
    if (weak) return refused(weak)
    const reset = await auth.api
      .resetPassword({ body: { token, newPassword: password } })
      .catch(codeOf)
    if (typeof reset === 'string') return refused('link_used_up')
    const confirmed = await tx
      .updateTable('people.person')
      .set({ email_verified: true })
      .where('id', '=', person.id)
      .where('email_verified', '=', false)
      .returning('id')
      .executeTakeFirst()
    if (confirmed)
      await record(tx, 'person.registered', { person_id: person.id }, { person_id: person.id })
    await write(tx, person, { kind: 'password_changed' })
    return done(person.email)
  })
}

export async function signOut(
  db: Db,
  settings: AuthSettings,
  { headers }: Pick<Caller, 'headers'>,
) {
  const left = await (await authOver(db, settings)).api.signOut({ headers, returnHeaders: true })
  return { headers: left.headers }
}

const guesses = (email: string, client: string) => [
  { name: 'people.guesses', key: `${email} ${client}`, limit: limits.guesses },
  { name: 'people.guesses_a_day', key: `${email} ${client}`, limit: limits.guesses_a_day },
  { name: 'people.guesses_anywhere', key: email, limit: limits.guesses_anywhere },
  ...byNetwork(client),
]

const byNetwork = (client: string) => [
  { name: 'people.guesses_by_network', key: client, limit: limits.guesses_by_network },
]

const letters = (email: string, client: string) => [
  { name: 'people.letters', key: email, limit: limits.letters },
  { name: 'people.letters_by_network', key: client, limit: limits.letters_by_network },
]
