import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computeRound } from './formats/round.ts'
import {
  type Gift,
  matchFirstCome,
  matchQuadratic,
  rootScale,
  scaledRoot,
  shareOut,
  wholeRoot,
} from './rules.ts'

const amount = fc.bigInt({ min: 1n, max: 2_000_000n })
const gifts = fc
  .array(
    fc.record({
      campaign_id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      donor: fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v'),
      amount_minor: amount,
      at: fc.integer({ min: 0, max: 20 }),
    }),
    { maxLength: 40 },
  )
  .map((all): Gift[] => all.map((gift, place) => ({ ...gift, id: `g${String(place)}` })))
const cap = fc.option(fc.bigInt({ min: 1n, max: 3_000_000n }))
const pot = fc.bigInt({ min: 0n, max: 10_000_000n })
const firstCome = fc.record({
  factor_permille: fc.integer({ min: 1, max: 5000 }),
  pot_minor: pot,
  donor_cap_minor: cap,
  campaign_cap_minor: cap,
})
const quadratic = fc.record({
  pot_minor: pot,
  donor_cap_minor: cap,
  campaign_cap_minor: cap,
  damping_minor: fc.constant(null),
})

const sum = (of: readonly { amount_minor: bigint }[]) =>
  of.reduce((whole, { amount_minor }) => whole + amount_minor, 0n)
const sumBy = <T extends { amount_minor: bigint }>(of: readonly T[], key: (one: T) => string) => {
  const sums = new Map<string, bigint>()
  for (const one of of) sums.set(key(one), (sums.get(key(one)) ?? 0n) + one.amount_minor)
  return [...sums.values()]
}

test('first come: the pot, the cap of a person and the cap of a campaign hold', () => {
  fc.assert(
    fc.property(firstCome, gifts, (terms, all) => {
      const made = matchFirstCome(terms, all)
      const donorOf = new Map(all.map(({ id, donor }) => [id, donor]))
      const { pot_minor, donor_cap_minor, campaign_cap_minor, factor_permille } = terms
      expect(sum(made) <= pot_minor).toBe(true)
      for (const each of sumBy(made, ({ gift_id }) => donorOf.get(gift_id) ?? ''))
        expect(donor_cap_minor === null || each <= donor_cap_minor).toBe(true)
      for (const each of sumBy(made, ({ campaign_id }) => campaign_id))
        expect(campaign_cap_minor === null || each <= campaign_cap_minor).toBe(true)
      for (const { gift_id, amount_minor } of made) {
        const gift = all.find(({ id }) => id === gift_id)
        const most = ((gift?.amount_minor ?? 0n) * BigInt(factor_permille)) / 1000n
        expect(amount_minor > 0n && amount_minor <= most).toBe(true)
      }
    }),
  )
})

test('first come: a later gift takes nothing from an earlier one', () => {
  fc.assert(
    fc.property(firstCome, gifts, amount, (terms, all, more) => {
      const late = { id: 'z', campaign_id: 'a', donor: 'p', amount_minor: more, at: 21 }
      const before = matchFirstCome(terms, all)
      const after = matchFirstCome(terms, [...all, late])
      expect(after.slice(0, before.length)).toEqual(before)
    }),
  )
})

test('first come: a larger pot gives nobody less', () => {
  fc.assert(
    fc.property(firstCome, gifts, amount, (terms, all, more) => {
      const small = matchFirstCome(terms, all)
      const large = matchFirstCome({ ...terms, pot_minor: terms.pot_minor + more }, all)
      const got = new Map(large.map(({ gift_id, amount_minor }) => [gift_id, amount_minor]))
      for (const { gift_id, amount_minor } of small)
        expect((got.get(gift_id) ?? 0n) >= amount_minor).toBe(true)
    }),
  )
})

test('both: the order in which gifts are written down does not matter', () => {
  fc.assert(
    fc.property(firstCome, quadratic, gifts, fc.infiniteStream(fc.nat()), (one, two, all, dice) => {
      const shuffled = all
        .map((gift) => ({ gift, by: dice.next().value }))
        .sort((a, b) => a.by - b.by)
        .map(({ gift }) => gift)
      expect(matchFirstCome(one, shuffled)).toEqual(matchFirstCome(one, all))
      expect(matchQuadratic(two, shuffled)).toEqual(matchQuadratic(two, all))
    }),
  )
})

test('quadratic: the whole pot is shared, unless nobody may take more', () => {
  fc.assert(
    fc.property(quadratic, gifts, (terms, all) => {
      const shares = matchQuadratic(terms, all)
      const { pot_minor, campaign_cap_minor } = terms
      const weighing = shares.filter(({ weight }) => weight > 0n)
      const most =
        campaign_cap_minor === null
          ? pot_minor
          : [pot_minor, campaign_cap_minor * BigInt(weighing.length)].reduce((a, b) =>
              a < b ? a : b,
            )
      expect(sum(shares)).toBe(weighing.length === 0 ? 0n : most)
      for (const { amount_minor } of shares)
        expect(campaign_cap_minor === null || amount_minor <= campaign_cap_minor).toBe(true)
    }),
  )
})

test('quadratic: one person alone moves nothing', () => {
  fc.assert(
    fc.property(quadratic, amount, amount, (terms, one, two) => {
      const all = [one, two].map((amount_minor, at) => ({
        id: String(at),
        campaign_id: 'a',
        donor: 'p',
        amount_minor,
        at,
      }))
      expect(matchQuadratic(terms, all)[0]?.amount_minor).toBe(0n)
    }),
  )
})

test('quadratic: another gift never makes the match of its campaign smaller', () => {
  fc.assert(
    fc.property(quadratic, gifts, amount, (terms, all, more) => {
      const gift = { id: 'z', campaign_id: 'a', donor: 'p', amount_minor: more, at: 0 }
      const of = (made: ReturnType<typeof matchQuadratic>) =>
        made.find(({ campaign_id }) => campaign_id === 'a')?.amount_minor ?? 0n
      const before = of(matchQuadratic(terms, all))
      expect(of(matchQuadratic(terms, [...all, gift])) >= before).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('quadratic: without caps it follows the formula to a cent', () => {
  fc.assert(
    fc.property(gifts, pot, (all, pot_minor) => {
      const none = { donor_cap_minor: null, campaign_cap_minor: null, damping_minor: null }
      const shares = matchQuadratic({ pot_minor, ...none }, all)
      const weights = shares.map(({ campaign_id }) => {
        const gave = sumBy(
          all.filter((gift) => gift.campaign_id === campaign_id),
          ({ donor }) => donor,
        ).map(Number)
        // The square of the sum of roots, less the sum: pair by pair, so that no float is lost.
        return gave.reduce(
          (whole, one, place) =>
            gave.slice(0, place).reduce((sum, other) => sum + 2 * Math.sqrt(one * other), whole),
          0,
        )
      })
      const whole = weights.reduce((a, b) => a + b, 0)
      for (const [place, { amount_minor }] of shares.entries()) {
        const said = whole === 0 ? 0 : (Number(pot_minor) * (weights[place] ?? 0)) / whole
        expect(Math.abs(Number(amount_minor) - said)).toBeLessThan(1.01)
      }
    }),
  )
})

test('damping: who always gives together counts less, and nobody counts more', () => {
  fc.assert(
    fc.property(gifts, pot, amount, (all, pot_minor, damping_minor) => {
      const terms = { pot_minor, donor_cap_minor: null, campaign_cap_minor: null }
      const plain = matchQuadratic({ ...terms, damping_minor: null }, all)
      const damped = matchQuadratic({ ...terms, damping_minor }, all)
      for (const [place, { weight }] of damped.entries())
        expect(weight <= (plain[place]?.weight ?? 0n)).toBe(true)
      // Every weight may have been damped to nothing; then nothing is shared.
      if (damped.some(({ weight }) => weight > 0n)) expect(sum(damped)).toBe(pot_minor)
    }),
  )
})

test('a root is the greatest whole number whose square is not greater', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), (of) => {
      const root = wholeRoot(of)
      expect(root * root <= of && (root + 1n) * (root + 1n) > of).toBe(true)
    }),
  )
  // Squares, and what stands one beside them, at the sizes where floats begin to lie.
  for (const root of [3n, 94_906_265n, 94_906_267n, 2n ** 52n - 1n, 2n ** 60n + 7n]) {
    expect(wholeRoot(root * root)).toBe(root)
    expect(wholeRoot(root * root - 1n)).toBe(root - 1n)
  }
  expect(scaledRoot(400n)).toBe(20n * rootScale)
})

test('a share above the cap is the cap, and the others have the rest', () => {
  expect(shareOut(1000n, [8n, 1n, 1n], 500n)).toEqual([500n, 250n, 250n])
  expect(shareOut(1000n, [8n, 1n, 1n], 300n)).toEqual([300n, 300n, 300n])
  expect(shareOut(100n, [1n, 1n, 1n], null)).toEqual([34n, 33n, 33n])
  expect(shareOut(100n, [0n, 0n], null)).toEqual([0n, 0n])
})

const published = new URL('../../../../docs/reference/matching.json', import.meta.url)
const { examples } = JSON.parse(readFileSync(published, 'utf8')) as {
  examples: { says: string; result: Record<string, string> }[]
}

test.each(examples)('the published example: $says', ({ result, ...round }) => {
  expect(computeRound(round)).toEqual({ ok: true, value: result })
})

test('a round that cannot be read is refused, with what is wrong', () => {
  const [first] = examples
  expect(computeRound(null).ok).toBe(false)
  expect(computeRound({ ...first, kind: 'guessed' }).ok).toBe(false)
  const gift = { id: 'a', campaign: 'c', donor: 'd', amount_minor: '1', at: '2026-12-01T09:00:00Z' }
  const twice = { kind: 'first_come', terms: { pot_minor: '5' }, gifts: [gift, gift] }
  expect(computeRound(twice)).toEqual({ ok: false, refusal: 'two gifts have the same id' })
})
