// When somebody may be invited, when a letter may be sent again, and who may accept.
import type { Role, State } from '../rules.ts'

// An invitation lives as long as a holiday; a letter that was missed can be sent again.
export const invitationDays = 14
/** Five letters to one address are enough; more would be pestering. */
export const lettersMax = 5
/** A letter takes minutes to arrive: nobody needs a second one sooner. */
export const resendMinutes = 10
/** More open invitations than this are no longer colleagues. */
export const openInvitationsMax = 50

const dayMs = 24 * 60 * 60 * 1000
export const inDays = (now: Date, days: number) => new Date(now.getTime() + days * dayMs)

interface Invited {
  readonly role: Role
  readonly institution: boolean
  /** Open invitations of this organisation to anybody, and whether one is to this address. */
  readonly open: number
  readonly alreadyInvited: boolean
}

export function whyNotInvite({ role, institution, open, alreadyInvited }: Invited) {
  if (role === 'official' && !institution) return 'official_elsewhere'
  if (alreadyInvited) return 'already_invited'
  if (open >= openInvitationsMax) return 'too_many_invitations'
  return null
}

interface Invitation {
  readonly ended: 'accepted' | 'declined' | 'withdrawn' | 'expired' | null
  readonly sent_at: Date
  readonly expires_at: Date
  readonly letters: number
}

/** Why the letter is not sent again. An invitation that expired may well be. */
export function whyNotResend({ ended, sent_at, letters }: Invitation, now: Date) {
  if (ended) return 'invitation_ended'
  if (letters >= lettersMax) return 'sent_often_enough'
  if (now.getTime() - sent_at.getTime() < resendMinutes * 60_000) return 'sent_just_now'
  return null
}

interface Guest {
  readonly alreadyMember: boolean
  /** The confirmed address of their account is the one that was invited. */
  readonly sameAddress: boolean
  /** They said that the invitation is meant for them although the addresses differ. */
  readonly vouched: boolean
}

/** Why an invitation cannot be accepted by this person, or null. */
export function whyNotAccept(invitation: Invitation, state: State, guest: Guest, now: Date) {
  if (invitation.ended === 'accepted') return 'invitation_used'
  if (invitation.ended === 'withdrawn') return 'invitation_withdrawn'
  if (invitation.ended === 'declined') return 'invitation_declined'
  if (invitation.ended || now >= invitation.expires_at) return 'invitation_expired'
  if (state === 'suspended' || state === 'closed') return 'stands_still'
  if (guest.alreadyMember) return 'already_member'
  if (!guest.sameAddress && !guest.vouched) return 'other_address'
  return null
}

export type WhyNotAccept = NonNullable<ReturnType<typeof whyNotAccept>>
