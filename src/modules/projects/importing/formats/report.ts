// What became of every row, as a table to take back to whoever keeps the file.
import { byteOrderMark, csvLines } from '#kit/csv.ts'
import type { Problem, RowValue, Verdict } from '../rules.ts'

interface Row {
  readonly number: number
  readonly value: RowValue
  readonly problems: readonly Problem[]
  readonly verdict: Verdict
  readonly after: Readonly<Record<string, unknown>> | null
  readonly undone: 'removed' | 'restored' | 'touched' | null
  readonly slug: string | null
}

interface Sayings {
  readonly verdict: (verdict: Verdict) => string
  readonly undone: (how: 'removed' | 'restored' | 'touched') => string
  readonly problem: (problem: Problem, row: number) => string
  readonly field: (field: string) => string
  readonly columns: readonly string[]
}

/** The report piece by piece. */
export async function* reportLines(
  pieces: AsyncIterable<readonly Row[]>,
  says: Sayings,
): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([says.columns])
  for await (const rows of pieces)
    yield csvLines(
      rows.map((row) => [
        ...[row.number, Object.values(row.value.name)[0] ?? ''],
        row.undone ? says.undone(row.undone) : says.verdict(row.verdict),
        Object.keys(row.after ?? {})
          .map(says.field)
          .join('; '),
        row.problems.map((problem) => says.problem(problem, row.number)).join(' '),
        row.slug ? `/projects/${row.slug}` : '',
      ]),
    )
}
