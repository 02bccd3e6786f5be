// Verifications: what the organisation sees of its own, and what waits on the desk.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** The organisation with its latest request, for the stewards' page. */
export function findRequest(db: Db, organisationId: string) {
  return (
    db
      .selectFrom('organisations.verification as v')
      .leftJoin('kit.file as f', 'f.id', 'v.extract_file_id')
      .leftJoin('people.card as p', 'p.id', 'v.requested_by')
      .select(['v.id', 'v.state', 'v.requested_at', 'v.decided_at', 'v.reason', 'v.reason_text'])
      .select(['v.register_name', 'v.register_number', 'v.extract_seen_on'])
      .leftJoin('organisations.claim as c', 'c.id', 'v.claim_id')
      .select(['f.name as file', 'p.name as requested_by', approvalsOf.as('approvals')])
      .where('v.organisation_id', '=', organisationId)
      // What somebody asks together with a claim is theirs alone until the claim is accepted.
      .where((eb) => eb.or([eb('c.state', 'is', null), eb('c.state', '=', 'accepted')]))
      .orderBy('v.requested_at', 'desc')
      .orderBy('v.id', 'desc')
      .executeTakeFirst()
  )
}

export type Request = NonNullable<Awaited<ReturnType<typeof findRequest>>>

const approvalsOf = sql<number>`(select count(*)::int
  from organisations.verification_approval a where a.verification_id = v.id)`

/** What is asked about the organisation before its steward may ask. */
export function findAsking(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations.organisation as o')
    .select(['o.id', 'o.slug', 'o.name', 'o.state', 'o.registration_number'])
    .where('o.id', '=', organisationId)
    .executeTakeFirstOrThrow()
}

export type Asking = Awaited<ReturnType<typeof findAsking>>

/** Verifications that wait, the oldest first; those of open claims wait for the claim. */
export function listOpenVerifications(db: Db, judge: string) {
  return db
    .selectFrom('organisations.verification as v')
    .innerJoin('organisations.organisation as o', 'o.id', 'v.organisation_id')
    .leftJoin('organisations.claim as c', 'c.id', 'v.claim_id')
    .select(['v.id', 'v.requested_at', 'o.slug', 'o.name'])
    .select([approvalsOf.as('approvals'), 'c.state as claim_state'])
    .select(approvedBy(judge).as('approved'))
    .where('v.state', '=', 'open')
    .orderBy('v.requested_at')
    .limit(200)
    .execute()
}

const approvedBy = (personId: string) => sql<boolean>`exists (
  select from organisations.verification_approval a
  where a.verification_id = v.id and a.operator_id = ${personId})`

export type WaitingVerification = Awaited<ReturnType<typeof listOpenVerifications>>[number]

/** One verification with everything that a decision needs, as `judge` sees it. */
export async function findVerification(db: Db, id: string, judge: string) {
  const row = await db
    .selectFrom('organisations.verification as v')
    .innerJoin('organisations.organisation as o', 'o.id', 'v.organisation_id')
    .innerJoin('kit.file as f', 'f.id', 'v.extract_file_id')
    .leftJoin('organisations.claim as c', 'c.id', 'v.claim_id')
    .leftJoin('people.card as p', 'p.id', 'v.requested_by')
    .leftJoin('people.card as d', 'd.id', 'v.decided_by')
    .select(['v.id', 'v.organisation_id', 'v.requested_by as requested_by_id', 'v.claim_id'])
    .select(['v.register_name', 'v.register_number', 'v.extract_seen_on', 'v.note', 'v.state'])
    .select(['v.organisation_name', 'v.requested_at', 'v.decided_at', 'v.reason', 'v.reason_text'])
    .select(['o.slug', 'o.name', 'o.kind', 'o.state as organisation_state', 'o.address'])
    .select(['o.registration_number', 'o.fiscal_number', 'o.unique_number'])
    .select(['f.id as file_id', 'f.name as file', 'f.media_type', 'f.bytes', 'f.sha256'])
    .select(['c.state as claim_state', 'p.name as requested_by', 'd.name as decided_by'])
    .select(belonged(judge).as('belonged'))
    .where('v.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return { ...row, approvals: await listApprovals(db, id) }
}

export type Verification = NonNullable<Awaited<ReturnType<typeof findVerification>>>

/** The same question that the database asks in organisations.may_vouch. */
const belonged = (personId: string) => sql<boolean>`(
  exists (select from organisations.membership m
    where m.organisation_id = v.organisation_id and m.person_id = ${personId})
  or exists (select from organisations.claim k
    where k.organisation_id = v.organisation_id and k.person_id = ${personId}))`

function listApprovals(db: Db, verificationId: string) {
  return db
    .selectFrom('organisations.verification_approval as a')
    .leftJoin('people.card as p', 'p.id', 'a.operator_id')
    .select(['a.operator_id', 'a.approved_at', 'p.name'])
    .where('a.verification_id', '=', verificationId)
    .orderBy('a.approved_at')
    .execute()
}

/** Those that an operator can act on: open, and not waiting for a claim. */
export function countOpenVerifications(db: Db): Promise<number> {
  return db
    .selectFrom('organisations.verification as v')
    .leftJoin('organisations.claim as c', 'c.id', 'v.claim_id')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('v.state', '=', 'open')
    .where((eb) => eb.or([eb('c.state', 'is', null), eb('c.state', '<>', 'open')]))
    .executeTakeFirstOrThrow()
    .then(({ count }) => Number(count))
}

/** The request that waits, those of undecided claims left out. */
export function findOpenRequest(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations.verification as v')
    .leftJoin('organisations.claim as c', 'c.id', 'v.claim_id')
    .select('v.id')
    .where('v.organisation_id', '=', organisationId)
    .where('v.state', '=', 'open')
    .where((eb) => eb.or([eb('c.state', 'is', null), eb('c.state', '=', 'accepted')]))
    .executeTakeFirst()
}

/** Verifications that somebody asked for or vouched for, for the copy of their data. */
export async function listOwnVerifications(db: Db, personId: string) {
  const requested = await db
    .selectFrom('organisations.verification as v')
    .innerJoin('organisations.organisation as o', 'o.id', 'v.organisation_id')
    .select(['o.slug', 'v.register_name', 'v.register_number', 'v.note', 'v.requested_at'])
    .where('v.requested_by', '=', personId)
    .execute()
  const approved = await db
    .selectFrom('organisations.verification_approval as a')
    .innerJoin('organisations.verification as v', 'v.id', 'a.verification_id')
    .innerJoin('organisations.organisation as o', 'o.id', 'v.organisation_id')
    .select(['o.slug', 'a.approved_at'])
    .where('a.operator_id', '=', personId)
    .execute()
  return { requested, approved }
}
