import { expect, test } from 'vitest'
import { readRates } from './formats/table.ts'
import { centsOf, inEuro } from './rules.ts'

test('an amount is converted exactly and rounded once, half a cent upwards', () => {
  expect(centsOf(9345n, 'CHF', '0.9345')).toBe(10000n)
  expect(centsOf(1n, 'CHF', '2')).toBe(1n)
  expect(centsOf(1n, 'CHF', '2.0000000001')).toBe(0n)
  expect(centsOf(16_500n, 'JPY', '165.0000000000')).toBe(10000n)
  expect(centsOf(1000n, 'KWD', '0.3350000000')).toBe(299n)
  expect(centsOf(500n, 'CHF', null)).toBe(null)
})

test('a sum says the oldest day it was converted by, and nothing where a rate is missing', () => {
  const sums = [
    { currency: 'EUR', minor: 100n },
    { currency: 'CHF', minor: 100n },
    { currency: 'USD', minor: 100n },
  ]
  const chf = { currency: 'CHF', on_day: '2026-11-20', per_euro: '1' }
  const usd = { currency: 'USD', on_day: '2026-11-18', per_euro: '2' }
  expect(inEuro(sums, [chf, usd])).toEqual({ cents: 250n, day: '2026-11-18' })
  expect(inEuro(sums, [chf])).toBe(null)
})

const known = new Set(['EUR', 'CHF', 'USD'])

test('a table of rates is read whole, or its first bad line is named', () => {
  const read = (text: string) => readRates(text, known)
  expect(read('\uFEFFcurrency;date;per_euro\nCHF;2026-11-20;0,9345\n')).toMatchObject({
    value: [{ currency: 'CHF', on_day: '2026-11-20', per_euro: '0.9345' }],
  })
  const head = 'date,currency,per_euro\n'
  for (const [text, line, why] of [
    ['date,currency\n', 1, 'columns'],
    [`${head}2026-02-30,CHF,1`, 2, 'date'],
    [`${head}2026-02-20,CHF,1\n2026-02-20,XXX,1`, 3, 'currency'],
    [`${head}2026-02-20,EUR,1`, 2, 'currency'],
    [`${head}2026-02-20,CHF,0`, 2, 'rate'],
    [`${head}2026-02-20,CHF,-1`, 2, 'rate'],
    [`${head}2026-02-20,CHF,1e5`, 2, 'rate'],
    [`${head}2026-02-20,CHF,1\n2026-02-20,CHF,2`, 3, 'twice'],
    [`${head}"2026`, 1, 'not_csv'],
  ] as const)
    expect([text, read(text).bad]).toEqual([text, { line, why }])
})
