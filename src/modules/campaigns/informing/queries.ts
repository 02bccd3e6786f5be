// Who gave for a campaign and is written to: when it came about, and when it told what came of it.
import type { Db } from '../tables.ts'

/** Everybody whose gift stayed and who left an address, once, by the last of their gifts. */
export const listGivers = (db: Db, campaign_id: string) =>
  db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .innerJoin('payments.pledge as p', 'p.purpose_id', 'c.purpose_id')
    .innerJoin('payments.gift_card as g', (join) =>
      join.onRef('g.id', '=', 'p.id').onRef('g.purpose_id', '=', 'c.purpose_id'),
    )
    .distinctOn('p.donor_email')
    .select(['p.id', 'p.donor_email', 'p.locale', 'c.slug', 'c.title', 'o.name as organisation'])
    .where('c.id', '=', campaign_id)
    .where('p.donor_email', 'is not', null)
    .whereRef('g.here_minor', '>', 'g.back_minor')
    .orderBy('p.donor_email')
    .orderBy('p.created_at', 'desc')
    .orderBy('p.id')
    .execute()
