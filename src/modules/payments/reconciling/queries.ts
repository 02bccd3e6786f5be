// Our books beside the processor's.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** What our books say of some lines of the processor's. */
export const listMovementsOf = (db: Db, account_id: string, refs: readonly string[]) =>
  db
    .selectFrom('payments.card_movement')
    .selectAll()
    .where('processor_account_id', '=', account_id)
    .where('movement_ref', 'in', refs)
    .execute()

/** All that the processor moved on this account as far as we know, by currency. */
export const sumMovements = (db: Db, account_id: string) =>
  db
    .selectFrom('payments.card_movement')
    .select('currency')
    .select(sql<bigint>`sum(amount_minor - fee_minor)::bigint`.as('net_minor'))
    .select(
      sql<bigint>`coalesce(sum(amount_minor) filter (where kind = 'payout'), 0)::bigint`.as(
        'paid_out_minor',
      ),
    )
    .where('processor_account_id', '=', account_id)
    .groupBy('currency')
    .execute()

/** Lines that our books have in this time. */
export const listMovementsWithin = (db: Db, account_id: string, from: Date, to: Date) =>
  db
    .selectFrom('payments.card_movement')
    .selectAll()
    .where('processor_account_id', '=', account_id)
    .where('moved_at', '>=', from)
    .where('moved_at', '<', to)
    .execute()

/** Disputes of which we have not heard how they ended, those not heard of for longest first. */
export const listUndecided = (db: Db, account_id: string, limit: number) =>
  db
    .selectFrom('payments.card_dispute')
    .select('dispute_ref')
    .where('processor_account_id', '=', account_id)
    .where('state', 'in', ['inquiry', 'open'])
    .orderBy('changed_at')
    .orderBy('dispute_ref')
    .limit(limit)
    .execute()

/** Held back by the processor while it is decided; in the ledger it is only reserved. */
export const sumHeldBack = (db: Db, account_id: string, currency: string) =>
  db
    .selectFrom('payments.card_movement as m')
    .innerJoin('payments.card_dispute as d', (join) =>
      join
        .onRef('d.dispute_ref', '=', 'm.about')
        .onRef('d.processor_account_id', '=', 'm.processor_account_id'),
    )
    .select(sql<bigint>`coalesce(-sum(m.amount_minor), 0)::bigint`.as('minor'))
    .where('m.processor_account_id', '=', account_id)
    .where('m.kind', '=', 'dispute')
    .where('m.currency', '=', currency)
    .whereRef('d.currency', '=', 'm.currency')
    .where('d.state', '=', 'open')
    .executeTakeFirstOrThrow()

/** Reserved in the ledger, and not known to be done there. */
export const sumAsked = (db: Db, account_id: string, currency: string) =>
  db
    .selectFrom('payments.card_refund as r')
    .innerJoin('payments.card_charge as c', 'c.id', 'r.charge_id')
    .select(sql<bigint>`coalesce(sum(r.amount_minor), 0)::bigint`.as('minor'))
    .where('r.processor_account_id', '=', account_id)
    .where('r.state', 'in', ['asking', 'unknown'])
    .where('c.currency', '=', currency)
    .executeTakeFirstOrThrow()

/** What came from there into a bank account of ours, by the bank's statements. */
export const sumArrived = (db: Db, account_id: string, currency: string) =>
  db
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as a', 'a.id', 't.credit_account')
    .select(sql<bigint>`coalesce(sum(t.amount_minor), 0)::bigint`.as('minor'))
    .where('a.kind', '=', 'processor')
    .where('a.owner_id', '=', account_id)
    .where('a.currency', '=', currency)
    .where('t.kind', '=', 'processor_paid_out')
    .executeTakeFirstOrThrow()

/** Closed ones too: their last lines still come. */
export const listAllAccounts = (db: Db) =>
  db.selectFrom('payments.processor_account').selectAll().orderBy('opened_at').execute()
