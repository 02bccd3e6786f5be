import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, csvLine, guarded, unguarded } from './csv.ts'

/** Texts as strangers write them, with a liking for what spreadsheets calculate. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(
      fc.stringMatching(/^'{0,3}$/),
      fc.constantFrom(...['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '']),
      fc.string(),
    )
    .map((parts) => parts.join('')),
)

test('what was guarded is read back as it was', () => {
  fc.assert(fc.property(texts, (text) => unguarded(guarded(text)) === text))
})

test('no guarded text begins as a formula does', () => {
  fc.assert(fc.property(texts, (text) => !/^[=+\-@\t\r\n＝＋－＠]/.test(guarded(text))))
})

test('a table of any texts is read back cell by cell', () => {
  const rows = fc.array(fc.array(texts, { minLength: 3, maxLength: 3 }), { minLength: 1 })
  fc.assert(
    fc.property(rows, (table) => {
      const csv = table.map((row) => csvLine(row.map((cell) => csvCell(cell)))).join('')
      const back: string[][] = parse(csv, { record_delimiter: '\r\n' })
      expect(back.map((row) => row.map(unguarded))).toEqual(table)
    }),
  )
})

test('a number stays a number, below zero too', () => {
  expect(csvCell(-5.25)).toBe('-5.25')
  expect(csvCell('-5.25')).toBe("'-5.25")
  expect(csvCell(null)).toBe('')
})
