import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  collationOf,
  collatorFor,
  formatBytes,
  formatList,
  formatMoney,
  formatNumber,
  formatPercent,
} from './format.ts'
import { type Locale, locales } from './locale.ts'
import { decimalText } from './money.ts'

const everyLocale = (format: (locale: Locale) => string) =>
  // Spaces that do not break are written as a tilde, to be seen here.
  locales.map(({ code }) => format(code).replace(/[\u00a0\u202f]/g, '~'))

test('numbers are grouped alike in a column, also those of four digits', () => {
  expect(everyLocale((l) => formatNumber(1234, l))).toEqual(['1~234', '1.234', '1.234', '1,234'])
  expect(everyLocale((l) => formatNumber(-1234567.891, l, { digits: 1 }))).toEqual([
    '−1~234~567,9',
    '−1.234.567,9',
    '−1.234.567,9',
    '−1,234,567.9',
  ])
  expect(formatNumber(12345678901234567890n, 'en')).toBe('12,345,678,901,234,567,890')
})

test('large numbers have a short form', () => {
  expect(everyLocale((l) => formatNumber(1_240_000, l, { compact: true }))).toEqual([
    '1,2~mln',
    '1,2~mil.',
    '1,2~мил.',
    '1.2m',
  ])
})

test('a share is a percentage', () => {
  expect(everyLocale((l) => formatPercent(0.1234, l))).toEqual(['12,3%', '12,3%', '12,3%', '12.3%'])
  expect(formatPercent(0.5, 'en', 0)).toBe('50%')
  expect(formatPercent(-0.01, 'sq')).toBe('−1%')
})

test('money has its cents, its sign and its currency where people expect them', () => {
  expect(everyLocale((l) => formatMoney(123456750n, 'EUR', l))).toEqual([
    '1~234~567,50~€',
    '1.234.567,50~€',
    '1.234.567,50~€',
    '€1,234,567.50',
  ])
  expect(everyLocale((l) => formatMoney(-120n, 'EUR', l))).toEqual([
    '−1,20~€',
    '−1,20~€',
    '−1,20~€',
    '−€1.20',
  ])
  expect(everyLocale((l) => formatMoney(500000n, 'RSD', l))).toEqual([
    '5~000,00~RSD',
    '5.000,00~RSD',
    '5.000,00~RSD',
    'RSD~5,000.00',
  ])
})

test('in prose a whole amount may go without cents, and a broken one keeps both', () => {
  expect(formatMoney(500000n, 'EUR', 'en', { cents: false })).toBe('€5,000')
  expect(formatMoney(500050n, 'EUR', 'en', { cents: false })).toBe('€5,000.50')
})

test('a currency has as many digits as it has', () => {
  expect(formatMoney(1234n, 'JPY', 'en')).toMatch(/1,234$/)
  expect(formatMoney(1234n, 'KWD', 'en')).toMatch(/1\.234$/)
})

test('no cent is lost, however large the amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (minor) => {
      const shown = formatMoney(minor, 'EUR', 'en').replace(/[€,]/g, '').replace('−', '-')
      expect(shown).toBe(decimalText(minor, 'EUR'))
    }),
  )
})

test('sizes of files are short', () => {
  expect(everyLocale((l) => formatBytes(12_345_678, l))).toEqual([
    '12,3~MB',
    '12,3~MB',
    '12,3~MB',
    '12.3~MB',
  ])
  expect(everyLocale((l) => formatBytes(999, l))).toEqual([
    '999~bajt',
    '999~bajtova',
    '999~бајтова',
    '999~bytes',
  ])
  expect(formatBytes(0, 'en')).toBe('0\u00A0bytes')
  expect(formatBytes(1000, 'en')).toBe('1\u00A0kB')
})

test('a list ends in and, or in or', () => {
  expect(everyLocale((l) => formatList(['A', 'B', 'C'], l))).toEqual([
    'A, B dhe C',
    'A, B i C',
    'A, B и C',
    'A, B and C',
  ])
  expect(formatList(['A', 'B'], 'sq', 'disjunction')).toBe('A ose B')
  expect(formatList([], 'sq')).toBe('')
})

test('each language has the order of its own alphabet', () => {
  const order = (words: string, locale: Locale) =>
    words.split(' ').sort(collatorFor(locale).compare).join(' ')
  expect(order('Dhjetor Duvan Çelik Cena Zhur Zora Gjilan Guri', 'sq')).toBe(
    'Cena Çelik Duvan Dhjetor Guri Gjilan Zora Zhur',
  )
  expect(order('Ljubav Luka Đakovica Dom Čačak Cena Ćuprija Džep', 'sr')).toBe(
    'Cena Čačak Ćuprija Dom Džep Đakovica Luka Ljubav',
  )
  expect(order('Љубав Лука Ђаковица Дом Џеп Чачак', 'sr-Cyrl')).toBe(
    'Дом Ђаковица Лука Љубав Чачак Џеп',
  )
  expect(order('Neni-10 Neni-9', 'sq')).toBe('Neni-9 Neni-10')
  expect(collationOf('sr')).toBe('sr-Latn-x-icu')
})
