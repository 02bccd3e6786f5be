import { expect, test } from 'vitest'
import { remembered } from './remember.ts'

const at = (seconds: number) => new Date(seconds * 1000)

test('an answer is kept for as long as it was asked to, for each database', async () => {
  let asked = 0
  const count = remembered(async (_: object) => ++asked)
  const [one, other] = [{}, {}]
  expect(await count(one, 20, at(0))).toBe(1)
  expect(await count(one, 20, at(19))).toBe(1)
  expect(await count(other, 20, at(19))).toBe(2)
  expect(await count(one, 20, at(20))).toBe(3)
})

test('those who come together wait for one answer', async () => {
  let asked = 0
  const count = remembered(async (_: object) => ++asked)
  const db = {}
  expect(await Promise.all([count(db, 20, at(0)), count(db, 20, at(1))])).toEqual([1, 1])
})

test('a fault is not kept', async () => {
  let asked = 0
  const count = remembered(async (_: object) => {
    if (++asked === 1) throw new Error('the database went away')
    return asked
  })
  const db = {}
  await expect(count(db, 20, at(0))).rejects.toThrow('went away')
  await Promise.resolve()
  expect(await count(db, 20, at(1))).toBe(2)
})
