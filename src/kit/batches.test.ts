import { expect, test } from 'vitest'
import { batches, batchRows } from './batches.ts'

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: String(from + i) }))

test('everything comes, piece by piece, and nothing is asked for far ahead', async () => {
  let asked = 0
  const all = batches((after, limit) => {
    asked += 1
    const from = after === null ? 0 : Number(after) + 1
    return Promise.resolve(rows(from, Math.min(limit, 2 * batchRows + 5 - from)))
  })
  expect(asked).toBe(0)
  const first = await all.next()
  expect(first.value).toHaveLength(batchRows)
  expect(asked).toBe(2)
  let count = batchRows
  for await (const piece of all) count += piece.length
  expect(count).toBe(2 * batchRows + 5)
  expect(asked).toBe(3)
})

test('an empty table gives no piece', async () => {
  expect((await batches(async () => []).next()).done).toBe(true)
})

test('a fault while reading ahead reaches whoever reads on', async () => {
  const all = batches(async (after, limit) => {
    if (after !== null) throw new Error('the server went away')
    return rows(0, limit)
  })
  await all.next()
  await expect(all.next()).rejects.toThrow('the server went away')
})
