// Where a gift stands in the books, and what events of the books are about.
import { sql } from 'kysely'
import { listSeals } from '#modules/ledger/index.ts'
import type { Db } from '../tables.ts'

/** A gift by its reference, with the rows of the books that it became. */
export async function findRecorded(db: Db, reference: string) {
  const pledge = await db
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .select(['p.id', 'p.reference', 'p.is_sample', 'purpose.title', 'purpose.path'])
    .where('p.reference', '=', reference)
    .executeTakeFirst()
  if (!pledge) return undefined
  const payments = await db
    .selectFrom('payments.payment as payment')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'payment.purpose_id')
    .select(['payment.id', 'payment.amount_minor', 'payment.currency', 'payment.received_on'])
    .select(['payment.event_id', 'purpose.title'])
    .where('payment.pledge_id', '=', pledge.id)
    .orderBy('payment.created_at')
    .execute()
  const seals = await listSeals(
    db,
    payments.map(({ event_id }) => event_id),
  )
  const arrived = payments.map((payment) => ({
    ...payment,
    rows: seals.filter(({ event_id }) => event_id === payment.event_id),
  }))
  return { ...pledge, arrived }
}

export type Recorded = NonNullable<Awaited<ReturnType<typeof findRecorded>>>

interface BookedThing {
  readonly what: 'gift' | 'entry' | 'payout' | 'order'
  readonly id: string
  /** What people call it by. */
  readonly name: string | null
}

/** Gifts, lines of statements, payouts and orders that these events are about, each once. */
export async function listBooked(db: Db, events: readonly string[]): Promise<BookedThing[]> {
  const ids = sql`any(${sql.val([...events])}::uuid[])`
  const { rows } = await sql<BookedThing>`
    select 'gift' as what, p.id, pledge.reference as name
      from payments.payment p left join payments.pledge pledge on pledge.id = p.pledge_id
      where p.event_id = ${ids}
        or p.id in (select r.payment_id from payments.refund r where r.event_id = ${ids})
    union
    select 'entry', e.id, null from payments.entry e
      where e.event_id = ${ids}
        or e.id in (select a.entry_id from payments.allocation a where a.event_id = ${ids})
        or e.id in (select p.source_id from payments.payment p
          where p.source = 'entry' and p.event_id = ${ids})
    union
    select 'payout', i.payout_id, null from payments.order_item i
      where i.event_id = ${ids} and i.payout_id is not null
    union
    select 'order', i.order_id, i.end_to_end_id from payments.order_item i
      where i.event_id = ${ids}
    order by what, name, id
  `.execute(db)
  return rows
}
