import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { paceHeaders, pacer } from './pace.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const limit = { max: 60, per_seconds: 60 }
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds))

async function ask(pace: ReturnType<typeof pacer>, who: string, times: number, now: Date) {
  const waits: number[] = []
  for (let i = 0; i < times; i++) waits.push((await pace(world.db, who, now)).wait_s)
  return waits.filter((wait) => wait === 0).length
}

test('so many may pass at once, and then one for each second', async () => {
  const pace = pacer('one', limit)
  expect(await ask(pace, 'a', 80, at(0))).toBe(60)
  expect((await pace(world.db, 'a', at(0))).wait_s).toBe(1)
  expect(await ask(pace, 'a', 10, at(5))).toBe(5)
  expect(await ask(pace, 'b', 1, at(5))).toBe(1)
})

test('reading costs a write for every twentieth request alone', async () => {
  const pace = pacer('two', limit)
  await ask(pace, 'a', 19, at(0))
  const count = async () =>
    (await world.pool.query(`select from kit.limit where free_at > '2026-11-21T10:00:00Z'`))
      .rowCount
  const before = await count()
  await ask(pace, 'a', 1, at(0))
  expect(await count()).toBe((before ?? 0) + 1)
})

test('another process knows what was counted here, and so does this one when it starts again', async () => {
  expect(await ask(pacer('three', limit), 'a', 60, at(0))).toBe(60)
  const passed = await ask(pacer('three', limit), 'a', 60, at(0))
  expect(passed).toBe(20)
  expect(await ask(pacer('three', limit), 'a', 60, at(0))).toBe(20)
})

test('what is left is said as the draft of the IETF has it', async () => {
  const pace = await pacer('four', limit)(world.db, 'a', at(0))
  expect(paceHeaders('four', limit, pace)).toEqual({
    'ratelimit-policy': '"four";q=60;w=60',
    ratelimit: '"four";r=59;t=1',
  })
})
