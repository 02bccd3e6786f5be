import { expect, test } from 'vitest'
import { judgeAll } from './check.ts'
import type { Mapping } from './mapping.ts'
import { readStatements } from './reading.ts'

const iban = 'XK051212012345678906'
const read = (lines: readonly string[], mapping?: Mapping) => {
  const { statements } = readStatements(Buffer.from(lines.join('\n')), { mapping, currency: 'EUR' })
  const [judged] = judgeAll(statements, { iban, currency: 'EUR' })
  if (!judged) throw new Error('a reader always gives at least one statement')
  return judged
}
const told = (lines: readonly string[], mapping?: Mapping) =>
  read(lines, mapping).reasons.map(({ code, path }) => `${code} ${path}`)

const header = 'Datum;Opis;Duguje;Potražuje;Stanje;Naziv'

test('a table of a bank here is understood by the names of its columns', () => {
  const { verdict, sum, statement } = read([
    'Banka;;;;;',
    header,
    '19.11.2026;Donacija RF47DON000001;;1.250,00;1.350,00;Arta',
    '20.11.2026;Provizija;2,50;;1.347,50;',
  ])
  expect(verdict).toBe('accept')
  expect(sum).toBe(124750n)
  expect(statement.opening?.minor).toBe(10000n)
  expect(statement.entries[0]).toMatchObject({
    booked_on: '2026-11-19',
    minor: 125000n,
    parts: [{ name: 'Arta', lines: ['Donacija RF47DON000001'] }],
  })
})

test('rows with the newest on top are the same statement', () => {
  const { verdict, statement } = read([
    header,
    '20.11.2026;B;2,50;;97,50;',
    '19.11.2026;A;;50,00;100,00;',
  ])
  expect(verdict).toBe('accept')
  expect([statement.opening?.minor, statement.closing?.minor]).toEqual([5000n, 9750n])
})

test('what is wrong is named by row and column', () => {
  expect(told([header, '19.11.2026;A;;50,00;100,00;', '20.11.2026;B;;1,00;102,00;'])).toEqual([
    'running_balance_differs row 3',
    'sum_differs row 3',
  ])
  expect(told([header, '31.02.2026;A;;5,00;5,00;'])).toContain('date_unreadable row 2, column A')
  expect(told([header, '19.11.2026;A;;5,005;5,00;', '20.11.2026;B;;1,00;6,00;'])).toContain(
    'decimals row 2, column D',
  )
  expect(told([header, '19.11.2026;A;;five;5,00;', '20.11.2026;B;;1,00;6,00;'])).toContain(
    'amount_unreadable row 2, column D',
  )
})

test('a table that does not say what it means is held', () => {
  expect(told(['Date,Label,Amount,Balance', '05/06/2026,Gift,5.00,5.00'])).toEqual([
    'mapping_needed row 1',
  ])
  expect(told(['1,2,3,4', '5,6,7,8'])[0]).toBe('mapping_needed row 1')
})

test('a mapping that was said once reads a table without names', () => {
  const mapping: Mapping = {
    sheet: null,
    rows_above: 0,
    columns: { booked_on: 0, text: 1, amount: 2, balance: 3 },
    decimal: '.',
    dates: 'mdy',
    currency: 'EUR',
  }
  const { verdict, statement } = read(['05/06/2026,Gift,5.00,15.00'], mapping)
  expect(verdict).toBe('accept')
  expect(statement.entries[0]?.booked_on).toBe('2026-05-06')
  expect(statement.opening?.minor).toBe(1000n)
})
