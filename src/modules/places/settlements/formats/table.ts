// A table of settlements, CSV or a workbook: columns found by their usual names, each wrong cell
// said.
import type { z } from 'zod'
import { readSheet, type SheetRow, underHeader } from '#kit/sheet.ts'
import { type Column, columnNames, columnsNeeded, Row, rowsMax } from '../schema.ts'

export interface ReadRow extends z.output<typeof Row> {
  /** As the spreadsheet counts rows. */
  readonly number: number
}

/** A cell that is not right; its row is left out. */
export interface CellProblem {
  readonly number: number
  /** From 0; null when the row as a whole is meant. */
  readonly column: number | null
  readonly code: string
  readonly value: string
  readonly params: Readonly<Record<string, string | number>>
}

/** The table cannot be used; the code says why. */
export class BadTable extends Error {
  readonly code: 'no_columns' | 'too_many_rows'
  readonly params: Readonly<Record<string, string | number>>
  constructor(code: BadTable['code'], params: BadTable['params']) {
    super(`${code} ${JSON.stringify(params)}`)
    this.code = code
    this.params = params
  }
}

/** Throws `BadSheet` where the file is none that can be read. */
export function readSettlements(bytes: Uint8Array, sheet?: string) {
  const { header, rows } = underHeader(readSheet(bytes, { sheet }), 0)
  if (rows.length > rowsMax) throw new BadTable('too_many_rows', { max: rowsMax })
  const columns = columnsOf(header)
  const problems: CellProblem[] = []
  const sound = rows.flatMap((row) => {
    const found = problemsOf(row, columns)
    if (Array.isArray(found)) problems.push(...found)
    return Array.isArray(found) ? [] : [found]
  })
  return { rows: sound, problems }
}

type Columns = ReadonlyMap<Column, number>

function problemsOf({ number, cells, wrong }: SheetRow, columns: Columns): ReadRow | CellProblem[] {
  if (wrong.length > 0)
    return wrong.map(({ column, code, params = {} }) => ({
      number,
      column,
      code,
      value: '',
      params,
    }))
  const named = Object.fromEntries(
    [...columns].map(([column, index]) => [column, cells[index] ?? '']),
  )
  const parsed = Row.safeParse(named)
  if (parsed.success) return { ...parsed.data, number }
  return parsed.error.issues.map(({ path: [field], code, ...issue }) => {
    const column = field as Column
    const value = String(named[column] ?? '').slice(0, 200)
    const isLong = code === 'too_big' && 'maximum' in issue && issue.origin === 'string'
    const params: CellProblem['params'] = isLong ? { max: Number(issue.maximum) } : {}
    const said = isLong ? 'too_long' : (codes[column] ?? 'empty')
    return { number, column: columns.get(column) ?? null, code: said, value, params }
  })
}

const codes: Partial<Record<Column, string>> = {
  external_id: 'empty_id',
  lon: 'not_degrees',
  lat: 'not_degrees',
  population: 'not_whole',
}

function columnsOf(header: readonly string[]): Columns {
  const said = header.map((name) => name.trim().toLowerCase())
  const found = new Map<Column, number>()
  for (const column of Object.keys(columnNames) as Column[]) {
    const names: readonly string[] = columnNames[column]
    const index = said.findIndex((name) => names.includes(name))
    if (index >= 0) found.set(column, index)
  }
  const missing = columnsNeeded.filter((column) => !found.has(column))
  if (missing.length > 0)
    throw new BadTable('no_columns', {
      missing: missing.join(', '),
      columns: header.join(', '),
    })
  return found
}
