// CSV by RFC 4180, and by the habits of offices here: semicolons where the comma is the decimal
// sign.
import { CsvError, parse } from 'csv-parse/sync'
import {
  BadSheet,
  type CellFault,
  cellCharsMax,
  type SheetRow,
  sheetCellsMax,
  sheetColumnsMax,
  sheetRowsMax,
} from './sheet-limits.ts'

const delimiters = [',', ';', '\t', '|']

interface ReadRecord {
  readonly record: readonly string[]
  readonly info: { readonly records: number; readonly empty_lines: number }
}

export function readCsv(text: string): { rows: SheetRow[]; delimiter: string } {
  // Excel's own way of saying it, in the first line.
  const said = /^sep=(.)\r?\n/i.exec(text)
  const delimiter = said?.[1] ?? likelyDelimiter(text)
  const before = said ? 1 : 0
  const records = recordsOf(said ? text.slice(said[0].length) : text, delimiter)
  if (records.length > sheetRowsMax) throw new BadSheet('too_many_rows', { max: sheetRowsMax })
  let cells = 0
  const rows = records.flatMap(({ record, info }) => {
    const number = before + info.records + info.empty_lines
    if (record.length > sheetColumnsMax)
      throw new BadSheet('too_many_columns', { row: number, max: sheetColumnsMax })
    cells += record.length
    if (cells > sheetCellsMax) throw new BadSheet('too_many_cells', { max: sheetCellsMax })
    if (record.every((cell) => cell.trim() === '')) return []
    return [{ number, cells: record, wrong: tooLong(record) }]
  })
  return { rows, delimiter }
}

const nothingWrong: readonly CellFault[] = []

function tooLong(record: readonly string[]): readonly CellFault[] {
  if (!record.some((cell) => cell.length > cellCharsMax)) return nothingWrong
  return record.flatMap((cell, column) =>
    cell.length > cellCharsMax
      ? [{ column, code: 'too_long' as const, params: { max: cellCharsMax } }]
      : [],
  )
}

function recordsOf(text: string, delimiter: string): ReadRecord[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: cellCharsMax * 8,
      to: sheetRowsMax + 1,
    }) as unknown as ReadRecord[]
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    throw new BadSheet(codeOf(fault.code), { row: rowOf(fault) })
  }
}

function codeOf(code: string) {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'unclosed_quote'
  return code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'stray_quote'
}

function rowOf(fault: CsvError): number {
  const { records, empty_lines } = fault as unknown as Partial<ReadRecord['info']>
  return (records ?? 0) + (empty_lines ?? 0) + 1
}

// The first lines of a file show its habit.
const linesLooked = 20

/** What stands between cells: the sign that is in most lines, and equally often in each. */
function likelyDelimiter(text: string): string {
  const lines = unquoted(text.slice(0, 64 * 1024))
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, linesLooked)
  const scores = delimiters.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const [first = 0] = counts
    const alike = counts.filter((count) => count === first).length
    return first === 0 ? 0 : first * (alike / lines.length) ** 2
  })
  const best = Math.max(...scores)
  return best === 0 ? ',' : (delimiters[scores.indexOf(best)] ?? ',')
}

const unquoted = (text: string) => text.replace(/"(?:[^"]|"")*"/g, '""')
