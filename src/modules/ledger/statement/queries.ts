import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import { accounts, nameOf, stands } from '../queries.ts'
import type { Tables } from '../tables.ts'

type Db = Handle<Tables>

export async function findAccount(db: Db, id: bigint) {
  const row = await accounts(db).where('a.id', '=', id).executeTakeFirst()
  return row && stands(row)
}

export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>

interface Span {
  readonly from: string
  readonly through: string
}

/** What had been debited and credited before a day. */
export async function sumBefore(db: Db, account: bigint, from: string) {
  const { rows } = await sql<{ debits_minor: bigint; credits_minor: bigint }>`
    select
      coalesce((select sum(amount_minor) from ledger.transfer where debit_account = ${account}
        and phase in ('single', 'post') and effective_on < ${from}::date), 0)::bigint
        as debits_minor,
      coalesce((select sum(amount_minor) from ledger.transfer where credit_account = ${account}
        and phase in ('single', 'post') and effective_on < ${from}::date), 0)::bigint
        as credits_minor
  `.execute(db)
  return rows[0] ?? { debits_minor: 0n, credits_minor: 0n }
}

/** The rows of one account in these days, with the account on the other side. */
export const listStatement = (db: Db, account: bigint, { from, through }: Span, limit: number) =>
  db
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as a', (join) =>
      join.on(
        sql<boolean>`a.id = case when t.debit_account = ${account}
          then t.credit_account else t.debit_account end`,
      ),
    )
    .select(['t.seq', 't.event_id', 't.kind', 't.phase', 't.effective_on', 't.amount_minor'])
    .select(['t.currency', 'a.id as other', 'a.kind as other_kind'])
    .select([sql<boolean>`t.debit_account = ${account}`.as('debit')])
    .select([nameOf('owner_id').as('other_name')])
    .select([nameOf('counterparty_id').as('other_counterparty')])
    .where(({ or, eb }) =>
      or([eb('t.debit_account', '=', account), eb('t.credit_account', '=', account)]),
    )
    .where('t.effective_on', '>=', from)
    .where('t.effective_on', '<=', through)
    .orderBy('t.effective_on')
    .orderBy('t.seq')
    .limit(limit)
    .execute()

export type StatementRow = Awaited<ReturnType<typeof listStatement>>[number]

/** The day of the last row of an account. */
export const findLastDay = (db: Db, account: bigint) =>
  db
    .selectFrom('ledger.transfer')
    .select(sql<string | null>`max(effective_on)`.as('day'))
    .where(({ or, eb }) =>
      or([eb('debit_account', '=', account), eb('credit_account', '=', account)]),
    )
    .executeTakeFirst()
