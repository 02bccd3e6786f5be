// A table brought at a terminal: read from a file, its progress and its mistakes said line by line.
import { readFileSync, statSync } from 'node:fs'
import type { CellProblem, Tell } from './importing.ts'
import { BadSheet, sheetBytesMax } from './sheet.ts'
import { cellSaid, placeSaid, sheetSaid } from './sheet-words.ts'

export const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** A no that the operator can do something about; shown without a stack. */
export class Refused extends Error {}

export async function saying(work: () => Promise<void>) {
  try {
    await work()
  } catch (fault) {
    if (!(fault instanceof BadSheet || fault instanceof Refused)) throw fault
    say(fault instanceof BadSheet ? sheetSaid('en', fault) : fault.message)
    process.exitCode = 1
  }
}

export const telling =
  (what: string): Tell =>
  (done, total) =>
    say(`${Math.round((100 * done) / Math.max(total, 1))} % of ${total} rows ${what}`)

/** Throws what is said to the operator where there is no such file, or too large a one. */
export function tableBytes(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Refused(`There is no file ${file}.`)
  if (found.size > sheetBytesMax)
    throw new BadSheet('too_large', { max: sheetBytesMax / 1024 / 1024 })
  return readFileSync(file)
}

// In a terminal; the report at the desk has them all.
const mistakesSaid = 50

interface MistakenRow {
  readonly number: number
  readonly problems: readonly CellProblem<string>[]
  /** Of all rows with a mistake. */
  readonly total: bigint
}

export function sayMistakes(mistakes: readonly MistakenRow[]) {
  for (const { number, problems } of mistakes.slice(0, mistakesSaid))
    for (const problem of problems) {
      const stands = problem.value ? ` “${problem.value}”` : ''
      say(`${placeSaid('en', number, problem.column)}${stands}: ${cellSaid('en', problem)}`)
    }
  const total = Number(mistakes[0]?.total ?? 0n)
  if (total > mistakesSaid) say(`… and ${total - mistakesSaid} rows more with something to say.`)
}

interface ImportLine {
  readonly id: string
  readonly created_at: Date
  readonly state: string
  readonly total_rows: number
  readonly person: string | null
  readonly file_name: string
}

/** One import a line, as other programs read them. */
export function printImports(imports: readonly ImportLine[]) {
  for (const { id, created_at, state, total_rows, file_name, person } of imports)
    console.log(
      [id, created_at.toISOString(), state, total_rows, person ?? 'terminal', file_name].join('\t'),
    )
}
