// Refunds to a card that do not go: the processor refuses them, or has
// been silent about them for hours.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** So often asked without an answer: some three hours. */
const silentFrom = 12
const shownMost = 50

const refused = (db: Db) =>
  db
    .selectFrom('payments.card_refund as c')
    .innerJoin('payments.refund as r', 'r.id', 'c.id')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .innerJoin('payments.purpose as u', 'u.id', 'm.purpose_id')
    .leftJoin('payments.pledge as p', 'p.id', 'm.pledge_id')
    .select(['r.id', 'r.payment_id', 'r.reason', 'r.amount_minor', 'm.currency', 'c.state'])
    .select(['c.detail', 'c.attempts', 'r.created_at', 'u.title', 'u.path', 'p.reference'])
    .select(
      sql<bigint>`m.amount_minor - (select coalesce(sum(n.amount_minor), 0)
        from payments.refund n where n.payment_id = m.id and n.state <> 'failed')::bigint`.as(
        'left_minor',
      ),
    )
    .select(
      sql<number>`(select count(*) from payments.refund f join payments.card_refund t on t.id = f.id
        where f.payment_id = m.id and f.state = 'failed')::int`.as('tries'),
    )
    .where((eb) =>
      eb.or([
        eb.and([eb('c.state', '=', 'unknown'), eb('c.attempts', '>=', silentFrom)]),
        eb.and([eb('c.state', '=', 'failed'), refusedForNow]),
      ]),
    )

// What people decided on they see on the gift's own page.
const byRule = (db: Db) => refused(db).where('r.requested_by', 'is', null)

export const listRefused = (db: Db) =>
  byRule(db).orderBy('r.created_at').orderBy('r.id').limit(shownMost).execute()

export const findRefusedByRule = (db: Db, id: string) =>
  byRule(db).where('r.id', '=', id).executeTakeFirst()

/** Whoever decided on it. */
export const findRefused = (db: Db, id: string) =>
  refused(db).where('r.id', '=', id).executeTakeFirst()

/** Those that were refused so often that asking the card once more is of no use. */
export const listRefusedOften = (db: Db, tries: number, most: number) =>
  db
    .selectFrom(byRule(db).as('one'))
    .selectAll()
    .where('one.state', '=', 'failed')
    .where('one.tries', '>=', tries)
    .limit(most)
    .execute()

export type RefusedRow = Awaited<ReturnType<typeof listRefused>>[number]

// What a bank disputes goes that way.
const refusedForNow = sql<boolean>`
  r.reason not in ('processor_did', 'dispute_lost')
  and m.amount_minor > (select coalesce(sum(n.amount_minor), 0) from payments.refund n
    where n.payment_id = r.payment_id and n.state <> 'failed')
  and not exists (select from payments.refund n where n.payment_id = r.payment_id
    and n.state = 'failed' and (n.created_at, n.id) > (r.created_at, r.id)
    and exists (select from payments.card_refund t where t.id = n.id))
  and not exists (select from payments.card_dispute d where d.charge_id = c.charge_id
    and d.state in ('open', 'lost'))`
