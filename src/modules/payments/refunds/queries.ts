// Payments that could go back, and what is on its way back.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'
import { returnsShown } from './schema.ts'

/** A payment with where it came from, what went back, and whose account it stands on. */
const payments = (db: Db) =>
  db
    .selectFrom('payments.payment as p')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .innerJoin('organisations.organisation as o', 'o.id', 'u.organisation_id')
    .leftJoin('payments.pledge as g', 'g.id', 'p.pledge_id')
    .innerJoin('payments.payment as came', (join) =>
      join.on(sql<boolean>`came.id = coalesce(p.origin_id, p.id)`),
    )
    .leftJoin('payments.entry as e', (join) =>
      join.onRef('e.id', '=', 'came.source_id').on('came.source', '=', 'entry'),
    )
    .leftJoin('payments.entry_party as y', 'y.entry_id', 'e.id')
    .select(['p.id', 'p.amount_minor', 'p.currency', 'p.method', 'p.received_on', 'p.pledge_id'])
    .select(['p.purpose_id', 'u.account_kind', 'u.account_owner_id', 'u.organisation_id'])
    .select(['u.title', 'o.slug', 'o.name', 'g.donor_name', 'g.visibility', 'g.donor_email'])
    .select(['g.locale', 'g.collecting_entity_id', 'e.bank_account_id'])
    .select(['y.name as party', 'y.iban as origin_iban', 'y.bic as origin_bic'])
    .select(
      sql<bigint>`(select coalesce(sum(r.amount_minor), 0)::bigint from payments.refund r
        where r.payment_id = p.id and r.state <> 'failed')`.as('back_minor'),
    )

export const findPayment = (db: Db, id: string) =>
  payments(db).where('p.id', '=', id).executeTakeFirst()

export type Payment = NonNullable<Awaited<ReturnType<typeof findPayment>>>

export const listLatest = (db: Db) =>
  payments(db).orderBy('p.created_at', 'desc').limit(returnsShown).execute()

const refunds = (db: Db) =>
  db
    .selectFrom('payments.refund as r')
    .leftJoin('payments.bank_return as b', 'b.refund_id', 'r.id')
    .leftJoin('payments.card_refund as t', 't.id', 'r.id')
    .leftJoin('people.card as asker', 'asker.id', 'r.requested_by')
    .innerJoin('payments.payment as p', 'p.id', 'r.payment_id')
    .select(['r.id', 'r.payment_id', 'r.amount_minor', 'r.fee_minor', 'r.fee_bearer', 'r.reason'])
    .select(['r.why', 'r.state', 'r.event_id', 'r.requested_by', 'r.created_at', 'p.currency'])
    .select(['p.method', 'b.id as return_id', 'b.state as return_state', 'b.iban', 'b.leg_id'])
    .select(['b.decided_by', 'b.told_by', 'b.holder', 'r.goes_at', 'b.asks_giver'])
    .select(['b.number as return_number', 't.state as card_state'])
    .select('asker.name as asked_by')

export const listRefunds = (db: Db, payment_id: string) =>
  refunds(db).where('r.payment_id', '=', payment_id).orderBy('r.created_at').execute()

export type Refund = Awaited<ReturnType<typeof listRefunds>>[number]

/** What waits for a second person or for the bank. */
export const listOpenRefunds = (db: Db) =>
  refunds(db)
    .where('r.state', 'in', ['requested', 'confirmed'])
    // What waits for its giver's word is nobody's to confirm.
    .where((eb) => eb.or([eb('r.goes_at', 'is', null), eb('r.state', '=', 'confirmed')]))
    .orderBy('r.created_at')
    .limit(returnsShown)
    .execute()

export const lockRefund = (tx: Db, id: string) =>
  refunds(tx).where('r.id', '=', id).forUpdate('r').executeTakeFirst()

/** Money that came and found no purpose, and is to go back. */
export const listEntriesToReturn = (db: Db) =>
  db
    .selectFrom('payments.entry as e')
    .leftJoin('payments.entry_party as y', 'y.entry_id', 'e.id')
    .select(['e.id', 'e.amount_minor', 'e.allocated_minor', 'e.currency', 'e.booked_on'])
    .select(['e.bank_account_id', 'e.state', 'y.name as party', 'y.iban', 'y.bic'])
    .where('e.state', '=', 'to_return')
    .where('e.amount_minor', '>', 0n)
    .orderBy('e.booked_on')
    .limit(returnsShown)
    .execute()

export type EntryToReturn = Awaited<ReturnType<typeof listEntriesToReturn>>[number]

export const lockEntry = (tx: Db, id: string) =>
  tx
    .selectFrom('payments.entry as e')
    .leftJoin('payments.entry_party as y', 'y.entry_id', 'e.id')
    .select(['e.id', 'e.amount_minor', 'e.allocated_minor', 'e.currency', 'e.bank_account_id'])
    .select(['e.state', 'y.name as party', 'y.iban', 'y.bic'])
    .where('e.id', '=', id)
    .forUpdate('e')
    .executeTakeFirst()

/** Returns that are no gift's, and those that wait for an account, before they are in a file. */
export const listEntryReturns = (db: Db) =>
  db
    .selectFrom('payments.bank_return as b')
    .leftJoin('people.card as asker', 'asker.id', 'b.requested_by')
    .select(['b.id', 'b.number', 'b.holder', 'b.iban', 'b.amount_minor', 'b.currency', 'b.state'])
    .select([
      'b.requested_by',
      'asker.name as asked_by',
      'b.created_at',
      'b.told_by',
      'b.decided_by',
    ])
    .select(['b.refund_id', 'b.entry_id', 'b.credit_choice_id'])
    .where((eb) =>
      eb.or([
        eb('b.refund_id', 'is', null),
        eb('b.iban', 'is', null),
        eb('b.told_by', 'is not', null),
      ]),
    )
    .where('b.asks_giver', '=', false)
    .where('b.state', 'in', ['requested', 'confirmed'])
    .orderBy('b.created_at')
    .limit(returnsShown)
    .execute()

export type EntryReturn = Awaited<ReturnType<typeof listEntryReturns>>[number]

export const lockReturn = (tx: Db, id: string) =>
  tx
    .selectFrom('payments.bank_return')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function countReturns(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select (
    (select count(*) from payments.refund r
      left join payments.bank_return b on b.refund_id = r.id
      where r.state = 'requested' and (r.goes_at is null or b.id is not null and b.iban is null)
        -- What its giver has to answer first is nobody's here.
        and (b.asks_giver is not true or b.iban is not null))
    + (select count(*) from payments.bank_return where state = 'requested' and refund_id is null)
    + (select count(*) from payments.entry where state = 'to_return')
  )::int as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** What a letter to the donor says. */
export const findTold = (db: Db, refund_id: string) =>
  db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as p', 'p.id', 'r.payment_id')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .innerJoin('payments.pledge as g', 'g.id', 'p.pledge_id')
    .select(['r.amount_minor', 'r.fee_minor', 'r.fee_bearer', 'r.why', 'p.currency', 'u.title'])
    .select(['g.donor_email', 'g.locale'])
    .where('r.id', '=', refund_id)
    .executeTakeFirst()

/** The same of what was sent too much. */
export async function findToldOfCredit(db: Db, credit_choice_id: string) {
  const row = await db
    .selectFrom('payments.credit_choice as c')
    .innerJoin('payments.pledge as g', 'g.id', 'c.pledge_id')
    .innerJoin('payments.purpose as u', 'u.id', 'g.purpose_id')
    .select(['c.amount_minor', 'c.currency', 'u.title', 'g.donor_email', 'g.locale'])
    .where('c.id', '=', credit_choice_id)
    .executeTakeFirst()
  return row && { ...row, fee_minor: 0n, fee_bearer: 'entity' as const, why: null }
}

/** Of which payment a refund is. */
export async function findPaymentOf(db: Db, refund_id: string) {
  const row = await db
    .selectFrom('payments.refund')
    .select('payment_id')
    .where('id', '=', refund_id)
    .executeTakeFirst()
  return row?.payment_id
}
