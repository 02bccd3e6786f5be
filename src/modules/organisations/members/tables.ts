// Who acts for an organisation: memberships, and offers to hand a page on.
import type { Generated } from 'kysely'
import type { Role } from './rules.ts'

export type MembershipEnd =
  | 'left'
  | 'removed'
  | 'role_changed'
  | 'transferred'
  | 'returned'
  | 'erased'
  | 'closed'
  | 'merged'
  | 'merge_undone'

/** One person in one role for one time. Never rewritten, never deleted. */
export interface MembershipTable {
  id: Generated<string>
  organisation_id: string
  person_id: string
  role: Role
  since: Date
  until: Date | null
  ended: MembershipEnd | null
}

export interface OwnershipOfferTable {
  id: Generated<string>
  organisation_id: string
  from_person_id: string
  to_person_id: string
  /** What the person who offers will be afterwards. */
  afterwards: 'editor' | 'finance' | 'leaves'
  offered_at: Date
  expires_at: Date
  ended_at: Date | null
  ended: 'accepted' | 'declined' | 'withdrawn' | 'expired' | 'lapsed' | null
}

export interface MembersTables {
  'organisations.membership': MembershipTable
  'organisations.ownership_offer': OwnershipOfferTable
}
