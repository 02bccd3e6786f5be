// Whether a page may be given again without asking what it is made of: against a real database,
// which other tests of this run write into as well.
import { Hono } from 'hono'
import { h } from 'preact'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { alike, replyAlike } from '#kit/alike.ts'
import type { PageInfo } from '#kit/page.tsx'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

let asked = 0
let settings = {}
let now = new Date('2026-11-22T10:00:00Z')
beforeEach(async () => {
  ;[asked, settings] = [0, {}]
  await world.pool.query('delete from kit.limit')
})

const page = { locale: 'sq', path: '/stones', base_url: 'http://localhost', me: null, nav: [] }

/** A page that says how many rows there are, and counts how often it had to ask. */
async function visit(): Promise<string> {
  const app = new Hono<{ Variables: Record<string, unknown> }>()
  app.use(async (c, next) => {
    const info = { ...page, now, asset: (name: string) => name, notice: null, styles: [] }
    c.set('page', info as unknown as PageInfo)
    c.set('settings', settings)
    c.set('reads', world.db)
    await next()
  })
  const handler = alike(async (c) => {
    asked += 1
    const { rows } = await world.pool.query('select count(*)::int as total from kit.limit')
    return replyAlike(c, null, () => h('p', null, `${rows[0].total} stones`))
  })
  app.get('/', handler)
  return (await app.request('/')).text()
}

/** Asks until the page was given without asking; the cluster is still for a moment then. */
async function untilGivenAgain() {
  for (let time = 0; time < 500; time++) {
    const before = asked
    await visit()
    if (asked === before) return true
  }
  return false
}

const addStone = (key: string) =>
  `insert into kit.limit (name, key, free_at) values ('stones', '${key}', now())`

test('while nothing is written, it is given again, and after any write it is asked for anew', async () => {
  expect(await visit()).toContain('0 stones')
  expect(await untilGivenAgain()).toBe(true)
  for (let stones = 1; stones <= 5; stones++) {
    await world.pool.query(addStone(String(stones)))
    expect(await visit()).toContain(`${stones} stones`)
  }
})

test('a transaction that began before and ends after is noticed when it ends', async () => {
  const client = await world.pool.connect()
  try {
    await client.query('begin')
    await client.query(addStone('slow'))
    expect(await visit()).toContain('0 stones')
    await world.pool.query(addStone('quick'))
    expect(await visit()).toContain('1 stones')
    await client.query('commit')
    expect(await visit()).toContain('2 stones')
  } finally {
    client.release()
  }
})

test('time passes also where nothing is written', async () => {
  expect(await untilGivenAgain()).toBe(true)
  const before = asked
  now = new Date(now.getTime() + 10_000)
  await visit()
  expect(asked).toBe(before + 1)
})

test('many who come at once are asked for together, and each sees what was there when they came', async () => {
  // A transaction under way keeps every moment from having a name.
  const client = await world.pool.connect()
  try {
    await client.query('begin')
    await client.query(addStone('open'))
    const seen = []
    for (let stones = 1; stones <= 10; stones++) {
      await world.pool.query(addStone(`many ${stones}`))
      const crowd = Array.from({ length: 8 }, () => visit())
      seen.push(...crowd.map(async (one) => ({ stones, page: await one })))
      await new Promise((go) => setImmediate(go))
    }
    for (const { stones, page } of await Promise.all(seen)) {
      const shown = Number(/(\d+) stones/.exec(page)?.[1])
      expect(shown).toBeGreaterThanOrEqual(stones)
    }
    expect(asked).toBeLessThan(40)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
