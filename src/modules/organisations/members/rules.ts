// Who may act for an organisation and how members come and go. Nobody here asks the database.
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

const isSomebody = (me: unknown) => me !== null && me !== undefined

// Who may ask: the gate of a route lets every signed-in person through to `stewardOf`, which knows
// the organisation. The name says which proof the handler asks for.
export const members = { name: 'members', admits: isSomebody }
export const editors = { name: 'editors', admits: isSomebody }
export const financeOfficers = { name: 'financeOfficers', admits: isSomebody }
export const owners = { name: 'owners', admits: isSomebody }
export const officials = { name: 'officials', admits: isSomebody }
