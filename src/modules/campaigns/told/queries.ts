// Promises as everybody may read them, in the order in which they were made.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

const named = sql<boolean>`p.visibility = 'named'`

export const listPledges = (
  db: Db,
  purpose_id: string | null,
  after: string | null,
  limit: number,
) => {
  const query = db
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.gift_card as g', 'g.id', 'p.id')
    .select(['p.id', 'p.state', 'p.currency', 'p.amount_minor', 'p.received_minor'])
    .select(['p.returned_minor', 'p.in_name_of', 'g.passed_on_minor'])
    .select(sql<string | null>`case when ${named} then p.donor_name end`.as('name'))
    .select(sql<string>`p.created_at::date::text`.as('promised_on'))
    .where('p.purpose_id', '=', purpose_id)
    .orderBy('p.id')
    .limit(limit)
  return (after ? query.where('p.id', '>', after) : query).execute()
}
