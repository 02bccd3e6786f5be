// What a campaign's page shows of those who gave, and of what was said since.
import { sql } from 'kysely'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import type { Db } from '../tables.ts'

// A screen on a phone; all of them are in the open data.
const supportersShown = 20

/** Those whose money came, the latest first, by the name they chose to show or by none. */
export const listSupporters = writtenOnce((db: Db, purposeId: string) =>
  db
    .selectFrom('payments.pledge as p')
    .select(['p.id', 'p.currency', 'p.received_minor', 'p.first_received_at', 'p.in_name_of'])
    .select([
      sql<string | null>`case when p.visibility = 'named' then p.donor_name end`.as('name'),
      sql<string | null>`case when p.visibility = 'named' then p.message end`.as('message'),
    ])
    .where('p.purpose_id', '=', purposeId)
    .where('p.received_minor', '>', 0n)
    .whereRef('p.received_minor', '>', 'p.returned_minor')
    .orderBy('p.first_received_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(supportersShown),
)

export type Supporter = Awaited<ReturnType<typeof listSupporters>>[number]

/** Changes of what was asked, after somebody had given. */
export const listMaterial = writtenOnce((db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.version')
    .select(['version', 'reason', 'at', 'withdraw_until'])
    .where('campaign_id', '=', campaignId)
    .where('material', '=', true)
    .orderBy('version', 'desc')
    .modifyFront(plannedOnce),
)

export type Material = Awaited<ReturnType<typeof listMaterial>>[number]
