// What is wrong with a table, said to whoever brought it: where, and what to do.
import type { Locale } from './locale.ts'
import en from './messages/en.json' with { type: 'json' }
import sq from './messages/sq.json' with { type: 'json' }
import sr from './messages/sr.json' with { type: 'json' }
import { type BadSheet, columnLetters, type Params } from './sheet-limits.ts'
import { catalogue } from './words.ts'

const words = catalogue({ sq, sr, en })
type Key = Parameters<ReturnType<typeof words>>[0]

const known = new Set(Object.keys(en))
const isKey = (key: string): key is Key => known.has(key)

/** Why a file cannot be used. */
export const sheetSaid = (locale: Locale, { code, params }: Pick<BadSheet, 'code' | 'params'>) =>
  words(locale)(`sheet.${code}`, params)

interface Told {
  readonly code: string
  readonly params?: Params | undefined
  readonly value?: string | undefined
}

/** What is wrong with one cell. A code that has no sentence is a mistake of ours. */
export function cellSaid(locale: Locale, { code, params, value = '' }: Told): string {
  const key = `cell.${code}`
  if (!isKey(key)) throw new Error(`There is no sentence for ${code}.`)
  return words(locale)(key, { value, ...params })
}

/** Row 12, column C. Columns are counted from 0. */
export function placeSaid(locale: Locale, row: number, column: number | null): string {
  const t = words(locale)
  return column === null
    ? t('row', { row })
    : t('row_and_column', { row, column: columnLetters(column) })
}
