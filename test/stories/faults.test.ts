// What happens when something below us breaks: a page says so in words, and everything goes on by
// itself when it is mended.
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '#facts'
import { openPool, overPool } from '#kit/db.ts'
import { enqueue, type Jobs } from '#kit/jobs.ts'
import { locales } from '#kit/locale.ts'
import { startWorker, workOnce } from '#kit/worker.ts'
import type { Database } from '#modules'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { openLine } from '#test/cut-line.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import { deliveryJobs } from '../../src/deliver.ts'

interface Line {
  msg: string
  request_id?: string
  fault?: string
  task?: string
}

let world: TestWorld
let line: Awaited<ReturnType<typeof openLine>>
let person: { id: string; email: string }
let visitor: Visitor
const logged: Line[] = []

beforeAll(async () => {
  line = await openLine()
  const log = pino({ level: 'info' }, { write: (text: string) => logged.push(JSON.parse(text)) })
  world = await aWorld({ line: line.over, log })
  person = await aPerson(world.db, world.settings)
  visitor = await aVisitor(world.db, world.settings, person.id, world.now())
})
afterAll(async () => {
  line.mend()
  await world.close()
  await line.close()
})

const ask = (path: string, init: RequestInit = {}) =>
  world.app.request(`${world.settings.base_url}${path}`, init)

test('without a database a page says so in words, with the number that is in the log', async () => {
  line.cut()
  for (const { code } of locales)
    for (const as of [undefined, visitor]) {
      const answer = await world.visit('/places', { locale: code, ...(as ? { as } : {}) })
      expect(answer.status).toBe(500)
      const id = answer.headers.get('x-request-id') ?? ''
      expect(answer.text).toContain(id)
      expect(answer.html).toContain('<h1>')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(
        logged.filter(({ msg, request_id }) => msg === 'fault' && request_id === id),
      ).toHaveLength(1)
      // What went wrong inside is for the log, not for the reader.
      expect(answer.text).not.toMatch(/ECONN|socket|terminated|at .*\.ts/i)
    }
  line.mend()
})

test('without a database a form and the API answer 500 as well, each in its own words', async () => {
  line.cut()
  const form = await world.submit('/sign-in', {
    email: person.email,
    password: 'nëntë lumenj e një urë',
  })
  expect(form.status).toBe(500)
  expect(form.text).toContain(form.headers.get('x-request-id') ?? 'none')
  const machine = await ask('/api/v1/places')
  expect(machine.status).toBe(500)
  expect(machine.headers.get('content-type')).toBe('application/problem+json')
  expect(await machine.json()).toMatchObject({ status: 500, code: 'fault' })
  line.mend()
})

test('without a database it lives and is not ready; with it again it needs no new start', async () => {
  line.cut()
  expect((await ask('/healthz')).status).toBe(200)
  expect((await ask('/readyz')).status).toBe(503)
  line.mend()
  expect((await ask('/readyz')).status).toBe(200)
  expect((await world.visit('/places')).status).toBe(200)
  expect((await world.visit('/account', { as: visitor })).status).toBe(200)
})

test('a worker whose database went away works on when it is back', async () => {
  const done: unknown[] = []
  const jobs: Jobs<Database> = { 'test.note': async (_, payload) => done.push(payload) }
  const worker = await startWorker(world, world.pool, jobs, [])
  line.cut()
  line.mend()
  await expect.poll(async () => (await ask('/readyz')).status).toBe(200)
  await enqueue(world.db, 'test.note', { after: 'the storm' })
  await expect.poll(() => done, { timeout: 15_000 }).toEqual([{ after: 'the storm' }])
  await worker.stop()
})

/** Retries wait; a test does not. */
async function hurry() {
  const owner = new pg.Client({ connectionString: world.owner_url })
  await owner.connect()
  await owner.query('update graphile_worker._private_jobs set run_at = now()')
  await owner.end()
}

const waiting = async () => {
  const { rows } = await world.pool.query('select task_identifier from graphile_worker.jobs')
  return rows.map(({ task_identifier }) => task_identifier as string)
}

test('a reaction that throws is tried again, and its effect and those of others happen once', async () => {
  const effects: string[] = []
  let tries = 0
  const modules = [
    {
      name: 'clumsy',
      reactions: {
        'person.registered': async (tx: typeof world.db, { person_id }: { person_id: string }) => {
          tries += 1
          const mark = { name: 'test.clumsy', key: person_id, free_at: world.now() }
          await tx.insertInto('kit.limit').values(mark).execute()
          if (tries === 1) throw new Error('The first time it stumbles.')
          effects.push('clumsy')
        },
      },
    },
    { name: 'steady', reactions: { 'person.registered': async () => effects.push('steady') } },
  ]
  const jobs = deliveryJobs(modules as never)
  await world.work()
  await record(world.db, 'person.registered', { person_id: person.id }, 'system')
  await workOnce(world, world.pool, jobs)
  expect(effects).toEqual(['steady'])
  expect(await waiting()).toEqual(['facts.deliver'])
  expect(logged.at(-1)).toMatchObject({ msg: 'job failed', task: 'facts.deliver' })

  await hurry()
  await workOnce(world, world.pool, jobs)
  expect(effects).toEqual(['steady', 'clumsy'])
  expect(await waiting()).toEqual([])
  const marks = await world.db
    .selectFrom('kit.limit')
    .where('name', '=', 'test.clumsy')
    .selectAll()
    .execute()
  expect(marks).toHaveLength(1)

  await hurry()
  await workOnce(world, world.pool, jobs)
  expect(effects).toHaveLength(2)
})

test('a letter that could not leave is sent later, once', async () => {
  let tries = 0
  const sent: unknown[] = []
  const jobs: Jobs<Database> = {
    'kit.mail': async (_, letter) => {
      tries += 1
      if (tries === 1) throw new Error('The post office is closed.')
      sent.push(letter)
    },
  }
  await enqueue(world.db, 'kit.mail', { to: 'a@example.org', subject: 'A', text: 'A' })
  await workOnce(world, world.pool, jobs)
  expect(sent).toHaveLength(0)
  await hurry()
  await workOnce(world, world.pool, jobs)
  await workOnce(world, world.pool, jobs)
  expect(sent).toHaveLength(1)
})

test('two workers on one queue deliver each fact once', async () => {
  const heard: string[] = []
  const slow = {
    name: 'slow',
    reactions: {
      'person.enabled': async (_: unknown, payload: { person_id: string }) => {
        await new Promise((later) => setTimeout(later, 2))
        heard.push(payload.person_id)
      },
    },
  }
  const jobs = deliveryJobs([slow] as never)
  const ids = Array.from({ length: 40 }, () => crypto.randomUUID())
  for (const person_id of ids) await record(world.db, 'person.enabled', { person_id }, 'system')
  // The same fact queued twice: two workers may meet at it.
  const facts = await world.db
    .selectFrom('facts.fact')
    .select('id')
    .where('kind', '=', 'person.enabled')
    .execute()
  for (const { id } of facts) await enqueue(world.db, 'facts.deliver', { fact_id: String(id) })
  const pools = [1, 2].map(() => openPool(world.owner_url, { max: 4 }))
  await Promise.all(
    pools.map((pool) => workOnce({ ...world, db: overPool<Database>(pool) }, pool, jobs)),
  )
  await Promise.all(pools.map((pool) => pool.end()))
  expect(heard.toSorted()).toEqual(ids.toSorted())
  expect(await waiting()).toEqual([])
})
