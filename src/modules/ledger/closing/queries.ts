// Which months are closed, and what to look at before the next one is.
import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { LedgerTables, Tables } from '../tables.ts'

/** The last month that was closed, and the first day that anything counts for. */
export async function findClosing(db: Handle<LedgerTables>) {
  const { rows } = await sql<{ closed_through: string | null; first: string | null }>`
    select (select max(closed_through) from ledger.period_close) as closed_through,
      (select min(effective_on) from ledger.transfer) as first
  `.execute(db)
  return rows[0] ?? { closed_through: null, first: null }
}

/** Closed months, the latest first, with who closed them. */
export const listPeriods = (db: Handle<Tables>) =>
  db
    .selectFrom('ledger.period_close as p')
    .leftJoin('people.card as who', (join) =>
      join.on(sql<boolean>`p.closed_by = 'person:' || who.id`),
    )
    .select(['p.closed_through', 'p.closed_at', 'who.name'])
    .orderBy('p.closed_through', 'desc')
    .execute()

export type Period = Awaited<ReturnType<typeof listPeriods>>[number]

/** What of a month is not settled: rows reserved in it, and money that waits for a purpose. */
export async function countOpen(db: Handle<LedgerTables>, through: string) {
  const { rows } = await sql<{ reserved: bigint; waiting: bigint }>`
    select (
      select count(*) from ledger.transfer t where t.phase = 'pending'
        and t.effective_on <= ${through}::date
        and not exists (select from ledger.transfer r where r.pending_id = t.id)
    ) as reserved, (
      select count(*) from ledger.account a where a.kind = 'suspense'
        and a.credits_posted_minor > a.debits_posted_minor
    ) as waiting
  `.execute(db)
  const { reserved = 0n, waiting = 0n } = rows[0] ?? {}
  return { reserved: Number(reserved), waiting: Number(waiting) }
}

export type Open = Awaited<ReturnType<typeof countOpen>>
