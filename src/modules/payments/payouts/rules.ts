// When money may leave for an organisation: who may ask, who may approve, and why not.
import type { State } from '#modules/organisations/index.ts'

export const payoutStates = [
  ...(['draft', 'requested', 'approved_once', 'approved', 'ordered', 'paid'] as const),
  ...(['failed', 'returned', 'refused', 'cancelled'] as const),
] as const
export type PayoutState = (typeof payoutStates)[number]

/** Asked for and not ended: its amount is spoken for. */
export const openStates = [
  'requested',
  'approved_once',
  'approved',
] as const satisfies PayoutState[]

export const refusalReasons = [
  'documents_missing',
  'documents_unclear',
  'amount_differs',
  'purpose_unclear',
  'account_doubtful',
  'organisation_doubtful',
  'other',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

const dayMs = 24 * 60 * 60 * 1000

interface Account {
  readonly added_by: string | null
  readonly confirmed_by: string | null
  readonly confirmed_at: Date | null
  readonly removed_at: Date | null
}

/** From when on an account may be paid to, or null while only one person stands for it. */
export function usableFrom({ added_by, confirmed_by, confirmed_at }: Account, hold_days: number) {
  if (!confirmed_at || !confirmed_by || confirmed_by === added_by) return null
  return new Date(confirmed_at.getTime() + hold_days * dayMs)
}

/** Why nothing may be paid to this account now, or null. The database holds the same. */
export function whyNotAccount(account: Account | undefined, hold_days: number, now: Date) {
  if (!account || account.removed_at) return 'account_gone'
  const from = usableFrom(account, hold_days)
  if (!from) return 'account_unconfirmed'
  return from > now ? 'account_held' : null
}

interface Standing {
  readonly state: State
  readonly hidden_at: Date | null
}

/** Why this organisation is not paid now, or null when it is. */
export function whyNotPaid({ state, hidden_at }: Standing) {
  if (state === 'suspended') return 'organisation_suspended'
  if (state === 'closed') return 'organisation_closed'
  if (hidden_at) return 'organisation_hidden'
  return state === 'verified' ? null : 'organisation_unverified'
}
export type WhyNotPaid = NonNullable<ReturnType<typeof whyNotPaid>>

export interface Amounts {
  /** What the books say is there, minus what leaves already. */
  readonly available_minor: bigint
  /** Asked for in other requests that are not ordered yet. */
  readonly asked_minor: bigint
  /** Came by card a short time ago. */
  readonly young_minor: bigint
}

/** What may be asked for today. */
export function askable({ available_minor, asked_minor, young_minor }: Amounts): bigint {
  const left = available_minor - asked_minor - young_minor
  return left > 0n ? left : 0n
}

interface Asked {
  readonly state: PayoutState
  readonly amount_minor: bigint
  readonly bic: string | null
  readonly iban: string
}

interface Asking {
  readonly payout: Asked
  readonly organisation: Standing
  readonly account: Account | undefined
  readonly hold_days: number
  readonly askable_minor: bigint
  /** What was given for one thing is asked for with a document. */
  readonly shows: boolean
}

/** Why it cannot be asked for now, or null when it can. */
export function whyNotRequest({ payout, organisation, account, ...terms }: Asking, now: Date) {
  if (payout.state !== 'draft') return 'not_a_draft'
  return (
    whyNotPaid(organisation) ??
    whyNotAccount(account, terms.hold_days, now) ??
    (terms.shows ? null : 'document_missing') ??
    (payout.amount_minor > terms.askable_minor ? 'more_than_available' : null)
  )
}

/** Why it cannot be withdrawn: as long as nobody approved it, it can. */
export const whyNotCancel = (state: PayoutState) =>
  state === 'draft' || state === 'requested' ? null : 'not_open'

interface Approver {
  readonly person_id: string
  /** A member today or in the past, somebody who claimed the page, or who asked for the money. */
  readonly insider: boolean
  /** The one who approved before. */
  readonly first_id: string | null
}

interface Judged {
  readonly state: PayoutState
  readonly organisation: Standing
  readonly account: Account | undefined
  readonly hold_days: number
}

/** Why this operator may not approve it, or null when they may. The database holds the same. */
export function whyNotApprove(judged: Judged, approver: Approver, now: Date) {
  if (judged.state !== 'requested' && judged.state !== 'approved_once') return 'not_waiting'
  if (approver.insider) return 'own_organisation'
  if (approver.first_id === approver.person_id) return 'approved_already'
  return whyNotPaid(judged.organisation) ?? whyNotAccount(judged.account, judged.hold_days, now)
}
export type WhyNotApprove = NonNullable<ReturnType<typeof whyNotApprove>>

/** One operator is enough to say no, until the file is made. */
export function whyNotRefuse(state: PayoutState, insider: boolean) {
  if (!openStates.some((one) => one === state)) return 'not_waiting'
  return insider ? 'own_organisation' : null
}

/** Why it does not go into a file now, or null when it does. */
export function whyNotSendable(judged: Judged, now: Date) {
  if (judged.state !== 'approved') return 'not_approved'
  return whyNotPaid(judged.organisation) ?? whyNotAccount(judged.account, judged.hold_days, now)
}

/** The name under which a bank knows it. */
export const payoutRef = (number: bigint) => `MZ-P-${String(number).padStart(6, '0')}`
