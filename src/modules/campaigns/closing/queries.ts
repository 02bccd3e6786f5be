// What has to be known to end a round.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

export const listSucceeded = (tx: Db, roundId: string) =>
  tx
    .selectFrom('campaigns.matching_joined as j')
    .innerJoin('campaigns.campaign as c', 'c.id', 'j.campaign_id')
    .select(['c.id', 'c.recipient_id'])
    .where('j.round_id', '=', roundId)
    .where('c.state', 'in', ['succeeded', 'paid_out', 'reported'])
    .orderBy('c.id')
    .execute()

export async function countReserved(tx: Db, roundId: string): Promise<number> {
  const { total } = await tx
    .selectFrom('campaigns.match')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('round_id', '=', roundId)
    .where('state', '=', 'reserved')
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** What came into the pot and is still there, the latest first. */
export async function listPotPayments(tx: Db, purposeId: string) {
  const rows = await tx
    .selectFrom('payments.payment as m')
    .leftJoin('payments.refund as r', (back) =>
      back.onRef('r.payment_id', '=', 'm.id').on('r.state', '<>', 'failed'),
    )
    .select(['m.id', 'm.amount_minor'])
    .select(sql<bigint>`coalesce(sum(r.amount_minor), 0)::bigint`.as('back_minor'))
    .where('m.purpose_id', '=', purposeId)
    .groupBy('m.id')
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id')
    .execute()
  return rows
    .map(({ id, amount_minor, back_minor }) => ({ id, amount_minor: amount_minor - back_minor }))
    .filter(({ amount_minor }) => amount_minor > 0n)
}
