// What an organisation received through the platform: for everybody by month, for its people whole.
import { sql } from 'kysely'
import { calendarDay } from '#kit/format.ts'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { listLatestRates } from '../queries.ts'
import { inEuro } from '../rules.ts'
import type { Db } from '../tables.ts'

/** Money that came and did not go back, by month and currency, the latest month first. */
const listMonths = writtenOnce((db: Db, organisation_id: string) =>
  db
    .selectFrom('payments.payment as payment')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'payment.purpose_id')
    .select(({ fn }) => [
      sql<string>`to_char(payment.received_on, 'YYYY-MM')`.as('month'),
      'payment.currency',
      fn.countAll<bigint>().as('gifts'),
      sql<bigint>`sum(payment.amount_minor - coalesce((
        select sum(refund.amount_minor) from payments.refund
        where refund.payment_id = payment.id and refund.state = 'done'
      ), 0))::bigint`.as('minor'),
    ])
    .where('purpose.organisation_id', '=', organisation_id)
    .groupBy(['month', 'payment.currency'])
    .orderBy('month', 'desc')
    .orderBy('payment.currency')
    .modifyFront(plannedOnce),
)

// As many as one reads; the others are counted.
const namesMost = 24

/** Those who agreed that their name is shown, once each, the latest first. */
async function listNames(db: Db, organisation_id: string) {
  const { rows } = await sql<{ name: string | null; who: bigint }>`
    select case when p.visibility = 'named' then p.donor_name end as name,
      count(distinct coalesce(p.donor_email, p.id::text))::bigint as who
    from payments.pledge p join payments.purpose purpose on purpose.id = p.purpose_id
    where purpose.organisation_id = ${organisation_id} and p.received_minor > p.returned_minor
    group by 1
    order by max(p.first_received_at) desc
  `.execute(db)
  const names = rows.flatMap(({ name }) => name ?? [])
  const unseen = rows.find(({ name }) => name === null)?.who ?? 0n
  const shown = names.slice(0, namesMost)
  return { names: shown, others: names.length - shown.length + Number(unseen) }
}

/** For the organisation's page; null when nothing has come yet. */
export async function receivedOf(db: Db, organisation_id: string, now: Date) {
  const months = await listMonths(db, organisation_id)
  if (months.length === 0) return null
  const [people, rates] = await Promise.all([
    listNames(db, organisation_id),
    listLatestRates(db, calendarDay(now)),
  ])
  const sums = new Map<string, bigint>()
  for (const { currency, minor } of months) sums.set(currency, (sums.get(currency) ?? 0n) + minor)
  const totals = [...sums].map(([currency, minor]) => ({ currency, minor }))
  const gifts = months.reduce((sum, month) => sum + Number(month.gifts), 0)
  // One currency needs no other to be understood.
  const euro = totals.length > 1 ? inEuro(totals, rates) : null
  return { months, totals, gifts, euro, ...people }
}

export type Received = NonNullable<Awaited<ReturnType<typeof receivedOf>>>

/** Every gift, for its people; names only of those who want to be seen. */
export const listGifts = (db: Db, organisation_id: string, most: number) =>
  db
    .selectFrom('payments.payment as payment')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'payment.purpose_id')
    .leftJoin('payments.pledge as pledge', 'pledge.id', 'payment.pledge_id')
    .select(['payment.id', 'payment.received_on', 'payment.amount_minor', 'payment.currency'])
    .select('purpose.title')
    .select(['payment.method', 'pledge.in_name_of', 'pledge.message', 'pledge.donor_country'])
    .select([
      sql<string | null>`case when pledge.visibility = 'named' then pledge.donor_name end`.as(
        'name',
      ),
      sql<bigint>`coalesce((
        select sum(refund.amount_minor) from payments.refund
        where refund.payment_id = payment.id and refund.state = 'done'
      ), 0)::bigint`.as('back_minor'),
    ])
    .where('purpose.organisation_id', '=', organisation_id)
    .orderBy('payment.received_on', 'desc')
    .orderBy('payment.created_at', 'desc')
    .limit(most)
    .execute()

export type ListedGift = Awaited<ReturnType<typeof listGifts>>[number]
