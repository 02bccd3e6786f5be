// A table of settlements: CSV with a header, columns found by their usual names.
import { CsvError, parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { type Column, columnNames, columnsNeeded, Row, rowBytesMax, rowsMax } from '../schema.ts'

export interface ReadRow extends z.output<typeof Row> {
  /** The line of the file, for messages. */
  readonly line: number
}

/** The file cannot be used; the message says where and why. */
export class BadTable extends Error {}

export function readSettlements(text: string): ReadRow[] {
  const [header, ...records] = recordsOf(text)
  if (!header) throw new BadTable('The file is empty.')
  const positions = columnsOf(header.record)
  return records.map(({ record, info: { lines } }) => {
    const named = Object.fromEntries(
      [...positions].map(([column, index]) => [column, record[index] ?? '']),
    )
    const parsed = Row.safeParse(named)
    if (parsed.success) return { ...parsed.data, line: lines }
    const [issue] = parsed.error.issues
    throw new BadTable(`Line ${lines}, ${issue?.path.join('.')}: ${issue?.message}.`)
  })
}

interface Record {
  record: string[]
  info: { lines: number }
}

function recordsOf(text: string): Record[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      max_record_size: rowBytesMax,
      to: rowsMax + 1,
    }) as unknown as Record[]
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    throw new BadTable(`The file is no CSV: ${fault.message}.`, { cause: fault })
  }
}

function columnsOf(header: readonly string[]): Map<Column, number> {
  const said = header.map((name) => name.trim().toLowerCase())
  const found = new Map<Column, number>()
  for (const column of Object.keys(columnNames) as Column[]) {
    const names: readonly string[] = columnNames[column]
    const index = said.findIndex((name) => names.includes(name))
    if (index >= 0) found.set(column, index)
  }
  const missing = columnsNeeded.filter((column) => !found.has(column))
  if (missing.length > 0)
    throw new BadTable(
      `The file has no column for ${missing.join(', ')}. Its columns are ${header.join(', ')}.`,
    )
  return found
}
