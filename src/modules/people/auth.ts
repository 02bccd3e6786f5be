// Better Auth, set up for our tables and for our transactions. We call it from our own forms; of
// its HTTP interface only what a passkey's ceremony needs is mounted (passkeys/pages.tsx). It is
// loaded when the first person signs in: it is heavy, and most processes never need it.
import type { twoFactor as TwoFactor } from 'better-auth/plugins'
import { isSecure, type Settings } from '#kit/settings.ts'
import { hashPassword, matchesPassword } from './formats/argon2id.ts'
import { encrypt } from './formats/second-factor.ts'
import { cookieIn, readSigned } from './formats/secrets.ts'
import { linkMinutes, passwordCharsMax, passwordCharsMin } from './schema.ts'
import type { Db } from './tables.ts'

/** What of the settings the accounts depend on. */
export type AuthSettings = Pick<Settings, 'base_url' | 'secret'>

interface Hooks {
  /** Gets the secret part of the link that a letter will carry. */
  onToken?: (token: string) => void
  /** Told when somebody showed that an address is theirs. */
  onConfirm?: (personId: string) => void
  /** Used instead of hashing, where the hash was made already. */
  hash?: (password: string) => Promise<string>
}

export type Auth = Awaited<ReturnType<typeof authOver>>

const dayS = 24 * 60 * 60
/** People of a small organisation sign in monthly; for grave acts all prove it again. */
const sessionDays = 30

/** Better Auth over this handle; given a transaction, all that it writes joins it. Costs 1 ms. */
export async function authOver(db: Db, settings: AuthSettings, hooks: Hooks = {}) {
  const { betterAuth } = await import('better-auth')
  return betterAuth(await optionsOver(db, settings, hooks))
}

/** The secret part of the link that Better Auth makes when it is asked this. */
export async function tokenFrom(
  db: Db,
  settings: AuthSettings,
  ask: (api: Auth['api']) => Promise<unknown>,
  hooks: Pick<Hooks, 'hash'> = {},
): Promise<string> {
  let token = ''
  const onToken = (made: string) => {
    token = made
  }
  await ask((await authOver(db, settings, { ...hooks, onToken })).api)
  return token
}

export async function optionsOver(db: Db, settings: AuthSettings, hooks: Hooks = {}) {
  const { passkey } = await import('@better-auth/passkey')
  const { magicLink, twoFactor } = await import('better-auth/plugins')
  const { onToken, hash } = hooks
  const told = async ({ token }: { token: string }) => onToken?.(token)
  return {
    appName: 'Mozaik',
    baseURL: settings.base_url,
    basePath: passkeyBase,
    secret: settings.secret,
    logger: { disabled: true },
    telemetry: { enabled: false },
    // kit/limits counts, in PostgreSQL and by our own measures.
    rateLimit: { enabled: false },
    database: { db, type: 'postgres' as const, schemaName: 'people', transaction: false },
    ...tableNames,
    ...cookies(settings),
    session: {
      ...tableNames.session,
      expiresIn: sessionDays * dayS,
      disableSessionRefresh: true,
      // commands ask for a Proven instead: see rules.ts.
      freshAge: 0,
    },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      requireEmailVerification: true,
      minPasswordLength: passwordCharsMin,
      maxPasswordLength: passwordCharsMax,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: linkMinutes * 60,
      sendResetPassword: told,
      password: {
        hash: hash ?? ((password: string) => hashPassword(password)),
        verify: (given: { hash: string; password: string }) =>
          matchesPassword(given.password, given.hash),
      },
    },
    emailVerification: {
      expiresIn: dayS,
      sendOnSignUp: true,
      sendVerificationEmail: told,
    },
    databaseHooks: {
      session: { create: { before: refuseClosedAccounts(db) } },
      user: { update: confirmations(hooks) },
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: 'hashed',
        expiresIn: linkMinutes * 60,
        sendMagicLink: told,
      }),
      afterLinksToo(twoFactor({ issuer: 'Mozaik', allowPasswordless: true, schema: secondFactor })),
      passkey(passkeyOptions(settings)),
    ],
  }
}

/** Better Auth's own addresses, of which only a passkey's ceremony is open. */
const passkeyBase = '/account/ceremony'

/** What the link in a letter carries to confirm an address. */
export async function confirmationToken({ secret }: AuthSettings, email: string): Promise<string> {
  const { createEmailVerificationToken } = await import('better-auth/api')
  return createEmailVerificationToken(secret, email, undefined, dayS)
}

/** Texts as Better Auth keeps the secrets of second factors. */
export const encryptFor = ({ secret }: AuthSettings, texts: readonly string[]) =>
  Promise.all(texts.map((text) => encrypt(text, secret)))

export { hashPassword } from './formats/argon2id.ts'
export { hashOf, linkPart, newSecret } from './formats/secrets.ts'

/** The session's token, when a cookie carries it with our signature. */
export function readSession(headers: Headers, settings: AuthSettings): string | null {
  const cookie = cookieIn(headers.get('cookie') ?? '', sessionCookie(settings))
  return cookie === null ? null : readSigned(cookie, settings.secret)
}

/** The code of a refusal by Better Auth; whatever else was thrown is thrown on. */
export async function codeOf(fault: unknown): Promise<string> {
  const { isAPIError } = await import('better-auth/api')
  if (isAPIError(fault)) return String(fault.body?.code ?? fault.status)
  throw fault
}

// Better Auth asks for the code only after a password. A link by e-mail is one factor as well.
function afterLinksToo<P extends ReturnType<typeof TwoFactor>>(plugin: P): P {
  const after = plugin.hooks.after.map((hook) => ({
    ...hook,
    matcher: (context: Parameters<typeof hook.matcher>[0]) =>
      hook.matcher(context) || context.path === '/magic-link/verify',
  }))
  return { ...plugin, hooks: { ...plugin.hooks, after } }
}

// Whatever door a session comes through, these three are asked.
const refuseClosedAccounts = (db: Db) => async (session: { userId: string }) => {
  const person = await db
    .selectFrom('people.person')
    .select(['disabled_at', 'erased_at', 'email_verified'])
    .where('id', '=', session.userId)
    .executeTakeFirst()
  const open = person?.email_verified && !person.disabled_at && !person.erased_at
  if (open) return
  const { APIError } = await import('better-auth')
  throw new APIError('FORBIDDEN', { code: 'ACCOUNT_CLOSED', message: 'closed' })
}

// An update that confirms an address names it; the row that comes back does not say what was new.
function confirmations({ onConfirm }: Hooks) {
  let confirms = false
  return {
    before: async (change: { emailVerified?: boolean }) => {
      confirms = change.emailVerified === true
    },
    after: async ({ id }: { id: string }) => {
      if (confirms) onConfirm?.(id)
    },
  }
}

// A key that only lies in the computer is one factor; a finger or a PIN makes it two.
function passkeyOptions({ base_url }: AuthSettings) {
  return {
    rpID: new URL(base_url).hostname,
    rpName: 'Mozaik',
    origin: new URL(base_url).origin,
    authenticatorSelection: {
      residentKey: 'required' as const,
      userVerification: 'required' as const,
    },
    authentication: {
      afterVerification: async ({
        verification,
      }: {
        verification: { authenticationInfo: { userVerified: boolean } }
      }) => {
        if (verification.authenticationInfo.userVerified) return
        const { APIError } = await import('better-auth')
        throw new APIError('UNAUTHORIZED', { code: 'NOT_VERIFIED', message: 'not verified' })
      },
    },
    schema: {
      passkey: {
        fields: {
          userId: 'person_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  }
}

/** The cookie that carries the session. `__Host-` binds it to this very host, over https. */
export const sessionCookie = (settings: AuthSettings) => `${cookiePrefix(settings)}.session_token`

const cookiePrefix = (settings: AuthSettings) => (isSecure(settings) ? '__Host-mozaik' : 'mozaik')

const cookies = (settings: AuthSettings) => ({
  advanced: {
    cookiePrefix: cookiePrefix(settings),
    // Its own switch would write `__Secure-`, which a subdomain may set too.
    useSecureCookies: false,
    defaultCookieAttributes: { secure: isSecure(settings), sameSite: 'lax' as const, path: '/' },
    // PostgreSQL makes ids; a test compares the tables with what is expected.
    database: { generateId: false as const, validateSchema: false },
    ipAddress: { disableIpTracking: true },
    // Every form of ours is checked for its origin by the app, before it comes here.
    disableCSRFCheck: false,
    disableOriginCheck: false,
  },
})

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

const tableNames = {
  user: {
    modelName: 'person',
    fields: { emailVerified: 'email_verified', ...times },
    additionalFields: { locale: { type: 'string' as const, required: false, input: true } },
  },
  session: {
    modelName: 'session',
    fields: {
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
  },
  account: {
    modelName: 'credential',
    fields: {
      userId: 'person_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
  },
  verification: {
    modelName: 'verification',
    storeIdentifier: 'hashed' as const,
    fields: { expiresAt: 'expires_at', ...times },
  },
}

const secondFactor = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'second_factor',
    fields: {
      userId: 'person_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
}
