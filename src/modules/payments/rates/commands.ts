// Bringing a table of rates, whole or not at all.
import { sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import type { Db } from '../tables.ts'
import type { RateRow } from './rules.ts'

interface Bringing {
  readonly source: string
  /** Null from a terminal. */
  readonly person_id: string | null
}

export function importRates(db: Db, rows: readonly RateRow[], by: Bringing, now: Date) {
  return atomically(db, async (tx) => {
    const brought = await sql<{ fresh: bigint; changed: bigint }>`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as given (currency text, on_day date, per_euro numeric(20, 10))
      ), known as (
        select rate.currency, rate.on_day from given join payments.rate using (currency, on_day)
      ), written as (
        insert into payments.rate as rate (currency, on_day, per_euro, source, imported_by, imported_at)
        select currency, on_day, per_euro, ${by.source}, ${by.person_id}::uuid, ${now}::timestamptz
        from given
        on conflict (currency, on_day) do update set per_euro = excluded.per_euro,
          source = excluded.source, imported_by = excluded.imported_by,
          imported_at = excluded.imported_at
        where rate.per_euro <> excluded.per_euro
        returning currency, on_day
      )
      select
        (select count(*) from written where (currency, on_day) not in (select * from known)) as fresh,
        (select count(*) from written where (currency, on_day) in (select * from known)) as changed
    `.execute(tx)
    const [fresh, changed] = [Number(brought.rows[0]?.fresh), Number(brought.rows[0]?.changed)]
    return { fresh, changed, same: rows.length - fresh - changed }
  })
}
