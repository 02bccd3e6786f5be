// What waits before it goes back, and may still be given on.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

const waiting = (tx: Db) =>
  tx
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as p', 'p.id', 'r.payment_id')
    .leftJoin('payments.payment as o', (join) =>
      join.on(sql<boolean>`o.id = coalesce(p.origin_id, p.id)`),
    )
    .leftJoin('payments.card_charge as c', (join) =>
      join.onRef('c.id', '=', 'o.source_id').on('o.source', '=', 'charge'),
    )
    .leftJoin('payments.bank_return as b', 'b.refund_id', 'r.id')
    .where('r.state', '=', 'requested')
    .where('r.goes_at', 'is not', null)

/** Those whose time is over and of which it is known whither; held, a part at a time. */
export const lockDue = (tx: Db, now: Date, most: number) =>
  waiting(tx)
    .select(['r.id', 'r.amount_minor', 'b.id as return_id', 'c.id as charge_id'])
    .select('c.processor_account_id')
    .where('r.goes_at', '<=', now)
    .where((eb) => eb.or([eb('c.id', 'is not', null), eb('b.iban', 'is not', null)]))
    .where('b.told_by', 'is', null)
    .orderBy('r.goes_at')
    .orderBy('r.id')
    .limit(most)
    .forUpdate('r')
    .skipLocked()
    .execute()

export type Due = Awaited<ReturnType<typeof lockDue>>[number]

/** What of one promise waits to go back from one purpose, held. */
export const lockWaiting = (tx: Db, pledge_id: string, purpose_id: string, now: Date) =>
  waiting(tx)
    .select(['r.id', 'r.event_id', 'r.amount_minor', 'p.id as payment_id', 'p.currency'])
    .select(['p.method', 'p.origin_id', 'b.id as return_id'])
    .where('p.pledge_id', '=', pledge_id)
    .where('p.purpose_id', '=', purpose_id)
    .where('r.goes_at', '>', now)
    .orderBy('r.id')
    .forUpdate('r')
    .execute()

export type Waiting = Awaited<ReturnType<typeof lockWaiting>>[number]
