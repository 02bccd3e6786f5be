import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { catalogue } from './words.ts'

const words = catalogue({
  sq: {
    title: 'Raportet',
    hello: 'Përshëndetje, {name}!',
    reports: '{n, plural, one {# raport} other {# raporte}}',
    terms: 'Lexoni <link>kushtet</link>.',
    'refusal.too_early': 'Ende jo.',
    'refusal.too_late': 'Tashmë vonë.',
    quoted: "Shkruani '{'kod'}' këtu",
    when: '{at, date, ::yyyyMMdd}',
  },
  sr: {
    title: 'Izveštaji',
    hello: 'Zdravo, {name}!',
    reports: '{n, plural, one {# izveštaj} few {# izveštaja} other {# izveštaja}}',
    terms: 'Pročitajte <link>uslove {what, select, all {korišćenja} other {rada}}</link>.',
    'refusal.too_early': 'Još ne.',
    'refusal.too_late': 'Već je kasno.',
    quoted: "Upišite '{'kod'}' ovde",
    when: '{at, date, ::yyyyMMdd}',
  },
  en: {
    title: 'Reports',
    hello: 'Hello, {name}!',
    reports: '{n, plural, one {# report} other {# reports}}',
    terms: 'Read the <link>terms</link>.',
    'refusal.too_early': "It's not time yet.",
    'refusal.too_late': 'Too late.',
    quoted: "Type '{'code'}' here",
    when: '{at, date, ::yyyyMMdd}',
  },
})

test('a message without arguments reads the same in every call', () => {
  expect(words('sq')('title')).toBe('Raportet')
  expect(words('sr')('title')).toBe('Izveštaji')
  expect(words('sr-Cyrl')('title')).toBe('Извештаји')
  expect(words('en')('refusal.too_early')).toBe("It's not time yet.")
  expect(words('en')('refusal.too_early')).toBe("It's not time yet.")
})

test('values are put in as they are, also between Cyrillic words', () => {
  expect(words('sr-Cyrl')('hello', { name: 'Ljubica' })).toBe('Здраво, Ljubica!')
  expect(words('sq')('hello', { name: '<b>{x}</b>' })).toBe('Përshëndetje, <b>{x}</b>!')
})

test('plurals follow the language', () => {
  expect([1, 2, 5, 21].map((n) => words('sr-Cyrl')('reports', { n }))).toEqual([
    '1 извештај',
    '2 извештаја',
    '5 извештаја',
    '21 извештај',
  ])
  expect(words('sq')('reports', { n: 1 })).toBe('1 raport')
  expect(words('en')('reports', { n: 1234 })).toBe('1,234 reports')
  expect(words('sq')('reports', { n: 1234 })).toBe('1\u00A0234 raporte')
})

test('a sentence with a link in it renders as markup, and escapes', () => {
  const link = (children: unknown) => h('a', { href: '/x' }, children as string)
  const html = renderToString(h('p', null, words('sr-Cyrl').rich('terms', { link, what: 'all' })))
  expect(html).toBe('<p>Прочитајте <a href="/x">услове коришћења</a>.</p>')
  expect(renderToString(h('p', null, words('en').rich('terms', { link })))).toBe(
    '<p>Read the <a href="/x">terms</a>.</p>',
  )
})

test('a value of a rich sentence may be markup', () => {
  const shown = words('en').rich('hello', { name: h('b', null, 'A & B') })
  expect(renderToString(h('p', null, shown))).toBe('<p>Hello, <b>A &amp; B</b>!</p>')
})

test('quoted braces are text', () => {
  expect(words('sq')('quoted')).toBe('Shkruani {kod} këtu')
  expect(words('sq')('quoted')).toBe('Shkruani {kod} këtu')
})

test('a day in a message is the day in Prishtina', () => {
  const at = new Date('2026-11-20T23:30:00Z')
  expect(words('en')('when', { at })).toBe('21/11/2026')
})

test('a value that is missing is a fault and not a blank', () => {
  expect(() => words('en')('hello')).toThrow(/name/)
})

test('a locale has one translator, which knows its locale', () => {
  expect(words('sr')).toBe(words('sr'))
  expect(words('sr-Cyrl').locale).toBe('sr-Cyrl')
})

test('keys are checked by the compiler', () => {
  const t = words('en')
  const whyNot = 'too_late' as 'too_early' | 'too_late'
  expect(t(`refusal.${whyNot}`)).toBe('Too late.')
  const never = () => {
    const unknown = 'too_odd' as 'too_early' | 'too_odd'
    // @ts-expect-error a refusal without its sentence
    t(`refusal.${unknown}`)
    // @ts-expect-error a key that does not exist
    t('titel')
    // @ts-expect-error a catalogue that lacks a key of the first language
    catalogue({ sq: { a: '', b: '' }, sr: { a: '', b: '' }, en: { a: '' } })
    // A view that needs fewer keys takes a translator that has more.
    const narrow: ReturnType<ReturnType<typeof catalogue<'title'>>> = t
    return narrow
  }
  expect(never).toBeTypeOf('function')
})

test('a page may ask for a plain message a million times a second', () => {
  const t = words('sr-Cyrl')
  const calls = 300_000
  const rounds = [1, 2, 3].map(() => {
    const begun = performance.now()
    for (let i = 0; i < calls; i++) t('title')
    return performance.now() - begun
  })
  expect(calls / Math.min(...rounds)).toBeGreaterThan(1000)
})
