// Who gave before a campaign changed what it asks for.
import { sql } from 'kysely'
import { defaultTimeZone } from '#kit/intl.ts'
import type { Db } from '../tables.ts'

/** The last change that lets people take back, as long as it does. */
export const findChange = (db: Db, campaignId: string, now: Date) =>
  db
    .selectFrom('campaigns.version')
    .select(['version', 'reason', 'at', 'withdraw_until'])
    .where('campaign_id', '=', campaignId)
    .where('withdraw_until', '>', now)
    .orderBy('version', 'desc')
    .executeTakeFirst()

const goesBack = sql<bigint>`coalesce(sum(r.amount_minor), 0)::bigint`

/** One promise of this campaign, with what is held of it. */
export async function findGift(db: Db, pledgeId: string, campaignId: string) {
  const pledge = await db
    .selectFrom('payments.pledge as p')
    .innerJoin('campaigns.campaign as c', 'c.purpose_id', 'p.purpose_id')
    .select(['p.id', 'p.state', 'p.amount_minor', 'p.currency', 'p.created_at'])
    .where('p.id', '=', pledgeId)
    .where('c.id', '=', campaignId)
    .executeTakeFirst()
  if (!pledge) return undefined
  const payments = await db
    .selectFrom('payments.payment as m')
    .leftJoin('payments.refund as r', (back) =>
      back.onRef('r.payment_id', '=', 'm.id').on('r.state', '<>', 'failed'),
    )
    .select(['m.id', 'm.amount_minor', goesBack.as('back_minor')])
    .where('m.pledge_id', '=', pledge.id)
    .groupBy('m.id')
    .execute()
  const held = payments
    .map(({ id, amount_minor, back_minor }) => ({ id, amount_minor: amount_minor - back_minor }))
    .filter(({ amount_minor }) => amount_minor > 0n)
  return { ...pledge, held, received: payments.length > 0 }
}

export type Gift = NonNullable<Awaited<ReturnType<typeof findGift>>>

/** Those to write to: with an address, before the change, and not taken back. */
export const listTold = (db: Db, campaignId: string, before: Date) =>
  db
    .selectFrom('payments.pledge as p')
    .innerJoin('campaigns.campaign as c', 'c.purpose_id', 'p.purpose_id')
    .select(['p.id', 'p.donor_email', 'p.locale', 'c.slug', 'c.title'])
    .where('c.id', '=', campaignId)
    .where('p.created_at', '<', before)
    .where('p.state', '<>', 'withdrawn')
    .where('p.donor_email', 'is not', null)
    .orderBy('p.id')
    .execute()

/** What of a purpose is still here, and how often it was tried to send it. */
export async function listLeft(tx: Db, purposeId: string, closes_at: Date | null) {
  const lastDay = sql<string>`(${closes_at}::timestamptz at time zone ${defaultTimeZone})::date`
  const rows = await tx
    .selectFrom('payments.payment as m')
    .leftJoin('payments.refund as r', 'r.payment_id', 'm.id')
    .select(['m.id', 'm.amount_minor', 'm.method'])
    .select([
      sql<bigint>`coalesce(sum(r.amount_minor) filter (where r.state <> 'failed'), 0)::bigint`.as(
        'back_minor',
      ),
      sql<number>`(count(*) filter (where r.state = 'failed'))::int`.as('tries'),
      sql<Date | null>`max(r.created_at) filter (where r.state = 'failed')`.as('last_at'),
    ])
    .select((eb) => eb('m.received_on', '>', lastDay).as('late'))
    .where('m.purpose_id', '=', purposeId)
    .groupBy('m.id')
    .orderBy('m.id')
    .execute()
  return rows
    .map(({ id, method, amount_minor, back_minor, tries, last_at, late }) => ({
      id,
      method,
      tries,
      last_at,
      late: late === true,
      amount_minor: amount_minor - back_minor,
    }))
    .filter(({ amount_minor }) => amount_minor > 0n)
}

export type Left = Awaited<ReturnType<typeof listLeft>>[number]
