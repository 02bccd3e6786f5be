// Which order of ours a line of a statement speaks of.
import type { Db } from '../tables.ts'
import { namesInBlock } from './rules.ts'

interface Named {
  readonly bank_account_id: string
  readonly end_to_end_id: string
  readonly currency: string
}

/** The transfer that was reserved under this name, out of this account, and what became of it. */
export const findOrder = (tx: Db, { bank_account_id, end_to_end_id, currency }: Named) =>
  tx
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as bank', 'bank.id', 't.credit_account')
    .leftJoin('ledger.transfer as r', 'r.pending_id', 't.id')
    .select(['t.id', 't.kind', 't.amount_minor', 't.debit_account', 'r.phase as resolved_as'])
    .where('bank.kind', '=', 'bank')
    .where('bank.owner_id', '=', bank_account_id)
    .where('bank.currency', '=', currency)
    .where('t.phase', '=', 'pending')
    .where('t.ext_ref', '=', end_to_end_id)
    .orderBy('t.seq', 'desc')
    .executeTakeFirst()

/** One payment of a file that went to the bank, by its name. */
export const findItem = (tx: Db, end_to_end_id: string) =>
  tx
    .selectFrom('payments.order_item')
    .select(['id', 'state', 'payout_id'])
    .where('end_to_end_id', '=', end_to_end_id)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()

/** The event that booked what the bank did with it. */
export async function findItemEvent(tx: Db, item_id: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('payments.order_item as item')
    .innerJoin('ledger.transfer as t', 't.pending_id', 'item.leg_id')
    .select('t.event_id')
    .where('item.id', '=', item_id)
    .executeTakeFirst()
  return row?.event_id
}

/** The payments of ours that a bank booked in one sum, naming a block of our file and no more. */
export async function listOrderedTogether(tx: Db, bank_account_id: string, block: string) {
  const order = await tx
    .selectFrom('payments.payment_order')
    .select(['id', 'xml'])
    .where('bank_account_id', '=', bank_account_id)
    .where('sent_at', 'is not', null)
    .where('xml', 'like', `%<PmtInfId>${block.replace(/[%_\\]/g, '\\$&')}</PmtInfId>%`)
    .executeTakeFirst()
  const names = order ? namesInBlock(order.xml, block) : []
  if (!order || names.length === 0) return []
  return tx
    .selectFrom('payments.order_item')
    .select(['end_to_end_id', 'amount_minor', 'holder', 'iban', 'bic'])
    .where('order_id', '=', order.id)
    .where('state', '=', 'ordered')
    .where('end_to_end_id', 'in', names)
    .orderBy('position')
    .execute()
}
