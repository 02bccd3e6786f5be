// The rows of a data set as CSV, JSON and JSON Lines: text, piece by piece.
import { byteOrderMark, csvCell, csvLine, plainCell } from './csv.ts'
import { type Cell, type ColumnType, type Shape, wholeShape } from './dataset.ts'
import { languages } from './locale.ts'
import type { Localized } from './localized.ts'

export const formats = ['csv', 'json', 'jsonl'] as const
export type Format = (typeof formats)[number]

export const mediaTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl',
}

type Pieces = AsyncIterable<readonly (readonly Cell[])[]>

export const written = (format: Format, columns: readonly Shape[], pieces: Pieces) =>
  writers[format](wholeShape(columns), pieces)

const writers = {
  async *csv(columns: readonly Shape[], pieces: Pieces) {
    const cells = columns.map(({ type }) => cellWriters[type])
    const line = (row: readonly Cell[]) => csvLine(row.map((cell, i) => cells[i]?.(cell) ?? ''))
    yield byteOrderMark + csvLine(columns.flatMap(csvNames))
    for await (const rows of pieces) yield rows.map(line).join('')
  },
  async *json(columns: readonly Shape[], pieces: Pieces) {
    let before = '['
    for await (const rows of pieces) {
      yield before + rows.map((row) => JSON.stringify(objectOf(columns, row))).join(',\n')
      before = ',\n'
    }
    yield before === '[' ? '[]\n' : ']\n'
  },
  async *jsonl(columns: readonly Shape[], pieces: Pieces) {
    for await (const rows of pieces)
      yield rows.map((row) => `${JSON.stringify(objectOf(columns, row))}\n`).join('')
  },
} satisfies Record<Format, (columns: readonly Shape[], pieces: Pieces) => AsyncGenerator<string>>

/** The columns of the CSV that a column becomes: a text in several languages is one for each. */
export const csvNames = ({ name, type }: Shape): string[] =>
  type === 'localized' ? languages.map((language) => `${name}_${language}`) : [name]

const plain = (cell: Cell) => (cell === null ? '' : plainCell(String(cell)))
const text = (cell: Cell) => csvCell(cell === null ? null : String(cell))

const cellWriters: Record<ColumnType, (cell: Cell) => string> = {
  id: plain,
  text,
  code: plain,
  localized: (cell) =>
    languages.map((language) => csvCell((cell as Localized | null)?.[language])).join(','),
  integer: plain,
  number: plain,
  decimal: plain,
  boolean: plain,
  date: plain,
  rough_date: plain,
  moment: (cell) => (cell === null ? '' : (cell as Date).toISOString()),
  address: text,
  list: (cell) => csvCell(cell === null ? null : (cell as readonly string[]).join(' ')),
}

function objectOf(columns: readonly Shape[], row: readonly Cell[]): object {
  const object: Record<string, Cell> = {}
  for (let i = 0; i < columns.length; i++) object[columns[i]?.name ?? ''] = row[i] ?? null
  return object
}
