import { expect, test } from 'vitest'
import { composeLetter } from './letter.ts'

const link = { label: 'Open', url: 'https://mozaik.example/sq/x?a=1&b=2' }

test('a letter says the same as text and as HTML', () => {
  const letter = composeLetter({
    to: 'ana@example.org',
    locale: 'sr',
    subject: 'Dobro došli',
    paragraphs: ['Prvi pasus.', 'Drugi pasus.'],
    link,
    small: ['Važi pola sata.'],
  })
  expect(letter.text).toBe(
    'Prvi pasus.\n\nDrugi pasus.\n\nOpen:\nhttps://mozaik.example/sq/x?a=1&b=2\n\nVaži pola sata.',
  )
  expect(letter.html).toContain('lang="sr-Latn"')
  expect(letter.html).toContain('href="https://mozaik.example/sq/x?a=1&amp;b=2"')
})

test('a name in a letter is no markup and its subject has one line', () => {
  const letter = composeLetter({
    to: 'ana@example.org',
    locale: 'en',
    subject: 'Hello <b>Ana</b>\r\nBcc: all@example.org',
    paragraphs: ['<img src=x onerror=alert(1)>'],
  })
  expect(letter.subject).toBe('Hello <b>Ana</b> Bcc: all@example.org')
  expect(letter.html).not.toContain('<img')
})
