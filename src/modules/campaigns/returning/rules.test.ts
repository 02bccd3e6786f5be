import { expect, test } from 'vitest'
import { cardTriesMax, isDueAgain } from './rules.ts'

const last_at = new Date('2026-11-20T10:00:00Z')
const after = (hours: number) => new Date(last_at.getTime() + hours * 3_600_000)

test('what a card’s processor refuses is asked for in growing steps, and five times at most', () => {
  const due = (tries: number, hours: number) =>
    isDueAgain({ method: 'card', tries, last_at }, after(hours))
  expect(isDueAgain({ method: 'card', tries: 0, last_at: null }, last_at)).toBe(true)
  for (const [tries, hours] of [
    [1, 1],
    [2, 4],
    [3, 16],
    [4, 64],
  ] as const) {
    expect(due(tries, hours - 0.1), `${tries}`).toBe(false)
    expect(due(tries, hours), `${tries}`).toBe(true)
  }
  expect(due(cardTriesMax, 10_000)).toBe(false)
})

test('what a bank sent back goes again as soon as there is somewhere to send it', () => {
  expect(isDueAgain({ method: 'bank', tries: 9, last_at }, after(0))).toBe(true)
})
