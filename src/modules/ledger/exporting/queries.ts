import { sql } from 'kysely'
import { byteOrderMark } from '#kit/csv.ts'
import type { Handle } from '#kit/db.ts'
import type { LedgerTables } from '../tables.ts'
import { csvHead, csvOf, type ExportRow } from './rules.ts'

type Ledger = Handle<LedgerTables>

export const exportWays = ['csv', 'jsonl'] as const

export interface Span {
  /** `YYYY-MM-DD`, or from the beginning. */
  readonly from: string | null
  /** Up to and with this day, or to the end. */
  readonly through: string | null
  /** Only what touches this account. */
  readonly account?: bigint
}

const rowsAtOnce = 2000

function readAfter(db: Ledger, { from, through, account }: Span, seq: bigint) {
  return db
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as d', 'd.id', 't.debit_account')
    .innerJoin('ledger.account as c', 'c.id', 't.credit_account')
    .selectAll('t')
    .select(['d.kind as debit_kind', 'd.owner_id as debit_owner'])
    .select(['c.kind as credit_kind', 'c.owner_id as credit_owner'])
    .select(
      sql<bigint | null>`(select b.number from ledger.block b where b.last_seq >= t.seq
        order by b.last_seq limit 1)`.as('block'),
    )
    .where('t.seq', '>', seq)
    .$if(from !== null, (query) => query.where('t.effective_on', '>=', from ?? ''))
    .$if(through !== null, (query) => query.where('t.effective_on', '<=', through ?? ''))
    .$if(account !== undefined, (query) =>
      query.where(({ or, eb }) =>
        or([eb('t.debit_account', '=', account ?? 0n), eb('t.credit_account', '=', account ?? 0n)]),
      ),
    )
    .orderBy('t.seq')
    .limit(rowsAtOnce)
    .execute()
}

/** All rows in the order of writing, piece by piece. */
export async function* exportRows(db: Ledger, span: Span): AsyncGenerator<readonly ExportRow[]> {
  let seq = 0n
  for (;;) {
    const rows = await readAfter(db, span, seq)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) return
    seq = rows.at(-1)?.seq ?? seq
  }
}

/** The same as a file for spreadsheets, piece by piece. */
export async function* exportCsv(db: Ledger, span: Span): AsyncGenerator<string> {
  yield byteOrderMark + csvHead
  for await (const rows of exportRows(db, span)) yield rows.map(csvOf).join('')
}
