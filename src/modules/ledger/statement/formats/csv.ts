import { csvCell, csvLine, plainCell } from '#kit/csv.ts'
import { decimalText } from '#kit/money.ts'
import type { Running } from '../rules.ts'

interface Row {
  readonly seq: bigint
  readonly event_id: string
  readonly kind: string
  readonly phase: string
  readonly effective_on: string
  readonly amount_minor: bigint
  readonly currency: string
  readonly debit: boolean
  readonly other: bigint
  readonly other_kind: string
}

const head = ['seq', 'effective_on', 'kind', 'phase', 'event_id', 'other_account', 'other_kind']

/** A statement line by line; the balance stands only where a row moves it. */
export const statementCsv = (rows: readonly Running<Row>[]): string[] => [
  csvLine([...head, 'debit', 'credit', 'balance', 'currency']),
  ...rows.map((row) => {
    const amount = decimalText(row.amount_minor, row.currency)
    const stands = row.moves ? decimalText(row.stands_minor, row.currency) : ''
    return csvLine([
      ...[String(row.seq), row.effective_on, csvCell(row.kind), row.phase, row.event_id],
      ...[String(row.other), row.other_kind],
      ...[row.debit ? amount : '', row.debit ? '' : amount, plainCell(stands), row.currency],
    ])
  }),
]
