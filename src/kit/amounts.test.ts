import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountCharsMax, PositiveAmount, plainAmount, readAmount, TypedAmount } from './amounts.ts'
import { formatMoney } from './format.ts'
import { locales } from './locale.ts'
import { decimalText, minorOf } from './money.ts'

const read = (typed: string, currency = 'EUR') => {
  const outcome = readAmount(typed, currency)
  return outcome.ok ? outcome.value : outcome.refusal
}

test('an amount is read as people here and abroad write it', () => {
  for (const [typed, minor] of [
    ['12', 1200n],
    ['012', 1200n],
    ['12,5', 1250n],
    ['12.50', 1250n],
    ['100,', 10000n],
    ['0,500', 50n],
    ['12,3400', 1234n],
    ['1.234,56', 123456n],
    ['1,234.56', 123456n],
    ['1 234,56 €', 123456n],
    ["1'234.50", 123450n],
    ['1’234’567,-', 'amount_not_a_number'],
    ['1.234.567', 123456700n],
    ['1 234', 123400n],
    ['1.000', 100000n],
    ['10.000', 1000000n],
    ['1,000', 100000n],
    ['12.500', 1250000n],
    ['10,500', 1050000n],
    ['€20', 2000n],
    ['EUR 20', 2000n],
    ['20 euro', 2000n],
    ['20 evra', 2000n],
    ['20 Евра', 2000n],
    ['0', 0n],
  ] as const)
    expect([typed, read(typed)]).toEqual([typed, minor])
})

test('what may be thousands or cents is asked about', () => {
  for (const typed of ['12,345', '12.345', '1.250', '10,505', '1 234,567', '1234,000', '1234.567'])
    expect([typed, read(typed)]).toEqual([typed, 'amount_ambiguous'])
})

test('what is no amount is refused by its name', () => {
  for (const [typed, why] of [
    ['-1', 'amount_negative'],
    ['−5,00 €', 'amount_negative'],
    ['€ -5', 'amount_negative'],
    ['12,345,6', 'amount_not_a_number'],
    ['1.000.00', 'amount_not_a_number'],
    ['12 50', 'amount_not_a_number'],
    ['1,5678', 'amount_too_precise'],
    ['1.234,567', 'amount_too_precise'],
    ['twelve', 'amount_not_a_number'],
    ['1e5', 'amount_not_a_number'],
    ['0x10', 'amount_not_a_number'],
    ['', 'amount_not_a_number'],
    ['.5', 'amount_not_a_number'],
    ['12 apples', 'amount_not_a_number'],
    ['5 mijë', 'amount_not_a_number'],
    ['20 CHF', 'amount_not_a_number'],
    ['1'.repeat(16), 'amount_not_a_number'],
    [`1${' '.repeat(amountCharsMax)}x`, 'amount_not_a_number'],
  ] as const)
    expect([typed, read(typed)]).toEqual([typed, why])
})

test('currencies have their own digits', () => {
  expect(read('1500', 'JPY')).toBe(1500n)
  expect(read('1,500', 'JPY')).toBe(1500n)
  expect(read('15.5', 'JPY')).toBe('amount_too_precise')
  expect(read('1.5', 'KWD')).toBe(1500n)
  expect(read('1.500', 'KWD')).toBe('amount_ambiguous')
})

const currencies = ['EUR', 'ALL', 'RSD', 'MKD', 'BAM', 'CHF', 'USD', 'GBP', 'SEK', 'JPY'] as const

test('an amount as our pages and files write it is read as the same amount', () => {
  const anywhere = fc.constantFrom(...locales.map(({ code }) => code))
  const some = fc.record({
    minor: fc.bigInt(0n, 10n ** 15n - 1n),
    locale: anywhere,
    currency: fc.constantFrom(...currencies),
    cents: fc.boolean(),
  })
  fc.assert(
    fc.property(some, ({ minor, locale, currency, cents }) => {
      const shown = formatMoney(minor, currency, locale, { cents })
      expect([shown, read(shown, currency)]).toEqual([shown, minor])
      const bare = decimalText(minor, currency)
      expect([bare, read(bare, currency)]).toEqual([bare, minor])
    }),
    { numRuns: 1000 },
  )
})

test('read without its currency it is the same amount, or a question', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.constantFrom('sq', 'en'), (minor, locale) => {
      const plain = plainAmount(formatMoney(minor, 'EUR', locale as 'sq' | 'en'))
      expect(plain.ok && minorOf(plain.value, 'EUR')).toBe(minor)
    }),
  )
})

test('a field of money lets plain decimal text through, and says what is wrong', () => {
  const code = (typed: string) => TypedAmount({ digits: 6 }).safeParse(typed).error?.issues[0]
  expect(TypedAmount().parse(' 1.234,50 € ')).toBe('1234.5')
  expect(code('12,345')?.message).toBe('amount_ambiguous')
  expect(code('20 CHF')?.message).toBe('not_an_amount')
  expect(code('much')?.message).toBe('not_an_amount')
  expect(code('1.234.567')?.message).toBe('not_an_amount')
  expect(PositiveAmount().safeParse('0,00').success).toBe(false)
  expect(TypedAmount().parse('0')).toBe('0')
})
