import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { Command } from 'commander'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { modules } from '#modules'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'

let world: TestWorld
let operator: Visitor
let moderator: Visitor

beforeAll(async () => {
  world = await aWorld()
  const come = async (role: 'operator' | 'moderator') => {
    const { id } = await aPerson(world.db, world.settings, { roles: [role] })
    return aVisitor(world.db, world.settings, id, world.now())
  }
  operator = await come('operator')
  moderator = await come('moderator')
})
afterAll(() => world.close())

async function aFailedJob(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id::text from graphile_worker.add_job('kit.mail',
      '{"to": "secret@example.org", "subject": "s", "text": "t"}'::json, max_attempts => 1)`.execute(
    world.db,
  )
  const id = rows[0]?.id ?? ''
  await sql`select graphile_worker.permanently_fail_jobs(array[${id}::bigint],
    'connect ECONNREFUSED 127.0.0.1:25')`.execute(world.db)
  return id
}

test('only operators see it', async () => {
  expect((await world.visit('/desk/status')).status).toBe(303)
  expect((await world.visit('/desk/status', { as: moderator })).status).toBe(404)
})

test.each(['sq', 'sr', 'sr-Cyrl', 'en'] as const)('it is said in %s', async (locale) => {
  const page = await world.visit('/desk/status', { as: operator, locale })
  expect(page.status).toBe(200)
  expect(page.text).toContain('PostgreSQL 18')
  expect(page.text).toContain(readdirSync('db/migrations').sort().at(-1))
})

test('a job that was given up is tried again by hand', async () => {
  const id = await aFailedJob()
  const page = await world.visit('/desk/status', { as: operator })
  expect(page.text).toContain('1 letter could not be sent')
  expect(page.text).toContain('connect ECONNREFUSED')
  expect(page.text).not.toContain('secret@example.org')
  const before = world.letters.length
  const answer = await world.submit(`/desk/status/jobs/${id}/retry`, {}, { as: operator })
  expect(answer.location).toBe('/desk/status')
  await world.work()
  expect(world.letters).toHaveLength(before + 1)
  expect((await world.visit('/desk/status', { as: operator })).text).toContain(
    'Nothing needs your attention.',
  )
  const again = await world.submit(`/desk/status/jobs/${id}/retry`, {}, { as: operator })
  expect(again.headers.get('set-cookie')).toContain('not%2520there%2520any%2520more')
})

test('a job that nobody wants is removed, and the audit trail says by whom', async () => {
  const id = await aFailedJob()
  await world.submit(`/desk/status/jobs/${id}/removal`, {}, { as: operator })
  expect((await world.visit('/desk/status', { as: operator })).text).not.toContain('ECONNREFUSED')
  const audit = await world.visit('/desk/audit?kind=site.job_dropped', { as: operator })
  expect(audit.text).toContain('kit.mail')
  expect((await world.submit('/desk/status/jobs/x/retry', {}, { as: operator })).status).toBe(404)
})

test('the operator chooses how long things are kept, and the night keeps to it', async () => {
  const path = '/desk/status/retention/people-sessions'
  const short = await world.submit(path, { keep_days: '3' }, { as: operator })
  expect(short.status).toBe(422)
  expect(short.html).toContain('value="3"')
  expect((await world.submit(path, { keep_days: 'x' }, { as: operator })).status).toBe(422)
  const chosen = await world.submit(path, { keep_days: '14' }, { as: operator })
  expect(chosen.location).toBe('/desk/status')

  const { id } = await aPerson(world.db, world.settings)
  for (const days of [13, 15]) {
    const { cookie } = await aVisitor(world.db, world.settings, id, world.now())
    expect(cookie).not.toBe('')
    await sql`update people.session set used_at = ${world.now()}::timestamptz - make_interval(days => ${days})
      where person_id = ${id} and used_at > ${world.now()}::timestamptz - interval '1 day'`.execute(
      world.db,
    )
  }
  await world.db
    .insertInto('kit.once')
    .values({ key: crypto.randomUUID(), value: null, made_at: new Date('2020-01-01') })
    .execute()
  await sql`select graphile_worker.add_job('site.retention')`.execute(world.db)
  await world.work()

  const left = await world.db
    .selectFrom('people.session')
    .select('id')
    .where('person_id', '=', id)
    .execute()
  expect(left).toHaveLength(1)
  const page = await world.visit('/desk/status', { as: operator })
  expect(page.text).toMatch(/Sign-ins that nobody uses.*Last swept: .* 1 removed/)
  expect(page.html).toContain('value="14"')
  expect(await world.db.selectFrom('kit.once').select('key').execute()).toEqual([])
})

test('a machine that watches gets the same figures', async () => {
  await aFailedJob()
  const answer = await world.app.request('http://localhost:3000/metrics')
  const text = await answer.text()
  for (const line of [/^jobs_failed 1$/m, /^mail_failed 1$/m, /^database_bytes [1-9]/m])
    expect(text).toMatch(line)
  expect(text).toMatch(/^disk_free_bytes [1-9]/m)
  expect(text).toMatch(/^build_info\{version="0",node="v24[^}]*postgres="18[^}]*"\} 1$/m)
  expect(text).not.toMatch(/^backup_age_seconds \d/m)
})

test('what a check from a terminal found stands there, and operators are told once', async () => {
  const bank = { bank_account_id: randomUUID(), currency: 'EUR', on: '2026-09-30' }
  const closings = async () => [{ ...bank, closing_minor: 1n }]
  const opened = { ...world, modules: [{ name: 'bank', closings }] }
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  for (let n = 0; n < 2; n++) {
    const program = new Command().exitOverride()
    for (const { cli } of modules) cli?.(program, async () => opened)
    await program.parseAsync(['ledger', 'verify', '--json'], { from: 'user' })
  }
  write.mockRestore()
  expect(process.exitCode).toBe(1)
  process.exitCode = 0
  const page = await world.visit('/desk/status', { as: operator })
  expect(page.text).toContain('The last check of the books found 1 fault.')
  const notices = await world.db.selectFrom('people.notification').select('kind').execute()
  expect(notices).toEqual([{ kind: 'ledger.faults_found' }])
})
