// Accounts with their names and what stands on them.
import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { balance } from '../rules.ts'
import type { Tables } from '../tables.ts'

/** Owners that are called so, in any language and script, as far as the books know names. */
export const ownersNamed = (name: string) => {
  const like = sql`'%' || kit.fold(${name}) || '%'`
  return sql`(
    select o.id from organisations.card o
      where o.slug = ${name} or exists (select from jsonb_each_text(o.name) e where kit.fold(e.value) like ${like})
    union all
    select w.id from ledger.owner w
      where exists (select from jsonb_each_text(w.name) e where kit.fold(e.value) like ${like})
  )`
}

/** What the owner or the other one of the account `a` is called. */
export const nameOf = (column: 'owner_id' | 'counterparty_id') => sql<Localized | null>`coalesce(
  (select o.name from organisations.card o where o.id = ${sql.ref(`a.${column}`)}),
  (select w.name from ledger.owner w where w.id = ${sql.ref(`a.${column}`)}))`

/** Accounts with what stands on them; those that keep no balance are summed. */
export const accounts = (db: Handle<Tables>) =>
  db
    .selectFrom('ledger.account as a')
    .leftJoinLateral(
      sql<{ debits: bigint; credits: bigint }>`(
        select
          coalesce((select sum(t.amount_minor) from ledger.transfer t
            where t.debit_account = a.id and t.phase in ('single', 'post')), 0)::bigint as debits,
          coalesce((select sum(t.amount_minor) from ledger.transfer t
            where t.credit_account = a.id and t.phase in ('single', 'post')), 0)::bigint as credits
        where not a.keeps_balance
      )`.as('s'),
      (join) => join.onTrue(),
    )
    .selectAll('a')
    .select(['s.debits', 's.credits'])
    .select([nameOf('owner_id').as('name'), nameOf('counterparty_id').as('counterparty')])

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['execute']>>[number]

export const stands = (row: Row) => ({
  ...row,
  ...balance(
    row.keeps_balance
      ? row
      : { ...row, debits_posted_minor: row.debits ?? 0n, credits_posted_minor: row.credits ?? 0n },
  ),
})
