import { expect, test } from 'vitest'
import { terminalLocale } from './terminal.ts'

test('a terminal is spoken to in the language that its programs go by', () => {
  expect(terminalLocale('sq-XK')).toBe('sq')
  expect(terminalLocale('sr-RS')).toBe('sr-Cyrl')
  expect(terminalLocale('sr-Latn-RS')).toBe('sr')
  expect(terminalLocale('sr-RS-latin')).toBe('sr')
  expect(terminalLocale('en-US')).toBe('en')
  expect(terminalLocale('de-DE')).toBe('en')
})
