// Money that organisations ask for.
import type { ColumnType, Generated } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { PayoutState } from './rules.ts'

/** How long money waits before it may leave. One row. */
interface PayoutTermsTable {
  only_one: boolean
  /** Days after the second person confirmed an account. */
  hold_days: number
  /** Days after a gift by card. */
  card_hold_days: number
  /** Days after which what nobody claims goes back. */
  unclaimed_days: number
}

/** Money that an organisation asks for, to one of its own accounts. */
export interface PayoutTable {
  id: Generated<string>
  /** With it the bank names the payment: MZ-P-000123. */
  number: ColumnType<bigint, never, never>
  organisation_id: string
  account_id: string
  /** As it was when it was asked for. */
  iban: string
  bic: string | null
  /** Whom the bank is told to pay. */
  holder: string
  bank_name: string
  amount_minor: bigint
  currency: string
  purpose: string
  /** Where it is not free money: the purpose that it was given for, whose account pays. */
  purpose_id: ColumnType<string | null, string | null | undefined, never>
  /** The part of it, as the module knows it that registered the purpose. */
  part_id: ColumnType<string | null, string | null | undefined, never>
  part_title: ColumnType<Localized | null, string | null | undefined, never>
  /** Written by the trigger on payout_step alone. */
  state: ColumnType<PayoutState, never, never>
  state_at: ColumnType<Date, Date, never>
  created_by: string | null
  requested_by: ColumnType<string | null, never, never>
  created_at: Date
  is_sample: Generated<boolean>
}

interface PayoutDocumentTable {
  payout_id: string
  file_id: string
  added_by: string | null
  added_at: Date
}

/** From where to where a payout came. Written once; the payout's state follows it. */
export interface PayoutStepTable {
  id: Generated<string>
  payout_id: string
  from_state: string
  to_state: string
  /** Null when the bank's statement said it. */
  person_id: string | null
  /** Who confirmed it, where one person's word is not enough. */
  second_id: string | null
  reason: string | null
  why: string | null
  at: Date
}

/** Money of an organisation that became one with another. */
interface MergeMoveTable {
  merge_id: string
  currency: string
  event_id: string
  amount_minor: bigint
  /** How much went back when the merge was undone. */
  back_minor: bigint | null
  at: Date
}

/** The face of payouts for joins in SQL: those of money that was given for one thing. */
interface BoundPayoutCard {
  id: string
  number: bigint
  organisation_id: string
  purpose_id: string
  part_id: string
  amount_minor: bigint
  currency: string
  state: PayoutState
  state_at: Date
  purpose: string
  created_at: Date
  documents: number
}

export interface PayoutsTables {
  'payments.bound_payout': BoundPayoutCard
  'payments.payout_terms': PayoutTermsTable
  'payments.payout': PayoutTable
  'payments.payout_document': PayoutDocumentTable
  'payments.payout_step': PayoutStepTable
  'payments.merge_move': MergeMoveTable
}
