// A row of a table becomes what it says of a project, and what of it is not right.

import { fold, toLatin } from '#kit/script.ts'
import type { SheetRow } from '#kit/sheet.ts'
import { inOrder, readRoughDate } from '../../rules.ts'
import {
  contractCharsMax,
  currencies,
  nameCharsMax,
  partyNameCharsMax,
  summaryCharsMax,
} from '../../schema.ts'
import { type ProjectField, projectColumns, projectFields } from '../schema.ts'

export type Columns = Partial<Record<ProjectField, number>>

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

export interface ProjectRow {
  readonly number: number
  readonly key: string
  readonly name: Text
  readonly summary: Text
  readonly organisation: string | null
  readonly funder: string | null
  readonly contract_number: string | null
  readonly starts: string | null
  readonly ends: string | null
  readonly budget_minor: string | null
  readonly currency: string
  readonly place_id: string | null
  readonly problems: readonly Problem[]
  readonly wrong: boolean
}

interface Problem {
  readonly column: number | null
  readonly code: string
  readonly value: string
  readonly params?: Readonly<Record<string, string | number>>
}

interface Means {
  readonly columns: Columns
  readonly municipality: (text: string) => string | undefined
}

export function readProject(row: SheetRow, { columns, municipality }: Means): ProjectRow {
  const problems: Problem[] = row.wrong.map(({ column, code, params }) => ({
    column,
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
    problems.push({ column: columns[field] ?? null, code, value, params })
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
    number: row.number,
    name,
    contract_number,
    starts,
    ends,
    place_id,
    problems,
    key: contract_number ? `contract ${plain(contract_number)}` : `name ${plain(first ?? '')}`,
    summary: texts('summary', summaryCharsMax),
    organisation: within('organisation', partyNameCharsMax),
    funder: within('funder', partyNameCharsMax),
    budget_minor: cell('budget')
      ? (minorOf(cell('budget')) ?? complain('budget', 'not_an_amount'))
      : null,
    currency: currency ?? 'EUR',
    wrong: !first || problems.some(({ code }) => /^too_(many|few)_cells$/.test(code)),
  }
}

/** 12.500,50 and 12,500.5 and 12500 in hundredths; the last sign before two digits is the point. */
function minorOf(text: string): string | null {
  const bare = text.replace(/[\s'’€]|EUR/gi, '')
  const found = /^(\d[\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(bare)
  const whole = found?.[1]?.replace(/[.,]/g, '')
  if (!found || !whole || whole.length > 13) return null
  return (BigInt(whole) * 100n + BigInt((found[2] ?? '').padEnd(2, '0') || '0')).toString()
}

export { plain }
