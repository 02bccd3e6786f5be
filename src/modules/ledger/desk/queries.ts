// What treasurers see first: accounts by kind, and whether the books come out.
import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import { accounts, stands } from '../queries.ts'
import type { AccountKind } from '../rules.ts'
import type { Tables } from '../tables.ts'

type Db = Handle<Tables>

/** The accounts of a kind after the account with this number. */
export async function listAccounts(db: Db, kind: AccountKind, after: bigint, limit: number) {
  const rows = await accounts(db)
    .where('a.kind', '=', kind)
    .where('a.id', '>', after)
    .orderBy('a.id')
    .limit(limit)
    .execute()
  return rows.map(stands)
}

export type Account = Awaited<ReturnType<typeof listAccounts>>[number]

export async function countUnsealed(db: Db): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from (
      select from ledger.transfer
      where seq > (select coalesce(max(last_seq), 0) from ledger.block) limit 10000
    ) as unsealed
  `.execute(db)
  return Number(rows[0]?.count ?? 0n)
}

/** How much of the last check did not come out: what waits on the desk. */
export async function countFaults(db: Db): Promise<number> {
  const last = await db
    .selectFrom('ledger.checking')
    .select('fault_count')
    .orderBy('began_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.fault_count ?? 0
}
