// What our books say of a dispute, and of the charge that it is about.
import type { Booking, Charge } from '../rules.ts'
import type { Db } from '../tables.ts'

export type Dispute = NonNullable<Awaited<ReturnType<typeof findDispute>>>

export const findDispute = ({ tx, way }: Booking, ref: string) =>
  tx
    .selectFrom('payments.card_dispute')
    .selectAll()
    .where('processor_account_id', '=', way.account_id)
    .where('dispute_ref', '=', ref)
    .executeTakeFirst()

/** What is held for a dispute and not decided yet, from its opening or later. */
export const listHeld = ({ tx, way }: Booking, ref: string) =>
  tx
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as a', 'a.id', 't.credit_account')
    .select('t.id')
    .where('t.ext_ref', '=', ref)
    .where('t.phase', '=', 'pending')
    .where('a.kind', '=', 'dispute_reserve')
    .where('a.owner_id', '=', way.account_id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ledger.transfer as r').select('r.id').whereRef('r.pending_id', '=', 't.id'),
        ),
      ),
    )
    .orderBy('t.seq')
    .execute()

/** What of a charge did not go back yet. */
export async function leftOf(tx: Db, { payment_id, amount_minor }: Charge): Promise<bigint> {
  const back = await tx
    .selectFrom('payments.refund')
    .select('amount_minor')
    .where('payment_id', '=', payment_id)
    .where('state', '<>', 'failed')
    .execute()
  return amount_minor - back.reduce((sum, one) => sum + one.amount_minor, 0n)
}
