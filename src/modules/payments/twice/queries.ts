// How much of a charge went back, or is about to.
import { sql } from 'kysely'
import type { Charge } from '../rules.ts'
import type { Db } from '../tables.ts'

/** What is left of it, and what of the rest left or leaves by bank. */
export async function standOf(tx: Db, { payment_id, amount_minor }: Charge) {
  const row = await tx
    .selectFrom('payments.refund as r')
    .leftJoin('payments.bank_return as b', 'b.refund_id', 'r.id')
    .select(sql<bigint>`coalesce(sum(r.amount_minor), 0)::bigint`.as('back_minor'))
    .select(
      sql<bigint>`coalesce(sum(r.amount_minor) filter (where b.asks_giver), 0)::bigint`.as(
        'by_bank_minor',
      ),
    )
    .where('r.payment_id', '=', payment_id)
    .where('r.state', '<>', 'failed')
    .executeTakeFirstOrThrow()
  return { left_minor: amount_minor - row.back_minor, by_bank_minor: row.by_bank_minor }
}
