import { expect, test } from 'vitest'
import {
  htmlLang,
  intlTag,
  isLocale,
  languageOf,
  languages,
  localeFrom,
  localeOfTag,
  locales,
} from './locale.ts'

test('every locale has a code of its own and a language', () => {
  expect(new Set(locales.map((entry) => entry.code)).size).toBe(locales.length)
  expect(languages).toEqual(['sq', 'sr', 'en'])
  expect(locales.map((entry) => languageOf(entry.code))).toEqual(['sq', 'sr', 'sr', 'en'])
})

test('the lang attribute names the script of Serbian', () => {
  expect(locales.map((entry) => htmlLang(entry.code))).toEqual(['sq', 'sr-Latn', 'sr-Cyrl', 'en'])
  expect(intlTag('en')).toBe('en-GB')
})

test('the tag of every Intl formatter is one that this Node knows', () => {
  for (const { intl } of locales) {
    expect(Intl.NumberFormat.supportedLocalesOf(intl)).toEqual([intl])
  }
})

test.each([
  ['sq-XK', 'sq'],
  ['sr', 'sr'],
  ['sr-Latn', 'sr'],
  ['sr-RS', 'sr'],
  ['sr-Cyrl-RS', 'sr-Cyrl'],
  ['SR_cyrl', 'sr-Cyrl'],
  ['bs', 'sr'],
  ['hr-HR', 'sr'],
  ['me', 'sr'],
  ['en-US', 'en'],
  ['de', null],
  ['', null],
  ['*', null],
])('the tag %s is served by %s', (tag, locale) => {
  expect(localeOfTag(tag)).toBe(locale)
})

test.each([
  [undefined, 'sq'],
  ['', 'sq'],
  ['de-DE,de;q=0.9', 'sq'],
  ['de-DE,de;q=0.9,en;q=0.5', 'en'],
  ['en;q=0.4,sr-Latn;q=0.8,sq;q=0.6', 'sr'],
  ['sr-Cyrl-RS,sr;q=0.9', 'sr-Cyrl'],
  ['en;q=0,sr;q=0.1', 'sr'],
  ['en;q=lots,sr;q=0.1', 'sr'],
  ['en ; Q=0.2 , sq ; q=0.9', 'sq'],
  ['fr, en, sq', 'en'],
])('a browser that asks for %s gets %s', (header, locale) => {
  expect(localeFrom(header)).toBe(locale)
})

test('what a person chose goes before what the browser asks for', () => {
  expect(localeFrom('en', 'sr-Cyrl')).toBe('sr-Cyrl')
  expect(localeFrom('en', 'klingon')).toBe('en')
  expect(localeFrom('en', null)).toBe('en')
})

test('a header made to hurt is cut short', () => {
  expect(localeFrom(`${'zz,'.repeat(100_000)}en`)).toBe('sq')
})

test('a locale is told from other text', () => {
  expect(isLocale('sr-Cyrl')).toBe(true)
  expect(isLocale('toString')).toBe(false)
  expect(isLocale(undefined)).toBe(false)
})
