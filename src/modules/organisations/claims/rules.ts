// Claims: who may say that a page is theirs, who may decide, and why not.
import type { State } from '../rules.ts'

export const relations = ['head', 'board', 'staff', 'member', 'official', 'other'] as const
/** What somebody who claims a page says they are in the organisation. */
export type Relation = (typeof relations)[number]

/** Officials are found in public institutions, boards and members elsewhere. */
export const relationsFor = (institution: boolean): readonly Relation[] =>
  institution
    ? ['head', 'official', 'staff', 'other']
    : relations.filter((relation) => relation !== 'official')

export type ClaimState = 'open' | 'withdrawn' | 'accepted' | 'refused'

/** Why a claim is refused, to choose from; each is a sentence that the claimant reads. */
export const claimReasons = [
  'evidence_missing',
  'evidence_unclear',
  'not_of_the_organisation',
  'another_person',
  'has_owner',
  'other',
] as const
export type ClaimReason = (typeof claimReasons)[number]

const mayBeClaimed = (state: State) => state !== 'closed' && state !== 'suspended'

interface Page {
  readonly state: State
  readonly owned: boolean
}

interface Claimant {
  readonly member: boolean
  readonly openClaim: boolean
}

/** Why this page cannot be claimed by this person, or null. The button is hidden with it too. */
export function whyNotClaim({ state, owned }: Page, { member, openClaim }: Claimant) {
  if (member) return 'already_member'
  if (owned) return 'has_owner'
  if (!mayBeClaimed(state)) return 'stands_still'
  if (openClaim) return 'already_claimed'
  return null
}

export type WhyNotClaim = NonNullable<ReturnType<typeof whyNotClaim>>

interface OpenClaim {
  readonly state: ClaimState
  readonly person_id: string
}

interface Judge {
  readonly person_id: string
  /** Belongs to the organisation, or ever did. */
  readonly belonged: boolean
}

/** Why this operator may not decide this claim at all. */
export function whyNotDecideClaim(claim: OpenClaim, judge: Judge) {
  if (claim.state !== 'open') return 'already_decided'
  if (claim.person_id === judge.person_id) return 'own_claim'
  if (judge.belonged) return 'own_organisation'
  return null
}

export type WhyNotDecideClaim = NonNullable<ReturnType<typeof whyNotDecideClaim>>

/** Accepting gives the page an owner, so it may have none, and it may not stand still. */
export function whyNotAcceptClaim(claim: OpenClaim, judge: Judge, page: Page) {
  const refusal = whyNotDecideClaim(claim, judge)
  if (refusal) return refusal
  if (page.owned) return 'has_owner'
  if (!mayBeClaimed(page.state)) return 'stands_still'
  return null
}

export type WhyNotAcceptClaim = NonNullable<ReturnType<typeof whyNotAcceptClaim>>
