// A bank's table: CSV or a workbook, read by a mapping.
import { exponentOf } from '#kit/money.ts'
import { BadSheet, readSheet, type Sheet, type SheetRow } from '#kit/sheet.ts'
import { cellSaid, sheetSaid } from '#kit/sheet-words.ts'
import {
  anEmptyPart,
  anEmptyStatement,
  type Balance,
  type Entry,
  hold,
  type Read,
  type Reason,
  type RejectCode,
  reject,
  type Statement,
  unreadable,
} from '../judging/schema.ts'
import type { SheetField } from '../statements/schema.ts'
import { ibanOf, officeAmount } from './amounts.ts'
import { dayIn, guessMapping, type Mapping } from './mapping.ts'

interface Wish {
  readonly mapping?: Mapping | undefined
  /** Of the account whose table this is, when no column says it. */
  readonly currency?: string | undefined
}

export function readTable(bytes: Uint8Array, { mapping, currency }: Wish = {}): Read {
  try {
    const sheet = readSheet(bytes, { sheet: mapping?.sheet ?? undefined })
    return tableOf(sheet, mapping, currency)
  } catch (fault) {
    if (!(fault instanceof BadSheet)) throw fault
    return unreadable('table', reject('not_readable', '', sheetSaid('en', fault)))
  }
}

function tableOf(sheet: Sheet, said: Mapping | undefined, currency: string | undefined): Read {
  const { format } = sheet
  const guess = said ? { mapping: said, doubts: [] } : guessMapping(sheet)
  if (!guess) return unknownTable(sheet)
  const { mapping, doubts } = guess
  if (mapping.rows_above > sheet.rows.length)
    return unreadable(
      format,
      reject('mapping_wrong', 'row 1', 'The table has fewer rows than the mapping leaves out.'),
    )
  const given = mapping.currency ?? currency ?? null
  const statement = statementOf(sheet, mapping, given)
  const what = { decimal: 'the sign before the cents', dates: 'the order of day and month' }
  const faults = doubts.map((doubt) =>
    hold('mapping_needed', `row ${mapping.rows_above}`, `The table does not say ${what[doubt]}.`),
  )
  return {
    format,
    statements: [{ ...statement, format, faults: [...statement.faults, ...faults] }],
  }
}

/** A table whose columns have no names that we know; or no table at all. */
function unknownTable({ format, rows }: Sheet): Read {
  const wide = rows.filter(({ cells }) => cells.length > 2).length
  if (wide * 2 < rows.length || rows.length === 0)
    return unreadable(
      'unknown',
      reject('unknown_format', '', 'The file is neither camt, nor MT940, nor a table.'),
    )
  const why = 'No row names the columns: a mapping must say what they mean.'
  return {
    format,
    statements: [
      {
        ...anEmptyStatement,
        format,
        kind: 'table',
        faults: [hold('mapping_needed', 'row 1', why)],
      },
    ],
  }
}

interface Line {
  readonly entry: Entry
  readonly balance: bigint | null
  readonly account: string
}

function statementOf(sheet: Sheet, mapping: Mapping, currency: string | null): Statement {
  const faults: Reason[] = []
  const told: Told = (code, path, message) => void faults.push(reject(code, path, message))
  const rows = sheet.rows.slice(mapping.rows_above)
  const lines = rows.flatMap((row) => lineOf(row, mapping, currency, told) ?? [])
  const entries = lines.map(({ entry }) => entry)
  const ordered = inOrder(lines, faults)
  const first = ordered[0]
  const last = ordered.at(-1)
  const said = currency ?? entries[0]?.currency ?? ''
  const balance = (line: Line | undefined, kind: string, less: bigint): Balance | null =>
    line?.balance == null
      ? null
      : { path: line.entry.path, kind, minor: line.balance - less, currency: said, on: null }
  const days = entries.flatMap(({ booked_on }) => booked_on ?? []).sort()
  const account = lines.find((line) => line.account !== '')?.account ?? ''
  return {
    ...anEmptyStatement,
    kind: 'table',
    path: `row ${rows[0]?.number ?? mapping.rows_above}`,
    iban: account ? ibanOf(account) : null,
    account: account && !ibanOf(account) ? account : null,
    currency: said || null,
    from_on: days[0] ?? null,
    to_on: days.at(-1) ?? null,
    opening: balance(first, 'OPBD', first?.entry.minor ?? 0n),
    closing: balance(last, 'CLBD', 0n),
    entries,
    faults,
  }
}

type Told = (code: RejectCode, path: string, message: string) => void

const placeOf = (row: SheetRow, column: number) =>
  `row ${row.number}, column ${String.fromCharCode(65 + (column % 26))}`

function lineOf(row: SheetRow, mapping: Mapping, given: string | null, told: Told): Line | null {
  const { columns } = mapping
  const cell = (field: SheetField) => {
    const column = columns[field]
    return column === undefined ? '' : (row.cells[column]?.trim() ?? '')
  }
  const place = (field: SheetField) => placeOf(row, columns[field] ?? 0)
  for (const wrong of row.wrong)
    if (Object.values(columns).includes(wrong.column))
      told('cell_wrong', placeOf(row, wrong.column), cellSaid('en', wrong))
  const currency = cell('currency').toUpperCase() || given || ''
  if (currency !== '' && !/^[A-Z]{3}$/.test(currency))
    told('cell_wrong', place('currency'), `“${currency.slice(0, 20)}” is no currency.`)
  const amountIn = (field: SheetField): bigint | null => {
    const read = officeAmount(cell(field), currency, mapping.decimal)
    if ('minor' in read) return read.minor
    const text = cell(field).slice(0, 40)
    told(read.wrong, place(field), amountSentence(read.wrong, text, currency))
    return null
  }
  const booked_on = dayIn(cell('booked_on'), mapping.dates)
  if (!booked_on)
    told(
      'date_unreadable',
      place('booked_on'),
      `“${cell('booked_on').slice(0, 40)}” is no day (${mapping.dates}).`,
    )
  const minor = amountOf(cell, amountIn, (message) =>
    told('direction_unreadable', place('direction'), message),
  )
  const balance = cell('balance') === '' ? null : amountIn('balance')
  const entry = entryOf(cell, { path: `row ${row.number}`, minor, currency, booked_on, mapping })
  return { entry, balance, account: cell('account') }
}

type Cell = (field: SheetField) => string
type Known = Pick<Entry, 'path' | 'minor' | 'currency' | 'booked_on'> & {
  readonly mapping: Mapping
}

function entryOf(cell: Cell, { path, minor, currency, booked_on, mapping }: Known): Entry {
  const iban = ibanOf(cell('iban'))
  const part = {
    ...anEmptyPart,
    path,
    minor,
    currency,
    name: cell('name') || null,
    iban,
    account: iban ? null : cell('iban') || null,
    lines: [cell('text'), cell('text_2'), cell('reference')].filter((text) => text !== ''),
  }
  return {
    path,
    minor,
    currency,
    status: 'booked',
    reversal: false,
    booked_on,
    value_on: dayIn(cell('value_on'), mapping.dates),
    reference: cell('reference') || null,
    bank_reference: cell('bank_reference') || null,
    kind: null,
    text: null,
    charges: [],
    batch: null,
    parts: [part],
  }
}

const amountSentence = (code: string, text: string, currency: string) =>
  code === 'decimals'
    ? `“${text}” has more than ${exponentOf(currency)} digits behind the sign for cents.`
    : `“${text}” is no amount.`

const out = /^(?:d|dr|debit|debi|duguje|dug|dalje|isplata|-|soll|s)$/
const into = /^(?:c|cr|k|credit|kredit|kredi|potrazuje|pot|hyrje|uplata|\+|haben|h)$/

function amountOf(
  cell: Cell,
  amountIn: (field: SheetField) => bigint | null,
  wrong: (message: string) => void,
): bigint | null {
  if (cell('amount') !== '') {
    const amount = amountIn('amount')
    const direction = cell('direction').toLowerCase()
    if (amount === null || direction === '') return amount
    const size = amount < 0n ? -amount : amount
    if (out.test(direction)) return -size
    if (into.test(direction)) return size
    wrong(`“${direction.slice(0, 20)}” says neither in nor out.`)
    return null
  }
  const size = (field: 'debit' | 'credit') => {
    if (cell(field) === '') return 0n
    const amount = amountIn(field)
    return amount === null ? null : amount < 0n ? -amount : amount
  }
  const [debit, credit] = [size('debit'), size('credit')]
  if (cell('debit') === '' && cell('credit') === '') return amountIn('amount')
  return debit === null || credit === null ? null : credit - debit
}

/** The rows as they happened: some banks put the newest on top. Each balance must follow. */
function inOrder(lines: readonly Line[], faults: Reason[]): readonly Line[] {
  if (lines.length === 0 || lines.some(({ balance }) => balance === null)) return []
  const reversed = [...lines].reverse()
  const [forward, backward] = [firstBreak(lines), firstBreak(reversed)]
  if (!forward) return lines
  if (!backward) return reversed
  const why = 'The balance is not the one before it and this amount.'
  faults.push(reject('running_balance_differs', forward.entry.path, why))
  return lines
}

function firstBreak(lines: readonly Line[]): Line | undefined {
  return lines.find((line, index) => {
    const before = lines[index - 1]
    if (!before || before.balance === null || line.balance === null) return false
    return line.entry.minor !== null && before.balance + line.entry.minor !== line.balance
  })
}
