// A short storm: `npm run chaos` is the long one.
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { storm } from '#test/chaos/storm.ts'
import { buildProgram } from '#test/machines.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))

test(`whatever breaks while people give, nothing is lost or counted twice (SEED=${seed})`, async () => {
  buildProgram()
  const told = await storm({ root, seed, seconds: 12, kinds: 4, restore: false, say: () => {} })
  expect(told.complaints).toEqual([])
  expect(Object.keys(told.broken).length).toBeGreaterThan(3)
  for (const count of Object.values(told.counts)) expect(count).toBeGreaterThan(0)
}, 180_000)
