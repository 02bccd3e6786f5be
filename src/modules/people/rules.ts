// Who may do what everywhere, which passwords are too weak, and where a sign-in may lead. What a
// person may do inside one organisation is decided by that module.

import type { Me, Who } from '#kit/me.ts'
import { absent, signInNeeded } from '#kit/outcome.ts'

export { deviceOf } from './account/rules.ts'
export { whyNotPassword } from './passwords/rules.ts'

declare const authority: unique symbol

/** Proof that somebody is signed in. Only `personOf` makes one. */
export interface Person {
  readonly [authority]: 'person'
  readonly person_id: string
}

/** Proof that somebody moderates the platform. Only `moderatorOf` makes one. */
export interface Moderator {
  readonly [authority]: 'moderator'
  readonly person_id: string
}

/** Proof that somebody runs the platform, by two factors. Only `operatorOf` makes one. */
export interface Operator {
  readonly [authority]: 'operator'
  readonly person_id: string
}

/** Proof that somebody showed in the last minutes who they are. Only `provenOf` makes one. */
export interface Proven {
  readonly [authority]: 'proven'
  readonly person_id: string
  readonly session_id: string
}

const holds = (me: Me | null, role: string) => me?.roles.includes(role) ?? false

/** An operator who has set up no second factor yet may do nothing but set it up. */
export const isUnarmed = (me: Me | null) => holds(me, 'operator') && !me?.two_factor

export const mayOperate = (me: Me | null) => holds(me, 'operator') && !isUnarmed(me)
export const mayModerate = (me: Me | null) =>
  mayOperate(me) || (holds(me, 'moderator') && !isUnarmed(me))

export const anyone: Who = { name: 'anyone', admits: () => true }

// Until an operator has a second factor, every other page leads to where they set one up.
const instead = (me: Me) => (isUnarmed(me) ? '/account/second-factor' : null)

/** Signed in, though perhaps without the second factor that their role asks for. */
export const signedInHalfway: Who = { name: 'signedInHalfway', admits: (me) => me !== null }
export const signedIn: Who = {
  name: 'signedIn',
  admits: (me) => me !== null && !isUnarmed(me),
  instead,
}
export const moderators: Who = { name: 'moderators', admits: mayModerate, instead }
export const operators: Who = { name: 'operators', admits: mayOperate, instead }

export function personOf(me: Me | null): Person {
  if (!me) throw signInNeeded()
  return { person_id: me.id } as Person
}

export function moderatorOf(me: Me | null): Moderator {
  if (!me) throw signInNeeded()
  if (!mayModerate(me)) throw absent()
  return { person_id: me.id } as Moderator
}

export function operatorOf(me: Me | null): Operator {
  if (!me) throw signInNeeded()
  if (!mayOperate(me)) throw absent()
  return { person_id: me.id } as Operator
}

// Long enough to type a new password twice, short enough that a phone left on a table is locked.
const proofMinutes = 15

/** Null when they should prove once more who they are: pages then lead to `paths.proof`. */
export function provenOf(me: Me | null, provedAt: Date | null, now: Date): Proven | null {
  if (!me) throw signInNeeded()
  const age = provedAt ? now.getTime() - provedAt.getTime() : Number.POSITIVE_INFINITY
  return age <= proofMinutes * 60_000
    ? ({ person_id: me.id, session_id: me.session_id } as Proven)
    : null
}

// Longer than any address of ours with what it asks for.
const nextCharsMax = 500
// Browsers read a backslash as a slash and drop tabs and line ends: our addresses have none.
const pathForm = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/

/** A path of ours to go on to, or the other one: never another site, whatever the address says. */
export function ownPath(next: string | null | undefined, otherwise: string): string {
  if (!next || next.length > nextCharsMax || !pathForm.test(next)) return otherwise
  const base = 'https://own.invalid'
  return new URL(next, base).origin === base ? next : otherwise
}
