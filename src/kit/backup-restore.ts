// Brings a backup into an empty installation: the tables as they were then, filled in one
// transaction, and after that whatever this program has learnt since.
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import pg from 'pg'
import { listObstacles, listTables } from './backup-catalogue.ts'
import {
  BackupRefused,
  fileName,
  type Manifest,
  type PartEntry,
  type TableEntry,
  type Tell,
} from './backup-manifest.ts'
import { membersOf, sumOf } from './backup-verify.ts'
import { copyIn } from './copy.ts'
import type { FileStore } from './files.ts'
import { grantApp, openQueue } from './grants.ts'
import { migrate, readMigrations } from './migrate.ts'
import { type Member, openTar, type Tar } from './tar.ts'
import { migrateJobs } from './worker.ts'

const decompress = promisify(zstdDecompress)
const queue = 'graphile_worker'

interface Wish {
  path: string
  /** What `verifyBackup` read from it. */
  manifest: Manifest
  owner_url: string
  files: FileStore
  /** Where this program's migrations lie. */
  migrations: string
  /** Leave out what waited to be done: letters would leave twice while the original lives on. */
  without_jobs: boolean
  tell: Tell
}

export async function restoreBackup(wish: Wish): Promise<void> {
  const { path, manifest, owner_url, migrations, tell } = wish
  await refuseOtherProgram(manifest, migrations)
  const owner = new pg.Client({ connectionString: owner_url, application_name: 'restore' })
  await owner.connect()
  const tar = await openTar(path)
  try {
    await refuseWhatIsThere(owner, wish)
    tell('the tables as they were then', 0)
    await makeTables(owner, wish)
    const members = await membersOf(tar, () => {})
    await owner.query('begin')
    await fill(owner, tar, members, wish)
    await putFiles(tar, members, wish)
    await owner.query('commit')
    tell('what this program has learnt since', 1)
    await migrate(owner_url, migrations)
    await owner.query('analyze')
  } finally {
    await tar.close()
    await owner.end()
  }
}

async function refuseOtherProgram({ migrations }: Manifest, directory: string) {
  const known = new Map((await readMigrations(directory)).map((one) => [one.name, one.sha256]))
  for (const { name, sha256 } of migrations) {
    if (!known.has(name))
      throw new BackupRefused(
        `The backup is newer than this program: it has the migration ${name}, which is not here. Install the version that made it, or a later one.`,
      )
    if (known.get(name) !== sha256)
      throw new BackupRefused(
        `The migration ${name} is not the one that the backup was made with. Install the program that made it.`,
      )
  }
}

async function refuseWhatIsThere(owner: pg.Client, { files, manifest, migrations }: Wish) {
  const texts = await readMigrations(migrations)
  const inserted = texts.flatMap(({ sql }) =>
    [...sql.matchAll(/insert into (\w+\.\w+)/gi)].map(([, table = '']) => table),
  )
  // Lists that come with a migration are in every database; so is what the queue knows of itself.
  const given = new Set([...inserted, 'kit.migration'])
  for (const { name, sql } of await listTables(owner)) {
    if (given.has(name) || name.startsWith(`${queue}.`)) continue
    const { rowCount } = await owner.query(`select from ${sql} limit 1`)
    if (rowCount)
      throw new BackupRefused(
        `This installation is not empty: ${name} has rows. A backup is restored only into an empty one; give another DATA_DIR or DATABASE_URL.`,
      )
  }
  const own = new Set(manifest.files.map(({ key }) => key))
  for await (const key of files.list())
    if (!own.has(key))
      throw new BackupRefused(
        `The file store is not empty: it has ${key}, which is not in the backup. Give an empty DATA_DIR or STORAGE_URL.`,
      )
}

/** Every table as it was when the backup was made, and empty. */
async function makeTables(owner: pg.Client, { owner_url, manifest, migrations }: Wish) {
  const then = new Set(manifest.migrations.map(({ name }) => name))
  const { rows } = await owner.query<{ there: boolean }>(
    `select to_regclass('kit.migration') is not null as there`,
  )
  const { rows: applied } = rows[0]?.there
    ? await owner.query<{ name: string }>('select name from kit.migration')
    : { rows: [] }
  if (applied.some(({ name }) => !then.has(name))) await dropAll(owner)
  await grantApp(owner)
  await migrate(owner_url, migrations, undefined, (name) => then.has(name))
  await migrateJobs(owner_url)
  await openQueue(owner)
}

/** Its tables are newer than the backup and empty, as was seen just now. */
async function dropAll(owner: pg.Client) {
  const schemas = new Set((await listTables(owner)).map(({ name }) => name.split('.')[0] ?? ''))
  for (const schema of schemas)
    if (schema !== 'public') await owner.query(`drop schema ${pg.escapeIdentifier(schema)} cascade`)
}

async function fill(
  owner: pg.Client,
  tar: Tar,
  members: ReadonlyMap<string, Member>,
  { manifest, without_jobs, tell }: Wish,
) {
  const here = new Map((await listTables(owner)).map((table) => [table.name, table]))
  for (const { name, columns } of manifest.tables) {
    const known = new Set(here.get(name)?.columns)
    const unknown = here.has(name) ? columns.find((column) => !known.has(column)) : name
    if (unknown)
      throw new BackupRefused(`The backup has ${name}, and this program knows no ${unknown} there.`)
  }
  // The owner may take its own triggers and keys away; nobody else sees that, and the last word of
  // this transaction puts each back as it was. Keys are then checked over all rows.
  const obstacles = await listObstacles(owner)
  for (const { before } of obstacles.toReversed()) await owner.query(before)
  await owner.query(`truncate ${[...here.values()].map(({ sql }) => sql).join(', ')}`)
  let done = 0
  for (const table of manifest.tables) {
    if (without_jobs && table.name.startsWith(`${queue}.`)) continue
    const sql = here.get(table.name)?.sql ?? ''
    await fillTable(owner, sql, table, async (part) => {
      tell(table.name, (0.7 * done) / Math.max(1, manifest.totals.rows))
      done += part.rows
      return readPart(tar, members, part)
    })
  }
  for (const [index, { after }] of obstacles.entries()) {
    tell('indexes, keys and triggers', 0.7 + (0.2 * index) / obstacles.length)
    await owner.query(after)
  }
  for (const { name, last_value } of manifest.sequences)
    await owner.query('select setval($1::regclass, $2)', [name, last_value])
  // Whoever held a job then holds it no more.
  await owner.query(`
    update ${queue}._private_jobs set locked_at = null, locked_by = null where locked_at is not null;
    update ${queue}._private_job_queues set locked_at = null, locked_by = null
      where locked_at is not null`)
}

async function fillTable(
  owner: pg.Client,
  sql: string,
  { name, columns, rows, parts }: TableEntry,
  read: (part: PartEntry) => Promise<Buffer>,
) {
  if (parts.length === 0) return
  async function* lines() {
    for (const part of parts) yield await read(part)
  }
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const count = await copyIn(owner, `copy ${sql} (${list}) from stdin with (freeze)`, lines())
  if (count !== rows) throw new BackupRefused(`${name} got ${count} rows instead of ${rows}.`)
}

async function readPart(tar: Tar, members: ReadonlyMap<string, Member>, part: PartEntry) {
  return decompress(await readMember(tar, members, part.name, part.sha256))
}

async function readMember(
  tar: Tar,
  members: ReadonlyMap<string, Member>,
  name: string,
  sum: string,
): Promise<Buffer> {
  const member = members.get(name)
  const bytes = member ? await tar.read(member) : Buffer.alloc(0)
  if (sumOf(bytes) !== sum) throw new BackupRefused(`${name} is not what was written.`)
  return bytes
}

async function putFiles(
  tar: Tar,
  members: ReadonlyMap<string, Member>,
  { manifest, files, tell }: Wish,
) {
  for (const [index, { key, sha256 }] of manifest.files.entries()) {
    const bytes = await readMember(tar, members, fileName(key), sha256)
    await files.put(key, new Uint8Array(bytes))
    if (index % 50 === 0)
      tell(
        `file ${index + 1} of ${manifest.files.length}`,
        0.9 + (0.1 * index) / manifest.files.length,
      )
  }
}
