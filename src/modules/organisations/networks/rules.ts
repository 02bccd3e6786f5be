// Who may belong to whom. One side proposes and the other confirms, so that nobody is claimed.
import type { Kind } from '../rules.ts'

interface Side {
  readonly id: string
  readonly kind: Kind
}

/** Why this coalition and this member cannot be joined, or null when they can. */
export function whyNotJoin(coalition: Side, member: Side, alreadyJoined: boolean) {
  if (coalition.id === member.id) return 'network_of_itself'
  if (coalition.kind !== 'coalition') return 'not_a_coalition'
  if (alreadyJoined) return 'already_joined'
  return null
}

interface Bond {
  readonly proposed_by: 'coalition' | 'member'
  readonly coalition_id: string
  readonly confirmed_at: Date | null
  readonly declined_at: Date | null
}

/** Which side of the bond this organisation is. */
export const sideOf = (bond: Pick<Bond, 'coalition_id'>, organisationId: string) =>
  bond.coalition_id === organisationId ? 'coalition' : 'member'

/** Why this side cannot answer the proposal, or null when it can. */
export function whyNotAnswer(bond: Bond, organisationId: string) {
  if (bond.confirmed_at || bond.declined_at) return 'already_answered'
  if (bond.proposed_by === sideOf(bond, organisationId)) return 'proposed_by_yourself'
  return null
}

export type WhyNotJoin = NonNullable<ReturnType<typeof whyNotJoin>>
export type WhyNotAnswer = NonNullable<ReturnType<typeof whyNotAnswer>>
