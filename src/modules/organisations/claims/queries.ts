// Claims and verifications: what their authors see, and what waits on the desk.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** A page as somebody who may claim it sees it: has it an owner, have they asked. */
export function findClaimable(db: Db, slug: string, personId: string | null) {
  return db
    .selectFrom('organisations.organisation as o')
    .select(['o.id', 'o.slug', 'o.name', 'o.kind', 'o.state'])
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('organisations.membership as m')
            .select('m.id')
            .whereRef('m.organisation_id', '=', 'o.id')
            .where('m.until', 'is', null)
            .where('m.role', '=', 'owner'),
        )
        .$castTo<boolean>()
        .as('owned'),
      eb
        .exists(
          eb
            .selectFrom('organisations.membership as m')
            .select('m.id')
            .whereRef('m.organisation_id', '=', 'o.id')
            .where('m.until', 'is', null)
            .where('m.person_id', '=', personId),
        )
        .$castTo<boolean>()
        .as('member'),
      eb
        .selectFrom('organisations.claim as c')
        .select('c.id')
        .whereRef('c.organisation_id', '=', 'o.id')
        .where('c.state', '=', 'open')
        .where('c.person_id', '=', personId)
        .as('open_claim_id'),
    ])
    .where('o.slug', '=', slug)
    .where('o.hidden_at', 'is', null)
    .executeTakeFirst()
}

export type Claimable = NonNullable<Awaited<ReturnType<typeof findClaimable>>>

/** What became of a person's claims, the newest first, for their account page. */
export function listClaimsOf(db: Db, personId: string) {
  return db
    .selectFrom('organisations.claim as c')
    .innerJoin('organisations.organisation as o', 'o.id', 'c.organisation_id')
    .select(['c.id', 'c.state', 'c.claimed_at', 'c.decided_at', 'c.reason', 'c.reason_text'])
    .select(['o.slug', 'o.name'])
    .where('c.person_id', '=', personId)
    .orderBy('c.claimed_at', 'desc')
    .limit(50)
    .execute()
}

export type MyClaim = Awaited<ReturnType<typeof listClaimsOf>>[number]

/** Claims that wait, the oldest first. */
export function listOpenClaims(db: Db) {
  return db
    .selectFrom('organisations.claim as c')
    .innerJoin('organisations.organisation as o', 'o.id', 'c.organisation_id')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .select(['c.id', 'c.claimed_at', 'c.relation', 'o.slug', 'o.name', 'o.state'])
    .select('p.name as person')
    .where('c.state', '=', 'open')
    .orderBy('c.claimed_at')
    .limit(200)
    .execute()
}

export type WaitingClaim = Awaited<ReturnType<typeof listOpenClaims>>[number]

/** One claim with everything that a decision needs, as `judge` sees it. */
export function findClaim(db: Db, id: string, judge: string) {
  return db
    .selectFrom('organisations.claim as c')
    .innerJoin('organisations.organisation as o', 'o.id', 'c.organisation_id')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .leftJoin('people.card as d', 'd.id', 'c.decided_by')
    .select(['c.id', 'c.organisation_id', 'c.person_id', 'c.relation', 'c.evidence', 'c.locale'])
    .select(['c.state', 'c.claimed_at', 'c.decided_at', 'c.reason', 'c.reason_text'])
    .select(['o.slug', 'o.name', 'o.kind', 'o.state as organisation_state'])
    .select(['o.email as organisation_email', 'o.website', 'o.registration_number'])
    .select(['p.name as person', 'd.name as decided_by'])
    .select([ownedOf('c').as('owned'), belonged('c', judge).as('belonged')])
    .select(
      sql<number>`(select count(*)::int from organisations.claim other
        where other.organisation_id = c.organisation_id and other.id <> c.id
          and other.state = 'open')`.as('rivals'),
    )
    .where('c.id', '=', id)
    .executeTakeFirst()
}

export type Claim = NonNullable<Awaited<ReturnType<typeof findClaim>>>

const ownedOf = (row: 'c' | 'v') => sql<boolean>`exists (
  select from organisations.membership m where m.until is null and m.role = 'owner'
    and m.organisation_id = ${sql.ref(`${row}.organisation_id`)})`

/** Whether this person is or was a member of the organisation of the row. */
const belonged = (row: 'c' | 'v', personId: string) => sql<boolean>`exists (
  select from organisations.membership m where m.person_id = ${personId}
    and m.organisation_id = ${sql.ref(`${row}.organisation_id`)})`

export function listClaimFiles(db: Db, claimId: string) {
  return db
    .selectFrom('organisations.claim_file as cf')
    .innerJoin('kit.file as f', 'f.id', 'cf.file_id')
    .select(['f.id', 'f.name', 'f.media_type', 'f.bytes'])
    .where('cf.claim_id', '=', claimId)
    .orderBy('f.id')
    .execute()
}

export type ClaimFile = Awaited<ReturnType<typeof listClaimFiles>>[number]

/** The verification that came with a claim, for the link between the two pages of the desk. */
export function findVerificationOfClaim(db: Db, claimId: string) {
  return db
    .selectFrom('organisations.verification')
    .select(['id', 'state'])
    .where('claim_id', '=', claimId)
    .executeTakeFirst()
}

export function countOpenClaims(db: Db): Promise<number> {
  return db
    .selectFrom('organisations.claim')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
    .then(({ count }) => Number(count))
}

/** Claims with what was written in them, for the copy of somebody's data. */
export function listOwnClaims(db: Db, personId: string) {
  return db
    .selectFrom('organisations.claim as c')
    .innerJoin('organisations.organisation as o', 'o.id', 'c.organisation_id')
    .select(['o.slug', 'c.relation', 'c.evidence', 'c.state', 'c.claimed_at', 'c.decided_at'])
    .select(['c.reason', 'c.reason_text'])
    .where('c.person_id', '=', personId)
    .orderBy('c.claimed_at')
    .execute()
}
