// When money goes back: how much, to whom, and who says so.
import type { FeeBearer, RefundReason } from '../rules.ts'

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

interface Open {
  readonly state: ReturnState
  readonly requested_by: string | null
  readonly told_by: string | null
  /** Of a return by bank; by card there is nothing to know. */
  readonly return_id?: string | null
  readonly iban: string | null
  /** It goes where its giver says: that has a page of its own. */
  readonly asks_giver?: boolean | null
}

/** Why this person may not confirm it, or null when they may. */
export function whyNotConfirm(
  { state, requested_by, told_by, return_id, iban, asks_giver }: Open,
  person_id: string,
) {
  if (state !== 'requested') return 'not_waiting'
  if (asks_giver) return 'not_possible'
  if (return_id !== null && iban === null) return 'origin_unknown'
  if (told_by === person_id) return 'told_by_yourself'
  return requested_by === person_id ? 'asked_by_yourself' : null
}
export type WhyNotConfirm = NonNullable<ReturnType<typeof whyNotConfirm>>

/** What is not in a file yet can stay where it is. */
export const whyNotWithdraw = (state: ReturnState) =>
  state === 'requested' || state === 'confirmed' ? null : 'not_waiting'

/** The name under which a bank knows it. */
export const returnRef = (number: bigint) => `MZ-R-${String(number).padStart(6, '0')}`
