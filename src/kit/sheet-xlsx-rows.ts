// The rows of one sheet.
import {
  BadSheet,
  type CellFault,
  columnLetters,
  type SheetRow,
  sheetCellsMax,
  sheetColumnsMax,
  sheetRowsMax,
} from './sheet-limits.ts'
import { attribute, readTags } from './xml-tags.ts'

/** What the other parts of the workbook say about cells. */
export interface Meant {
  readonly strings: readonly string[]
  /** Styles in which a number is a day. */
  readonly dates: ReadonlySet<number>
  readonly dateOf: (serial: number) => string | null
}

interface Cell {
  column: number
  type: string
  style: number
  formula: boolean
  value: string | null
}

interface OpenRow {
  number: number
  cells: string[]
  wrong: CellFault[]
}

export function readRows(xml: string, meant: Meant): SheetRow[] {
  const rows: OpenRow[] = []
  const merged: string[] = []
  let row: OpenRow | null = null
  let cell: Cell | null = null
  let inside: string | null = null
  let count = 0
  readTags(xml, {
    open(tag, attributes) {
      if (tag === 'row') {
        const number = Number(attribute(attributes, 'r') ?? (rows.at(-1)?.number ?? 0) + 1)
        row = { number, cells: [], wrong: [] }
      } else if (tag === 'c' && row) {
        if (++count > sheetCellsMax) throw new BadSheet('too_many_cells', { max: sheetCellsMax })
        cell = openCell(attributes, row)
      } else if (tag === 'f' && cell) cell.formula = true
      else if (tag === 'v' || tag === 't') inside = tag
      else if (tag === 'mergeCell') merged.push(attribute(attributes, 'ref') ?? '')
    },
    close(tag) {
      if (tag === 'v' || tag === 't') inside = null
      else if (tag === 'c' && row && cell) {
        put(row, cell, meant)
        cell = null
      } else if (tag === 'row' && row) {
        if (rows.push(row) > sheetRowsMax)
          throw new BadSheet('too_many_rows', { max: sheetRowsMax })
        row = null
      }
    },
    text(part) {
      if (cell && inside) cell.value = (cell.value ?? '') + part
    },
  })
  sayMerged(rows, merged)
  return rows
}

function openCell(attributes: string, row: OpenRow): Cell {
  const reference = attribute(attributes, 'r')
  const column = reference === undefined ? row.cells.length : columnOf(reference)
  if (column >= sheetColumnsMax)
    throw new BadSheet('too_many_columns', { row: row.number, max: sheetColumnsMax })
  const type = attribute(attributes, 't') ?? 'n'
  const style = Number(attribute(attributes, 's') ?? 0)
  return { column, type, style, formula: false, value: null }
}

/** From 0: `C7` is 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,4}/i.exec(reference)?.[0].toUpperCase() ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function put(row: OpenRow, cell: Cell, meant: Meant) {
  const { column } = cell
  const said = saying(cell, meant)
  while (row.cells.length < column) row.cells.push('')
  row.cells[column] = said.text
  if (said.code) row.wrong.push({ column, code: said.code, params: said.params ?? {} })
}

interface Said {
  readonly text: string
  readonly code?: CellFault['code']
  readonly params?: CellFault['params']
}

function saying({ type, value, style, formula }: Cell, meant: Meant): Said {
  if (value === null) return formula ? { text: '', code: 'formula_without_value' } : { text: '' }
  if (type === 's') return { text: unescaped(meant.strings[Number(value)] ?? '') }
  if (type === 'str' || type === 'inlineStr') return { text: unescaped(value) }
  if (type === 'b') return { text: value === '1' ? 'true' : 'false' }
  if (type === 'e') return { text: value, code: 'formula_error', params: { value } }
  if (type === 'd') return { text: value.slice(0, 10) }
  return numberSaid(value.trim(), meant.dates.has(style) ? meant.dateOf : null)
}

// A spreadsheet keeps fifteen digits and writes noughts for the rest.
const digitsMax = 15

function numberSaid(value: string, dateOf: Meant['dateOf'] | null): Said {
  const number = Number(value)
  if (value === '' || Number.isNaN(number)) return { text: value }
  if (dateOf) return { text: dateOf(number) ?? value }
  const text = Number.isInteger(number) ? BigInt(number).toString() : String(number)
  const digits = text.replace(/\D/g, '').length
  if (Number.isInteger(number) && digits > digitsMax) return { text, code: 'inexact_number' }
  return { text }
}

/** Letters that XML cannot hold are written as `_x000D_`. */
const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

const area = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/i

/** Of merged cells only the first holds something: the others look filled and are empty. */
function sayMerged(rows: readonly OpenRow[], merged: readonly string[]) {
  for (const reference of merged) {
    const [, left = '', top = '', right = '', bottom = ''] = area.exec(reference) ?? []
    const [from, to] = [columnOf(left), columnOf(right)]
    if (top === '' || (from === to && top === bottom)) continue
    for (const row of rows) {
      if (row.number < Number(top) || row.number > Number(bottom)) continue
      const first = row.number === Number(top) ? from + 1 : from
      if (first > to) continue
      const params = { range: `${columnLetters(from)}${top}:${columnLetters(to)}${bottom}` }
      row.wrong.push({ column: first, code: 'merged', params })
    }
  }
}
