// Who may act for an organisation and how members come and go. Nobody here asks the database.
import { signedIn } from '#modules/people/index.ts'
import type { State } from '../rules.ts'

export const roles = ['editor', 'finance', 'owner', 'official'] as const
export type Role = (typeof roles)[number]

/** What an act asks for: one of the roles, or only to be a member at all. */
export type Needed = Role | 'member'

// Roles are not a ladder: an official speaks for an institution and need not touch its page.
const satisfiedBy: Readonly<Record<Needed, readonly Role[]>> = {
  member: roles,
  editor: ['editor', 'finance', 'owner'],
  finance: ['finance', 'owner'],
  owner: ['owner'],
  official: ['official', 'owner'],
}

/** Suspended and closed organisations stand still: their members may look and leave, no more. */
export const standsStill = (state: State) => state === 'suspended' || state === 'closed'

/** Whether a member in this role may do what asks for `needed`, as the organisation is today. */
export function mayAct(role: Role, needed: Needed, state: State): boolean {
  return satisfiedBy[needed].includes(role) && (needed === 'member' || !standsStill(state))
}

// Who may ask: the gate of a route lets every signed-in person through to `stewardOf`, which knows
// the organisation. The name says which proof the handler asks for.
const within = (name: string) => ({ ...signedIn, name })
export const members = within('members')
export const editors = within('editors')
export const financeOfficers = within('financeOfficers')
export const owners = within('owners')
export const officials = within('officials')

/** The roles that this organisation can give: only public institutions have officials. */
export const rolesFor = (institution: boolean): readonly Role[] =>
  institution ? roles : roles.filter((role) => role !== 'official')

interface Fellow {
  readonly person_id: string
  readonly role: Role
}

/** An offer to hand the page on waits as long as a holiday. */
export const offerDays = 14

const dayMs = 24 * 60 * 60 * 1000
export const inDays = (now: Date, days: number) => new Date(now.getTime() + days * dayMs)

const isLastOwner = (fellows: readonly Fellow[], personId: string) => {
  const owning = fellows.filter(({ role }) => role === 'owner')
  return owning.length === 1 && owning[0]?.person_id === personId
}

export function whyNotChangeRole(
  fellows: readonly Fellow[],
  member: Fellow,
  role: Role,
  institution: boolean,
) {
  if (member.role === role) return 'same_role'
  if (role === 'official' && !institution) return 'official_elsewhere'
  if (isLastOwner(fellows, member.person_id)) return 'last_owner'
  return null
}

export function whyNotRemove(fellows: readonly Fellow[], member: Fellow, by: string) {
  if (member.person_id === by) return 'yourself'
  if (isLastOwner(fellows, member.person_id)) return 'last_owner'
  return null
}

/** Why this member cannot simply go: the last owner first settles what becomes of the page. */
export function whyNotLeave(fellows: readonly Fellow[], personId: string, state: State) {
  if (!isLastOwner(fellows, personId)) return null
  if (fellows.length > 1) return 'last_owner'
  return state === 'closed' ? null : 'only_member'
}

export type WhyNotLeave = NonNullable<ReturnType<typeof whyNotLeave>>

interface Offering {
  readonly from: string
  readonly to: string
  readonly alreadyOffered: boolean
}

export function whyNotOffer(fellows: readonly Fellow[], { from, to, alreadyOffered }: Offering) {
  const receiver = fellows.find(({ person_id }) => person_id === to)
  if (from === to) return 'yourself'
  if (!receiver) return 'not_a_member'
  if (receiver.role === 'owner') return 'already_owner'
  if (alreadyOffered) return 'already_offered'
  return null
}

interface Offer {
  readonly from_person_id: string
  readonly to_person_id: string
  readonly ended: string | null
  readonly expires_at: Date
}

export function whyNotTakeOver(fellows: readonly Fellow[], offer: Offer, state: State, now: Date) {
  const roleOf = (id: string) => fellows.find(({ person_id }) => person_id === id)?.role
  if (offer.ended) return 'offer_ended'
  if (now >= offer.expires_at) return 'offer_expired'
  if (standsStill(state)) return 'stands_still'
  if (roleOf(offer.from_person_id) !== 'owner' || !roleOf(offer.to_person_id)) return 'offer_ended'
  return null
}
