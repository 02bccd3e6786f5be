// Opens the world: the database (ours or a given one), files, mail, the clock. Each process does it
// once and closes it at its end.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import pg from 'pg'
import type { Config } from '#config'
import { openPool, overPool } from '#kit/db.ts'
import { openFiles } from '#kit/files.ts'
import { grantApp, openQueue } from '#kit/grants.ts'
import { type Log, openLog } from '#kit/log.ts'
import { type Post, senderOf, smtpPost } from '#kit/mail.ts'
import { migrate, readMigrations, whyNotMigrate } from '#kit/migrate.ts'
import { startPostgres } from '#kit/postgres.ts'
import { migrateJobs } from '#kit/worker.ts'
import type { World } from '#kit/world.ts'
import { type Database, modules } from '#modules'
import { sitePart } from '#site/moderation/notices.ts'

export interface Opened {
  readonly world: World<Database>
  /** The connections themselves; the worker needs them. */
  readonly pool: pg.Pool
  readonly owner_url: string
  /** Resolves when PostgreSQL went away unasked. */
  readonly lost: Promise<void>
  close(): Promise<void>
}

interface OpenOptions {
  part: string
  /** Others may use the same data folder: a command beside a running site. */
  share?: boolean
  log_level?: string
  say?: (sentence: string) => void
}

/** Where migrations lie, from the project's root. */
export const migrationsOf = (root: string) => join(root, 'db/migrations')

export async function openWorld(config: Config, options: OpenOptions): Promise<Opened> {
  const log = openLog(options.part, options.log_level ?? 'info')
  const database = await openDatabase(config, options)
  const onFault = (fault: Error) => log.warn({ fault: fault.message }, 'a connection was lost')
  const pool = openPool(database.url, { max: 20, onFault })
  const db = overPool<Database>(pool)
  const replica = config.database_replica_url
  const reads = replica ? overPool<Database>(openPool(replica, { max: 20, onFault })) : db
  const settings = config.secret ? config : { ...config, secret: secretOf(config.data_dir) }
  const world: World<Database> = {
    db,
    reads,
    log,
    settings,
    files: await openFiles(config.storage_url, config.data_dir),
    post: postOf(config, db, log),
    now: () => new Date(),
    modules: [...modules, sitePart],
  }
  return {
    world,
    pool,
    owner_url: database.owner_url,
    lost: database.lost,
    async close() {
      if (reads !== db) await reads.destroy()
      await db.destroy()
      await database.stop()
    },
  }
}

async function openDatabase(config: Config, { share = false, say }: OpenOptions) {
  if (config.database_url)
    return {
      url: config.database_url,
      owner_url: config.database_owner_url ?? config.database_url,
      lost: new Promise<void>(() => {}),
      stop: async () => {},
    }
  const { data_dir } = config
  const server = await startPostgres({ data_dir, durable: true, share, notice: say })
  return { url: server.url, owner_url: server.admin_url, lost: server.lost, stop: server.stop }
}

/** Bring the database up to date. Returns the names of the migrations applied now. */
export async function migrateAll(
  ownerUrl: string,
  root: string,
  tell?: (name: string, position: number, total: number) => void,
): Promise<string[]> {
  await withOwner(ownerUrl, grantApp)
  const applied = await migrate(ownerUrl, migrationsOf(root), tell)
  await migrateJobs(ownerUrl)
  await withOwner(ownerUrl, openQueue)
  return applied
}

/** Why this code may not serve this database, in words, or null when it may. */
export async function whyNotServe(ownerUrl: string, root: string): Promise<string | null> {
  return withOwner(ownerUrl, async (client) => {
    const { rows: known } = await client.query<{ known: boolean }>(
      `select to_regclass('kit.migration') is not null as known`,
    )
    if (!known[0]?.known) return 'The database is empty. Run `bin/mozaik migrate` first.'
    const { rows } = await client.query<{ name: string; sha256: string }>(
      `select name, sha256 from kit.migration`,
    )
    const migrations = await readMigrations(migrationsOf(root))
    const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
    if (migrations.some(({ name }) => !applied.has(name)))
      return 'The database is older than this program. Run `bin/mozaik migrate` first.'
    return whyNotMigrate(migrations, applied)
  })
}

async function withOwner<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Mail over SMTP where it is set up; otherwise into the mailbox page of development. */
function postOf(config: Config, db: Kysely<Database>, log: Log): Post {
  if (config.smtp_url) return smtpPost(config.smtp_url, senderOf(config.smtp_url, config.base_url))
  return async ({ to, subject, text, html }) => {
    const letter = { to_address: to, subject, body_text: text, body_html: html ?? null }
    await db.insertInto('kit.letter').values(letter).execute()
    log.info({ subject }, 'a letter lies in the mailbox page')
  }
}

/** Outside production the secret is made once and kept beside the data. */
function secretOf(dataDir: string): string {
  const place = join(dataDir, 'secret')
  try {
    return readFileSync(place, 'utf8').trim()
  } catch {
    mkdirSync(dataDir, { recursive: true })
    const secret = randomBytes(32).toString('base64url')
    writeFileSync(place, `${secret}\n`, { mode: 0o600 })
    chmodSync(place, 0o600)
    return secret
  }
}
