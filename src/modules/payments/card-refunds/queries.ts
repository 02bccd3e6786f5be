// What our books say of a refund to a card.
import type { RefundState } from '../adapters/contract.ts'
import type { Booking } from '../rules.ts'

export type CardRefundRow = NonNullable<Awaited<ReturnType<typeof findRefund>>>

/** Ours under the processor's name of it, or under our own where it has none yet. */
export const findRefund = (
  { tx, way }: Booking,
  { ref, order_id }: Pick<RefundState, 'ref' | 'order_id'>,
) =>
  tx
    .selectFrom('payments.card_refund as c')
    .innerJoin('payments.refund as r', 'r.id', 'c.id')
    .selectAll('c')
    .select(['r.event_id', 'r.payment_id', 'r.state as refund_state'])
    .where('c.processor_account_id', '=', way.account_id)
    .where((eb) =>
      eb.or([
        eb('c.refund_ref', '=', ref),
        // Our id, and not another's refund that names it: two at the processor are two.
        ...(order_id
          ? [
              eb.and([
                eb(eb.cast<string>('c.id', 'text'), '=', order_id),
                eb('c.refund_ref', 'is', null),
              ]),
            ]
          : []),
      ]),
    )
    .executeTakeFirst()
