// Limits on how often something may be tried, counted in PostgreSQL: they hold over a restart and
// over as many processes as there are.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Handle } from './db.ts'

export interface LimitTables {
  'kit.limit': { name: string; key: string; free_at: Date }
}

export interface Limit {
  /** Tries in a row before it bites. */
  readonly max: number
  /** The time in which `max` tries grow back, evenly. */
  readonly per_seconds: number
}

/**
 * Count one try of `name` by `key`. Returns 0 when it is allowed, else the seconds to wait.
 * Generic cell rate algorithm (ITU-T I.371): one row, one statement, no window edges to game.
 */
export async function limited(
  db: Handle<LimitTables>,
  name: string,
  key: string,
  { max, per_seconds }: Limit,
  now: Date,
): Promise<number> {
  const hashed = hashKey(name, key)
  const step = per_seconds / max
  const { rows } = await sql<{ allowed: boolean; wait_s: number }>`
    with tried as (
      insert into kit.limit as l (name, key, free_at)
      values (${name}, ${hashed}, ${now}::timestamptz + make_interval(secs => ${step}))
      on conflict (name, key) do update
        set free_at = greatest(l.free_at, ${now}::timestamptz) + make_interval(secs => ${step})
        where greatest(l.free_at, ${now}::timestamptz) + make_interval(secs => ${step})
          <= ${now}::timestamptz + make_interval(secs => ${per_seconds})
      returning free_at
    )
    select exists (select 1 from tried) as allowed,
      coalesce((select extract(epoch from free_at - ${now}::timestamptz)
        from kit.limit where name = ${name} and key = ${hashed}), 0)::float8 as wait_s`.execute(db)
  const row = rows[0]
  if (!row || row.allowed) return 0
  return Math.max(1, Math.ceil(row.wait_s + step - per_seconds))
}

/** Addresses of people and machines are counted, not kept: the row holds a hash. */
const hashKey = (name: string, key: string) =>
  createHash('sha256').update(`${name}\0${key.toLowerCase()}`).digest('base64url')
