// The books as anybody may read them: what happened between which kinds of account. Whose account
// it is stays inside.
import type { Db } from '../tables.ts'

/** So many rows stand on one page. */
export const rowsOnPage = 50

/** Transfers, the latest first; after the row `before` when somebody turns the page. */
export async function listTransfers(db: Db, before: bigint | null) {
  const rows = await db
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as debit', 'debit.id', 't.debit_account')
    .innerJoin('ledger.account as credit', 'credit.id', 't.credit_account')
    .select(['t.seq', 't.kind', 't.phase', 't.amount_minor', 't.currency', 't.effective_on'])
    .select(['debit.kind as debit_kind', 'credit.kind as credit_kind'])
    .where('t.ledger', '=', 1)
    .$if(before !== null, (query) => query.where('t.seq', '<', before ?? 0n))
    .orderBy('t.seq', 'desc')
    .limit(rowsOnPage + 1)
    .execute()
  const page = rows.slice(0, rowsOnPage)
  return { rows: page, next: rows.length > rowsOnPage ? (page.at(-1)?.seq ?? null) : null }
}

export type Row = Awaited<ReturnType<typeof listTransfers>>['rows'][number]

/** What came out when the books were last recomputed from zero. */
export const findLastChecking = (db: Db) =>
  db
    .selectFrom('ledger.checking')
    .select(['ended_at', 'transfers', 'fault_count', 'faults'])
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()

export type Checking = Awaited<ReturnType<typeof findLastChecking>>
