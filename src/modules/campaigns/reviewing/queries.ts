// Campaigns that wait to be looked at, and one of them with everything a decision needs.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

const approvals = sql<number>`(select count(*)::int from campaigns.review_approval a
  where a.review_id = r.id)`

const approvedBy = (personId: string) => sql<boolean>`exists (
  select from campaigns.review_approval a where a.review_id = r.id and a.operator_id = ${personId})`

/** The same question that the database asks in campaigns.may_judge. */
const belonged = (personId: string) => sql<boolean>`(
  organisations.ever_belonged(c.organisation_id, ${personId}::uuid)
  or (c.host_id is not null and organisations.ever_belonged(c.host_id, ${personId}::uuid)))`

// More than two operators read in a week.
const waitingMax = 200

export const listWaiting = (db: Db, judge: string) =>
  db
    .selectFrom('campaigns.review as r')
    .innerJoin('campaigns.campaign as c', 'c.id', 'r.campaign_id')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .select(['r.id', 'r.requested_at', 'c.slug', 'c.title', 'o.name as organisation'])
    .select([approvals.as('approvals'), approvedBy(judge).as('approved')])
    .where('r.state', '=', 'open')
    .orderBy('r.requested_at')
    .limit(waitingMax)
    .execute()

export type Waiting = Awaited<ReturnType<typeof listWaiting>>[number]

export async function countWaiting(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('campaigns.review')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(total)
}

export const findReview = (db: Db, id: string, judge: string) =>
  db
    .selectFrom('campaigns.review as r')
    .innerJoin('campaigns.campaign as c', 'c.id', 'r.campaign_id')
    .leftJoin('people.card as p', 'p.id', 'r.requested_by')
    .select(['r.id', 'r.campaign_id', 'r.state', 'r.requested_by', 'r.requested_at', 'r.version'])
    .select(['p.name as asked_by'])
    .select([approvals.as('approvals'), approvedBy(judge).as('approved')])
    .select(belonged(judge).as('belonged'))
    .where('r.id', '=', id)
    .executeTakeFirst()

export type Review = NonNullable<Awaited<ReturnType<typeof findReview>>>

export const listApprovals = (db: Db, reviewId: string) =>
  db
    .selectFrom('campaigns.review_approval as a')
    .leftJoin('people.card as p', 'p.id', 'a.operator_id')
    .select(['a.operator_id', 'a.approved_at', 'p.name'])
    .where('a.review_id', '=', reviewId)
    .orderBy('a.approved_at')
    .execute()

export type Approval = Awaited<ReturnType<typeof listApprovals>>[number]
