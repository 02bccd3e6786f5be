// A backup of a living installation comes back whole, and nothing in it changes unseen.
import { cp, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBackup } from '#kit/backup.ts'
import { BackupRefused, type Manifest } from '#kit/backup-manifest.ts'
import { restoreBackup } from '#kit/backup-restore.ts'
import { verifyBackup } from '#kit/backup-verify.ts'
import { type FileStore, openFiles } from '#kit/files.ts'
import { migrate } from '#kit/migrate.ts'
import { loadSample } from '#sample/load.ts'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { oddities } from '#test/oddities.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

const migrationsHere = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const quiet = () => {}

let world: TestWorld
let folder: string
let migrations: string
let backup: string
const made: TestDatabase[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'))
  migrations = join(folder, 'migrations')
  await cp(migrationsHere, migrations, { recursive: true })
  await writeFile(join(migrations, '20990101-0000_odd_create.sql'), oddities)
  world = await aWorld()
  await loadSample(world, quiet)
  await migrate(world.owner_url, migrations)
  backup = join(folder, 'sample.backup')
  await save(world.owner_url, world.files, backup)
}, 120_000)

afterAll(async () => {
  await world.close()
  for (const database of made) await database.drop()
  await rm(folder, { recursive: true })
})

async function save(owner_url: string, files: FileStore, path: string): Promise<Manifest> {
  const file = await open(path, 'w')
  try {
    return await writeBackup({
      owner_url,
      files,
      write: (bytes) => file.write(bytes),
      about: { program_version: '1', base_url: 'http://localhost', secret_print: '' },
      now: new Date('2026-11-21T10:00:00Z'),
      tell: quiet,
    })
  } finally {
    await file.close()
  }
}

async function anEmptyPlace(from?: string) {
  const database = await cloneDatabase(from)
  made.push(database)
  return { ...database, files: await openFiles(null, await mkdtemp(join(folder, 'files-'))) }
}

type Place = Awaited<ReturnType<typeof anEmptyPlace>>

async function restore(path: string, { owner_url, files }: Place, directory = migrations) {
  const { manifest, complaints } = await verifyBackup(path, quiet)
  expect(complaints).toEqual([])
  if (!manifest) throw new Error('no manifest')
  const wish = { path, manifest, owner_url, files, migrations: directory }
  await restoreBackup({ ...wish, without_jobs: false, tell: quiet })
}

async function asked<R extends object>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end()
  }
}

/** The hash of every table's rows, what stands in its way, and every sequence. */
async function printOf(url: string) {
  const tables = await asked<{ name: string }>(
    url,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
       and (table_schema, table_name) <> ('graphile_worker', 'migrations') order by 1`,
  )
  const sums = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as rows,
         md5(coalesce(string_agg(t::text, '|' order by t::text collate "C"), '')) as sum from ${name} t`,
  )
  return {
    tables: await asked(url, `${sums.join(' union all ')} order by name`),
    triggers: await asked(
      url,
      `select tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger
       where not tgisinternal order by 1, 2`,
    ),
    constraints: await asked(
      url,
      `select conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid)
       from pg_constraint order by 1, 2`,
    ),
    indexes: await asked(
      url,
      `select indexrelid::regclass::text, indisvalid, pg_get_indexdef(indexrelid),
         obj_description(indexrelid, 'pg_class') from pg_index
       where indrelid::regclass::text !~ '^pg_' order by 1`,
    ),
    sequences: await asked(
      url,
      'select schemaname, sequencename, last_value from pg_sequences order by 1, 2',
    ),
  }
}

async function filesOf(files: FileStore) {
  const found: [string, string][] = []
  for await (const key of files.list())
    found.push([key, Buffer.from(await files.get(key)).toString('base64')])
  return found.sort(([one], [other]) => (one < other ? -1 : 1))
}

test('a second installation gets every row, file, trigger and number', async () => {
  const before = await printOf(world.owner_url)
  expect(before.tables.length).toBeGreaterThan(40)
  const nothing = await anEmptyPlace('template1')
  await restore(backup, nothing)
  expect(await printOf(nothing.owner_url)).toEqual(before)
  const files = await filesOf(world.files)
  expect(files.length).toBeGreaterThan(3)
  expect(await filesOf(nothing.files)).toEqual(files)
})

test('what may not be changed may not be changed there either', async () => {
  const place = await anEmptyPlace()
  await restore(backup, place)
  await expect(asked(place.owner_url, 'delete from facts.fact')).rejects.toThrow('kept for ever')
  await expect(asked(place.owner_url, 'delete from odd.value')).rejects.toThrow('it is kept')
  await expect(asked(place.url, 'alter table facts.fact disable trigger all')).rejects.toThrow(
    'must be owner',
  )
  const [next] = await asked<{ id: string }>(
    place.owner_url,
    `insert into facts.fact (kind, payload) values ('a.b', '{}') returning id`,
  )
  const [count] = await asked<{ most: string }>(
    world.owner_url,
    'select max(id) as most from facts.fact',
  )
  expect(Number(next?.id)).toBeGreaterThan(Number(count?.most))
})

test('a backup of an older program comes into a newer one, and is brought up to date', async () => {
  const newer = join(folder, 'newer')
  await cp(migrations, newer, { recursive: true })
  await writeFile(
    join(newer, '20990102-0000_odd_more.sql'),
    'alter table odd.value add doubled text; update kit.letter set subject = subject;',
  )
  const place = await anEmptyPlace()
  await migrate(place.owner_url, newer)
  await asked(place.owner_url, 'alter table odd.value disable trigger user; truncate odd.value')
  await restore(backup, place, newer)
  const [row] = await asked<{ count: string }>(
    place.owner_url,
    'select count(*) from odd.value where doubled is null',
  )
  expect(row?.count).toBe('3000')
})

test('a backup of a newer program is refused in words', async () => {
  const place = await anEmptyPlace('template1')
  await expect(restore(backup, place, migrationsHere)).rejects.toThrow(
    /newer than this program: it has the migration 20990101-0000_odd_create\.sql/,
  )
})

test('an installation that is not empty is left alone, in words', async () => {
  const place = await anEmptyPlace()
  await asked(place.owner_url, `insert into facts.fact (kind, payload) values ('a.b', '{}')`)
  await expect(restore(backup, place)).rejects.toThrow(BackupRefused)
  const other = await anEmptyPlace()
  await other.files.put('somebody/else', new Uint8Array([1]))
  await expect(restore(backup, other)).rejects.toThrow('somebody/else')
  expect(await asked(other.owner_url, 'select 1 from people.person')).toEqual([])
})

test('a changed byte is found and named, wherever it is', async () => {
  const whole = await readFile(backup)
  const broken = join(folder, 'broken.backup')
  const changed = async (at: number) => {
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 0x20
    await writeFile(broken, bytes)
    return (await verifyBackup(broken, quiet)).complaints.join(' ')
  }
  const part = whole.indexOf('database/people.person/00001.copy.zst')
  expect(await changed(part + 600)).toBe(
    'database/people.person/00001.copy.zst is not what was written.',
  )
  expect(await changed(part + 3)).toContain('database/people.person/00001.copy.zst is missing')
  const { manifest } = await verifyBackup(backup, quiet)
  const file = whole.indexOf(`files/${manifest?.files[0]?.key}`)
  expect(await changed(file + 700)).toMatch(/^files\/.+ is not what was written\.$/)
  for (let at = 5; at < whole.length; at += Math.floor(whole.length / 40))
    expect(await changed(at), `byte ${at}`).not.toBe('')
})

test('a backup that was cut off or is none is refused', async () => {
  const whole = await readFile(backup)
  const broken = join(folder, 'cut.backup')
  await writeFile(broken, whole.subarray(0, whole.length / 2))
  expect((await verifyBackup(broken, quiet)).complaints.join(' ')).toContain('manifest.json')
  await writeFile(broken, 'something else')
  const verdict = await verifyBackup(broken, quiet)
  expect(verdict.manifest).toBeNull()
  expect(verdict.complaints.length).toBeGreaterThan(0)
})

test('a restore that fails leaves nothing behind, and can be tried again', async () => {
  const place = await anEmptyPlace()
  const failing = {
    ...place,
    files: { ...place.files, put: () => Promise.reject(new Error('full')) },
  }
  await expect(restore(backup, failing)).rejects.toThrow('full')
  expect(await asked(place.owner_url, 'select 1 from people.person')).toEqual([])
  await restore(backup, place)
})

test('a backup is one moment of a database that is being written', async () => {
  const bank = join(folder, 'bank')
  await cp(migrationsHere, bank, { recursive: true })
  await writeFile(
    join(bank, '20990101-0000_bank_create.sql'),
    `create schema bank; create table bank.account (id int primary key, held int not null);
     create table bank.transfer (id bigint generated always as identity, amount int)`,
  )
  const place = await anEmptyPlace()
  await migrate(place.owner_url, bank)
  await asked(
    place.owner_url,
    'insert into bank.account select n, 1000 from generate_series(1, 20000) n',
  )
  let writing = true
  const files: string[] = []
  const writer = (async () => {
    const client = new pg.Client({ connectionString: place.owner_url })
    await client.connect()
    for (let n = 0; writing; n++) {
      const [from, to] = [1 + (n % 20000), 1 + ((n * 7919 + 13) % 20000)]
      await client.query('begin')
      await client.query(`update bank.account set held = held - 5 where id = ${from}`)
      const { rows } = await client.query<{ id: string }>(
        `insert into kit.file (kind, name, media_type, bytes, sha256)
         values ('document', 'a', 'a/b', 1, repeat('0', 64)) returning id`,
      )
      const id = rows[0]?.id ?? ''
      await place.files.put(`${id}/original`, new Uint8Array([n & 255]))
      files.push(id)
      await client.query(`update bank.account set held = held + 5 where id = ${to}`)
      await client.query('insert into bank.transfer (amount) values (5)')
      await client.query('commit')
    }
    await client.end()
  })()
  await expect.poll(() => files.length).toBeGreaterThan(20)
  const path = join(folder, 'busy.backup')
  const written = files.length
  const manifest = await save(place.owner_url, place.files, path)
  const during = files.length - written
  writing = false
  await writer
  expect(during).toBeGreaterThan(3)

  const { complaints } = await verifyBackup(path, quiet)
  expect(complaints).toEqual([])
  const rowsOf = (name: string) => manifest.tables.find((table) => table.name === name)?.rows
  expect(manifest.missing_files).toEqual([])
  expect(manifest.files).toHaveLength(rowsOf('kit.file') ?? -1)
  expect(rowsOf('bank.transfer')).toBe(rowsOf('kit.file'))

  const second = await anEmptyPlace('template1')
  await restore(path, second, bank)
  const [sum] = await asked<{ held: string }>(
    second.owner_url,
    'select sum(held) as held from bank.account',
  )
  expect(sum?.held).toBe(String(20000 * 1000))
})
