// What waits to be sent, and to whom.
import type { Db } from '../tables.ts'

export interface Chain {
  readonly inbox: string
  readonly chain: string
}

/** What waits for one inbox in one chain, in the order in which it must arrive. */
export const listWaiting = (db: Db, { inbox, chain }: Chain) =>
  db
    .selectFrom('federation.delivery as d')
    .innerJoin('federation.activity as a', 'a.id', 'd.activity_id')
    .select(['d.id', 'd.host', 'd.inbox', 'd.chain', 'd.attempts'])
    .select(['a.organisation_id', 'a.kind', 'a.document'])
    .where('d.inbox', '=', inbox)
    .where('d.chain', '=', chain)
    .where('d.state', '=', 'waiting')
    .orderBy('d.activity_id')
    .execute()

export type Waiting = Awaited<ReturnType<typeof listWaiting>>[number]

/** Until when a server is left in peace; null when it is not. */
export async function findRest(db: Db, host: string, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('federation.host')
    .select('rests_until')
    .where('host', '=', host)
    .where('rests_until', '>', now)
    .executeTakeFirst()
  return row?.rests_until ?? null
}

/** Chains that wait although their time is long over: their jobs were lost with a queue. */
export const listForgotten = (db: Db, before: Date) =>
  db
    .selectFrom('federation.delivery as d')
    .innerJoin('federation.activity as a', 'a.id', 'd.activity_id')
    .select(['d.inbox', 'd.chain'])
    .distinct()
    .where('d.state', '=', 'waiting')
    .where((eb) => eb.fn.coalesce('d.next_try_at', 'a.made_at'), '<', before)
    .limit(forgottenMax)
    .execute()

// What one run of the sweep takes up again; the next one takes the rest.
const forgottenMax = 1000

/** Organisations whose page was hidden while others followed them. */
export const listHidden = (db: Db) =>
  db
    .selectFrom('federation.follower as f')
    .leftJoin('organisations.card as c', 'c.id', 'f.organisation_id')
    .leftJoin('federation.actor as a', 'a.organisation_id', 'f.organisation_id')
    .select('f.organisation_id')
    .distinct()
    .where('c.id', 'is', null)
    .where('a.gone_at', 'is', null)
    .execute()
