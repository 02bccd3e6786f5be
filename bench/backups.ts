// A backup of a large database, its verification and its restoring, beside PostgreSQL alone:
// reading every row as text, and making a database as a copy of another one.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Postgres } from '#kit/postgres.ts'
import { asSuperuser, type MadeCountry, urlOf } from './made-country.ts'
import { cli } from './processes.ts'

export interface BackupFigures {
  readonly database_mb: number
  readonly file_mb: number
  readonly backup_ms: number
  /** Every row of every table made into text by the server, and thrown away. */
  readonly bare_read_ms: number
  readonly verify_ms: number
  readonly restore_ms: number
  /** `create database … template …`: PostgreSQL copies the files themselves. */
  readonly bare_copy_ms: number
}

const copyName = 'bench_copy'

export async function measureBackups(
  server: Postgres,
  country: MadeCountry,
): Promise<BackupFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'mozaik-backup-'))
  const file = join(folder, 'backup.tar')
  const from = { DATABASE_URL: country.url, DATABASE_OWNER_URL: country.owner_url }
  const into = {
    DATABASE_URL: urlOf(server.url, copyName),
    DATABASE_OWNER_URL: urlOf(server.admin_url, copyName),
    DATA_DIR: join(folder, 'data'),
  }
  const remake = (from_what: string) =>
    asSuperuser(server, async (client) => {
      await client.query(`drop database if exists ${copyName} with (force)`)
      await client.query(`create database ${copyName} ${from_what} owner mozaik_owner`)
    })
  try {
    const { bytes, name } = await sizeOf(country.owner_url)
    const bare_read_ms = await timed(() => readEverything(country.owner_url))
    const backup_ms = await timed(() => cli(['backup', file], from))
    const verify_ms = await timed(() => cli(['verify', file], from))
    const bare_copy_ms = await timed(() => remake(`template ${name}`))
    await remake('')
    const restore_ms = await timed(() => cli(['restore', file], into))
    const [database_mb, file_mb] = [bytes, statSync(file).size].map((one) => one / 1_000_000)
    const sizes = { database_mb: database_mb ?? 0, file_mb: file_mb ?? 0 }
    return { ...sizes, backup_ms, bare_read_ms, verify_ms, restore_ms, bare_copy_ms }
  } finally {
    await asSuperuser(server, (client) =>
      client.query(`drop database if exists ${copyName} with (force)`),
    )
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function withClient<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}

const sizeOf = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ bytes: string; name: string }>(
      'select pg_database_size(current_database()) as bytes, current_database() as name',
    )
    return { bytes: Number(rows[0]?.bytes), name: rows[0]?.name ?? '' }
  })

/** What any backup must do at least, by the server itself: no byte comes over to us. */
const readEverything = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ named: string }>(
      `select format('%I.%I', schemaname, tablename) as named from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    // A row as text is about what COPY writes; asking for its length makes the server write it.
    for (const { named } of rows)
      await client.query(`select sum(length(t::text)::bigint) from ${named} t`)
  })
