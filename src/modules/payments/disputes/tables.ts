import type { Generated } from 'kysely'

/** A donor's bank wants the money of a charge back. */
interface DisputeTable {
  id: Generated<string>
  processor_account_id: string
  dispute_ref: string
  charge_id: string
  amount_minor: bigint
  currency: string
  state: 'inquiry' | 'open' | 'won' | 'lost'
  reason: string
  /** What the purpose still had, and is reserved of it. */
  reserved_minor: bigint
  /** What it had not any more: the collecting entity bears it. */
  lost_minor: bigint
  refund_id: string | null
  answer_by: Date | null
  opened_at: Date
  changed_at: Date
}

export interface DisputesTables {
  'payments.card_dispute': DisputeTable
}
