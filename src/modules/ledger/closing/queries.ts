import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { LedgerTables } from '../tables.ts'

/** The last month that was closed, and the first day that anything counts for. */
export async function findClosing(db: Handle<LedgerTables>) {
  const { rows } = await sql<{ closed_through: string | null; first: string | null }>`
    select (select max(closed_through) from ledger.period_close) as closed_through,
      (select min(effective_on) from ledger.transfer) as first
  `.execute(db)
  return rows[0] ?? { closed_through: null, first: null }
}
