// What a table may be, and how it is said that one is not.

/** A register of a hundred thousand associations has some 20 MB as CSV. */
export const sheetBytesMax = 64 * 1024 * 1024
/** Ten registers of a small country. */
export const sheetRowsMax = 250_000
/** Wider than any form that people fill in by hand. */
export const sheetColumnsMax = 200
/** All of it lies in memory while it is checked. */
export const sheetCellsMax = 3_000_000
/** What a cell of a spreadsheet can hold. */
export const cellCharsMax = 32_767
/** One part of a workbook once unpacked: a sheet of a hundred thousand rows has some 60 MB. */
export const partBytesMax = 128 * 1024 * 1024
/** Spreadsheets shrink to a tenth; what shrinks to a five-hundredth was made to burst. */
export const partRatioMax = 500
/** A workbook of fifty sheets with pictures has some three hundred parts. */
export const partsMax = 2000

export type SheetCode =
  | 'empty'
  | 'too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'too_many_cells'
  | 'nul'
  | 'unclosed_quote'
  | 'stray_quote'
  | 'row_too_long'
  | 'not_a_table'
  | 'old_or_locked'
  | 'broken_workbook'
  | 'bursting'
  | 'entities'
  | 'unknown_sheet'

export type Params = Readonly<Record<string, string | number>>

/** The file cannot be used. The code says why; the params say where. */
export class BadSheet extends Error {
  readonly code: SheetCode
  readonly params: Params
  constructor(code: SheetCode, params: Params = {}) {
    super(`${code} ${JSON.stringify(params)}`)
    this.name = 'BadSheet'
    this.code = code
    this.params = params
  }
}

export type CellCode =
  | 'too_long'
  | 'formula_error'
  | 'formula_without_value'
  | 'merged'
  | 'inexact_number'
  | 'too_many_cells'
  | 'too_few_cells'

export interface CellFault {
  /** From 0. */
  readonly column: number
  readonly code: CellCode
  readonly params: Params
}

export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number
  readonly cells: readonly string[]
  readonly wrong: readonly CellFault[]
}

export interface Sheet {
  readonly format: 'csv' | 'xlsx'
  /** Of the text; null for a workbook. */
  readonly encoding: string | null
  readonly delimiter: string | null
  /** The sheet that was read, and all there are. */
  readonly name: string | null
  readonly sheets: readonly string[]
  /** Rows that hold something. */
  readonly rows: readonly SheetRow[]
}

/** A, B … Z, AA: what people call a column. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  const letter = String.fromCharCode(65 + (column % 26))
  return rest === 0 ? letter : `${columnLetters(rest - 1)}${letter}`
}
