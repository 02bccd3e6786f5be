// Verification by two operators: who may ask, who may vouch, and why not.
import type { State } from '../rules.ts'

export type VerificationState = 'open' | 'withdrawn' | 'refused' | 'approved' | 'lapsed'

/** Why a verification is refused, to choose from; the organisation reads each as a sentence. */
export const verificationReasons = [
  'extract_unreadable',
  'extract_too_old',
  'extract_of_another',
  'number_differs',
  'name_differs',
  'not_in_register',
  'other',
] as const
export type VerificationReason = (typeof verificationReasons)[number]

/** Why verification cannot be asked for now, or null. */
export function whyNotRequest(state: State, open: boolean) {
  if (state === 'suspended' || state === 'closed') return 'stands_still'
  if (state === 'verified') return 'already_verified'
  if (open) return 'already_requested'
  return null
}

export type WhyNotRequest = NonNullable<ReturnType<typeof whyNotRequest>>

interface Request {
  readonly state: VerificationState
  readonly organisation_state: State
  readonly requested_by: string
  /** The claim it came with, when there was one. */
  readonly claim_state: string | null
}

interface Voucher {
  readonly person_id: string
  /** A member today or in the past, or somebody who claimed the page. */
  readonly belonged: boolean
  readonly approved: boolean
}

/** Why this operator may not vouch for this organisation, or null. The database holds the same. */
export function whyNotApprove(request: Request, voucher: Voucher) {
  if (request.state !== 'open') return 'already_decided'
  if (request.requested_by === voucher.person_id || voucher.belonged) return 'own_organisation'
  if (request.claim_state === 'open') return 'claim_first'
  if (request.organisation_state !== 'in_review') return 'stands_still'
  if (voucher.approved) return 'approved_already'
  return null
}

export type WhyNotApprove = NonNullable<ReturnType<typeof whyNotApprove>>

/** Refusing needs one operator, who may have approved before and found out better. */
export function whyNotRefuse(request: Request, voucher: Voucher) {
  const refusal = whyNotApprove(request, voucher)
  return refusal === 'already_decided' || refusal === 'own_organisation' ? refusal : null
}

/** Two different people. One approval is an opinion. */
export const approvalsNeeded = 2
