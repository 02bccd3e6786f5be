// Entries that wait for a look, and the promises whose references they carry.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** The next entries that nobody tried to match yet; another worker's are left to it. */
export const takeWaiting = (tx: Db, after: string, limit: number) =>
  tx
    .selectFrom('payments.entry as e')
    .select(['e.id', 'e.bank_account_id', 'e.amount_minor', 'e.currency', 'e.booked_on', 'e.found'])
    .select(['e.ordered_minor', 'e.ordered_currency', 'e.end_to_end_id', 'e.return_reason'])
    .where('e.state', '=', 'open')
    .where('e.why_open', 'is', null)
    .where('e.amount_minor', '>', 0n)
    .where('e.id', '>', after)
    .orderBy('e.id')
    .limit(limit)
    .forUpdate('e')
    .skipLocked()
    .execute()

export type Waiting = Awaited<ReturnType<typeof takeWaiting>>[number]

/** Promises by their references, locked in one order, with what they are for. */
export const lockPledges = (tx: Db, references: readonly string[]) =>
  pledgesFor(tx)
    .where(
      'p.reference',
      'in',
      sql<string>`(select jsonb_array_elements_text(${JSON.stringify(references)}::jsonb))`,
    )
    .execute()

export const lockPledgesById = (tx: Db, ids: readonly string[]) =>
  pledgesFor(tx).where('p.id', 'in', ids).execute()

const pledgesFor = (tx: Db) =>
  tx
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .select(['p.id', 'p.purpose_id', 'p.reference', 'p.currency', 'p.state', 'p.amount_minor'])
    .select(['p.received_minor', 'p.donor_email', 'purpose.closes_at', 'purpose.late'])
    .select(['purpose.account_kind', 'purpose.account_owner_id'])
    .where('p.method', '=', 'bank')
    .orderBy('p.id')
    .forNoKeyUpdate('p')

export type PledgeFound = Awaited<ReturnType<typeof lockPledges>>[number]
