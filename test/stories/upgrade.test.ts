// An upgrade: two versions of the program, told apart by their folders of migrations, and one
// database between them.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MigrationRefused } from '#kit/migrate.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { migrateAll, whyNotServe } from '../../src/open.ts'

const here = fileURLToPath(new URL('../../db/migrations', import.meta.url))

const next = {
  '20990101-0000_kit_more.sql': `-- What the newer version needs.
alter table kit.letter add priority integer;
create index letter_priority on kit.letter (priority);`,
  '20990101-0010_kit_fill.sql': `-- It takes its time.
select pg_sleep(0.4);
create table kit.stamp (id integer primary key);`,
}

let world: TestWorld
let folder: string
let older: string
let newer: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upgrade-'))
  older = await aVersion('older', {})
  newer = await aVersion('newer', next)
  world = await aWorld()
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

async function aVersion(name: string, more: Readonly<Record<string, string>>): Promise<string> {
  const root = join(folder, name)
  await mkdir(join(root, 'db'), { recursive: true })
  await cp(here, join(root, 'db/migrations'), { recursive: true })
  for (const [file, sql] of Object.entries(more))
    await writeFile(join(root, 'db/migrations', file), sql)
  return root
}

test('the newer program waits for its migrations, and says so', async () => {
  expect(await whyNotServe(world.owner_url, older)).toBeNull()
  expect(await whyNotServe(world.owner_url, newer)).toBe(
    'The database is older than this program. Run `bin/mozaik migrate` first.',
  )
})

test('the older program serves and writes while the newer one migrates', async () => {
  const { id } = await aPerson(world.db, world.settings, { name: 'Ana', email: 'ana@example.org' })
  const as = await aVisitor(world.db, world.settings, id, world.now())
  let migrating = true
  const statuses: number[] = []
  const visiting = (async () => {
    while (migrating) {
      statuses.push((await world.visit('/account', { as })).status)
      await world.db
        .insertInto('kit.letter')
        .values({ to_address: 'a@example.org', subject: 's', body_text: 'b', body_html: null })
        .execute()
    }
  })()
  const applied = await migrateAll(world.owner_url, newer)
  migrating = false
  await visiting
  expect(applied).toEqual(['20990101-0000_kit_more.sql', '20990101-0010_kit_fill.sql'])
  expect(statuses.length).toBeGreaterThan(3)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await whyNotServe(world.owner_url, newer)).toBeNull()
})

test('the older program then refuses to migrate and to start, and says what to do', async () => {
  const words =
    /newer than this program: it has the migration 20990101-0000_kit_more\.sql.*Install the version/
  await expect(migrateAll(world.owner_url, older)).rejects.toThrow(MigrationRefused)
  await expect(migrateAll(world.owner_url, older)).rejects.toThrow(words)
  expect(await whyNotServe(world.owner_url, older)).toMatch(words)
  // What runs already goes on.
  expect((await world.visit('/help')).status).toBe(200)
})

test('a migration that was changed after it ran is refused by name', async () => {
  const changed = await aVersion('changed', {
    '20261121-0905_kit_fold.sql': '-- Something else by the same name.\nselect 1;',
  })
  await expect(migrateAll(world.owner_url, changed)).rejects.toThrow(
    'The migration 20261121-0905_kit_fold.sql was changed after it had been applied',
  )
})

test('a migration that fails leaves nothing of itself, and the ones before it stay', async () => {
  const failing = await aVersion('failing', {
    ...next,
    '20990102-0000_kit_good.sql': '-- Good.\ncreate table kit.good (id integer primary key);',
    '20990102-0010_kit_bad.sql': '-- Bad.\ncreate table kit.bad (id integer);\nselect 1 / 0;',
  })
  await expect(migrateAll(world.owner_url, failing)).rejects.toThrow(
    'The migration 20990102-0010_kit_bad.sql failed: division by zero',
  )
  expect(await there('kit.good')).toBe(true)
  expect(await there('kit.bad')).toBe(false)
})

test('a migration gives way to a long transaction, and those behind it are let through', async () => {
  const patient = await aVersion('patient', {
    ...next,
    '20990102-0000_kit_good.sql': '-- Good.\ncreate table kit.good (id integer primary key);',
    '20990103-0000_kit_wait.sql': '-- Waits.\nalter table kit.letter add waited integer;',
  })
  const reader = new pg.Client({ connectionString: world.owner_url })
  await reader.connect()
  await reader.query('begin; select count(*) from kit.letter')
  const upgrade = migrateAll(world.owner_url, patient)
  const began = performance.now()
  // Waits behind the migration, which waits behind the reader.
  await new Promise((later) => setTimeout(later, 300))
  await world.db.selectFrom('kit.letter').select('id').limit(1).execute()
  expect(performance.now() - began).toBeLessThan(6000)
  await reader.query('commit')
  await reader.end()
  expect(await upgrade).toEqual(['20990103-0000_kit_wait.sql'])
})

async function there(table: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: world.owner_url })
  await client.connect()
  const { rows } = await client.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [table],
  )
  await client.end()
  return rows[0]?.there === true
}
