// An invitation to act for an organisation, sent to an address that may have no account yet.
import type { Generated } from 'kysely'
import type { Locale } from '#kit/locale.ts'
import type { Role } from '../rules.ts'

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

export interface InvitationsTables {
  'organisations.invitation': InvitationTable
}
