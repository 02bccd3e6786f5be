// Before all tests: one PostgreSQL for the run, and one migrated database that each test file
// clones.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { readMigrations } from '#kit/migrate.ts'
import { startPostgres } from '#kit/postgres.ts'
import { makeFonts } from '../scripts/fonts.mjs'
import { migrateAll, migrationsOf } from '../src/open.ts'
import { root } from './root.ts'

declare module 'vitest' {
  interface ProvidedContext {
    database: { app_url: string; owner_url: string; template: string }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Pages draw pictures with them.
  await makeFonts()
  const server = await startPostgres({
    data_dir: join(root, '.test'),
    durable: false,
    share: true,
  })
  const client = new pg.Client({ connectionString: server.admin_url })
  await client.connect()
  try {
    const template = await ensureTemplate(client, server.admin_url)
    await dropLeftovers(client, template)
    project.provide('database', { app_url: server.url, owner_url: server.admin_url, template })
  } catch (fault) {
    await client.end()
    await server.stop()
    throw fault
  }
  await client.end()
  return () => server.stop()
}

// Any number that nothing else locks: two runs at a time make the template once.
const templateLock = 7_241_010

/**
 * The migrated database. Its name holds the hash of the migrations, so it is made anew with them.
 */
async function ensureTemplate(client: pg.Client, ownerUrl: string): Promise<string> {
  const name = `template_${await hashOfMigrations()}`
  await client.query('select pg_advisory_lock($1)', [templateLock])
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (!rowCount) {
      const aside = `${name}_new`
      await client.query(`drop database if exists ${aside} with (force)`)
      await client.query(`create database ${aside}`)
      await migrateAll(urlOf(ownerUrl, aside), root)
      await client.query(`alter database ${aside} rename to ${name}`)
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock])
  }
  return name
}

async function hashOfMigrations(): Promise<string> {
  const hash = createHash('sha256')
  for (const { name, sha256 } of await readMigrations(migrationsOf(root))) {
    hash.update(`${name} ${sha256}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

/** Databases of runs that were killed, and templates of other migrations. */
async function dropLeftovers(client: pg.Client, template: string) {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database d where datname ~ '^(test_[0-9]+_|template_[0-9a-f]{16}$)'
     and not exists (select from pg_stat_activity a where a.datname = d.datname)`,
  )
  for (const { datname } of rows) {
    if (datname === template || isInUse(datname)) continue
    await client.query(`drop database if exists ${datname}`).catch(() => {})
  }
}

function isInUse(name: string): boolean {
  const pid = Number(/^test_(\d+)_/.exec(name)?.[1] ?? 0)
  if (!pid) return false
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
