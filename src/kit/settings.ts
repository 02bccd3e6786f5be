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
  /** Signs sessions and links. Whoever has it can sign in as anybody. */
  readonly secret: string
  /** The sample country is in this database, and the pages say so. */
  readonly sample: boolean
  /** Pages ask whether they were rebuilt (`npm run dev`). */
  readonly reload: boolean
  /** Other servers may be in private networks and speak plain http: tests and development alone. */
  readonly private_servers?: boolean
}

/** Cookies may carry the `__Host-` prefix, and must be Secure, where the site speaks https. */
export const isSecure = (settings: Pick<Settings, 'base_url'>) =>
  settings.base_url.startsWith('https:')
