// Who acts for an organisation: memberships, invitations to one, and offers to hand a page on.
import type { Generated } from 'kysely'
import type { Locale } from '#kit/locale.ts'
import type { Role } from './rules.ts'

export type MembershipEnd =
  | 'left'
  | 'removed'
  | 'role_changed'
  | 'transferred'
  | 'returned'
  | 'erased'
  | 'closed'

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

export interface InvitationTable {
  id: Generated<string>
  organisation_id: string
  /** Null a month after the invitation ended. */
  email: string | null
  role: Role
  /** Of the letter. */
  locale: Locale
  /** SHA-256 of what stands in the link. */
  token_hash: string
  invited_by: string
  invited_at: Date
  sent_at: Date
  /** How often it was sent. */
  letters: Generated<number>
  expires_at: Date
  ended_at: Date | null
  ended: 'accepted' | 'declined' | 'withdrawn' | 'expired' | null
  accepted_by: string | null
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
  'organisations.invitation': InvitationTable
  'organisations.ownership_offer': OwnershipOfferTable
}
