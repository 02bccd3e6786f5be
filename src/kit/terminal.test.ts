import { expect, test } from 'vitest'
import { terminalLocale } from './terminal.ts'

test('a terminal is spoken to in the language that its programs go by', () => {
  expect(terminalLocale({ LANG: 'sq_XK.UTF-8' })).toBe('sq')
  expect(terminalLocale({ LANG: 'sr_RS.UTF-8' })).toBe('sr-Cyrl')
  expect(terminalLocale({ LANG: 'en_GB', LC_MESSAGES: 'sr_RS.UTF-8@latin' })).toBe('sr')
  expect(terminalLocale({ LC_ALL: 'C', LANG: 'sq_AL' })).toBe('en')
  expect(terminalLocale({})).toBe('en')
})
