import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gather } from './gather.ts'

test('what comes while one batch is written goes together into the next', async () => {
  const batches: number[][] = []
  const double = gather<number, number>({
    most: 3,
    async write(items) {
      batches.push([...items])
      await pause(5)
      return items.map((item) => item * 2)
    },
  })
  const first = [double(1), double(2)]
  await pause(1)
  const later = [3, 4, 5, 6].map(double)
  expect(await Promise.all([...first, ...later])).toEqual([2, 4, 6, 8, 10, 12])
  expect(batches).toEqual([[1, 2], [3, 4, 5], [6]])
})

test('one that cannot be written takes nobody with it', async () => {
  const write = gather<number, string>({
    most: 10,
    async write(items) {
      if (items.includes(13)) throw new Error('thirteen')
      return items.map(String)
    },
  })
  const said = await Promise.allSettled([1, 13, 2].map(write))
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await write(3)).toBe('3')
})

test('each line has a writer of its own', async () => {
  const told: string[] = []
  let go = () => {}
  const gate = new Promise<void>((open) => {
    go = open
  })
  const write = gather<string, string>({
    most: 10,
    lineOf: ([first = '']) => first,
    async write(items) {
      if (items.includes('a1')) await gate
      told.push(items.join(' '))
      return items
    },
  })
  const [slow, ...others] = ['a1', 'b1', 'b2'].map(write)
  await Promise.all(others)
  const next = ['a2', 'a3'].map(write)
  go()
  await Promise.all([slow, ...next])
  expect(told).toEqual(['b1 b2', 'a1', 'a2 a3'])
})
