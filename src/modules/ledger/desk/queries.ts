// What treasurers see first: accounts, and whether the books come out.
import { type SqlBool, sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import { accounts, ownersNamed, stands } from '../queries.ts'
import type { Tables } from '../tables.ts'
import { type AccountsQuery, accountsPerPage } from './schema.ts'

type Db = Handle<Tables>

// What stands on an account in the direction in which it grows.
const balance = sql<bigint>`case a.normal
  when 'debit' then a.debits_posted_minor - a.credits_posted_minor
    + coalesce(s.debits - s.credits, 0)
  else a.credits_posted_minor - a.debits_posted_minor + coalesce(s.credits - s.debits, 0) end`

/** One page of accounts, and how many there are. */
export async function listAccounts(db: Db, asked: AccountsQuery) {
  const { kind, currency, q, sort, page } = asked
  const found = accounts(db)
    .$if(kind !== undefined, (query) => query.where('a.kind', '=', kind ?? 'bank'))
    .$if(currency !== undefined, (query) => query.where('a.currency', '=', currency ?? ''))
    .$if(Boolean(q), (query) =>
      query.where(
        sql<SqlBool>`(a.owner_id in ${ownersNamed(q ?? '')}
          or a.counterparty_id in ${ownersNamed(q ?? '')})`,
      ),
    )
  const [rows, all] = await Promise.all([
    found
      .$if(sort === 'balance', (query) => query.orderBy(balance, 'asc'))
      .$if(sort === '-balance', (query) => query.orderBy(balance, 'desc'))
      .orderBy('a.id')
      .limit(accountsPerPage)
      .offset((page - 1) * accountsPerPage)
      .execute(),
    found
      .clearSelect()
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  return { rows: rows.map(stands), count: Number(all.count) }
}

export type Account = Awaited<ReturnType<typeof listAccounts>>['rows'][number]

/** Currencies of the accounts there are, for the filter. */
export const listCurrencies = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('ledger.account')
    .select('currency')
    .distinct()
    .orderBy('currency')
    .execute()
  return rows.map(({ currency }) => currency)
}

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
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.fault_count ?? 0
}
