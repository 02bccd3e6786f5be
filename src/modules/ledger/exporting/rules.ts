// The journal as lines for other programs: every column, amounts exact, texts safe to click on.
import { csvCell, csvLine } from '#kit/csv.ts'
import { decimalText } from '#kit/money.ts'

/** One transfer with whose accounts it touched, and the block it is sealed in. */
export interface ExportRow {
  readonly seq: bigint
  readonly id: string
  readonly event_id: string
  readonly kind: string
  readonly phase: string
  readonly effective_on: string
  readonly recorded_at: Date
  readonly debit_account: bigint
  readonly debit_kind: string
  readonly debit_owner: string | null
  readonly credit_account: bigint
  readonly credit_kind: string
  readonly credit_owner: string | null
  readonly currency: string
  readonly amount_minor: bigint
  readonly pending_id: string | null
  readonly reverses: string | null
  readonly actor: string
  readonly reason: string | null
  readonly ext_ref: string | null
  readonly block: bigint | null
}

const columns = [
  ...(['seq', 'id', 'event_id', 'kind', 'phase', 'effective_on', 'recorded_at'] as const),
  ...(['debit_account', 'debit_kind', 'debit_owner', 'credit_account', 'credit_kind'] as const),
  ...(['credit_owner', 'currency', 'amount', 'pending_id', 'reverses', 'actor'] as const),
  ...(['reason', 'ext_ref', 'block'] as const),
] as const

type Name = (typeof columns)[number]

function cell(row: ExportRow, name: Name): string | null {
  if (name === 'amount') return decimalText(row.amount_minor, row.currency)
  const value = row[name]
  if (value instanceof Date) return value.toISOString()
  return value === null ? null : String(value)
}

export const csvHead = csvLine([...columns])
export const csvOf = (row: ExportRow) => csvLine(columns.map((name) => csvCell(cell(row, name))))
export const jsonlOf = (row: ExportRow) =>
  `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, cell(row, name)])))}\n`
