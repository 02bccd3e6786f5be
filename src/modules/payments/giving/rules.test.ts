import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney } from '#kit/format.ts'
import { readAmount, whyNotSupport } from './rules.ts'

const read = (typed: string, currency = 'EUR') => {
  const outcome = readAmount(typed, currency)
  return outcome.ok ? outcome.value : outcome.refusal
}

test('an amount is read as people here and abroad write it', () => {
  for (const [typed, minor] of [
    ['12', 1200n],
    ['12,5', 1250n],
    ['12.50', 1250n],
    ['1.234,56', 123456n],
    ['1,234.56', 123456n],
    ['1 234,56 €', 123456n],
    ["1'234.50", 123450n],
    ['€20', 2000n],
    ['EUR 20', 2000n],
    ['1.234', 123400n],
    ['1.000.00', 'amount_not_a_number'],
    ['12.500', 1250000n],
    ['10,00', 1000n],
    ['10,500', 1050000n],
    ['100,', 10000n],
  ] as const)
    expect([typed, read(typed)]).toEqual([typed, minor])
})

test('what is no amount is refused by its name', () => {
  for (const [typed, why] of [
    ['0', 'amount_zero'],
    ['0,00', 'amount_zero'],
    ['-1', 'amount_negative'],
    ['−5,00', 'amount_negative'],
    ['0,50', 'amount_too_small'],
    ['12,345,6', 'amount_not_a_number'],
    ['1,5678', 'amount_too_precise'],
    ['100000,01', 'amount_too_large'],
    ['999999999999999999999', 'amount_too_large'],
    ['twelve', 'amount_not_a_number'],
    ['1e5', 'amount_not_a_number'],
    ['0x10', 'amount_not_a_number'],
    ['', 'amount_not_a_number'],
    ['.5', 'amount_not_a_number'],
    ['12 apples', 'amount_not_a_number'],
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

test('an amount as we write it is read as the same amount', () => {
  const locales = fc.constantFrom('sq' as const, 'sr' as const, 'sr-Cyrl' as const, 'en' as const)
  fc.assert(
    fc.property(fc.bigInt(100n, 10_000_000n), locales, (minor, locale) => {
      expect(read(formatMoney(minor, 'EUR', locale))).toBe(minor)
    }),
  )
})

test('only a verified organisation can be supported, where somebody collects', () => {
  const ask = (state: string, collects = true) => whyNotSupport({ state, kind: 'ngo' }, collects)
  expect(ask('verified')).toBe(null)
  expect(ask('unverified')).toBe('not_verified')
  expect(ask('in_review')).toBe('not_verified')
  expect(ask('suspended')).toBe('suspended')
  expect(ask('closed')).toBe('closed')
  expect(ask('verified', false)).toBe('nobody_collects')
})
