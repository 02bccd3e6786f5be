// Everything that is written in a database, for tests that ask whether something is.
import type pg from 'pg'

// Whatever modules there are: a schema that is new is looked into as well.
const ofOurs = `table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')`

const columnsOf = `
  select format('%I.%I', table_schema, table_name) as "table", quote_ident(column_name) as "column",
    data_type in ('json', 'jsonb') or domain_name is not null as parsed
  from information_schema.columns join information_schema.tables using (table_schema, table_name)
  where table_type = 'BASE TABLE' and ${ofOurs}
    and (data_type in ('text', 'json', 'jsonb') or domain_name is not null)
    and table_name not in ('limit', 'migration', 'word', 'search', 'search_name')`

interface Column {
  table: string
  column: string
  parsed: boolean
}

const known = new WeakMap<pg.Pool, Promise<string>>()

/** Every text in every row, also within JSON. */
export async function everyText(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const statement = known.get(pool) ?? pool.query<Column>(columnsOf).then(({ rows }) => union(rows))
  known.set(pool, statement)
  const { rows } = await pool.query<{ plain: string | null; json: unknown }>(await statement)
  return new Set(
    rows.flatMap(({ plain, json }) => [...(plain === null ? [] : [plain]), ...textsIn(json)]),
  )
}

const union = (columns: readonly Column[]) =>
  columns
    .map(({ table, column, parsed }) =>
      parsed
        ? `select null as plain, ${column}::jsonb as json from ${table} where ${column} is not null`
        : `select ${column} as plain, null::jsonb as json from ${table} where ${column} is not null`,
    )
    .concat('select null, payload::jsonb from graphile_worker._private_jobs')
    .join(' union all ')

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

/** How many rows each table has. */
export async function everyCount(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_name not in ('limit', 'migration')
      and ${ofOurs} order by 1`)
  const sums = tables.map(({ name }) => `(select count(*)::int from ${name}) as "${name}"`)
  const { rows } = await pool.query(`select ${sums.join(', ')}`)
  return rows[0]
}
