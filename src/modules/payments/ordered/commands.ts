// Who knows the payments that we ordered, when a statement names them: files for the bank, and
// whatever is reserved in the ledger under a name.
import { type EventKind, ledgerId, post, settle } from '#modules/ledger/index.ts'
import type { OrderBook, OrderSeen } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findItem, findItemEvent, findOrder } from './queries.ts'

/** Orders found in the ledger itself: pending transfers out of this account that carry the name. */
export const ordersByName: OrderBook = {
  async executed(tx, seen, { by, now }) {
    const order = await findOrder(tx, seen)
    if (!order) return null
    if (order.resolved_as !== null || order.amount_minor !== seen.amount_minor) return 'differs'
    const event_id = ledgerId('executed', seen.entry_id)
    const answer = await settle(
      tx,
      {
        id: ledgerId(event_id, 'leg'),
        pending_id: order.id,
        event_id,
        by,
        kind: executedKinds[order.kind] ?? 'order_executed',
        effective_on: seen.on,
      },
      now,
    )
    return answer.ok ? event_id : 'differs'
  },
  async returned(tx, seen, { by, now }) {
    const order = await findOrder(tx, seen)
    if (!order) return null
    if (order.resolved_as !== 'post' || seen.amount_minor > order.amount_minor) return 'differs'
    const event_id = ledgerId('returned', seen.entry_id)
    const answer = await post(
      tx,
      {
        event_id,
        kind: 'returned_by_bank',
        effective_on: seen.on,
        by,
        legs: [
          {
            id: ledgerId(event_id, 'leg'),
            amount_minor: seen.amount_minor,
            debit: { kind: 'suspense', owner_id: seen.bank_account_id, currency: seen.currency },
            credit: order.debit_account,
            ext_ref: seen.end_to_end_id,
          },
        ],
      },
      now,
    )
    return answer.ok ? event_id : 'differs'
  },
}

type Bank = OrderSeen & { readonly id: string; readonly booked_on: string }
type Answer =
  | { readonly ok: true; readonly value: { item_id: string } }
  | { readonly ok: false; readonly refusal: string }

interface Closers {
  readonly settle: (tx: Db, entry: Bank, now: Date) => Promise<Answer>
  readonly fail: (
    tx: Db,
    entry: Bank & { why: string | null; in_suspense: boolean },
    now: Date,
  ) => Promise<Answer>
}

/** Payouts and returns that went to the bank in a file; others are looked up in the ledger. */
export function ordersOf({ settle: close, fail }: Closers): OrderBook {
  const bank = (seen: OrderSeen): Bank => ({ ...seen, id: seen.entry_id, booked_on: seen.on })
  return {
    async executed(tx, seen, around) {
      const answer = await close(tx, bank(seen), around.now)
      if (answer.ok) return (await findItemEvent(tx, answer.value.item_id)) ?? 'differs'
      return answer.refusal === 'order_unknown'
        ? ordersByName.executed(tx, seen, around)
        : 'differs'
    },
    async returned(tx, seen, around) {
      const item = await findItem(tx, seen.end_to_end_id)
      if (!item) return ordersByName.returned(tx, seen, around)
      // What never left cannot come back.
      if (item.state === 'ordered') return 'differs'
      const entry = { ...bank(seen), why: seen.return_reason, in_suspense: true }
      const answer = await fail(tx, entry, around.now)
      // A return that bounced is nobody's again: it waits in suspense.
      return answer.ok && item.payout_id ? ledgerId('returned', seen.entry_id) : 'differs'
    },
  }
}

const executedKinds: Readonly<Record<string, EventKind>> = {
  payout_ordered: 'paid_out',
  return_ordered: 'returned',
}
