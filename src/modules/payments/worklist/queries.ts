// Entries that wait for people, and everything that helps them.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

// One page; the oldest first, because money should not wait.
const entriesShown = 100

const waiting = (db: Db) =>
  db
    .selectFrom('payments.entry as e')
    .innerJoin('payments.entry_party as party', 'party.entry_id', 'e.id')
    .innerJoin('payments.bank_account as account', 'account.id', 'e.bank_account_id')
    .leftJoin('payments.proposal as p', (join) =>
      join.onRef('p.entry_id', '=', 'e.id').on('p.state', '=', 'open'),
    )
    .where('e.state', 'in', ['open', 'to_return'])

export const listWaiting = (db: Db) =>
  waiting(db)
    .select(['e.id', 'e.amount_minor', 'e.currency', 'e.booked_on', 'e.state', 'e.why_open'])
    .select(['party.name', 'e.lines', 'account.bank_name', 'p.proposed_by'])
    .orderBy('e.booked_on')
    .orderBy('e.id')
    .limit(entriesShown)
    .execute()

export type WaitingEntry = Awaited<ReturnType<typeof listWaiting>>[number]

export async function countWaiting(db: Db): Promise<number> {
  const { count } = await waiting(db)
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const findEntry = (db: Db, id: string) =>
  db
    .selectFrom('payments.entry as e')
    .innerJoin('payments.entry_party as party', 'party.entry_id', 'e.id')
    .innerJoin('payments.bank_account as account', 'account.id', 'e.bank_account_id')
    .innerJoin('payments.statement as s', 's.id', 'e.statement_id')
    .innerJoin('payments.statement_file as f', 'f.id', 's.statement_file_id')
    .selectAll('e')
    .select(['party.name', 'party.iban', 'party.account as other_account', 'party.bic'])
    .select(['account.bank_name', 'account.iban as our_iban', 'account.entity_id'])
    .select(['f.id as file_id', 'f.name as file_name'])
    .where('e.id', '=', id)
    .executeTakeFirst()

export type EntryShown = NonNullable<Awaited<ReturnType<typeof findEntry>>>

export const listAllocations = (db: Db, entry_id: string) =>
  db
    .selectFrom('payments.allocation as a')
    .leftJoin('payments.pledge as p', 'p.id', 'a.pledge_id')
    .select(['a.id', 'a.kind', 'a.amount_minor', 'a.origin', 'p.reference', 'p.donor_name'])
    .where('a.entry_id', '=', entry_id)
    .orderBy('a.created_at')
    .execute()

export type AllocationShown = Awaited<ReturnType<typeof listAllocations>>[number]

export const findProposal = (db: Db, id: string) =>
  db.selectFrom('payments.proposal').selectAll().where('id', '=', id).executeTakeFirst()

export const findOpenProposal = (db: Db, entry_id: string) =>
  db
    .selectFrom('payments.proposal as p')
    .innerJoin('people.card as who', 'who.id', 'p.proposed_by')
    .leftJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .leftJoin('payments.processor_account as processor', 'processor.id', 'p.processor_account_id')
    .selectAll('p')
    .select(['who.name as proposed_by_name', 'purpose.title', 'processor.label as processor'])
    .where('p.entry_id', '=', entry_id)
    .where('p.state', '=', 'open')
    .executeTakeFirst()

export type OpenProposal = NonNullable<Awaited<ReturnType<typeof findOpenProposal>>>

// A promise that nobody paid for over a year is not what a transfer of today is for.
const daysBack = 400
// So many references are compared in the blink of an eye; a busy year has fewer that are open.
const candidatesMax = 5000

/** Promises that still wait for money, with what is known of the account it came from. */
export const listCandidates = (db: Db, entry: EntryShown, now: Date) =>
  db
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .select(['p.id', 'p.reference', 'p.donor_name', 'p.amount_minor', 'p.received_minor'])
    .select(['p.currency', 'p.state', 'p.created_at', 'purpose.title'])
    .select(
      sql<boolean>`p.donor_email is not null and p.donor_email in (
      select earlier.donor_email from payments.entry_party party
      join payments.allocation a on a.entry_id = party.entry_id
      join payments.pledge earlier on earlier.id = a.pledge_id
      where party.iban = ${entry.iban} and party.entry_id <> ${entry.id}
    )`.as('of_history'),
    )
    .where('p.method', '=', 'bank')
    .where('p.currency', '=', entry.currency)
    .where('p.state', '<>', 'withdrawn')
    .whereRef('p.received_minor', '<', 'p.amount_minor')
    .where('p.created_at', '>', new Date(now.getTime() - daysBack * 86_400_000))
    .orderBy(sql`p.amount_minor = ${entry.amount_minor}`, 'desc')
    .orderBy('p.created_at', 'desc')
    .limit(candidatesMax)
    .execute()

export type CandidatePledge = Awaited<ReturnType<typeof listCandidates>>[number]

/** Promises by id or reference, as a treasurer named them. */
export const listNamed = (db: Db, ids: readonly string[], references: readonly string[]) =>
  db
    .selectFrom('payments.pledge')
    .select(['id', 'reference', 'currency', 'state', 'amount_minor', 'received_minor'])
    .select(['donor_name'])
    .where('method', '=', 'bank')
    .where((eb) =>
      eb.or([
        eb('id', '=', sql<string>`any(${ids}::uuid[])`),
        eb('reference', '=', sql<string>`any(${references}::text[])`),
      ]),
    )
    .orderBy('created_at')
    .execute()

export const listProcessors = (db: Db) =>
  db
    .selectFrom('payments.processor_account')
    .select(['id', 'label', 'provider', 'currency'])
    .where('closed_at', 'is', null)
    .orderBy('label')
    .execute()

// As many as one chooses from at a glance.
const namesakesMax = 12

/** Organisations that are called so, in any language and script, or whose page has this address. */
export function listCalled(db: Db, typed: string) {
  const slug = typed
    .toLowerCase()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/^.*\//, '')
  const named = sql`select kit.fold(e.value) as name from jsonb_each_text(o.name) e`
  const exact = sql<boolean>`(o.slug = ${slug} or kit.fold(${typed}) in (${named}))`
  return db
    .selectFrom('organisations.card as o')
    .select(['o.id', 'o.slug', 'o.name', exact.as('exact')])
    .where(
      sql<boolean>`(o.slug = ${slug}
        or exists (select from (${named}) n where strpos(n.name, kit.fold(${typed})) > 0))`,
    )
    .orderBy('exact', 'desc')
    .orderBy('o.slug')
    .limit(namesakesMax)
    .execute()
}

export type Called = Awaited<ReturnType<typeof listCalled>>[number]

export type ProcessorShown = Awaited<ReturnType<typeof listProcessors>>[number]

/** The promises of a proposal with the share of each. */
export async function listProposed(db: Db, shares: Proposal['pledges']) {
  const named = await listNamed(
    db,
    shares.map(({ pledge_id }) => pledge_id),
    [],
  )
  return named.map((one) => ({
    ...one,
    proposed_minor: BigInt(shares.find(({ pledge_id }) => pledge_id === one.id)?.amount_minor ?? 0),
  }))
}

export type ProposedShown = Awaited<ReturnType<typeof listProposed>>[number]
type Proposal = NonNullable<Awaited<ReturnType<typeof findProposal>>>
