import { expect, test } from 'vitest'
import {
  type DateStyle,
  formatDate,
  formatDateRange,
  formatDateTime,
  formatMonth,
  formatRelative,
  formatTime,
} from './format-time.ts'
import { type Locale, locales } from './locale.ts'

const everyLocale = (format: (locale: Locale) => string) => locales.map(({ code }) => format(code))
const evening = new Date('2026-03-05T20:05:00Z')

const days: [DateStyle, string[]][] = [
  ['short', ['5.3.2026', '5. 3. 2026.', '5. 3. 2026.', '05/03/2026']],
  ['medium', ['5 mar 2026', '5. mar 2026.', '5. мар 2026.', '5 Mar 2026']],
  ['long', ['5 mars 2026', '5. marta 2026.', '5. марта 2026.', '5 March 2026']],
  [
    'full',
    [
      'e enjte, 5 mars 2026',
      'četvrtak, 5. marta 2026.',
      'четвртак, 5. марта 2026.',
      'Thursday, 5 March 2026',
    ],
  ],
]

test.each(days)('a %s date reads as people write it', (style, written) => {
  expect(everyLocale((l) => formatDate(evening, l, { style }))).toEqual(written)
})

test('every month has its name in each language', () => {
  const months = Array.from({ length: 12 }, (_, m) => `2026-${String(m + 1).padStart(2, '0')}-01`)
  const named = (locale: Locale) =>
    months.map((day) => formatDate(day, locale).split(' ')[1]).join(' ')
  expect(named('sq')).toBe(
    'janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor',
  )
  expect(named('sr')).toBe(
    'januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra',
  )
  expect(named('sr-Cyrl')).toBe(
    'јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра',
  )
})

test('a moment belongs to the day it has in Prishtina, a day to itself', () => {
  const lateInLondon = new Date('2026-03-05T23:30:00Z')
  expect(formatDate(lateInLondon, 'en')).toBe('6 March 2026')
  expect(formatDate(lateInLondon, 'en', { time_zone: 'Europe/London' })).toBe('5 March 2026')
  expect(formatDate('2026-03-05', 'en', { time_zone: 'America/New_York' })).toBe('5 March 2026')
})

test('the clock has 24 hours in every language, and follows summer time', () => {
  expect(everyLocale((l) => formatTime(evening, l))).toEqual(['21:05', '21:05', '21:05', '21:05'])
  expect(formatTime(new Date('2026-07-05T22:05:00Z'), 'sq')).toBe('00:05')
})

test('a date with a time reads as a sentence would say it', () => {
  expect(everyLocale((l) => formatDateTime(evening, l))).toEqual([
    '5 mars 2026, ora 21:05',
    '5. marta 2026. u 21:05',
    '5. марта 2026. у 21:05',
    '5 March 2026 at 21:05',
  ])
  expect(everyLocale((l) => formatDateTime(evening, l, { style: 'short' }))).toEqual([
    '5.3.2026, 21:05',
    '5. 3. 2026. 21:05',
    '5. 3. 2026. 21:05',
    '05/03/2026, 21:05',
  ])
})

test('a range says once what its ends share', () => {
  const range = (to: string) =>
    everyLocale((l) => formatDateRange('2026-03-05', to, l).replace(/[\u2009\u00a0]/g, ' '))
  expect(range('2026-03-07')).toEqual([
    '5 – 7 mars 2026',
    '5.–7. marta 2026.',
    '5.–7. марта 2026.',
    '5 – 7 March 2026',
  ])
  expect(range('2026-04-06')).toEqual([
    '5 mars – 6 prill 2026',
    '5. marta – 6. aprila 2026.',
    '5. марта – 6. априла 2026.',
    '5 March – 6 April 2026',
  ])
})

test('a month stands in the nominative', () => {
  expect(everyLocale((l) => formatMonth('2026-03', l))).toEqual([
    'mars 2026',
    'mart 2026.',
    'март 2026.',
    'March 2026',
  ])
})

const now = new Date('2026-03-05T08:00:00Z')

test.each([
  ['2026-03-05T07:59:40Z', ['tani', 'sada', 'сада', 'now']],
  [
    '2026-03-05T07:39:00Z',
    ['21 minuta më parë', 'pre 21 minuta', 'пре 21 минута', '21 minutes ago'],
  ],
  ['2026-03-05T13:00:00Z', ['pas 5 orësh', 'za 5 sati', 'за 5 сати', 'in 5 hours']],
  ['2026-03-04T06:00:00Z', ['dje', 'juče', 'јуче', 'yesterday']],
  ['2026-03-06T21:00:00Z', ['nesër', 'sutra', 'сутра', 'tomorrow']],
  ['2026-02-19T08:00:00Z', ['2 javë më parë', 'pre 2 nedelje', 'пре 2 недеље', '2 weeks ago']],
  ['2026-02-03T08:00:00Z', ['1 muaj më parë', 'pre 1 meseca', 'пре 1 месеца', '1 month ago']],
  ['2025-03-05T08:00:00Z', ['1 vit më parë', 'pre 1 godine', 'пре 1 године', '1 year ago']],
  ['2031-09-05T08:00:00Z', ['pas 5 vjetësh', 'za 5 godina', 'за 5 година', 'in 5 years']],
])('%s is told from now', (at, told) => {
  expect(everyLocale((l) => formatRelative(new Date(at), now, l))).toEqual(told)
})

test('yesterday is the day before by the calendar, not 24 hours', () => {
  const twoNightsAgo = new Date('2026-03-03T22:00:00Z')
  expect(formatRelative(twoNightsAgo, now, 'en')).toBe('2 days ago')
})
