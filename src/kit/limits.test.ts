import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { connect } from './db.ts'
import { type LimitTables, limited } from './limits.ts'

let database: TestDatabase
let db: Kysely<LimitTables>

beforeAll(async () => {
  database = await cloneDatabase()
  db = connect<LimitTables>(database.url)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const begin = Date.parse('2026-03-01T12:00:00Z')
const at = (seconds: number) => new Date(begin + seconds * 1000)
const five = { max: 5, per_seconds: 50 }

test('so many tries in a row, then one for each step of time', async () => {
  const tried: number[] = []
  for (let n = 0; n < 6; n++) tried.push(await limited(db, 'a', 'key', five, at(0)))
  expect(tried).toEqual([0, 0, 0, 0, 0, 10])
  expect(await limited(db, 'a', 'key', five, at(9))).toBe(1)
  expect(await limited(db, 'a', 'key', five, at(10))).toBe(0)
  expect(await limited(db, 'a', 'key', five, at(10))).toBe(10)
})

test('another key and another name have their own tries', async () => {
  for (let n = 0; n < 5; n++) await limited(db, 'b', 'one', five, at(0))
  expect(await limited(db, 'b', 'one', five, at(0))).toBeGreaterThan(0)
  expect(await limited(db, 'b', 'other', five, at(0))).toBe(0)
  expect(await limited(db, 'c', 'one', five, at(0))).toBe(0)
})

test('those who come at the same moment do not get more', async () => {
  const tries = Array.from({ length: 20 }, () => limited(db, 'd', 'key', five, at(0)))
  const allowed = (await Promise.all(tries)).filter((wait) => wait === 0)
  expect(allowed).toHaveLength(5)
})

test('the row keeps no address', async () => {
  await limited(db, 'e', 'somebody@example.org', five, at(0))
  const rows = await db.selectFrom('kit.limit').select('key').where('name', '=', 'e').execute()
  expect(rows).toHaveLength(1)
  expect(rows[0]?.key).not.toContain('somebody')
})

test('in any stretch of time nobody gets more than the limit and what grew back', async () => {
  let round = 0
  const waits = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(waits, async (pauses) => {
      const key = `round ${round++}`
      let time = 0
      const allowed: number[] = []
      for (const pause of pauses) {
        time += pause
        if ((await limited(db, 'f', key, five, at(time))) === 0) allowed.push(time)
      }
      for (const [i, from] of allowed.entries())
        for (const [j, to] of allowed.entries())
          if (j >= i) expect(j - i + 1).toBeLessThanOrEqual(5 + Math.floor((to - from) / 10) + 1)
    }),
    { numRuns: 30 },
  )
})
