import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, decimalText, minorOf } from './money.ts'

const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CHF')

test('an amount written as text is read back as the same amount', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), currency, (minor, code) => {
      expect(minorOf(decimalText(minor, code), code)).toBe(minor)
    }),
  )
})

test.each([
  ['1.234', 'EUR'],
  ['1,5', 'EUR'],
  ['1e3', 'EUR'],
  ['', 'EUR'],
  ['0.5', 'JPY'],
  ['١٢', 'EUR'],
  ['9999999999999999', 'EUR'],
])('%s is no amount of %s', (text, code) => {
  expect(minorOf(text, code)).toBeNull()
})

const weights = fc
  .array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 30 })
  .filter((list) => list.some((weight) => weight > 0n))

test('parts add up to the whole and stray from their share by less than one unit', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), weights, (total, list) => {
      const parts = allocate(total, list)
      const sum = list.reduce((a, b) => a + b, 0n)
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(total)
      for (const [index, part] of parts.entries()) {
        const off = part * sum - total * (list[index] ?? 0n)
        expect(off < sum && off > -sum).toBe(true)
      }
    }),
  )
})

test('nothing to share by is refused', () => {
  expect(() => allocate(10n, [0n, 0n])).toThrow(RangeError)
  expect(() => allocate(10n, [-1n, 2n])).toThrow(RangeError)
})
