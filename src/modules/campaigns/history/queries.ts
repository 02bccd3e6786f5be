import type { Db } from '../tables.ts'

/** What the campaign said, each time it changed after it was opened; the newest first. */
export const listVersions = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.version')
    .select(['version', 'material', 'reason', 'snapshot', 'at', 'withdraw_until'])
    .where('campaign_id', '=', campaignId)
    .orderBy('version', 'desc')
    .execute()

export type Version = Awaited<ReturnType<typeof listVersions>>[number]
