import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  budgetSum,
  firstDay,
  inOrder,
  lastDay,
  latestOf,
  progressOf,
  reachedOf,
  readRoughDate,
  resultsOf,
  timePassed,
  unknownOf,
  whyNotAim,
  whyNotClose,
  whyNotPublish,
  whyNotWithdraw,
} from './rules.ts'

const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const rough = fc
  .tuple(day, fc.constantFrom(4, 7, 10))
  .map(([date, length]) => date.slice(0, length))

test('a date known by its year or month means every day of it', () => {
  expect([firstDay('2024'), lastDay('2024')]).toEqual(['2024-01-01', '2024-12-31'])
  expect([firstDay('2024-02'), lastDay('2024-02')]).toEqual(['2024-02-01', '2024-02-29'])
  expect([firstDay('2023-02-05'), lastDay('2023-02-05')]).toEqual(['2023-02-05', '2023-02-05'])
  fc.assert(
    fc.property(rough, (date) => {
      expect(firstDay(date) <= lastDay(date)).toBe(true)
      expect(inOrder(date, date)).toBe(true)
      expect(readRoughDate(date)).toBe(date)
    }),
  )
})

test('dates are read as people write them, and only when they exist', () => {
  expect(readRoughDate('8.2021')).toBe('2021-08')
  expect(readRoughDate('15. 8. 2021.')).toBe('2021-08-15')
  expect(readRoughDate(' 2021-8 ')).toBe('2021-08')
  for (const wrong of ['2021-13', '31.2.2021', '21', 'in spring', '2021-08-15T00:00', '1800'])
    expect(readRoughDate(wrong), wrong).toBeNull()
})

test('the share of its time is between nothing and all, and only grows', () => {
  fc.assert(
    fc.property(rough, rough, day, day, (a, b, one, other) => {
      const [starts, ends] = firstDay(a) <= firstDay(b) ? [a, b] : [b, a]
      const [before, after] = one <= other ? [one, other] : [other, one]
      const then = timePassed(starts, ends, new Date(`${before}T12:00Z`))
      const later = timePassed(starts, ends, new Date(`${after}T12:00Z`))
      expect(then?.share).toBeGreaterThanOrEqual(0)
      expect(later?.share).toBeLessThanOrEqual(1)
      expect(later?.share).toBeGreaterThanOrEqual(then?.share ?? 2)
      expect(then?.days_left).toBeGreaterThanOrEqual(later?.days_left ?? 0)
      if (then?.state === 'over') expect([then.share, then.days_left]).toEqual([1, 0])
      if (then?.state === 'not_begun') expect(then.share).toBe(0)
    }),
  )
  expect(timePassed('2021', null, new Date())).toBeNull()
})

test('the last day belongs to the project', () => {
  const during = (at: string) => timePassed('2026-01', '2026-03', new Date(at))
  expect(during('2026-03-31T23:00:00Z')).toMatchObject({ state: 'running', days_left: 1 })
  expect(during('2026-04-01T00:00:00Z')).toMatchObject({ state: 'over', days_left: 0 })
  expect(during('2025-12-31T23:59:00Z')).toMatchObject({ state: 'not_begun' })
})

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n })

test('the parts of a budget and what they lack are the whole, to the cent', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 60 }), (whole, amounts) => {
      const lines = amounts.map((amount_minor) => ({ amount_minor }))
      const { sum_minor, difference_minor } = budgetSum(whole, lines)
      expect(sum_minor + (difference_minor ?? 0n)).toBe(whole)
      expect(budgetSum(sum_minor, lines).difference_minor).toBe(0n)
      expect(budgetSum(null, lines).difference_minor).toBeNull()
    }),
  )
  expect(budgetSum(100n, [])).toEqual({ sum_minor: 0n, difference_minor: null })
})

const figure = fc.integer({ min: -1_000_000, max: 1_000_000 })

test('progress is nothing at the baseline, one at the target, and both ways alike', () => {
  fc.assert(
    fc.property(figure, figure, figure, (baseline, target, value) => {
      fc.pre(baseline !== target)
      const direction = target > baseline ? ('up' as const) : ('down' as const)
      const at = (measured: number) => ({
        baseline,
        target,
        direction,
        values: [{ on_date: '2026-01-01', value: measured }],
      })
      expect(whyNotAim(at(value))).toBeNull()
      expect(progressOf(at(baseline))).toBeCloseTo(0)
      expect(progressOf(at(target))).toBe(1)
      expect(reachedOf(at(target))).toBe('reached')
      const share = progressOf(at(value)) ?? Number.NaN
      expect(share >= 1).toBe(reachedOf(at(value)) === 'reached')
      const mirrored = {
        baseline: -baseline,
        target: -target,
        values: [{ on_date: '2026-01-01', value: -value }],
        direction: direction === 'up' ? ('down' as const) : ('up' as const),
      }
      expect(progressOf(mirrored)).toBeCloseTo(share)
    }),
  )
})

test('the latest day counts, in whatever order the values came', () => {
  const values = [
    { on_date: '2026-03-01', value: 3 },
    { on_date: '2026-09-01', value: 9 },
    { on_date: '2026-06-01', value: 6 },
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(values, { minLength: 3 }), (shuffled) => {
      expect(latestOf({ values: shuffled })).toEqual({ on_date: '2026-09-01', value: 9 })
    }),
  )
})

test('what nobody measured is not called nothing', () => {
  const bare = { baseline: null, target: 10, direction: 'up' as const, values: [] }
  expect(progressOf(bare)).toBeNull()
  expect(reachedOf(bare)).toBe('not_measured')
  expect(resultsOf([bare, { ...bare, target: null }])).toEqual({
    targets: 1,
    reached: 0,
    measured: 0,
  })
  const fall = {
    ...bare,
    direction: 'down' as const,
    values: [{ on_date: '2026-01-01', value: 4 }],
  }
  expect(progressOf(fall)).toBeNull()
  expect(whyNotAim({ baseline: 5, target: 3, direction: 'up' })).toBe('wrong_way')
})

test('a project says what nobody knows of it', () => {
  const nothing = {
    organisation_id: null,
    starts: null,
    ends: null,
    months: null,
    budget_minor: null,
    whole_country: false,
    places: [],
    parties: [],
    indicators: [],
  }
  expect(unknownOf(nothing)).toEqual([
    ...['implementer', 'funder', 'time', 'budget', 'places', 'results'],
  ])
  const told = { ...nothing, organisation_id: 'x', months: 12, budget_minor: 0n, places: [1] }
  expect(unknownOf(told)).toEqual(['funder', 'results'])
})

test('a project moves from draft to public to closed or withdrawn, and each no has its reason', () => {
  const summary = { en: 'A summary.' }
  expect(whyNotPublish({ state: 'draft', summary: {} })).toBe('no_summary')
  expect(whyNotPublish({ state: 'draft', summary })).toBeNull()
  expect(whyNotPublish({ state: 'withdrawn', summary })).toBeNull()
  expect(whyNotPublish({ state: 'closed', summary })).toBe('already_published')
  expect(whyNotClose({ state: 'draft' })).toBe('not_published')
  expect(whyNotClose({ state: 'published' })).toBeNull()
  expect(whyNotClose({ state: 'closed' })).toBe('already_closed')
  expect(whyNotWithdraw({ state: 'draft' })).toBe('not_published')
  expect(whyNotWithdraw({ state: 'closed' })).toBeNull()
  expect(whyNotWithdraw({ state: 'withdrawn' })).toBe('already_withdrawn')
})
