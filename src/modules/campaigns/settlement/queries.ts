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

/** How far what goes back has come, by the state of it; each cent of each gift. */
export const listGoingBack = (db: Db, purposeId: string) =>
  db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .select(['r.state', 'm.currency'])
    .select((eb) => [
      sql<number>`count(*)::int`.as('gifts'),
      eb.fn.sum<bigint>('r.amount_minor').as('amount_minor'),
    ])
    .where('m.purpose_id', '=', purposeId)
    .groupBy(['r.state', 'm.currency'])
    .orderBy('r.state')
    .orderBy('m.currency')
    .execute()

export type GoingBackRow = Awaited<ReturnType<typeof listGoingBack>>[number]
