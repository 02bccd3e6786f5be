import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fillBudget,
  goalsOf,
  type Held,
  kinds,
  neededOf,
  outcomeOf,
  reachedOf,
  settle,
  type Terms,
} from './rules.ts'

const amount = fc.bigInt({ min: 1n, max: 5_000_000n })
const items = fc.array(
  fc.record({ id: fc.uuid(), amount_minor: amount, essential: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
)
const terms: fc.Arbitrary<Terms> = fc
  .record({
    items,
    kind: fc.constantFrom(...kinds),
    rounds: fc.constantFrom(1 as const, 2 as const),
    enough_percent: fc.option(fc.integer({ min: 50, max: 99 })),
  })
  .map(({ items: budget, ...rest }) => ({ ...goalsOf(budget), ...rest }))
const round = fc.constantFrom(1 as const, 2 as const)
const held: fc.Arbitrary<Held[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    amount_minor: amount,
    in_time: fc.boolean(),
    counts: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
)

const sum = (of: readonly { amount_minor: bigint }[]) =>
  of.reduce((whole, { amount_minor }) => whole + amount_minor, 0n)

const euros = (minimum: number, optimum = minimum) => ({
  minimum_minor: BigInt(minimum) * 100n,
  optimum_minor: BigInt(optimum) * 100n,
})
const strict = { kind: 'all_or_nothing', rounds: 1, enough_percent: null } as const
const one = (euro: number, in_time = true) => ({
  id: String(euro),
  amount_minor: BigInt(euro) * 100n,
  in_time,
  counts: true,
})

test('the goals are what the budget adds up to', () => {
  const budget = [
    { amount_minor: 300_000n, essential: true },
    { amount_minor: 120_000n, essential: true },
    { amount_minor: 80_000n, essential: false },
  ]
  expect(goalsOf(budget)).toEqual({ minimum_minor: 420_000n, optimum_minor: 500_000n })
})

test('one cent below the minimum everything goes back', () => {
  const asked = { ...strict, ...euros(100, 200) }
  expect(outcomeOf(asked, 1, 9_999n)).toBe('failed')
  expect(outcomeOf(asked, 1, 10_000n)).toBe('succeeded')
})

test('a stated share of the minimum is enough, and a cent less is not', () => {
  const asked = { ...strict, minimum_minor: 10_001n, optimum_minor: 20_000n, enough_percent: 80 }
  expect(neededOf(asked)).toBe(8_001n)
  expect(outcomeOf(asked, 1, 8_000n)).toBe('failed')
  expect(outcomeOf(asked, 1, 8_001n)).toBe('succeeded')
  expect(reachedOf(asked, 8_001n)).toBe('enough')
})

test('who has the minimum after the first of two rounds goes on to the optimum', () => {
  const asked = { ...strict, ...euros(100, 200), rounds: 2 } as const
  expect(outcomeOf(asked, 1, 9_999n)).toBe('failed')
  expect(outcomeOf(asked, 1, 10_000n)).toBe('second_round')
  expect(outcomeOf(asked, 1, 20_000n)).toBe('succeeded')
  expect(outcomeOf(asked, 2, 10_000n)).toBe('succeeded')
})

test('what went back between the rounds is not there any more', () => {
  const asked = { ...strict, ...euros(100, 200), rounds: 2 } as const
  expect(settle(asked, 2, [one(99)]).outcome).toBe('failed')
})

test('keeping what comes keeps the first euro, and has nothing to keep of nothing', () => {
  const asked = { ...strict, kind: 'keep_what_comes', ...euros(1000) } as const
  expect(settle(asked, 1, [one(1)]).flows).toEqual([
    { id: '1', amount_minor: 100n, to: 'organisation' },
  ])
  expect(settle(asked, 1, []).outcome).toBe('failed')
})

test('what came too late goes back and decides nothing', () => {
  const asked = { ...strict, ...euros(100) }
  const { outcome, flows } = settle(asked, 1, [one(60), one(50, false)])
  expect(outcome).toBe('failed')
  expect(flows.every(({ to }) => to === 'back')).toBe(true)
  expect(settle(asked, 1, [one(100), one(50, false)]).flows[1]?.to).toBe('back')
})

test('every cent that is held goes somewhere, once', () => {
  fc.assert(
    fc.property(terms, round, held, (asked, at, all) => {
      const { flows, received_minor } = settle(asked, at, all)
      expect(flows.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
      expect(sum(flows)).toBe(sum(all))
      expect(received_minor).toBe(sum(all.filter(({ in_time, counts }) => in_time && counts)))
    }),
  )
})

test('the order in which money came decides nothing', () => {
  fc.assert(
    fc.property(terms, round, held, (asked, at, all) => {
      const byId = ({ flows }: ReturnType<typeof settle>) =>
        [...flows].sort((a, b) => (a.id < b.id ? -1 : 1))
      const there = settle(asked, at, all)
      const back = settle(asked, at, [...all].reverse())
      expect(back.outcome).toBe(there.outcome)
      expect(byId(back)).toEqual(byId(there))
    }),
  )
})

test('more money never makes it worse', () => {
  const rank = { failed: 0, second_round: 1, succeeded: 1 }
  fc.assert(
    fc.property(terms, round, held, amount, (asked, at, all, more) => {
      const before = settle(asked, at, all).outcome
      const gift = { id: 'more', amount_minor: more, in_time: true, counts: true }
      const after = settle(asked, at, [...all, gift]).outcome
      expect(rank[after]).toBeGreaterThanOrEqual(rank[before])
    }),
  )
})

test('nothing is kept where less came than was needed, and after the last round nothing stays', () => {
  fc.assert(
    fc.property(terms, held, (asked, all) => {
      const { outcome, flows, received_minor } = settle(asked, 2, all)
      expect(outcome === 'failed').toBe(received_minor < neededOf(asked))
      expect(flows.some(({ to }) => to === 'stays')).toBe(false)
      if (outcome === 'failed') expect(flows.every(({ to }) => to === 'back')).toBe(true)
    }),
  )
})

test('the budget is filled with exactly what there is, the essential first', () => {
  fc.assert(
    fc.property(items, fc.bigInt({ min: 0n, max: 90_000_000n }), (budget, received) => {
      const unique = budget.map((item, place) => ({ ...item, id: String(place) }))
      const { items: rows, left_minor } = fillBudget(unique, received)
      const filled = rows.reduce((whole, { filled_minor }) => whole + filled_minor, 0n)
      expect(filled + left_minor).toBe(received)
      for (const row of rows) expect(row.filled_minor <= row.amount_minor).toBe(true)
      const lacking = unique.some(
        ({ essential }, place) =>
          essential && rows[place]?.filled_minor !== rows[place]?.amount_minor,
      )
      const desired = unique.some(
        ({ essential }, place) => !essential && (rows[place]?.filled_minor ?? 0n) > 0n,
      )
      expect(lacking && desired).toBe(false)
    }),
  )
})
