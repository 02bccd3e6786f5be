// Accounts with their names and what stands on them.
import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { type AccountKind, balance } from '../rules.ts'
import type { LedgerTables, Tables } from '../tables.ts'

/**
 * Owners that are called so, in any language and script, as far as the books know names; or whose
 * page has this address, which may be typed whole.
 */
export const ownersNamed = (name: string) => {
  const like = sql`'%' || kit.fold(${name}) || '%'`
  const slug = name
    .toLowerCase()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/^.*\//, '')
  return sql`(
    select o.id from organisations.card o
      where o.slug = ${slug} or exists (select from jsonb_each_text(o.name) e where kit.fold(e.value) like ${like})
    union all
    select w.id from ledger.owner w
      where w.slug = ${slug} or exists (select from jsonb_each_text(w.name) e where kit.fold(e.value) like ${like})
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

interface Whose {
  readonly currency: string
  readonly kind: AccountKind
  readonly name: Localized | null
  readonly counterparty: Localized | null
}

interface About {
  readonly account?: string
  readonly seq?: string
}

/**
 * Each with the account it is about, as people call it: its amounts are in that one's currency.
 * Where a fault names no account, its row says which.
 */
export async function describeFaults<F extends About>(
  db: Handle<LedgerTables>,
  faults: readonly F[],
): Promise<(F & { readonly of: Whose | null })[]> {
  if (faults.length === 0) return []
  const numbers = faults.map(({ account, seq }) => ({ account: account ?? null, seq: seq ?? null }))
  const { rows } = await sql<Whose & { place: number }>`
    select f.place::int, a.kind, a.currency, ${nameOf('owner_id')} as name,
      ${nameOf('counterparty_id')} as counterparty
    from jsonb_array_elements(${JSON.stringify(numbers)}::jsonb) with ordinality f (said, place)
    join ledger.account a on a.id = coalesce(
      nullif(f.said ->> 'account', '')::bigint,
      (select t.debit_account from ledger.transfer t where t.seq = (f.said ->> 'seq')::bigint))
  `.execute(db)
  const known = new Map(rows.map(({ place, ...whose }) => [place, whose]))
  return faults.map((fault, at) => ({ ...fault, of: known.get(at + 1) ?? null }))
}
