// What a promise is worth, in words: decisions that every part of this house shares.

export const methods = ['bank', 'card'] as const
export type Method = (typeof methods)[number]

export const visibilities = ['named', 'anonymous'] as const
export type Visibility = (typeof visibilities)[number]

export type PledgeState = 'open' | 'withdrawn' | 'expired'
export type PaymentSource = 'entry' | 'charge' | 'credit'
export type FeeBearer = 'organisation' | 'entity' | 'donor'
export type RefundState = 'requested' | 'confirmed' | 'sent' | 'done' | 'failed'

export const refundReasons = [
  'donor_asked',
  'late',
  'duplicate',
  'wrong_amount',
  'purpose_failed',
  'dispute_lost',
  'processor_did',
  'bank_returned',
  'error',
] as const
export type RefundReason = (typeof refundReasons)[number]

interface Promised {
  readonly state: PledgeState
  readonly amount_minor: bigint
  readonly received_minor: bigint
  readonly returned_minor: bigint
}

/**
 * How far a promise has come: nothing arrived, a part, all of it; or it was taken back, ran out,
 * or everything that had come went back.
 */
export function standingOf(pledge: Promised) {
  const { state, amount_minor, received_minor, returned_minor } = pledge
  if (received_minor > 0n && returned_minor === received_minor) return 'returned'
  if (received_minor >= amount_minor) return 'paid'
  if (received_minor > 0n) return 'part_paid'
  return state === 'open' ? 'promised' : state
}

export type Standing = ReturnType<typeof standingOf>

interface Window {
  readonly opens_at: Date
  readonly closes_at: Date | null
}

/** Why nothing can be promised for it now, or null when it can. */
export function whyNotPledge(purpose: Window, now: Date) {
  if (now < purpose.opens_at) return 'not_open_yet'
  if (purpose.closes_at && now >= purpose.closes_at) return 'closed'
  return null
}

export {
  approvalsNeeded,
  openStates,
  type PayoutState,
  payoutRef,
  refusalReasons,
  type WhyNotApprove,
  type WhyNotPaid,
  whyNotApprove,
  whyNotPaid,
  whyNotRefuse,
  whyNotSendable,
} from './payouts/rules.ts'
export { returnRef } from './refunds/rules.ts'
