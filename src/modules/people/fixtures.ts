// People for tests and for the sample country. Their passwords are no secret, so they are hashed at
// next to no cost.
import type { Locale } from '#kit/locale.ts'
import { type AuthSettings, encryptFor, sessionCookie } from './auth.ts'
import { grantRole } from './commands.ts'
import { hashPassword, sampleCost } from './formats/argon2id.ts'
import { newSecret, signed } from './formats/secrets.ts'
import type { Db, Role } from './tables.ts'

interface APerson {
  email?: string
  name?: string
  locale?: Locale
  roles?: readonly Role[]
  /** Null: they have none. */
  password?: string | null
  confirmed?: boolean
  /** The secret of their second factor; operators have the sample one unless null is given. */
  second_factor?: string | null
}

/** Good for every sample account and no real one. */
export const samplePassword = 'tridhjetë e tetë gurë'
/** The key behind the codes of sample operators, for tests and for a newcomer's app. */
export const sampleSecondFactor = 'mozaik sample second factor 2026'

let made = 0

/** Somebody with an account, ready to sign in. */
export async function aPerson(db: Db, settings: AuthSettings, given: APerson = {}) {
  made += 1
  const { name = 'Arta Krasniqi', locale = 'en', roles = [], password = samplePassword } = given
  const email = given.email ?? `person.${made}@example.org`
  const { id } = await db
    .insertInto('people.person')
    .values({ name, email, locale, email_verified: given.confirmed ?? true })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (password !== null) {
    const hash = await hashPassword(password, sampleCost)
    await db
      .insertInto('people.credential')
      .values({ person_id: id, account_id: id, provider_id: 'credential', password: hash })
      .execute()
  }
  for (const role of roles) await grantRole(db, 'terminal', id, role)
  const { second_factor = roles.includes('operator') ? sampleSecondFactor : null } = given
  if (second_factor) await giveSecondFactor(db, settings, id, second_factor)
  return { id, email, name }
}

async function giveSecondFactor(db: Db, settings: AuthSettings, personId: string, secret: string) {
  const codes = JSON.stringify(['aaaaa-11111', 'bbbbb-22222'])
  const [kept = '', backup_codes = ''] = await encryptFor(settings, [secret, codes])
  await db
    .insertInto('people.second_factor')
    .values({ person_id: personId, secret: kept, backup_codes, verified: true })
    .execute()
  await db
    .updateTable('people.person')
    .set({ two_factor_enabled: true })
    .where('id', '=', personId)
    .execute()
}

/** The same person at a browser where they are signed in: the cookie it would send. */
export async function aVisitor(db: Db, settings: AuthSettings, personId: string, now: Date) {
  const { token } = newSecret()
  const expires_at = new Date(now.getTime() + 30 * 24 * 60 * 60 * 1000)
  const times = { expires_at, created_at: now, used_at: now, proved_at: now }
  await db
    .insertInto('people.session')
    .values({ person_id: personId, token, ...times })
    .execute()
  const cookie = encodeURIComponent(signed(token, settings.secret))
  return { cookie: `${sessionCookie(settings)}=${cookie}` }
}

/** What a browser keeps: the cookies it had, with those that an answer set or took away. */
export function keepCookies(headers: Headers, had = { cookie: '' }) {
  const jar = new Map(had.cookie.split('; ').filter(Boolean).map(halves))
  for (const line of headers.getSetCookie()) {
    const [pair = ''] = line.split('; ')
    const [name, value] = halves(pair)
    if (value === '' || /max-age=0/i.test(line)) jar.delete(name)
    else jar.set(name, value)
  }
  return { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
}

const halves = (pair: string): [string, string] => {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}

/** The address in a letter, without the site and the language in front. */
export function linkIn({ text }: { text: string }): string {
  const [, found = ''] = /https?:\/\/[^/\s]+\/(?:sq|sr-Cyrl|sr|en)(\/\S+)/.exec(text) ?? []
  return found
}
