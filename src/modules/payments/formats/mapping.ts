// Which column of a bank's table means what: guessed from its names, or said once and kept.
import { fold } from '#kit/script.ts'
import type { Sheet } from '#kit/sheet.ts'
import { type SheetField, sheetFields } from '../statements/schema.ts'
import { type DecimalSign, day, isoDay } from './amounts.ts'

export type DateOrder = 'ymd' | 'dmy' | 'mdy'

export interface Mapping {
  readonly sheet: string | null
  /** Rows above the first entry's: the names of the columns stand in the last of them. */
  readonly rows_above: number
  /** From 0. */
  readonly columns: Readonly<Partial<Record<SheetField, number>>>
  readonly decimal: DecimalSign
  readonly dates: DateOrder
  /** When no column says it. */
  readonly currency: string | null
}

/** How banks here and abroad call their columns, folded. */
const names: Readonly<Record<SheetField, readonly string[]>> = {
  booked_on: [
    ...['date', 'booking date', 'transaction date', 'posting date', 'data', 'data e transaksionit'],
    ...['data e veprimit', 'datum', 'datum knjizenja', 'datum transakcije', 'buchungstag'],
  ],
  value_on: [
    'value date',
    'data valute',
    'data e valutes',
    'datum valute',
    'valuta',
    'valutadatum',
  ],
  amount: ['amount', 'shuma', 'iznos', 'betrag', 'vlera'],
  debit: ['debit', 'debi', 'duguje', 'zaduzenje', 'isplata', 'money out', 'dalje', 'soll'],
  credit: ['credit', 'kredi', 'potrazuje', 'odobrenje', 'uplata', 'money in', 'hyrje', 'haben'],
  direction: ['d/c', 'c/d', 'd c', 'debit/credit', 'cr/dr', 'dr/cr', 'sign', 'drejtimi'],
  balance: ['balance', 'bilanci', 'gjendja', 'stanje', 'saldo', 'running balance'],
  currency: ['currency', 'valuta e llogarise', 'monedha', 'valuta transakcije', 'wahrung', 'ccy'],
  name: [
    ...['partner name', 'counterparty', 'payer', 'name', 'emri', 'paguesi', 'derguesi', 'naziv'],
    ...['platilac', 'uplatilac', 'nalogodavac', 'name zahlungsbeteiligter', 'ime'],
  ],
  iban: ['iban', 'bank account', 'counterparty iban', 'llogaria e derguesit', 'racun platioca'],
  text: [
    ...['label', 'description', 'details', 'remittance information', 'purpose', 'pershkrimi'],
    ...['pershkrimi i transaksionit', 'svrha', 'svrha uplate', 'opis', 'verwendungszweck', 'notes'],
  ],
  text_2: ['additional information', 'komenti', 'napomena', 'memo'],
  reference: ['reference', 'referenca', 'poziv na broj', 'numri i references'],
  bank_reference: [
    'bank reference',
    'transaction id',
    'id',
    'transaction number',
    'broj transakcije',
  ],
  account: ['account', 'llogaria', 'racun', 'account number', 'konto'],
}

/** Names of columns stand among the first rows; above them banks write who they are. */
const rowsSearched = 20

export interface Guess {
  readonly mapping: Mapping
  /** What the table does not say by itself: a person must. */
  readonly doubts: readonly ('decimal' | 'dates')[]
}

export function guessMapping({ rows }: Sheet): Guess | null {
  for (const [index, row] of rows.slice(0, rowsSearched).entries()) {
    const columns = columnsOf(row.cells)
    const amount = columns.amount ?? columns.credit
    if (columns.booked_on === undefined || amount === undefined) continue
    const below = rows.slice(index + 1)
    const cells = (column: number | undefined) =>
      column === undefined ? [] : below.map((one) => one.cells[column]?.trim() ?? '')
    const amounts = [columns.amount, columns.debit, columns.credit, columns.balance].flatMap(cells)
    const dates = orderOf(cells(columns.booked_on))
    const decimal = signOf(amounts)
    return {
      mapping: {
        sheet: null,
        rows_above: index + 1,
        columns,
        decimal: decimal ?? '.',
        dates: dates ?? 'dmy',
        currency: null,
      },
      doubts: [
        ...(decimal === null ? (['decimal'] as const) : []),
        ...(dates === null ? (['dates'] as const) : []),
      ],
    }
  }
  return null
}

const plain = (text: string) => fold(text).replace(/\s+/g, ' ').trim()

export function columnsOf(cells: readonly string[]): Partial<Record<SheetField, number>> {
  const said = cells.map(plain)
  const columns: Partial<Record<SheetField, number>> = {}
  for (const field of sheetFields) {
    const column = said.findIndex((name) => names[field].includes(name))
    if (column >= 0) columns[field] = column
  }
  return columns
}

/** The sign before the cents, when at least one amount says it and none contradicts. */
function signOf(amounts: readonly string[]): DecimalSign | null {
  const signs = new Set(amounts.flatMap((text) => signIn(text) ?? []))
  if (signs.size === 1) return [...signs][0] ?? null
  // Whole amounts without any sign are the same either way.
  return signs.size === 0 && amounts.every((text) => !/[.,]/.test(text)) ? '.' : null
}

function signIn(text: string): DecimalSign | null {
  const [, last] = /([.,])\d{1,2}\D*$/.exec(text) ?? []
  if (last === '.' || last === ',') return last
  // `1,533.500` and `1.234.567`: the last of two kinds, or what is there only once.
  if (/,\d{3}\./.test(text)) return '.'
  return /\.\d{3},/.test(text) ? ',' : null
}

function orderOf(texts: readonly string[]): DateOrder | null {
  const said = texts.filter((text) => text !== '')
  if (said.every((text) => isoDay(text.replace(' ', 'T')) || /^\d{8}$/.test(text))) return 'ymd'
  const orders = (['dmy', 'mdy'] as const).filter((order) =>
    said.every((text) => dayIn(text, order) !== null),
  )
  // With a dot between them the day stands first, all over Europe.
  if (orders.length === 2) return said.every((text) => text.includes('.')) ? 'dmy' : null
  return orders[0] ?? null
}

/** The day of a cell; workbooks say their days as `2026-11-21`, whatever the mapping. */
export function dayIn(text: string, order: DateOrder): string | null {
  const iso = isoDay(text.trim().replace(' ', 'T'))
  if (iso) return iso
  const [, a = '', b = '', c = ''] =
    /^(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})\.?(?:\s.*)?$/.exec(text.trim()) ?? []
  if (a === '') {
    const [, year = '', month = '', date = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim()) ?? []
    return year ? day(year, month, date) : null
  }
  if (order === 'ymd') return a.length === 4 ? day(a, b, c) : null
  const year = c.length === 2 ? `20${c}` : c
  if (year.length !== 4) return null
  return order === 'dmy' ? day(year, b, a) : day(year, a, b)
}
