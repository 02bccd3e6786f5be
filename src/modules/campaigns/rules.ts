// In which states a campaign can be, and what may be done in each.
export { addNext, matchingKinds, matchQuadratic } from './matching/rules.ts'
export {
  countsUntil,
  giftsOf,
  type RoundState,
  type WhyNotJoin,
  type WhyNotOpenRound,
  whyNotJoin,
  whyNotOpenRound,
} from './rounds/rules.ts'

import { isAfter, thereOf } from './spending/rules.ts'

export { fillBudget, type Kind, kinds } from './settlement/rules.ts'
export {
  isAfter,
  isPaidOut,
  reportDueAt,
  thereOf,
  whyNotAsk,
  whyNotReport,
  whyNotSpend,
} from './spending/rules.ts'

export const states = [
  'draft',
  'in_review',
  'open',
  'paused',
  'second_round',
  'succeeded',
  'failed',
  'cancelled',
  'paid_out',
  'reported',
] as const
export type State = (typeof states)[number]

/** Those in which the clock runs towards an end. */
export const runningStates = ['open', 'paused', 'second_round'] as const
/** Those in which one can give. */
export const givingStates = ['open', 'second_round'] as const
/** Those that lists show, in the order in which they are shown. */
export const listedStates = [
  ...givingStates,
  'paused',
  'succeeded',
  'paid_out',
  'reported',
  'failed',
  'cancelled',
] as const
export type ListedState = (typeof listedStates)[number]

const has = (list: readonly State[], state: State) => list.includes(state)
export const isRunning = (state: State) => has(runningStates, state)
/** Everything that was given for it goes back. */
export const hasEndedBadly = (state: State) => state === 'failed' || state === 'cancelled'
export const takesGifts = (state: State) => has(givingStates, state)

/** What an operator looks at before a campaign opens. The database knows the same list. */
export const checklist = ['recipient', 'budget', 'terms', 'story', 'pictures', 'doable'] as const
export type Check = (typeof checklist)[number]
/** Two different people. One approval is an opinion. */
export const approvalsNeeded = 2

/** After a change of what was asked, so long whoever had given may take it back. */
export const withdrawalDays = 14
export const extensionDaysMax = 31
/** So long a gift of a campaign that came to nothing waits before it goes back. */
export const choosingDays = 7

const dayMs = 86_400_000
export const inDays = (at: Date, days: number) => new Date(at.getTime() + days * dayMs)

interface Asked {
  readonly state: State
  readonly summary: object
  readonly story: object
  readonly minimum_minor: bigint
  readonly recipient_verified: boolean
  readonly host_id: string | null
  readonly host_agreed_at: Date | null
}

export type WhyNotSubmit =
  | 'not_a_draft'
  | 'no_summary'
  | 'no_story'
  | 'no_budget'
  | 'host_has_not_agreed'
  | 'not_verified'

/** All that is missing before it can be shown to the reviewers; nothing when it can. */
export function missingBeforeReview(campaign: Asked): WhyNotSubmit[] {
  if (campaign.state !== 'draft') return ['not_a_draft']
  const missing: WhyNotSubmit[] = []
  if (Object.keys(campaign.summary).length === 0) missing.push('no_summary')
  if (Object.keys(campaign.story).length === 0) missing.push('no_story')
  if (campaign.minimum_minor === 0n) missing.push('no_budget')
  if (campaign.host_id !== null && campaign.host_agreed_at === null)
    missing.push('host_has_not_agreed')
  else if (!campaign.recipient_verified) missing.push('not_verified')
  return missing
}

/** The first of what is missing, or null when it can be shown to the reviewers. */
export const whyNotSubmit = (campaign: Asked) => missingBeforeReview(campaign)[0] ?? null

interface Judged {
  readonly state: 'open' | 'withdrawn' | 'refused' | 'approved'
  readonly requested_by: string
}

interface Judge {
  readonly person_id: string
  /** Is or was a member of the organisation or its host. */
  readonly belonged: boolean
  readonly approved: boolean
}

/** Why this operator cannot say yes, or null when they can. */
export function whyNotApprove(review: Judged, judge: Judge): WhyNotApprove | null {
  if (review.state !== 'open') return 'already_decided'
  if (judge.belonged || review.requested_by === judge.person_id) return 'own_organisation'
  return judge.approved ? 'approved_already' : null
}

export type WhyNotApprove = 'already_decided' | 'own_organisation' | 'approved_already'

/** Refusing needs one, who may have approved before and found out better. */
export function whyNotRefuse(review: Judged, judge: Judge): WhyNotApprove | null {
  const why = whyNotApprove(review, judge)
  return why === 'approved_already' ? null : why
}

interface Standing {
  readonly state: State
  readonly closes_at: Date | null
}

export const whyNotPause = ({ state }: Standing) => (takesGifts(state) ? null : 'not_running')
export const whyNotResume = ({ state }: Standing) => (state === 'paused' ? null : 'not_paused')
export const whyNotCancel = ({ state }: Standing) => (isRunning(state) ? null : 'not_running')

/** Why it cannot be given more time, or null when it can: once, and before it is over. */
export function whyNotExtend(campaign: Standing & { readonly extended: boolean }, now: Date) {
  if (!takesGifts(campaign.state)) return 'not_running'
  if (campaign.extended) return 'extended_already'
  return campaign.closes_at && now < campaign.closes_at ? null : 'over_already'
}

export type WhyNotStand =
  | NonNullable<ReturnType<typeof whyNotPause>>
  | NonNullable<ReturnType<typeof whyNotResume>>
  | NonNullable<ReturnType<typeof whyNotExtend>>

/** Why it may not be edited in this part, or null when it may. */
export function whyNotEdit(state: State, part: 'story' | 'terms' | 'budget') {
  if (state === 'in_review') return 'in_review'
  if (state === 'draft') return null
  if (part === 'terms') return 'terms_stand'
  return isRunning(state) ? null : 'over_already'
}

export type WhyNotEdit = NonNullable<ReturnType<typeof whyNotEdit>>

/** Whole days until the end, the last one counted; 0 when it is over. */
export const daysLeft = (closes_at: Date, now: Date) =>
  Math.max(0, Math.ceil((closes_at.getTime() - now.getTime()) / dayMs))

/** When the statements of the last day have had time to come. */
export const settlesAt = (closes_at: Date, grace_days: number) => inDays(closes_at, grace_days)

/** Hundredths of a goal, as far as a drawing needs it: from 0 to 100. */
export function shareOf(part_minor: bigint, whole_minor: bigint): number {
  if (whole_minor <= 0n || part_minor <= 0n) return 0
  const hundredths = (part_minor * 10_000n) / whole_minor
  return Number(hundredths > 10_000n ? 10_000n : hundredths) / 100
}

/** What fills the lines of a budget: before success only what was received. */
export const toFill = (campaign: {
  readonly state: State
  readonly received_minor: bigint
  readonly matched_minor: bigint
}) => (isAfter(campaign.state) ? thereOf(campaign) : campaign.received_minor)

/** Percent as a number is said: rounded down, so that 100 is said of nothing that lacks a cent. */
export const percentOf = (part_minor: bigint, whole_minor: bigint): number =>
  whole_minor <= 0n || part_minor <= 0n ? 0 : Number((part_minor * 100n) / whole_minor)

// What is said on a campaign's page of matching is said of a gift of so much.
export const exampleMinor = 2000n
