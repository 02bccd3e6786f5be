// Money that came by card, under the processor's names of it.
import type { Generated } from 'kysely'
import type { MovementKind } from '../adapters/contract.ts'

interface ChargeTable {
  id: Generated<string>
  processor_account_id: string
  charge_ref: string
  intent_id: string
  payment_id: string
  amount_minor: bigint
  currency: string
  /** The processor's word for the card. */
  fingerprint: string | null
  charged_at: Date
  booked_at: Date
}

/** A line of the processor's own account of us that our books have answered. */
interface MovementTable {
  id: Generated<string>
  processor_account_id: string
  movement_ref: string
  kind: MovementKind
  about: string
  /** Before the fee; positive is to our credit. */
  amount_minor: bigint
  fee_minor: bigint
  currency: string
  moved_at: Date
  booked_at: Date
}

export interface ChargesTables {
  'payments.card_charge': ChargeTable
  'payments.card_movement': MovementTable
}
