// Reading the books.
import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { BankClosing, HandedUp } from '#kit/module.ts'
import { describeFaults } from './accounts/queries.ts'
import { type AccountKey, type AccountKind, type Balance, balance, type Side } from './rules.ts'
import type { LedgerTables } from './tables.ts'

export { accounts, nameOf, ownersNamed, stands } from './accounts/queries.ts'
export { listPeriods, type Period } from './closing/queries.ts'
export { exportCsv } from './exporting/queries.ts'
export { listLawsOff } from './laws/queries.ts'

type Ledger = Handle<LedgerTables>

interface SumsRow {
  normal: Side
  debits_posted_minor: bigint
  credits_posted_minor: bigint
  debits_pending_minor: bigint
  credits_pending_minor: bigint
}

const nothing: Balance = { posted_minor: 0n, pending_minor: 0n, available_minor: 0n }

/**
 * What is on an account, in the direction in which its kind grows; nothing where it was never
 * opened. Accounts that keep no running balance are summed.
 */
export async function balanceOf(db: Ledger, key: AccountKey): Promise<Balance> {
  const account = await db
    .selectFrom('ledger.account')
    .selectAll()
    .where('kind', '=', key.kind)
    .where('currency', '=', key.currency)
    .where(sql<boolean>`owner_id is not distinct from ${key.owner_id ?? null}::uuid`)
    .where(sql<boolean>`counterparty_id is not distinct from ${key.counterparty_id ?? null}::uuid`)
    .executeTakeFirst()
  if (!account) return nothing
  if (account.keeps_balance) return balance(account)
  return balance({ ...(await sumsOf(db, account.id)), normal: account.normal })
}

async function sumsOf(db: Ledger, account: bigint): Promise<Omit<SumsRow, 'normal'>> {
  const found = await sql<Omit<SumsRow, 'normal'>>`
    with side as (
      select t.amount_minor, t.phase, t.pending_id, p.amount_minor as reserved_minor, true as debit
      from ledger.transfer t left join ledger.transfer p on p.id = t.pending_id
      where t.debit_account = ${account}
      union all
      select t.amount_minor, t.phase, t.pending_id, p.amount_minor, false
      from ledger.transfer t left join ledger.transfer p on p.id = t.pending_id
      where t.credit_account = ${account}
    ), moved as (
      select debit,
        case when phase in ('single', 'post') then amount_minor else 0 end as posted,
        case when phase = 'pending' then amount_minor
          when pending_id is not null then -reserved_minor else 0 end as pending
      from side
    )
    select
      coalesce(sum(posted) filter (where debit), 0)::bigint as debits_posted_minor,
      coalesce(sum(posted) filter (where not debit), 0)::bigint as credits_posted_minor,
      coalesce(sum(pending) filter (where debit), 0)::bigint as debits_pending_minor,
      coalesce(sum(pending) filter (where not debit), 0)::bigint as credits_pending_minor
    from moved
  `.execute(db)
  const [sums] = found.rows
  if (!sums) throw new Error('sums of nothing are zero, and still a row')
  return sums
}

/** What of an event is not taken back yet, except by `except`: the event that is asking. */
export async function listOpenLegs(db: Ledger, event_id: string, except: string) {
  const found = await sql<{
    id: string
    debit_account: bigint
    credit_account: bigint
    left_minor: bigint
  }>`
    select t.id, t.debit_account, t.credit_account,
      (t.amount_minor - coalesce((
        select sum(r.amount_minor) from ledger.transfer r
        where r.reverses = t.id and r.event_id <> ${except}
      ), 0))::bigint as left_minor
    from ledger.transfer t
    where t.event_id = ${event_id} and t.phase in ('single', 'post')
    order by t.seq
  `.execute(db)
  return found.rows.filter(({ left_minor }) => left_minor > 0n)
}

/** Every row of one event, in the order of writing. */
export const listEvent = (db: Ledger, event_id: string) =>
  db
    .selectFrom('ledger.transfer')
    .selectAll()
    .where('event_id', '=', event_id)
    .orderBy('seq')
    .execute()

/** What one owner has on accounts of one kind, by currency. */
export async function balancesOf(db: Ledger, kind: AccountKey['kind'], owner_id: string) {
  const accounts = await db
    .selectFrom('ledger.account')
    .selectAll()
    .where('kind', '=', kind)
    .where('owner_id', '=', owner_id)
    .where('keeps_balance', '=', true)
    .orderBy('currency')
    .execute()
  return accounts.map((account) => ({ currency: account.currency, ...balance(account) }))
}

/** What banks say stands on the accounts, as modules above know it. */
export async function findClosings<D>(
  db: Handle<D>,
  modules: readonly Pick<HandedUp<D>, 'closings'>[],
): Promise<BankClosing[]> {
  const said = await Promise.all(modules.map(({ closings }) => closings?.(db) ?? []))
  return said.flat()
}

/** Reservations whose time is over and of which nothing became. */
export const listOverdue = (db: Ledger, now: Date, limit: number) =>
  db
    .selectFrom('ledger.transfer as t')
    .select('t.id')
    .where('t.phase', '=', 'pending')
    .where('t.expires_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('ledger.transfer as r').whereRef('r.pending_id', '=', 't.id'))),
    )
    .orderBy('t.expires_at')
    .limit(limit)
    .execute()

/**
 * What stood on the accounts of each kind at the end of a day, by what counted up to then: the
 * balance of each account on its side. Over a ledger and a currency both sides come out the same.
 */
export async function trialBalance(db: Ledger, on: string) {
  const { rows } = await sql<{
    ledger: number
    kind: AccountKind
    currency: string
    accounts: bigint
    debits_minor: bigint
    credits_minor: bigint
  }>`
    with moved as (
      select debit_account as account, amount_minor as debit, 0::bigint as credit
      from ledger.transfer where phase in ('single', 'post') and effective_on <= ${on}::date
      union all
      select credit_account, 0, amount_minor
      from ledger.transfer where phase in ('single', 'post') and effective_on <= ${on}::date
    ), stands as (
      select account, sum(debit) - sum(credit) as balance from moved group by account
    )
    select a.ledger, a.kind, a.currency, count(*) as accounts,
      coalesce(sum(s.balance) filter (where s.balance > 0), 0)::bigint as debits_minor,
      coalesce(-sum(s.balance) filter (where s.balance < 0), 0)::bigint as credits_minor
    from stands s join ledger.account a on a.id = s.account
    group by a.ledger, a.kind, a.currency
    order by a.ledger, a.currency, a.kind
  `.execute(db)
  return rows
}

/** Every block without its leaves, in order. */
export const listHeads = (db: Ledger) =>
  db
    .selectFrom('ledger.block')
    .select(['number', 'first_seq', 'last_seq', 'root', 'previous', 'hash', 'sealed_at'])
    .select([
      sql<bigint>`transfers::bigint`.as('transfers'),
      sql<bigint>`(extract(epoch from sealed_at) * 1000000)::bigint`.as('sealed_us'),
    ])
    .orderBy('number')
    .execute()

export type Head = Awaited<ReturnType<typeof listHeads>>[number]

export const findLastBlock = (db: Ledger) =>
  db
    .selectFrom('ledger.block')
    .select(['number', 'last_seq', 'hash', 'sealed_at', 'transfers'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

export type LastBlock = NonNullable<Awaited<ReturnType<typeof findLastBlock>>>

/** When the books were recomputed last, and what was found. */
export async function findLastChecking(db: Ledger) {
  const last = await db
    .selectFrom('ledger.checking')
    .select(['began_at', 'ended_at', 'transfers', 'blocks', 'fault_count', 'faults'])
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last && { ...last, faults: await describeFaults(db, last.faults) }
}

export type LastChecking = NonNullable<Awaited<ReturnType<typeof findLastChecking>>>
export type FaultOf = LastChecking['faults'][number]

export async function findLeaves(db: Ledger, number: bigint): Promise<Buffer> {
  const { leaves } = await db
    .selectFrom('ledger.block')
    .select('leaves')
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return leaves
}

/**
 * Whether as much has left an account as had come with and before an event, as if what came first
 * also went first.
 */
export async function hasLeft(db: Ledger, key: AccountKey, event_id: string): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`
    select a.debits_posted_minor >= (
      select sum(before.amount_minor) from ledger.transfer before
      where before.credit_account = a.id and before.seq <= mine.seq
        and before.phase in ('single', 'post')
    ) as gone
    from ledger.account a
    join ledger.transfer mine on mine.credit_account = a.id and mine.event_id = ${event_id}
    where a.kind = ${key.kind} and a.owner_id = ${key.owner_id ?? null}
      and a.currency = ${key.currency}
    limit 1
  `.execute(db)
  return rows[0]?.gone ?? false
}

export type TrialRow = Awaited<ReturnType<typeof trialBalance>>[number]

/** The numbers of the rows of these events, and the blocks that seal them. */
export const listSeals = (db: Ledger, event_ids: readonly string[]) =>
  db
    .selectFrom('ledger.transfer as t')
    .select(['t.event_id', 't.seq'])
    .select(
      sql<bigint | null>`(select b.number from ledger.block b where b.last_seq >= t.seq
        order by b.last_seq limit 1)`.as('block'),
    )
    .where('t.event_id', 'in', event_ids.length > 0 ? [...event_ids] : [noEvent])
    .orderBy('t.seq')
    .execute()

const noEvent = '00000000-0000-0000-0000-000000000000'

/** Of these names that others gave to a transfer, those under which something is reserved. */
export async function listReservedNames(
  db: Ledger,
  names: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('ledger.transfer')
    .select('ext_ref')
    .distinct()
    .where(sql<boolean>`ext_ref = any (${[...new Set(names)]}::text[])`)
    .where('phase', '=', 'pending')
    .execute()
  return rows.flatMap(({ ext_ref }) => ext_ref ?? [])
}
