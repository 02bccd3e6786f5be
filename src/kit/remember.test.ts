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
  expect(await count(one, 20, at(40))).toBe(3)
})

test('just after its time the old answer is given, and a new one is asked for', async () => {
  let asked = 0
  const count = remembered(async (_: object) => ++asked)
  const db = {}
  expect(await count(db, 20, at(0))).toBe(1)
  expect(await count(db, 20, at(21))).toBe(1)
  await Promise.resolve()
  expect(await count(db, 20, at(22))).toBe(2)
})

test('what is kept for no time is always asked for', async () => {
  let asked = 0
  const count = remembered(async (_: object) => ++asked)
  const db = {}
  expect([await count(db, 0, at(0)), await count(db, 0, at(0))]).toEqual([1, 2])
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
