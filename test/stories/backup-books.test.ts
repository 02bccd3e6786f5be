// The books of a restored installation are the books that were saved: every hash comes out there,
// and what was changed in them afterwards is found.
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBackup } from '#kit/backup.ts'
import { restoreBackup } from '#kit/backup-restore.ts'
import { verifyBackup } from '#kit/backup-verify.ts'
import { connect } from '#kit/db.ts'
import { openFiles } from '#kit/files.ts'
import { passwordOf } from '#kit/postgres-cluster.ts'
import type { Database } from '#modules'
import { verify } from '#modules/ledger/checking/queries.ts'
import { sealed } from '#modules/ledger/fixtures.ts'
import { findClosings } from '#modules/ledger/queries.ts'
import { loadSample } from '#sample/load.ts'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

const migrations = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const quiet = () => {}
const now = new Date('2026-11-22T10:00:00Z')

let world: TestWorld
let folder: string
let restored: TestDatabase

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-books-'))
  world = await aWorld()
  await loadSample(world, quiet)
  await sealed(world.db)
  const path = join(folder, 'books.backup')
  const file = await open(path, 'w')
  await writeBackup({
    owner_url: world.owner_url,
    files: world.files,
    write: (bytes) => file.write(bytes),
    about: { program_version: '1', base_url: 'http://localhost', secret_print: '' },
    now,
    tell: quiet,
  })
  await file.close()
  restored = await cloneDatabase('template1')
  const { manifest } = await verifyBackup(path, quiet)
  if (!manifest) throw new Error('no manifest')
  const files = await openFiles(null, await mkdtemp(join(folder, 'files-')))
  const wish = { path, manifest, owner_url: restored.owner_url, files, migrations }
  await restoreBackup({ ...wish, without_jobs: false, tell: quiet })
}, 120_000)

afterAll(async () => {
  await world.close()
  await restored.drop()
  await rm(folder, { recursive: true })
})

const checked = async (db: Kysely<Database>) =>
  verify(db, { now, closings: await findClosings(db, world.modules) })

async function checkedThere() {
  const db = connect<Database>(restored.url, { max: 1 })
  try {
    return await checked(db)
  } finally {
    await db.destroy()
  }
}

test('a restored installation has the same books, and they prove themselves', async () => {
  const [before, after] = [await checked(world.db), await checkedThere()]
  expect(before.faults).toEqual([])
  expect(after.faults).toEqual([])
  expect(after.transfers).toBeGreaterThan(5n)
  expect(after.transfers).toBe(before.transfers)
  expect(after.blocks).toBeGreaterThan(0n)
  expect(after.unsealed).toBe(0n)
  expect(after.last_hash).toEqual(before.last_hash)
  expect(after.conserved).toEqual(before.conserved)
})

test('a change in the restored books is found, with its block', async () => {
  const url = new URL(restored.owner_url)
  url.username = 'postgres'
  url.password = passwordOf('.test', 'postgres')
  const superuser = new pg.Client({ connectionString: url.href })
  await superuser.connect()
  await superuser.query('set session_replication_role = replica')
  await superuser.query('update ledger.transfer set amount_minor = amount_minor + 1 where seq = 3')
  await superuser.end()
  const { ok, faults, first_wrong_block } = await checkedThere()
  expect(ok).toBe(false)
  expect(faults).toContainEqual({ code: 'transfer_changed', block: '1', seq: '3' })
  expect(first_wrong_block).toBe('1')
})
