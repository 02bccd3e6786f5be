// One payment of a file, held while its end is booked.
import { ledgerId } from '#modules/ledger/index.ts'
import type { Db } from '../tables.ts'

const items = (tx: Db) =>
  tx
    .selectFrom('payments.order_item as i')
    .innerJoin('payments.payment_order as f', 'f.id', 'i.order_id')
    .leftJoin('payments.payout as p', 'p.id', 'i.payout_id')
    .leftJoin('organisations.organisation as o', 'o.id', 'p.organisation_id')
    .select(['i.id', 'i.payout_id', 'i.bank_return_id', 'i.amount_minor', 'i.state'])
    .select(['i.event_id', 'i.leg_id', 'f.bank_account_id', 'f.currency', 'f.sent_at'])
    .select(['p.organisation_id', 'p.purpose_id', 'o.slug', 'o.name'])
    .where('i.state', '<>', 'dropped')

export const lockItem = (tx: Db, id: string) =>
  items(tx).where('i.id', '=', id).forUpdate('i').executeTakeFirst()

export const lockItemNamed = (tx: Db, end_to_end_id: string) =>
  items(tx)
    .where('i.end_to_end_id', '=', end_to_end_id.trim().toUpperCase())
    .forUpdate('i')
    .executeTakeFirst()

export type Item = NonNullable<Awaited<ReturnType<typeof lockItem>>>

/** The return that an item carries, with the payment that it gives back. */
export async function lockReturnOf(tx: Db, { bank_return_id }: { bank_return_id: string | null }) {
  if (!bank_return_id) return undefined
  const row = await tx
    .selectFrom('payments.bank_return as b')
    .leftJoin('payments.refund as r', 'r.id', 'b.refund_id')
    .leftJoin('payments.payment as p', 'p.id', 'r.payment_id')
    .leftJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .select([
      'b.id',
      'b.refund_id',
      'b.entry_id',
      'b.credit_choice_id',
      'b.event_id',
      'b.currency',
      'r.amount_minor',
      'r.payment_id',
    ])
    .select(['r.fee_minor', 'r.fee_bearer', 'p.pledge_id', 'p.purpose_id', 'u.organisation_id'])
    .where('b.id', '=', bank_return_id)
    .forUpdate('b')
    .executeTakeFirst()
  if (!row) return undefined
  const charged = (row.fee_minor ?? 0n) > 0n && row.fee_bearer !== 'entity'
  return { ...row, fee_leg: charged ? ledgerId(row.event_id, 'fee') : null }
}
