// What became of every row, as a table to take back to whoever keeps the file.
import { byteOrderMark, csvLines } from '#kit/csv.ts'
import type { CellProblem } from '#kit/importing.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { cellSaid, placeSaid } from '#kit/sheet-words.ts'
import { words } from './words.ts'

interface Row {
  readonly number: number
  readonly value: { readonly name: Localized }
  readonly problems: readonly CellProblem<string>[]
  readonly after: Readonly<Record<string, unknown>> | null
  readonly slug: string | null
}

interface Sayings<R> {
  readonly becomes: (row: R) => string
  readonly field: (field: string) => string
  /** The page of what a row means. */
  readonly to: (slug: string) => string
  /** What else is said of a row, after what it changes. */
  readonly more?: readonly { readonly label: string; readonly cell: (row: R) => string }[]
}

/** The report piece by piece. */
export async function* reportLines<R extends Row>(
  locale: Locale,
  pieces: AsyncIterable<readonly R[]>,
  { becomes, field, to, more = [] }: Sayings<R>,
): AsyncGenerator<string> {
  const t = words(locale)
  const problemsOf = ({ number, problems }: R) =>
    problems.map((one) => `${placeSaid(locale, number, one.column)}: ${cellSaid(locale, one)}`)
  yield byteOrderMark +
    csvLines([
      [
        ...[t('report.row'), t('field.name'), t('becomes'), t('change')],
        ...more.map(({ label }) => label),
        ...[t('mistakes'), t('report.page')],
      ],
    ])
  for await (const rows of pieces)
    yield csvLines(
      rows.map((row) => [
        ...[row.number, Object.values(row.value.name)[0] ?? '', becomes(row)],
        Object.keys(row.after ?? {})
          .map(field)
          .join('; '),
        ...more.map(({ cell }) => cell(row)),
        ...[problemsOf(row).join(' '), row.slug ? to(row.slug) : ''],
      ]),
    )
}
