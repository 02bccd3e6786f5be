// When money goes back: how much, to whom, and who says so.
import type { FeeBearer, Method, RefundReason } from '../rules.ts'

export type ReturnState = 'requested' | 'confirmed' | 'ordered' | 'done' | 'failed' | 'withdrawn'

/** Reasons that people choose from; the others are the machine's. */
export const askedReasons = [
  'donor_asked',
  'duplicate',
  'wrong_amount',
  'late',
  'purpose_failed',
  'error',
] as const satisfies RefundReason[]

/** Who bears what giving back costs. */
export const feeBearers = ['organisation', 'entity', 'donor'] as const satisfies FeeBearer[]

interface Paid {
  readonly method: Method
  readonly amount_minor: bigint
  /** Went back, or is on its way. */
  readonly back_minor: bigint
  readonly has_origin: boolean
}

interface Wish {
  readonly amount_minor: bigint
  readonly fee_minor: bigint
  readonly fee_bearer: FeeBearer
}

/** Why so much cannot go back, or null when it can. */
export function whyNotRefund(payment: Paid, wish: Wish) {
  if (payment.back_minor >= payment.amount_minor) return 'nothing_left'
  if (!payment.has_origin) return 'origin_unknown'
  if (wish.amount_minor > payment.amount_minor - payment.back_minor) return 'more_than_left'
  if (wish.fee_bearer === 'donor' && wish.fee_minor >= wish.amount_minor) return 'fee_takes_all'
  return null
}

/** What the donor gets: the fee is taken off when they bear it. */
export const sentBack = ({ amount_minor, fee_minor, fee_bearer }: Wish): bigint =>
  fee_bearer === 'donor' ? amount_minor - fee_minor : amount_minor

interface Open {
  readonly state: ReturnState
  readonly requested_by: string | null
}

/** Why this person may not confirm it, or null when they may. */
export function whyNotConfirm({ state, requested_by }: Open, person_id: string) {
  if (state !== 'requested') return 'not_waiting'
  return requested_by === person_id ? 'asked_by_yourself' : null
}
export type WhyNotConfirm = NonNullable<ReturnType<typeof whyNotConfirm>>

/** What is not in a file yet can stay where it is. */
export const whyNotWithdraw = (state: ReturnState) =>
  state === 'requested' || state === 'confirmed' ? null : 'not_waiting'

/** The name under which a bank knows it. */
export const returnRef = (number: bigint) => `MZ-R-${String(number).padStart(6, '0')}`
