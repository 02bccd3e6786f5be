// The directory as a table for spreadsheets.
import { stringify } from 'csv-stringify/sync'
import type { Localized } from '#kit/localized.ts'
import type { Kind, State } from '../../rules.ts'

interface Row {
  readonly slug: string
  readonly kind: Kind
  readonly name: Localized
  readonly short_name: string | null
  readonly summary: Localized
  readonly state: State
  readonly state_since: Date
  readonly municipality_slug: string | null
  readonly areas: readonly string[] | null
  readonly is_sample: boolean
}

const columns = [
  ...['slug', 'kind', 'name_sq', 'name_sr', 'name_en', 'short_name'],
  ...['summary_sq', 'summary_sr', 'summary_en', 'state', 'state_since'],
  ...['municipality', 'areas', 'is_sample', 'url'],
]

// Excel reads UTF-8 only when the file begins so.
const byteOrderMark = '\uFEFF'

export const csvHead = () => byteOrderMark + stringify([columns])

/**
 * Lines of the table. A cell that a spreadsheet would calculate begins with an apostrophe, because
 * names are written by strangers and read by people who click.
 */
export const csvLines = (rows: readonly Row[], addressOf: (row: Row) => string): string =>
  stringify(
    rows.map((row) => [
      ...[row.slug, row.kind, row.name.sq, row.name.sr, row.name.en, row.short_name],
      ...[row.summary.sq, row.summary.sr, row.summary.en, row.state],
      ...[row.state_since.toISOString(), row.municipality_slug, row.areas?.join(' ')],
      ...[row.is_sample ? 'yes' : 'no', addressOf(row)],
    ]),
    { escape_formulas: true },
  )
