// What a campaign said when, and what happened to it from its draft on.
import { sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { BudgetRow, Campaign } from '../queries.ts'
import type { State } from '../rules.ts'
import type { Db, HandedIn, Snapshot } from '../tables.ts'

/** What the campaign said, each time it changed after it was opened; the newest first. */
export const listVersions = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.version')
    .select(['version', 'material', 'reason', 'snapshot', 'at', 'withdraw_until'])
    .where('campaign_id', '=', campaignId)
    .orderBy('version', 'desc')
    .execute()

export type Version = Awaited<ReturnType<typeof listVersions>>[number]

/** What a campaign says today, whole. */
export async function snapshotOf(
  db: Db,
  campaignId: string,
  budget: readonly BudgetRow[],
): Promise<Snapshot> {
  const texts = await db
    .selectFrom('campaigns.campaign')
    .select(['title', 'summary', 'story', 'timetable', 'risks', 'team'])
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow()
  return {
    ...texts,
    budget: budget.map(({ title, amount_minor, essential }) => ({
      title,
      essential,
      amount_minor: String(amount_minor),
    })),
  }
}

/** What is shown to those who look at it: what it says, its terms, its picture and its film. */
export async function handedInOf(
  db: Db,
  campaignId: string,
  budget: readonly BudgetRow[],
): Promise<HandedIn> {
  const [said, rest] = await Promise.all([
    snapshotOf(db, campaignId, budget),
    db
      .selectFrom('campaigns.campaign as c')
      .leftJoin('organisations.card as h', 'h.id', 'c.host_id')
      .leftJoin('campaigns.film as f', 'f.campaign_id', 'c.id')
      .select(['c.kind', 'c.rounds', 'c.days', 'c.enough_percent', 'h.slug as host'])
      .select(['c.picture_id', 'f.file_id as film_id'])
      .where('c.id', '=', campaignId)
      .executeTakeFirstOrThrow(),
  ])
  const { picture_id, film_id, ...terms } = rest
  return { ...said, terms, picture_id, film_id }
}

type What =
  | 'begun'
  | 'host_agreed'
  | 'handed_in'
  | 'looked_at'
  | 'sent_back'
  | 'withdrawn'
  | 'extended'
  | Exclude<State, 'draft' | 'in_review'>

export interface Happening {
  readonly at: Date
  readonly what: What
  /** Null: somebody who was erased. Undefined: nobody, it was the clock. */
  readonly who?: string | null
  /** What the organisation told everybody. */
  readonly reason?: Localized
  /** What the reviewers asked to put right. */
  readonly remark?: string | null
  /** Of what is handed in again: how it was the last time and how it is now, where it was kept. */
  readonly since?: { readonly before: HandedIn | null; readonly after: HandedIn | null }
}

/** All of it, the latest first. */
export async function listCourse(db: Db, campaign: Campaign): Promise<Happening[]> {
  const [hosted, reviews, yeses, moves] = await Promise.all([
    findHosting(db, campaign),
    listReviews(db, campaign.id),
    listYeses(db, campaign.id),
    listMoves(db, campaign.id),
  ])
  const begun: Happening = { at: campaign.created_at, what: 'begun' }
  // In this order they stand where two happened in one moment: the last yes, and then it is open.
  const all = [begun, ...hosted, ...reviews.flatMap(ofReview), ...yeses, ...moves]
  return all.toSorted((a, b) => a.at.getTime() - b.at.getTime()).toReversed()
}

type Review = Awaited<ReturnType<typeof listReviews>>[number]

function ofReview(review: Review, place: number, all: readonly Review[]): Happening[] {
  const before = all[place - 1]
  const since = before && { before: before.said, after: review.said }
  const asked: Happening = {
    at: review.requested_at,
    what: 'handed_in',
    who: review.asked_by,
    ...(since ? { since } : {}),
  }
  const { decided_at: at, decided_by: who, reason: remark } = review
  if (!at || review.state === 'open' || review.state === 'approved') return [asked]
  const what = review.state === 'refused' ? 'sent_back' : 'withdrawn'
  return [asked, { at, what, who, remark }]
}

const listReviews = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.review as r')
    .leftJoin('people.card as asker', 'asker.id', 'r.requested_by')
    .leftJoin('people.card as judge', 'judge.id', 'r.decided_by')
    .select(['r.state', 'r.requested_at', 'r.decided_at', 'r.reason', 'r.said'])
    .select(['asker.name as asked_by', 'judge.name as decided_by'])
    .where('r.campaign_id', '=', campaignId)
    .orderBy('r.requested_at')
    .orderBy('r.id')
    .execute()

const listYeses = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.review_approval as a')
    .innerJoin('campaigns.review as r', 'r.id', 'a.review_id')
    .leftJoin('people.card as p', 'p.id', 'a.operator_id')
    .select(['a.approved_at as at', 'p.name as who', sql<'looked_at'>`'looked_at'`.as('what')])
    .where('r.campaign_id', '=', campaignId)
    .orderBy('a.approved_at')
    .execute()

/** What the reviews do not tell: from the opening on. */
async function listMoves(db: Db, campaignId: string): Promise<Happening[]> {
  const rows = await db
    .selectFrom('campaigns.state_change as s')
    .leftJoin('people.card as p', 'p.id', 's.decided_by')
    .select(['s.at', 's.reason', 's.decided_by', 'p.name'])
    .select(sql<What>`s.to_state`.as('what'))
    .where('s.campaign_id', '=', campaignId)
    .where('s.to_state', 'not in', ['draft', 'in_review'])
    .unionAll(
      db
        .selectFrom('campaigns.extension as e')
        .leftJoin('people.card as p', 'p.id', 'e.person_id')
        .select(['e.at', 'e.reason', 'e.person_id as decided_by', 'p.name'])
        .select(sql<What>`'extended'::text`.as('what'))
        .where('e.campaign_id', '=', campaignId),
    )
    .orderBy('at')
    .execute()
  return rows.map(({ at, what, reason, decided_by, name }) =>
    decided_by ? { at, what, reason, who: name } : { at, what, reason },
  )
}

/** The host that stands, where one was asked and said yes. */
async function findHosting(
  db: Db,
  { host_agreed_at: at, host_agreed_by }: Campaign,
): Promise<Happening[]> {
  if (!at || !host_agreed_by) return []
  const who = await db
    .selectFrom('people.card')
    .select('name')
    .where('id', '=', host_agreed_by)
    .executeTakeFirst()
  return [{ at, what: 'host_agreed', who: who?.name ?? null }]
}
