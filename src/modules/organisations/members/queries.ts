// Who acts for an organisation, and the one place where that becomes a proof.
import type { Me } from '#kit/me.ts'
import { absent, signInNeeded } from '#kit/outcome.ts'
import type { Db } from '../tables.ts'
import { mayAct, type Needed, type Role } from './rules.ts'

declare const authority: unique symbol

/** Proof that somebody may act for an organisation. Only `stewardOf` makes one. */
export interface Steward {
  readonly [authority]: 'steward'
  readonly organisation_id: string
  readonly person_id: string
  readonly role: Role
}

/**
 * The proof that this person may act for this organisation in a role that has what `needed` asks
 * for. Strangers are asked to sign in; to everybody else there is nothing here.
 */
export async function stewardOf(
  db: Db,
  me: Me | null,
  slug: string,
  needed: Needed = 'editor',
): Promise<Steward> {
  if (!me) throw signInNeeded()
  const membership = await findMembership(db, slug, me.id)
  if (!membership || !mayAct(membership.role, needed, membership.state)) throw absent()
  const { organisation_id, role } = membership
  return { organisation_id, person_id: me.id, role } as Steward
}

interface Answering {
  readonly organisation_id: string
  readonly person_id: string
}

/**
 * The proof that a program may act, by the person who answers for it: they must be an administrator
 * today, whatever they were when they let it in.
 */
export async function stewardBehind(db: Db, { organisation_id, person_id }: Answering) {
  const membership = await db
    .selectFrom('organisations.membership as m')
    .innerJoin('organisations.organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.role', 'o.state', 'o.slug'])
    .where('m.organisation_id', '=', organisation_id)
    .where('m.person_id', '=', person_id)
    .where('m.until', 'is', null)
    .executeTakeFirst()
  if (membership?.role !== 'owner') return 'gone'
  const { role, state, slug } = membership
  if (!mayAct(role, 'owner', state)) return 'stands_still'
  return { slug, steward: { organisation_id, person_id, role } as Steward }
}

/** What somebody is in an organisation today, for pages that show more to its members. */
export function findMembership(db: Db, slug: string, personId: string) {
  return db
    .selectFrom('organisations.membership as m')
    .innerJoin('organisations.organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.organisation_id', 'm.role', 'o.state'])
    .where('o.slug', '=', slug)
    .where('m.person_id', '=', personId)
    .where('m.until', 'is', null)
    .executeTakeFirst()
}

/** The organisations that somebody acts for today, the newest first. */
export function membershipsOf(db: Db, personId: string) {
  return db
    .selectFrom('organisations.membership as m')
    .innerJoin('organisations.organisation as o', 'o.id', 'm.organisation_id')
    .select(['o.id', 'o.slug', 'o.name', 'o.kind', 'o.state', 'm.role', 'm.since'])
    .where('m.person_id', '=', personId)
    .where('m.until', 'is', null)
    .orderBy('m.since', 'desc')
    .execute()
}

export type MyOrganisation = Awaited<ReturnType<typeof membershipsOf>>[number]

/** Who acts for this organisation today: the people to tell when something happens to it. */
export function listMembers(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations.membership as m')
    .innerJoin('people.card as p', 'p.id', 'm.person_id')
    .select(['m.id', 'm.person_id', 'p.name', 'm.role', 'm.since'])
    .where('m.organisation_id', '=', organisationId)
    .where('m.until', 'is', null)
    .orderBy('m.since')
    .orderBy('m.id')
    .execute()
}

export type Member = Awaited<ReturnType<typeof listMembers>>[number]

/**
 * The organisation, held until the transaction ends, with everybody who acts for it. A proof that
 * was made a moment before somebody lost their role is worth nothing here.
 */
export async function lockHouse(
  tx: Db,
  { organisation_id, person_id, role }: Pick<Steward, 'organisation_id' | 'person_id' | 'role'>,
) {
  const house = await lockOrganisation(tx, organisation_id)
  const still = house.fellows.some((one) => one.person_id === person_id && one.role === role)
  if (!still) throw absent()
  return house
}

export type House = Awaited<ReturnType<typeof lockHouse>>

export async function lockOrganisation(tx: Db, organisationId: string) {
  const organisation = await tx
    .selectFrom('organisations.organisation')
    .select(['id', 'slug', 'name', 'kind', 'state', 'version'])
    .where('id', '=', organisationId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const fellows = await tx
    .selectFrom('organisations.membership')
    .select(['id', 'person_id', 'role'])
    .where('organisation_id', '=', organisationId)
    .where('until', 'is', null)
    .orderBy('since')
    .execute()
  return { ...organisation, fellows }
}

/** Offers to hand the page on that wait for an answer, with both names. */
export function listOffers(db: Db, organisationId: string, now: Date) {
  return db
    .selectFrom('organisations.ownership_offer as f')
    .innerJoin('people.card as giver', 'giver.id', 'f.from_person_id')
    .innerJoin('people.card as taker', 'taker.id', 'f.to_person_id')
    .select(['f.id', 'f.from_person_id', 'f.to_person_id', 'f.afterwards', 'f.expires_at'])
    .select(['giver.name as giver', 'taker.name as taker'])
    .where('f.organisation_id', '=', organisationId)
    .where('f.ended_at', 'is', null)
    .where('f.expires_at', '>', now)
    .orderBy('f.offered_at')
    .execute()
}

export type Offer = Awaited<ReturnType<typeof listOffers>>[number]

/** The organisation that somebody has a proof for, hidden or not. */
export function findSubject(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations.organisation')
    .select(['id', 'slug', 'name', 'kind', 'state'])
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
}

/** Everything that is kept about somebody as a member, for the copy of their data. */
export function listOwnMemberships(db: Db, personId: string) {
  return db
    .selectFrom('organisations.membership as m')
    .innerJoin('organisations.organisation as o', 'o.id', 'm.organisation_id')
    .select(['o.slug', 'o.name', 'm.role', 'm.since', 'm.until', 'm.ended'])
    .where('m.person_id', '=', personId)
    .orderBy('m.since')
    .execute()
}
