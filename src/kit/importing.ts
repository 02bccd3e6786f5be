// A table that somebody brings: read, its columns named, its rows judged, written, taken back. Here
// stands what is the same whatever the rows tell of.
import { BadSheet } from './sheet.ts'

const steps = {
  mapping: ['checking', 'dropped'],
  checking: ['checked', 'dropped'],
  checked: ['mapping', 'running', 'dropped'],
  running: ['done'],
  done: ['undoing'],
  undoing: ['undone'],
  dropped: [],
  undone: [],
} as const satisfies Record<string, readonly string[]>

export type ImportState = keyof typeof steps

/** Why an import cannot go on to this step, or null when it can. */
export function whyNotMoveImport(from: ImportState, to: ImportState) {
  const may: readonly string[] = steps[from]
  return may.includes(to) ? null : 'not_now'
}

/** Something is being done with it, and whoever looks waits. */
export const isWorking = (state: ImportState) =>
  state === 'checking' || state === 'running' || state === 'undoing'

/** A cell that is not right. The code's sentence says what to do. */
export interface CellProblem<Field extends string> {
  /** From 0; null when the row as a whole is meant. */
  readonly column: number | null
  readonly field: Field | null
  readonly code: string
  readonly value: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** Which field stands in which column, counted from 0. */
export type ColumnsOf<Field extends string> = Partial<Record<Field, number>>

/** What was chosen in the form, as far as the table has such a column. */
export function columnsChosen<Field extends string>(
  fields: readonly Field[],
  chosen: Readonly<Record<string, string>>,
  header: readonly string[],
): ColumnsOf<Field> {
  const columns: ColumnsOf<Field> = {}
  for (const field of fields) {
    const column = Number(chosen[field] ?? '')
    if (chosen[field] && header[column] !== undefined) columns[field] = column
  }
  return columns
}

/** A table as it was read. */
export interface ReadTable {
  readonly format: 'csv' | 'xlsx'
  readonly encoding: string | null
  readonly sheet: string | null
  readonly header: readonly string[]
  readonly rows: readonly {
    readonly number: number
    readonly cells: readonly string[]
    readonly wrong: readonly object[]
  }[]
}

export interface BroughtFile<Field extends string> {
  readonly file_name: string
  readonly bytes: number
  readonly sha256: string
  /** Of the names of the columns. */
  readonly signature: string
  /** What the columns seem to be. */
  readonly guessed: ColumnsOf<Field>
}

/** A file that comes through the browser; larger ones go through the terminal. */
export const deskBytesMax = 32 * 1024 * 1024
/** Imports in the list at the desk. */
export const importsShown = 100
/** Mistakes shown on one page; the report has all of them. */
export const mistakesPerPage = 100

// What a spreadsheet is called; what is in it is looked at all the same.
const tableName = /\.(csv|tsv|txt|xlsx)$/i

/** What came through the browser. Throws `BadSheet` where it is no table. */
export async function uploadedTable(upload: File): Promise<Uint8Array> {
  if (upload.size > deskBytesMax)
    throw new BadSheet('too_large', { max: deskBytesMax / 1024 / 1024 })
  if (!tableName.test(upload.name)) throw new BadSheet('not_a_table')
  return new Uint8Array(await upload.arrayBuffer())
}

/** What became of a row when its import was undone: someone else may have touched it since. */
export type Undone = 'removed' | 'restored' | 'touched'

/** How far a step is; said to whoever started it. */
export type Tell = (done: number, total: number) => void
