// The environment, parsed once at the start. Nobody else reads process.env.
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import type { CardSettings, Settings } from '#kit/settings.ts'

export interface Config extends Settings {
  readonly port: number
  readonly database_url: string | null
  readonly database_owner_url: string | null
  readonly database_replica_url: string | null
  /** Proxies in front whose word on the caller's address is believed. */
  readonly proxies: number
}

/** The environment is not usable; the message names each variable and what it should be. */
export class BadConfig extends Error {
  constructor(complaints: readonly string[]) {
    super(`The configuration cannot be used:\n${complaints.map((one) => `  ${one}`).join('\n')}`)
    this.name = 'BadConfig'
  }
}

const url = (protocols: RegExp, example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), {
      error: `should be an address such as ${example}`,
    })
    .optional()

const flag = z.enum(['0', '1'], { error: 'should be 0 or 1' }).optional()
const postgres = url(/^postgres(ql)?:$/, 'postgresql://user:password@host:5432/mozaik')

const Environment = z.object({
  PORT: z.coerce
    .number({ error: 'should be a port number from 1 to 65535' })
    .int()
    .min(0, 'should be a port number from 1 to 65535')
    .max(65535, 'should be a port number from 1 to 65535')
    .default(3000),
  BASE_URL: url(/^https?:$/, 'https://mozaik.example.org'),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: postgres,
  DATABASE_OWNER_URL: postgres,
  DATABASE_REPLICA_URL: postgres,
  STORAGE_URL: url(/^s3:$/, 's3://key:secret@host/bucket?region=eu-central-1'),
  SMTP_URL: url(/^smtps?:$/, 'smtps://user:password@mail.example.org'),
  BOUNCE_ADDRESS: z.email({ error: 'should be an address such as bounces@example.org' }).optional(),
  STRIPE_API_URL: url(/^https?:$/, 'http://127.0.0.1:12111'),
  MOZAIK_CARDS: flag,
  MOZAIK_SAMPLE: flag,
  MOZAIK_RELOAD: flag,
  MOZAIK_REACH_LOOPBACK: flag,
  MOZAIK_SECRET: z.string().min(32, 'should be at least 32 random characters').optional(),
  TRUSTED_PROXIES: z.coerce
    .number({ error: 'should be how many proxies stand in front, such as 1' })
    .int()
    .min(0)
    .max(5)
    .default(0),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], {
      error: 'should be production, development or test',
    })
    .default('development'),
})

/** Read the configuration, or throw `BadConfig` with every complaint at once. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
  version = '0.1.0',
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success)
    throw new BadConfig(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`),
    )
  const values = parsed.data
  const production = values.NODE_ENV === 'production'
  const accounts = stripeAccounts(given)
  const missing = production ? missingInProduction(values) : []
  const complaints = [...wrongInCards(accounts), ...missing]
  if (complaints.length > 0) throw new BadConfig(complaints)
  return {
    port: values.PORT,
    base_url: (values.BASE_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    data_dir: isAbsolute(values.DATA_DIR) ? values.DATA_DIR : resolve(root, values.DATA_DIR),
    database_url: values.DATABASE_URL ?? null,
    database_owner_url: values.DATABASE_OWNER_URL ?? values.DATABASE_URL ?? null,
    database_replica_url: values.DATABASE_REPLICA_URL ?? null,
    storage_url: values.STORAGE_URL ?? null,
    smtp_url: values.SMTP_URL ?? null,
    bounce_address: values.BOUNCE_ADDRESS ?? null,
    secret: values.MOZAIK_SECRET ?? '',
    sample: !production && values.MOZAIK_SAMPLE !== '0',
    reload: !production && values.MOZAIK_RELOAD === '1',
    reach_loopback: !production && values.MOZAIK_REACH_LOOPBACK === '1',
    proxies: values.TRUSTED_PROXIES,
    cards: cardsOf(values, accounts, production),
    production,
    version,
  }
}

interface StripeKeys {
  secret_key?: string
  webhook_secret?: string
}

type Given = Readonly<Record<string, string | undefined>>

/**
 * The keys of each account with Stripe: of the one called `main`, and of others by what stands
 * behind the names, such as STRIPE_SECRET_KEY_SWISS. Each collecting entity may have its own.
 */
function stripeAccounts(given: Given): Map<string, StripeKeys> {
  const accounts = new Map<string, StripeKeys>()
  for (const [name, value] of Object.entries(given)) {
    const [, what, label = 'main'] =
      /^STRIPE_(SECRET_KEY|WEBHOOK_SECRET)(?:_(\w+))?$/.exec(name) ?? []
    if (!what) continue
    const key = what === 'SECRET_KEY' ? 'secret_key' : 'webhook_secret'
    const known = accounts.get(label.toLowerCase()) ?? {}
    accounts.set(label.toLowerCase(), { ...known, [key]: value })
  }
  return accounts
}

/** Who takes cards. In development without keys there is practice, where no money moves. */
function cardsOf(
  values: z.output<typeof Environment>,
  accounts: ReadonlyMap<string, StripeKeys>,
  production: boolean,
): CardSettings {
  if (values.MOZAIK_CARDS === '0') return { practice: false }
  if (accounts.size === 0) return { practice: !production }
  const api_url = values.STRIPE_API_URL
  const stripe = [...accounts].map(([label, { secret_key = '', webhook_secret = '' }]) => {
    const webhook_secrets = webhook_secret.split(',').map((one) => one.trim())
    return [label, { secret_key, webhook_secrets, api_url }] as const
  })
  return { practice: false, stripe: Object.fromEntries(stripe) }
}

function wrongInCards(accounts: ReadonlyMap<string, StripeKeys>): string[] {
  return [...accounts].flatMap(([label, { secret_key: key, webhook_secret: secret }]) => {
    const behind = label === 'main' ? '' : `_${label.toUpperCase()}`
    const [keyName, secretName] = [`STRIPE_SECRET_KEY${behind}`, `STRIPE_WEBHOOK_SECRET${behind}`]
    const both = (one: string, other: string, else_: string) =>
      `${one} must be given with ${other}: without it nothing ${else_}`
    if (!secret) return both(secretName, keyName, 'that Stripe says can be believed')
    if (!key) return both(keyName, secretName, 'can be asked of Stripe')
    return [
      ...(/^(sk|rk)_/.test(key) ? [] : [`${keyName} should begin with sk_ or rk_`]),
      ...(/^whsec_/.test(secret) ? [] : [`${secretName} should begin with whsec_`]),
    ]
  })
}

function missingInProduction(values: z.output<typeof Environment>): string[] {
  const missing: string[] = []
  if (!values.BASE_URL) missing.push('BASE_URL must be given in production: the address people use')
  if (!values.MOZAIK_SECRET)
    missing.push(
      'MOZAIK_SECRET must be given in production: at least 32 random characters, kept secret',
    )
  if (!values.SMTP_URL)
    missing.push('SMTP_URL must be given in production: without mail nobody can confirm an account')
  if (values.MOZAIK_SAMPLE === '1')
    missing.push('MOZAIK_SAMPLE must not be 1 in production: the sample country is made up')
  if (values.STRIPE_API_URL)
    missing.push('STRIPE_API_URL must not be given in production: it leads to another than Stripe')
  if (values.MOZAIK_REACH_LOOPBACK === '1')
    missing.push('MOZAIK_REACH_LOOPBACK must not be 1 in production: it opens this machine')
  return missing
}
