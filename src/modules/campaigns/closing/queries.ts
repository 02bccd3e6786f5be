// What has to be known to end a round.
import type { Db } from '../tables.ts'

export async function listSucceeded(tx: Db, roundId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('campaigns.matching_joined as j')
    .innerJoin('campaigns.campaign as c', 'c.id', 'j.campaign_id')
    .select('c.id')
    .where('j.round_id', '=', roundId)
    .where('c.state', 'in', ['succeeded', 'paid_out', 'reported'])
    .orderBy('c.id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function countReserved(tx: Db, roundId: string): Promise<number> {
  const { total } = await tx
    .selectFrom('campaigns.match')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('round_id', '=', roundId)
    .where('state', '=', 'reserved')
    .executeTakeFirstOrThrow()
  return Number(total)
}
