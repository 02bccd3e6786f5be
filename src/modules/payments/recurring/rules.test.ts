import { expect, test } from 'vitest'
import { dayOf, nextDay } from './rules.ts'

test('a gift of the 31st is due on the last day of shorter months, and on the 31st again', () => {
  const days = [1, 2, 3].map((times) => dayOf('2026-01-31', 'month', times))
  expect(days).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
  expect(dayOf('2027-11-30', 'quarter', 1)).toBe('2028-02-29')
  expect(dayOf('2028-02-29', 'year', 1)).toBe('2029-02-28')
})

test('after a pause the next day is the first that is still to come', () => {
  expect(nextDay('2026-01-15', 'month', '2026-01-15')).toBe('2026-02-15')
  expect(nextDay('2026-01-15', 'month', '2026-11-21')).toBe('2026-12-15')
})
