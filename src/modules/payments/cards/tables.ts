// What we asked a processor for, and what it said. What of it stands in the books: charges/tables.
import type { Generated } from 'kysely'
import type { ObjectKind } from '../adapters/contract.ts'
import type { EventState, IntentState } from './rules.ts'

/** One try to pay a pledge by card: written before the processor is asked. */
interface IntentTable {
  id: Generated<string>
  pledge_id: string
  processor_account_id: string
  amount_minor: bigint
  currency: string
  /** A kept card is charged, and nobody is at a payment page. */
  kept_card: Generated<boolean>
  state: IntentState
  checkout_ref: string | null
  payment_ref: string | null
  redirect_to: string | null
  /** What the processor said besides, for operators. */
  detail: string | null
  attempts: Generated<number>
  /** When the processor is asked next; null when there is nothing more to ask. */
  next_at: Date | null
  held_until: Date | null
  /** When the donor came back from the payment page. */
  returned_at: Date | null
  created_at: Date
  changed_at: Date
}

/** What a processor told us, as it came. */
interface EventTable {
  id: Generated<string>
  processor_account_id: string
  event_ref: string
  kind: string
  object_kind: ObjectKind | null
  object_ref: string | null
  /** What was signed, letter by letter. */
  body: string
  state: EventState
  why: string | null
  attempts: Generated<number>
  next_at: Date | null
  /** By the processor's clock. */
  said_at: Date
  received_at: Date
  done_at: Date | null
}

/** How often something came to a processor's address that was not its own word. */
interface RefusalTable {
  processor_account_id: string
  day: string
  why: 'forged' | 'too_old' | 'unreadable'
  times: Generated<number>
  last_at: Date
}

/** One comparison of the processor's list with our books. */
interface CheckTable {
  id: Generated<string>
  processor_account_id: string
  listed_from: Date
  listed_to: Date
  movements: number
  mended: number
  /** What still differs. */
  differences: unknown
  checked_at: Date
}

export interface CardsTables {
  'payments.card_intent': IntentTable
  'payments.card_event': EventTable
  'payments.card_refusal': RefusalTable
  'payments.card_check': CheckTable
}
