// Invitations: those that wait, and the one whose link somebody holds.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** What waits for an answer, for the owners of the page. */
export function listInvitations(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations.invitation as i')
    .leftJoin('people.card as p', 'p.id', 'i.invited_by')
    .select(['i.id', 'i.email', 'i.role', 'i.locale', 'i.sent_at', 'i.letters', 'i.expires_at'])
    .select(['i.ended', 'p.name as invited_by'])
    .where('i.organisation_id', '=', organisationId)
    .where('i.ended_at', 'is', null)
    .orderBy('i.invited_at')
    .execute()
}

export type OpenInvitation = Awaited<ReturnType<typeof listInvitations>>[number]

/** The token is kept as its hash: whoever reads the database cannot use the links in it. */
export const hashOf = (token: string) =>
  sql<string>`encode(sha256(convert_to(${token}, 'UTF8')), 'hex')`

/** The invitation behind a link, whatever became of it, and its organisation. */
export function findInvitation(db: Db, token: string) {
  return db
    .selectFrom('organisations.invitation as i')
    .innerJoin('organisations.organisation as o', 'o.id', 'i.organisation_id')
    .leftJoin('people.card as p', 'p.id', 'i.invited_by')
    .select(['i.id', 'i.organisation_id', 'i.email', 'i.role', 'i.invited_by as invited_by_id'])
    .select(['i.sent_at', 'i.letters', 'i.expires_at', 'i.ended', 'p.name as invited_by'])
    .select(['o.slug', 'o.name', 'o.state'])
    .where('i.token_hash', '=', hashOf(token))
    .executeTakeFirst()
}

export type Invitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>

/** What the letter says, or nothing when the invitation ended before it was written. */
export function findLetter(db: Db, invitationId: string) {
  return db
    .selectFrom('organisations.invitation as i')
    .innerJoin('organisations.organisation as o', 'o.id', 'i.organisation_id')
    .leftJoin('people.card as p', 'p.id', 'i.invited_by')
    .select(['i.email', 'i.role', 'i.locale', 'i.expires_at', 'o.name', 'p.name as invited_by'])
    .where('i.id', '=', invitationId)
    .where('i.ended_at', 'is', null)
    .executeTakeFirst()
}

/** Whether somebody is in the organisation already. */
export function findMembershipOf(db: Db, organisationId: string, personId: string) {
  return db
    .selectFrom('organisations.membership')
    .select('role')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .executeTakeFirst()
}

/** Invitations that somebody sent or accepted, for the copy of their data. */
export function listOwnInvitations(db: Db, personId: string) {
  return db
    .selectFrom('organisations.invitation as i')
    .innerJoin('organisations.organisation as o', 'o.id', 'i.organisation_id')
    .select(['o.slug', 'i.role', 'i.invited_at', 'i.ended', 'i.ended_at'])
    .select((eb) => eb('i.invited_by', '=', personId).as('sent_by_you'))
    .where((eb) => eb.or([eb('i.invited_by', '=', personId), eb('i.accepted_by', '=', personId)]))
    .orderBy('i.invited_at')
    .execute()
}
