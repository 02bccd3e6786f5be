/**
 * What the edge of the program knows about where it runs. `config.ts` reads it from the
 * environment.
 */
export interface Settings {
  readonly production: boolean
  /** Of this program. */
  readonly version: string
  readonly base_url: string
  readonly data_dir: string
  readonly storage_url: string | null
  readonly smtp_url: string | null
  /** Where letters that cannot be delivered go back to; each carries whose it was. */
  readonly bounce_address: string | null
  /** Signs sessions and links. Whoever has it can sign in as anybody. */
  readonly secret: string
  /** The sample country is in this database, and the pages say so. */
  readonly sample: boolean
  /** Pages ask whether they were rebuilt (`npm run dev`). */
  readonly reload: boolean
  /** This very machine, and plain http, may be asked: for tests and development alone. */
  readonly reach_loopback?: boolean
  /** Who takes cards for us; nobody when it is left out. */
  readonly cards?: CardSettings
  /** How long an answer of another machine is waited for, where it is not the usual time. */
  readonly webhook_timeout_ms?: number
}

export interface CardSettings {
  /** By the label of the account there. */
  readonly stripe?: Readonly<Record<string, CardKeys>>
  /** No money moves: in development, where no keys are given. */
  readonly practice: boolean
}

export interface CardKeys {
  readonly secret_key: string
  /** More than one while a secret is being replaced. */
  readonly webhook_secrets: readonly string[]
  /** Where it is asked, when not at the processor itself: tests and development. */
  readonly api_url?: string | undefined
  /** How long an answer is waited for, where it is not the usual time. */
  readonly timeout_ms?: number | undefined
}

/** Cookies may carry the `__Host-` prefix, and must be Secure, where the site speaks https. */
export const isSecure = (settings: Pick<Settings, 'base_url'>) =>
  settings.base_url.startsWith('https:')
