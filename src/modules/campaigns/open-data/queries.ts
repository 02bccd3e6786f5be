// Campaigns as rows for everybody to take along: what was asked, promised, received.
import { type SqlBool, sql } from 'kysely'
import type { Measured, Part } from '#kit/dataset.ts'
import { gifts, matched, promised, received } from '../queries.ts'
import type { Db } from '../tables.ts'

const gone = sql<boolean>`(c.hidden_at is not null or coalesce(v.hidden, false))`
const spent = sql<bigint>`coalesce((
  select sum(e.amount_minor) from campaigns.expense e
  where e.campaign_id = c.id and e.removed_at is null
), 0)::bigint`
const changedAt = sql<Date>`greatest(c.updated_at, v.changed_at, far.last_received_at, (
  select max(greatest(e.at, e.removed_at)) from campaigns.expense e where e.campaign_id = c.id
), (
  select max(greatest(a.created_at, a.resolved_at)) from campaigns.match a where a.campaign_id = c.id
))`

/** Every campaign that ever was public, with whether it still is. */
const known = (db: Db) =>
  db
    .selectFrom('campaigns.campaign as c')
    .leftJoin('organisations.visibility as v', 'v.id', 'c.organisation_id')
    .leftJoin('payments.card as far', (far) =>
      far.onRef('far.id', '=', 'c.purpose_id').onRef('far.currency', '=', 'c.currency'),
    )
    .where('c.opened_at', 'is not', null)

const rows = (db: Db) =>
  known(db)
    .leftJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .leftJoin('organisations.card as h', 'h.id', 'c.host_id')
    .leftJoin('places.card as w', 'w.id', 'c.place_id')
    .select(['c.id', 'c.slug', 'c.title', 'c.summary', 'c.state', 'c.state_since', 'c.kind'])
    .select(['c.rounds', 'c.enough_percent', 'c.currency', 'c.minimum_minor', 'c.optimum_minor'])
    .select(['c.opened_at', 'c.closes_at', 'c.area', 'c.organisation_id', 'c.is_sample'])
    .select(['o.slug as organisation', 'h.slug as host', 'w.slug as place'])
    .select([promised.as('promised_minor'), received.as('received_minor'), gifts.as('gifts')])
    .select((eb) => {
      const paid = eb
        .selectFrom('payments.bound_payout as b')
        .select(sql<bigint>`sum(b.amount_minor)::bigint`.as('sum'))
        .whereRef('b.purpose_id', '=', 'c.purpose_id')
        .whereRef('b.currency', '=', 'c.currency')
        .where('b.state', '=', 'paid')
      return eb.fn.coalesce(paid, sql<bigint>`0::bigint`).as('paid_minor')
    })
    .select([matched.as('matched_minor'), spent.as('spent_minor')])
    .select([changedAt.as('changed_at'), gone.as('withdrawn')])
    .orderBy('c.id')

/** The next campaigns of the data set, in the order of their ids. */
export function listOpen(db: Db, { since, after, limit }: Part) {
  const all = rows(db).limit(limit)
  const query = since
    ? all.where(sql<SqlBool>`${changedAt} >= ${since}`)
    : all.where(sql<SqlBool>`not ${gone}`)
  return (after ? query.where('c.id', '>', after) : query).execute()
}

export type OpenCampaign = Awaited<ReturnType<typeof listOpen>>[number]

export async function measureOpen(db: Db): Promise<Measured> {
  const { total, changed_at } = await known(db)
    .select([sql<bigint>`count(*) filter (where not ${gone})`.as('total')])
    .select(sql<Date | null>`max(${changedAt})`.as('changed_at'))
    .executeTakeFirstOrThrow()
  return { rows: Number(total), changed_at }
}
