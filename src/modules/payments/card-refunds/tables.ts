import type { Generated } from 'kysely'

/** The processor's part of a refund. */
interface CardRefundTable {
  /** Of the refund: the key under which asking again is the same asking. */
  id: string
  charge_id: string
  processor_account_id: string
  refund_ref: string | null
  amount_minor: bigint
  /** What the purpose did not have any more: the collecting entity bears it. */
  lost_minor: bigint
  state: 'asking' | 'unknown' | 'sent' | 'done' | 'failed'
  came_back_at: Date | null
  detail: string | null
  attempts: Generated<number>
  next_at: Date | null
  held_until: Date | null
  created_at: Date
}

export interface CardRefundsTables {
  'payments.card_refund': CardRefundTable
}
