// What is held for a campaign when its time is over.
import { sql } from 'kysely'
import { defaultTimeZone } from '#kit/intl.ts'
import type { Db } from '../tables.ts'

/** Every payment that is not wholly on its way back. The day of the bank or the card decides. */
export async function listHeld(db: Db, purpose_id: string, closes_at: Date) {
  const lastDay = sql<string>`(${closes_at}::timestamptz at time zone ${defaultTimeZone})::date`
  const rows = await db
    .selectFrom('payments.payment as m')
    .leftJoin('payments.refund as r', (back) =>
      back.onRef('r.payment_id', '=', 'm.id').on('r.state', '<>', 'failed'),
    )
    .select(['m.id', 'm.currency', 'm.amount_minor'])
    .select(sql<bigint>`coalesce(sum(r.amount_minor), 0)::bigint`.as('back_minor'))
    .select((eb) => eb('m.received_on', '<=', lastDay).as('in_time'))
    .where('m.purpose_id', '=', purpose_id)
    .groupBy('m.id')
    .orderBy('m.id')
    .execute()
  return rows
    .map(({ id, currency, amount_minor, back_minor, in_time }) => ({
      id,
      currency,
      in_time: in_time === true,
      amount_minor: amount_minor - back_minor,
    }))
    .filter(({ amount_minor }) => amount_minor > 0n)
}

/** Less what went or goes back already. */
export type HeldPayment = Awaited<ReturnType<typeof listHeld>>[number]

const free = sql<bigint>`(a.credits_posted_minor - a.debits_posted_minor - a.debits_pending_minor)`

/** What is held for a campaign and reserved for nothing, in each currency. */
export const listFree = (db: Db, campaignId: string) =>
  db
    .selectFrom('ledger.account as a')
    .select(['a.currency', free.as('amount_minor')])
    .where('a.kind', '=', 'escrow')
    .where('a.owner_id', '=', campaignId)
    .where(free, '>', 0n)
    .execute()

/** Campaigns that are over and have something left that nobody decided about. */
export const listLeftOver = (db: Db) =>
  db
    .selectFrom('ledger.account as a')
    .innerJoin('campaigns.campaign as c', 'c.id', 'a.owner_id')
    .select('c.id')
    .distinct()
    .where('a.kind', '=', 'escrow')
    .where(free, '>', 0n)
    .where('c.state', 'in', ['succeeded', 'paid_out', 'reported', 'failed', 'cancelled'])
    .execute()

/** Campaigns whose round is over, statements of the last day included; the oldest first. */
export const listDue = (db: Db, now: Date) =>
  db
    .selectFrom('campaigns.campaign')
    .select(['id', 'slug', 'closes_at', 'round'])
    .where('state', 'in', ['open', 'second_round', 'paused'])
    .where(sql<boolean>`closes_at + make_interval(days => grace_days) <= ${now}`)
    .orderBy('closes_at')
    .orderBy('id')
    .execute()

type Far = 'waiting' | 'requested' | 'confirmed' | 'sent' | 'done' | 'failed' | 'chosen'

const far = (now: Date) => sql<Far>`case
  when r.reason = 'passed_on' then 'chosen'
  when r.state = 'requested' and r.goes_at > ${now} then 'waiting'
  else r.state end`

/** How far what goes back has come, by the state of it; each cent of each gift. */
export const listGoingBack = (db: Db, purposeId: string, now: Date) =>
  db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .select([far(now).as('state'), 'm.currency'])
    .select((eb) => [
      sql<number>`count(*)::int`.as('gifts'),
      eb.fn.sum<bigint>('r.amount_minor').as('amount_minor'),
    ])
    .where('m.purpose_id', '=', purposeId)
    // What did not go and was ordered again, or given on, is counted there.
    .where(({ eb, or, not, exists, selectFrom }) =>
      or([
        eb('r.state', '<>', 'failed'),
        not(
          exists(
            selectFrom('payments.refund as other')
              .select('other.id')
              .whereRef('other.payment_id', '=', 'm.id')
              .where('other.state', '<>', 'failed'),
          ),
        ),
      ]),
    )
    .groupBy([sql`1`, 'm.currency'])
    .orderBy(sql`1`)
    .orderBy('m.currency')
    .execute()

export type GoingBackRow = Awaited<ReturnType<typeof listGoingBack>>[number]
