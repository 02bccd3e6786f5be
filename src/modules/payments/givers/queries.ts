// What is kept about somebody who gave with an account.
import type { Db } from '../tables.ts'

/** For one's own data: promises with what came of them, gifts that return, accounts named. */
export async function listOwnGiving(db: Db, person_id: string) {
  const [promises, returning, accounts] = await Promise.all([
    db
      .selectFrom('payments.pledge')
      .select(['reference', 'method', 'amount_minor', 'currency', 'state', 'received_minor'])
      .select(['returned_minor', 'donor_name', 'donor_email', 'donor_country', 'visibility'])
      .select(['in_name_of', 'message', 'created_at', 'paid_at'])
      .where('person_id', '=', person_id)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('payments.recurring')
      .select(['rhythm', 'amount_minor', 'currency', 'state', 'next_on', 'created_at'])
      .where('person_id', '=', person_id)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('payments.bank_return as b')
      .innerJoin('payments.refund as r', 'r.id', 'b.refund_id')
      .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
      .innerJoin('payments.pledge as g', 'g.id', 'm.pledge_id')
      .select(['g.reference', 'b.holder', 'b.iban', 'b.bic', 'b.giver_told_at as named_at'])
      .where('g.person_id', '=', person_id)
      .where('b.giver_told_at', 'is not', null)
      .orderBy('b.number')
      .execute(),
  ])
  const said = <T extends object>(row: T) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        typeof value === 'bigint' ? String(value) : value,
      ]),
    )
  return { promises: promises.map(said), returning: returning.map(said), accounts }
}
