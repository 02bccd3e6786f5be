import { expect, test } from 'vitest'
import { closable, isMonthEnd } from './rules.ts'

test('what may be closed is over, and open', () => {
  expect(closable(null, null, '2026-11-21')).toEqual([])
  expect(closable(null, '2026-09-12', '2026-11-21')).toEqual(['2026-09-30', '2026-10-31'])
  expect(closable('2026-09-30', '2025-01-01', '2026-11-21')).toEqual(['2026-10-31'])
  expect(closable('2026-10-31', '2025-01-01', '2026-11-30')).toEqual([])
  expect(closable('2027-12-31', null, '2028-03-01')).toEqual(['2028-01-31', '2028-02-29'])
})

test('only the last day of a month is one', () => {
  for (const end of ['2026-10-31', '2028-02-29', '2026-12-31']) expect(isMonthEnd(end)).toBe(true)
  for (const not of ['2026-10-30', '2026-02-29', '2026-13-31', '2026-00-31', 'x', '2026-10-31 '])
    expect(isMonthEnd(not)).toBe(false)
})
