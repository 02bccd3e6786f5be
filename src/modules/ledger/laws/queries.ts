// The law of the books as PostgreSQL holds it at this moment.
import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { LedgerTables } from '../tables.ts'

type Ledger = Handle<LedgerTables>

/** What of the law is missing or switched off, and what the application may do that it may not. */
export async function listLawsOff(db: Ledger, laws: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select r.relname || '.' || c.conname as name
    from pg_constraint c join pg_class r on r.oid = c.conrelid
    where c.connamespace = 'ledger'::regnamespace and c.convalidated
    union all
    select r.relname || '.' || t.tgname
    from pg_trigger t join pg_class r on r.oid = t.tgrelid
    where r.relnamespace = 'ledger'::regnamespace and not t.tgisinternal and t.tgenabled in ('O', 'A')
    union all
    select r.relname || '.' || i.relname
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class r on r.oid = x.indrelid
    where r.relnamespace = 'ledger'::regnamespace and x.indisunique and x.indisvalid
  `.execute(db)
  const there = new Set(rows.map(({ name }) => name))
  const { rows: allowed } = await sql<{ name: string }>`
    select r.relname || ': ' || p.privilege_type as name
    from pg_class r cross join lateral aclexplode(r.relacl) p
    where r.relnamespace = 'ledger'::regnamespace and p.grantee = to_regrole('mozaik_app')
      and r.relkind = 'r' and r.relname in ('account', 'transfer', 'block', 'period_close',
        'account_kind', 'watermark')
      and p.privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
  `.execute(db)
  const { rows: disabled } = await sql<{ name: string }>`
    select r.relname || '.' || c.conname as name
    from pg_trigger t join pg_class r on r.oid = t.tgrelid
    join pg_constraint c on c.oid = t.tgconstraint
    where c.connamespace = 'ledger'::regnamespace and t.tgenabled not in ('O', 'A')
  `.execute(db)
  return [
    ...laws.filter((name) => !there.has(name)),
    ...[...new Set([...disabled, ...allowed].map(({ name }) => name))],
  ]
}
