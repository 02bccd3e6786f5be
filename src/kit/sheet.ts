// A table as somebody's office wrote it: CSV or a sheet of a workbook, read strictly. What is wrong
// with the file as a whole is thrown; what is wrong with one cell is said beside its row, so that
// the rest can still be used.
import { readCsv } from './sheet-csv.ts'
import { decodeText } from './sheet-encoding.ts'
import { BadSheet, type Sheet, type SheetRow, sheetBytesMax } from './sheet-limits.ts'
import { readXlsx } from './sheet-xlsx.ts'

export {
  BadSheet,
  type CellFault,
  type Sheet,
  type SheetRow,
  sheetBytesMax,
} from './sheet-limits.ts'

interface Wish {
  /** Which sheet of a workbook; the first that holds something, when it is not said. */
  readonly sheet?: string | undefined
}

const beginsWith = (bytes: Uint8Array, ...signature: readonly number[]) =>
  signature.every((byte, index) => bytes[index] === byte)

/** The rows of a file, with how it was read. Throws `BadSheet` where nothing can be read. */
export function readSheet(bytes: Uint8Array, { sheet }: Wish = {}): Sheet {
  if (bytes.byteLength === 0) throw new BadSheet('empty')
  if (bytes.byteLength > sheetBytesMax)
    throw new BadSheet('too_large', { max: sheetBytesMax / 1024 / 1024 })
  // An old workbook, and a new one behind a password, are both this kind of container.
  if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new BadSheet('old_or_locked')
  if (beginsWith(bytes, 0x50, 0x4b)) return readXlsx(bytes, sheet)
  if (isBinary(bytes)) throw new BadSheet('not_a_table')
  const { text, encoding } = decodeText(bytes)
  const { rows, delimiter } = readCsv(text)
  if (rows.length === 0) throw new BadSheet('empty')
  return { format: 'csv', encoding, delimiter, name: null, sheets: [], rows }
}

const signatures = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x1f, 0x8b],
  [0x7f, 0x45, 0x4c, 0x46],
]

const isBinary = (bytes: Uint8Array) =>
  signatures.some((signature) => beginsWith(bytes, ...signature))

export interface HeadedTable {
  /** The row of the file in which the names of the columns stand. */
  readonly header_row: number
  readonly header: readonly string[]
  /** As many cells as the header has. */
  readonly rows: readonly SheetRow[]
}

/** The rows below a header. A row that is longer or shorter than it says so. */
export function underHeader({ rows, format }: Sheet, index: number): HeadedTable {
  const head = rows[index]
  const header = trimmed(head?.cells ?? []).map((name) => name.trim().replace(/\s+/g, ' '))
  const below = rows.slice(index + 1).map((row) => fitted(row, header.length, format === 'csv'))
  return { header_row: head?.number ?? 1, header, rows: below }
}

function trimmed(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '')
  return cells.slice(0, last + 1)
}

/** A comma too many moves all that follows into other columns: in CSV that is a mistake. */
function fitted(row: SheetRow, width: number, strict: boolean): SheetRow {
  const { number, cells } = row
  const beyond = cells.slice(width).some((cell) => cell.trim() !== '')
  const wrong = [...row.wrong]
  if (beyond)
    wrong.push({ column: width, code: 'too_many_cells', params: { has: cells.length, width } })
  else if (strict && cells.length < width)
    wrong.push({
      column: cells.length,
      code: 'too_few_cells',
      params: { has: cells.length, width },
    })
  const fit = Array.from({ length: width }, (_, column) => cells[column] ?? '')
  return { number, cells: fit, wrong }
}
