// A row of a table becomes what it says of a project, and what of it is not right.

import { fold, toLatin } from '#kit/script.ts'
import type { SheetRow } from '#kit/sheet.ts'
import type { listMunicipalities } from '#modules/places/index.ts'
import { inOrder, readRoughDate } from '../../rules.ts'
import {
  contractCharsMax,
  currencies,
  nameCharsMax,
  partyNameCharsMax,
  summaryCharsMax,
} from '../../schema.ts'
import type { CheckedRow, Problem } from '../rules.ts'
import { type Columns, type ProjectField, projectColumns, projectFields } from '../schema.ts'

const plain = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What each field stands in, as far as names of columns and wishes (`budget=Shuma`) say it. */
export function columnsOf(header: readonly string[], wishes: readonly string[]): Columns {
  const names = header.map(plain)
  const columns: Columns = {}
  for (const field of projectFields) {
    const called: readonly string[] = [plain(field), ...projectColumns[field]]
    const column = names.findIndex((name) => called.includes(name))
    if (column >= 0) columns[field] = column
  }
  for (const wish of wishes) {
    const [left = '', ...right] = wish.split('=')
    const field = projectFields.find((one) => one === left.trim())
    const column = names.indexOf(plain(right.join('=')))
    if (field && column >= 0) columns[field] = column
  }
  return columns
}

type Text = Partial<Record<'sq' | 'sr' | 'en', string>>

interface Means {
  readonly columns: Columns
  readonly municipality: (text: string) => string | undefined
}

/** What a row says, and each cell of it that is not right. */
export function readProject(row: Row, { columns, municipality }: Means): CheckedRow {
  const { problems, cell, complain, within, texts, date } = cellsOf(row, columns)
  const name = texts('name', nameCharsMax)
  const contract_number = within('contract_number', contractCharsMax)
  const starts = date('starts')
  let ends = date('ends')
  if (!inOrder(starts, ends)) ends = complain('ends', 'wrong_order')
  const [first] = Object.values(name)
  if (!first) complain('name_en', 'empty')
  const place = cell('municipality')
  const place_id = place
    ? (municipality(plain(place)) ?? complain('municipality', 'not_known'))
    : null
  const currency = currencies.find((one) => one === cell('currency').toUpperCase())
  if (cell('currency') && !currency) complain('currency', 'not_known')
  return {
    key: contract_number ? `contract ${plain(contract_number)}` : `name ${plain(first ?? '')}`,
    value: {
      name,
      contract_number,
      starts,
      ends,
      place_id,
      currency: currency ?? 'EUR',
      summary: texts('summary', summaryCharsMax),
      organisation: within('organisation', partyNameCharsMax),
      funder: within('funder', partyNameCharsMax),
      budget_minor: cell('budget')
        ? (minorOf(cell('budget')) ?? complain('budget', 'not_an_amount'))
        : null,
    },
    problems: problems.toSorted((a, b) => (a.column ?? -1) - (b.column ?? -1)),
    wrong: !first || problems.some(({ code }) => /^too_(many|few)_cells$/.test(code)),
  }
}

type Row = Pick<SheetRow, 'cells' | 'wrong'>

/** The cells of a row by their fields; whoever reads one that is not right has it noted. */
function cellsOf(row: Row, columns: Columns) {
  const problems: Problem[] = row.wrong.map(({ column, code, params = {} }) => ({
    column,
    field: null,
    code,
    params,
    value: '',
  }))
  const cell = (field: ProjectField) => {
    const column = columns[field]
    return column === undefined ? '' : (row.cells[column] ?? '').replace(/\s+/g, ' ').trim()
  }
  const complain = (field: ProjectField, code: string, params: Problem['params'] = {}) => {
    const value = cell(field).slice(0, 200)
    problems.push({ column: columns[field] ?? null, field, code, value, params })
    return null
  }
  const within = (field: ProjectField, max: number) =>
    cell(field).length > max ? complain(field, 'too_long', { max }) : cell(field) || null
  const texts = (what: 'name' | 'summary', max: number): Text => {
    const said = (['sq', 'sr', 'en'] as const).flatMap((language) => {
      const text = within(`${what}_${language}`, max)
      return text ? [[language, language === 'sr' ? toLatin(text) : text] as const] : []
    })
    return Object.fromEntries(said)
  }
  const date = (field: 'starts' | 'ends') =>
    cell(field) === '' ? null : (readRoughDate(cell(field)) ?? complain(field, 'not_a_year'))
  return { problems, cell, complain, within, texts, date }
}

/** 12.500,50 and 12,500.5 and 12500 in hundredths; the last sign before two digits is the point. */
function minorOf(text: string): string | null {
  const bare = text.replace(/[\s'’€]|EUR/gi, '')
  const found = /^(\d[\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(bare)
  const whole = found?.[1]?.replace(/[.,]/g, '')
  if (!found || !whole || whole.length > 13) return null
  return (BigInt(whole) * 100n + BigInt((found[2] ?? '').padEnd(2, '0') || '0')).toString()
}

/** The municipality that a cell names, in any of its names or by its code. */
export function finderOf(places: Awaited<ReturnType<typeof listMunicipalities>>) {
  const known = new Map(
    places.flatMap(({ id, code, slug, name, other_names }) =>
      [code ?? '', slug, ...Object.values(name), ...other_names].map((said) => [plain(said), id]),
    ),
  )
  return (text: string) => known.get(text)
}

/** How the names of columns are compared. */
export { plain as plainName }
