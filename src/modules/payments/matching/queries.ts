// Entries that wait for a look, and the promises whose references they carry.
import { sql } from 'kysely'
import { listReservedNames } from '#modules/ledger/index.ts'
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
    .select(['purpose.account_kind', 'purpose.account_owner_id', 'purpose.organisation_id'])
    .where('p.method', '=', 'bank')
    .orderBy('p.id')
    .forNoKeyUpdate('p')

export type PledgeFound = Awaited<ReturnType<typeof lockPledges>>[number]

/** Which of these names some order of ours carries: asked for many entries at once. */
export async function listOrderNames(tx: Db, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select n.name from (
      select distinct upper(btrim(n.name)) as key, n.name
      from jsonb_array_elements_text(${JSON.stringify([...new Set(names)])}::jsonb) as n (name)
    ) n
    where exists (select from payments.order_item i where i.end_to_end_id = n.key and i.state <> 'dropped')
  `.execute(tx)
  return new Set([...rows.map(({ name }) => name), ...(await listReservedNames(tx, names))])
}

/** Donors of whose transfers some was more than they had promised. */
export const listMore = (db: Db, entries: readonly string[]) =>
  db
    .selectFrom('payments.allocation as a')
    .innerJoin('payments.pledge as p', 'p.id', 'a.pledge_id')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .select(['p.id as pledge_id', 'p.donor_email', 'p.locale', 'p.currency', 'purpose.title'])
    .select(sql<string>`(array_agg(a.id order by a.id))[1]`.as('about_id'))
    .select(sql<bigint>`sum(a.amount_minor)::bigint`.as('amount_minor'))
    .where('a.entry_id', '=', sql<string>`any(${entries}::uuid[])`)
    .where('a.kind', '=', 'overpaid')
    .where('p.donor_email', 'is not', null)
    .groupBy(['a.entry_id', 'p.id', 'purpose.id'])
    .execute()

export type Told = Awaited<ReturnType<typeof listMore>>[number]

/** Transfers that came after the end, with the promises that they named. */
export const listLate = (db: Db, entries: readonly string[]): Promise<Told[]> =>
  db
    .selectFrom('payments.entry as e')
    .innerJoin('payments.pledge as p', (join) => join.on(sql<boolean>`p.reference = any(e.found)`))
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .select(['p.id as pledge_id', 'p.donor_email', 'p.locale', 'e.currency', 'purpose.title'])
    .select(['e.id as about_id', 'e.amount_minor'])
    .where('e.id', '=', sql<string>`any(${entries}::uuid[])`)
    .where('e.state', '=', 'to_return')
    .where('e.why_open', '=', 'late')
    .where('p.donor_email', 'is not', null)
    .execute()
