// The directory as a table for spreadsheets.
import { byteOrderMark, csvLines as lines } from '#kit/csv.ts'
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

export const csvHead = () => byteOrderMark + lines([columns])

export const csvLines = (rows: readonly Row[], addressOf: (row: Row) => string): string =>
  lines(
    rows.map((row) => [
      ...[row.slug, row.kind, row.name.sq, row.name.sr, row.name.en, row.short_name],
      ...[row.summary.sq, row.summary.sr, row.summary.en, row.state],
      ...[row.state_since.toISOString(), row.municipality_slug, row.areas?.join(' ')],
      ...[row.is_sample ? 'yes' : 'no', addressOf(row)],
    ]),
  )
