// Every decision as a line for spreadsheets: no names, no addresses, no words of anybody.
import { byteOrderMark, csvLines } from '#kit/csv.ts'

interface Line {
  readonly decided_on: string
  readonly kind: string
  readonly outcome: string
  readonly reason: string | null
  readonly rules_version: number
  readonly reports: number
  readonly hours: number
  readonly undone: boolean
  readonly appeal: string
}

const columns = [
  ...['decided_on', 'kind', 'outcome', 'reason', 'rules_version', 'reports'],
  ...['hours_to_decision', 'undone', 'appeal'],
]

export const csvOf = (lines: readonly Line[]): string =>
  byteOrderMark +
  csvLines([
    columns,
    ...lines.map((line) => [
      ...[line.decided_on, line.kind, line.outcome, line.reason, line.rules_version],
      ...[line.reports, line.hours, line.undone ? 'yes' : 'no', line.appeal],
    ]),
  ])
