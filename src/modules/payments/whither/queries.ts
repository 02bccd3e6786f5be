// One return by bank, with what it is a return of.
import type { Db } from '../tables.ts'

export const findReturn = (db: Db, id: string) =>
  db
    .selectFrom('payments.bank_return as b')
    .leftJoin('payments.refund as r', 'r.id', 'b.refund_id')
    .leftJoin('payments.credit_choice as c', 'c.id', 'b.credit_choice_id')
    .leftJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .leftJoin('payments.pledge as g', (join) =>
      join.on((eb) => eb('g.id', '=', eb.fn.coalesce('m.pledge_id', 'c.pledge_id'))),
    )
    .leftJoin('people.card as teller', 'teller.id', 'b.told_by')
    .select(['b.id', 'b.number', 'b.state', 'b.iban', 'b.bic', 'b.holder', 'b.why', 'b.told_by'])
    .select(['b.amount_minor', 'b.currency', 'b.created_at', 'b.decided_by', 'b.refund_id'])
    .select(['b.entry_id', 'r.payment_id', 'r.reason', 'b.requested_by', 'g.donor_email'])
    .select(['g.donor_name', 'teller.name as told_by_name', 'b.asks_giver'])
    .where('b.id', '=', id)
    .executeTakeFirst()

export type Return = NonNullable<Awaited<ReturnType<typeof findReturn>>>

export const lockReturn = (tx: Db, id: string) =>
  tx
    .selectFrom('payments.bank_return')
    .select(['state', 'iban', 'told_by', 'asks_giver'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
