// Plain SQL files, one timeline, forward only.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

interface Migration {
  name: string
  sql: string
  sha256: string
}

/** Thrown when code and database do not belong together; its message says what to do. */
export class MigrationRefused extends Error {}

// Any number that no other program takes on this database: one migrator at a time.
export const migrationLock = 724_118

/** The files of `directory`, in order. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Bring the database at `url` up to date, each file in its own transaction. Returns the names of
 * what was applied now. Refuses a database that knows migrations this code does not have. `wanted`
 * leaves out the others, for a database that shall be as it was once.
 */
export async function migrate(
  url: string,
  directory: string,
  tell: (name: string, position: number, total: number) => void = () => {},
  wanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(timelineTable)
    return await applyMissing(client, await readMigrations(directory), tell, wanted)
  } finally {
    await client.end()
  }
}

async function applyMissing(
  client: pg.Client,
  migrations: Migration[],
  tell: (name: string, position: number, total: number) => void,
  wanted: (name: string) => boolean,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from kit.migration order by name',
  )
  const applied = new Map(rows.map((row) => [row.name, row.sha256]))
  const refusal = whyNotMigrate(migrations, applied)
  if (refusal) throw new MigrationRefused(refusal)

  const missing = migrations.filter(({ name }) => !applied.has(name) && wanted(name))
  for (const [index, migration] of missing.entries()) {
    tell(migration.name, index + 1, missing.length)
    await apply(client, migration)
  }
  return missing.map(({ name }) => name)
}

/** Why these files must not be run on a database that has `applied`, or null when they may. */
export function whyNotMigrate(
  migrations: readonly Pick<Migration, 'name' | 'sha256'>[],
  applied: ReadonlyMap<string, string>,
): string | null {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]))
  for (const [name, sha256] of applied) {
    if (!known.has(name))
      return `The database is newer than this program: it has the migration ${name}, which is not here. Install the version that brought it, or a later one.`
    if (known.get(name) !== sha256)
      return `The migration ${name} was changed after it had been applied. Put the file back as it was and write a new migration instead.`
  }
  return null
}

// A change to a table waits for those who read it, and everybody who comes later waits behind it:
// so it gives way soon, lets them through and tries again.
const lockWait = '3s'
const triesMax = 20
const lockNotAvailable = '55P03'

async function apply(client: pg.Client, migration: Migration) {
  for (let tries = 1; ; tries++) {
    try {
      return await applyOnce(client, migration)
    } catch (fault) {
      const { code, message } = fault as { code?: string; message: string }
      if (code === lockNotAvailable && tries < triesMax) continue
      const why = code === lockNotAvailable ? `${message}; something holds it for minutes` : message
      throw new Error(`The migration ${migration.name} failed: ${why}`, { cause: fault })
    }
  }
}

async function applyOnce(client: pg.Client, { name, sql, sha256 }: Migration) {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = '${lockWait}'`)
    await client.query(sql)
    await client.query('insert into kit.migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (fault) {
    await client.query('rollback')
    throw fault
  }
}

const timelineTable = `
  create schema if not exists kit;
  create table if not exists kit.migration (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`
