import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOf, shareOut, whereIs } from './rules.ts'

const cents = (max: bigint) => fc.bigInt({ min: 0n, max })
const weights = fc.array(cents(10n ** 12n), { minLength: 1, maxLength: 30 })
const parts = (of: readonly bigint[]) => of.map((amount_minor, where) => ({ where, amount_minor }))

test('the shares of a gift are whole cents that add up to it, each next to its exact share', () => {
  fc.assert(
    fc.property(cents(10n ** 9n), weights, (gift, of) => {
      const whole = of.reduce((sum, one) => sum + one, 0n)
      const shares = shareOut(gift, parts(of))
      const sum = shares.reduce((all, { amount_minor }) => all + amount_minor, 0n)
      expect(sum).toBe(whole === 0n ? 0n : gift)
      for (const [place, { amount_minor }] of shares.entries()) {
        const weight = of[place] ?? 0n
        if (weight === 0n) expect(amount_minor).toBe(0n)
        // Less than a cent away: |share * whole - gift * weight| < whole.
        const away = amount_minor * whole - gift * weight
        if (whole > 0n) expect(away < whole && -away < whole).toBe(true)
      }
    }),
  )
})

test('who has more of the whole never has less of a gift', () => {
  fc.assert(
    fc.property(cents(10n ** 9n), weights, (gift, of) => {
      const shares = shareOut(gift, parts(of))
      for (const [i, one] of shares.entries())
        for (const [j, other] of shares.entries())
          if ((of[i] ?? 0n) > (of[j] ?? 0n))
            expect(one.amount_minor >= other.amount_minor).toBe(true)
    }),
  )
})

const line = fc.record({
  id: fc.uuid(),
  paid_minor: cents(10n ** 9n),
  spent_minor: cents(10n ** 9n),
})
const lines = fc.uniqueArray(line, { selector: ({ id }) => id, maxLength: 12 })

test('each cent that came is in one place, whatever was paid and spent', () => {
  fc.assert(
    fc.property(
      cents(10n ** 8n),
      fc.nat(100),
      fc.nat(100),
      cents(10n ** 10n),
      lines,
      (here, back, on, all, of) => {
        const back_minor = (here * BigInt(back)) / 100n
        const gone_back_minor = back_minor / 2n
        const passed_on_minor = (gone_back_minor * BigInt(on)) / 100n
        const gift = {
          state: 'open',
          amount_minor: here + 5n,
          here_minor: here,
          back_minor,
        } as const
        const where = whereIs(
          { ...gift, gone_back_minor, passed_on_minor },
          { there_minor: all, lines: of },
        )
        const parts = where.parts.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
        const left = where.going_back_minor + where.gone_back_minor + where.passed_on_minor
        expect(parts + left).toBe(here)
        expect(where.promised_minor).toBe(5n)
      },
    ),
  )
})

test('what was bought, what the organisation still has, and what is held', () => {
  const places = placesOf({
    there_minor: 1000n,
    lines: [
      { id: 'boats', paid_minor: 600n, spent_minor: 500n },
      { id: 'paint', paid_minor: 0n, spent_minor: 0n },
    ],
  })
  expect(places).toEqual([
    { where: { kind: 'spent', item_id: 'boats' }, amount_minor: 500n },
    { where: { kind: 'with_organisation', item_id: 'boats' }, amount_minor: 100n },
    { where: { kind: 'held' }, amount_minor: 400n },
  ])
})
