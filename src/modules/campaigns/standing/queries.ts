import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** What became of the last time it was handed to the reviewers. */
export const findLastReview = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.review as r')
    .select(['r.state', 'r.requested_at', 'r.decided_at', 'r.reason'])
    .select(
      sql<number>`(select count(*)::int from campaigns.review_approval a
        where a.review_id = r.id)`.as('approvals'),
    )
    .where('r.campaign_id', '=', campaignId)
    .orderBy('r.requested_at', 'desc')
    .executeTakeFirst()

export type LastReview = Awaited<ReturnType<typeof findLastReview>>
