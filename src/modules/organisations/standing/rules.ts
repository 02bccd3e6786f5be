// In which state an organisation stands, and how it comes from one to another.
import type { State } from '../rules.ts'

/** What an operator may do to the state, besides verifying. */
export const measures = ['suspension', 'closing', 'reopening', 'end_of_verification'] as const
export type Measure = (typeof measures)[number]

/** Reasons to choose from, each a sentence on the public page. */
export const reasonsFor = {
  suspension: ['impersonation', 'misleading', 'abuse', 'under_investigation', 'other'],
  closing: ['dissolved', 'deregistered', 'merged', 'duplicate', 'other'],
  reopening: ['resolved', 'by_mistake', 'active_again', 'other'],
  end_of_verification: ['name_changed', 'register_differs', 'out_of_date', 'other'],
} as const satisfies Record<Measure, readonly string[]>

/** What the owners of an organisation may give as reason when they close it. */
export const ownersReasons = ['dissolved', 'merged', 'other'] as const

/** Reasons that no form offers: the database and other commands write them. */
export const silentReasons = [
  'requested',
  'withdrawn',
  'not_approved',
  'two_approved',
  'returned',
  'closed_by_owner',
] as const

export type Reason =
  | (typeof reasonsFor)[Measure][number]
  | (typeof ownersReasons)[number]
  | (typeof silentReasons)[number]

interface Standing {
  readonly state: State
  /** A verification by two operators stands. */
  readonly vouched: boolean
  /** A request for verification waits. */
  readonly requested: boolean
}

/** Where a measure leads from here, or null when it leads nowhere. */
export function stateAfter(measure: Measure, { state, vouched, requested }: Standing) {
  if (measure === 'suspension') return isStill(state) ? null : ('suspended' as const)
  if (measure === 'closing') return state === 'closed' ? null : ('closed' as const)
  if (measure === 'end_of_verification')
    return state === 'verified' ? ('unverified' as const) : null
  // What was closed has to show again who it is; what was suspended goes on where it stood.
  if (state === 'closed') return 'unverified' as const
  if (state !== 'suspended') return null
  if (vouched) return 'verified' as const
  return requested ? ('in_review' as const) : ('unverified' as const)
}

const isStill = (state: State) => state === 'suspended' || state === 'closed'

/** The measures that lead somewhere, for the desk to offer. */
export const measuresFor = (standing: Standing): readonly Measure[] =>
  measures.filter((measure) => stateAfter(measure, standing) !== null)

/** Why this operator may not take a measure here, or null. */
export function whyNotMeasure(measure: Measure, standing: Standing, belonged: boolean) {
  if (belonged) return 'own_organisation'
  if (stateAfter(measure, standing) === null) return 'leads_nowhere'
  return null
}

export type WhyNotMeasure = NonNullable<ReturnType<typeof whyNotMeasure>>

interface Fellow {
  readonly person_id: string
  readonly role: string
}

/** Giving the page back: knowingly, by the last owner, when nobody else is left in it. */
export function whyNotReturn(fellows: readonly Fellow[], personId: string) {
  const owner = fellows.some((one) => one.role === 'owner' && one.person_id === personId)
  if (!owner) return 'not_an_owner'
  if (fellows.length > 1) return 'has_members'
  return null
}

export type WhyNotReturn = NonNullable<ReturnType<typeof whyNotReturn>>
