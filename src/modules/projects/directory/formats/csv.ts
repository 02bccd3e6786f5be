// The list of projects as a table for spreadsheets.
import { byteOrderMark, csvLines as lines } from '#kit/csv.ts'
import type { Localized } from '#kit/localized.ts'
import { decimalText } from '#kit/money.ts'
import type { State } from '../../rules.ts'

interface Row {
  readonly slug: string
  readonly name: Localized
  readonly summary: Localized
  readonly state: State
  readonly organisation_slug: string | null
  readonly starts: string | null
  readonly ends: string | null
  readonly months: number | null
  readonly budget_minor: bigint | null
  readonly currency: string
  readonly areas: readonly string[] | null
  readonly places: readonly string[] | null
  readonly whole_country: boolean
  readonly imported_from: Localized | null
  readonly is_sample: boolean
}

const columns = [
  ...['slug', 'name_sq', 'name_sr', 'name_en', 'summary_sq', 'summary_sr', 'summary_en'],
  ...['state', 'organisation', 'starts', 'ends', 'months', 'budget', 'currency', 'areas'],
  ...['places', 'whole_country', 'is_imported', 'is_sample', 'url'],
]

export const csvHead = () => byteOrderMark + lines([columns])

const yes = (is: boolean) => (is ? 'yes' : 'no')

export const csvLines = (rows: readonly Row[], addressOf: (row: Row) => string): string =>
  lines(
    rows.map((row) => [
      ...[row.slug, row.name.sq, row.name.sr, row.name.en],
      ...[row.summary.sq, row.summary.sr, row.summary.en, row.state, row.organisation_slug],
      ...[row.starts, row.ends, row.months],
      row.budget_minor === null ? null : decimalText(row.budget_minor, row.currency),
      row.budget_minor === null ? null : row.currency,
      ...[row.areas?.join(' '), row.places?.join(' '), yes(row.whole_country)],
      ...[yes(row.imported_from !== null), yes(row.is_sample), addressOf(row)],
    ]),
  )
