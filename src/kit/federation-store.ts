// What Fedify keeps (documents it fetched, activities it has seen) on our PostgreSQL, so that every
// process knows of it and a restart forgets nothing. It is kept by the database's own clock.
import type { KvKey, KvStore, KvStoreListEntry, KvStoreSetOptions } from '@fedify/fedify'
import { type RawBuilder, sql } from 'kysely'
import type { Handle } from './db.ts'

export interface KeptTables {
  'kit.kept_value': { key: string[]; value: unknown; expires_at: Date | null }
}

/** A key-value store over one table. */
export function keptStore(db: Handle<KeptTables>): KvStore {
  return {
    async get<V>(key: KvKey) {
      const { rows } = await sql<{ value: V }>`select value from kit.kept_value
        where key = ${textArray(key)} and ${fresh}`.execute(db)
      return rows[0]?.value
    },
    async set(key, value, options) {
      await sql`insert into kit.kept_value (key, value, expires_at)
        values (${textArray(key)}, ${asJson(value)}, ${until(options)})
        on conflict (key) do update
          set value = excluded.value, expires_at = excluded.expires_at`.execute(db)
    },
    async delete(key) {
      await sql`delete from kit.kept_value where key = ${textArray(key)}`.execute(db)
    },
    cas: (key, expected, value, options) =>
      expected === undefined
        ? putFirst(db, key, value, options)
        : exchange(db, key, expected, value, options),
    async *list(prefix) {
      const start = prefix ? textArray(prefix) : sql`'{}'::text[]`
      const { rows } = await sql<KvStoreListEntry>`select key, value from kit.kept_value
        where key[1:cardinality(${start})] = ${start} and ${fresh} order by key`.execute(db)
      yield* rows
    },
  }
}

async function putFirst(
  db: Handle<KeptTables>,
  key: KvKey,
  value: unknown,
  options?: KvStoreSetOptions,
): Promise<boolean> {
  const { rows } = await sql`insert into kit.kept_value as k (key, value, expires_at)
    values (${textArray(key)}, ${asJson(value)}, ${until(options)})
    on conflict (key) do update
      set value = excluded.value, expires_at = excluded.expires_at
      where k.expires_at <= now()
    returning 1`.execute(db)
  return rows.length > 0
}

async function exchange(
  db: Handle<KeptTables>,
  key: KvKey,
  expected: unknown,
  value: unknown,
  options?: KvStoreSetOptions,
): Promise<boolean> {
  const { rows } = await sql`update kit.kept_value
    set value = ${asJson(value)}, expires_at = ${until(options)}
    where key = ${textArray(key)} and value = ${asJson(expected)} and ${fresh}
    returning 1`.execute(db)
  return rows.length > 0
}

const fresh = sql<boolean>`(expires_at is null or expires_at > now())`
const until = (options?: KvStoreSetOptions): RawBuilder<Date | null> =>
  options?.ttl
    ? sql`now() + make_interval(secs => ${options.ttl.total('seconds')}::float8)`
    : sql`null::timestamptz`
const textArray = (key: KvKey): RawBuilder<string[]> => sql`${[...key]}::text[]`
const asJson = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`

/** Forget what is over; returns how much that was. */
export async function sweepKept(db: Handle<KeptTables>): Promise<number> {
  const { rows } = await sql`delete from kit.kept_value where expires_at <= now()
    returning 1`.execute(db)
  return rows.length
}
