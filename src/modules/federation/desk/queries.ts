// What an operator sees of the traffic with other servers. Followers are only counted.
import { sql } from 'kysely'
import { isOpen } from '../queries.ts'
import type { Db } from '../tables.ts'

export interface HostRow {
  readonly host: string
  readonly followers: number
  readonly waiting: number
  readonly failed: number
  readonly failures: number
  readonly rests_until: Date | null
  /** What was said the last time it failed. */
  readonly error: string | null
}

// The desk shows the servers that matter: with many followers, or with trouble.
const hostsMax = 100

export async function listHosts(db: Db): Promise<HostRow[]> {
  const { rows } = await sql<HostRow>`
    with followers as (
      select host, count(*)::int as followers from federation.follower group by host
    ), troubles as (
      select host, count(*) filter (where state = 'waiting')::int as waiting,
        count(*) filter (where state = 'failed')::int as failed,
        max(last_error) as error
      from federation.delivery where state in ('waiting', 'failed') group by host
    )
    select host, coalesce(f.followers, 0) as followers, coalesce(t.waiting, 0) as waiting,
      coalesce(t.failed, 0) as failed, coalesce(h.failures, 0) as failures, h.rests_until, t.error
    from followers f full join troubles t using (host) left join federation.host h using (host)
    order by coalesce(t.failed, 0) desc, coalesce(t.waiting, 0) desc, followers desc, host
    limit ${hostsMax}`.execute(db)
  return rows
}

export const listBlocks = (db: Db) =>
  db
    .selectFrom('federation.block as b')
    .select(['b.host', 'b.reason', 'b.at'])
    .orderBy('b.at', 'desc')
    .execute()

export type BlockRow = Awaited<ReturnType<typeof listBlocks>>[number]

export async function findTraffic(db: Db) {
  const { rows } = await sql<Traffic>`
    select (select count(*) from federation.follower)::int as followers,
      (select count(distinct organisation_id) from federation.follower)::int as followed,
      count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'delivered')::int as delivered
    from federation.delivery`.execute(db)
  const none = { followers: 0, followed: 0, waiting: 0, failed: 0, delivered: 0 }
  return { open: await isOpen(db), ...(rows[0] ?? none) }
}

export interface Traffic {
  readonly followers: number
  readonly followed: number
  readonly waiting: number
  readonly failed: number
  readonly delivered: number
}

/** What waits on the desk: what could not be delivered and is not tried any more. */
export async function countFailed(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('federation.delivery')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow()
  return Number(total)
}
