// What PostgreSQL itself says about a migrated database, as plain values.

/** Ask the database one question; the rows come back as objects. */
export type Ask = (sql: string) => Promise<Record<string, unknown>[]>

export interface Column {
  /** `people.person` */
  table: string
  name: string
  /** The base type, whatever domains lie over it: `text`, `int8`, `jsonb`, `_text`. */
  type: string
  nullable: boolean
}

export interface Constraint {
  table: string
  name: string
  /** c check, f foreign key, p primary key, u unique, x exclusion. */
  kind: string
  columns: string[]
  definition: string
  /** The table that a foreign key points to; empty for the others. */
  target: string
}

export interface Catalogue {
  schemas: string[]
  /** `people.person`, and whether it is a view. */
  /** `kept`: the application cannot delete from it. */
  tables: { name: string; view: boolean; kept?: boolean }[]
  columns: Column[]
  constraints: Constraint[]
  indexes: { table: string; columns: string[] }[]
}

// Schemas of PostgreSQL and of the job queue, which looks after itself.
export const notOurs = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')`

/** Objects that an extension brought belong to the extension. */
export const notAnExtensions = (oid: string) =>
  `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`

const relation = `n.nspname || '.' || c.relname`

const columnNames = (numbers: string, owner: string) => `
  array(select a.attname::text from unnest(${numbers}::int2[]) with ordinality as u(number, place)
    join pg_attribute a on a.attrelid = ${owner} and a.attnum = u.number order by u.place)`

export async function readCatalogue(ask: Ask): Promise<Catalogue> {
  const [schemas, tables, columns, constraints, indexes] = [
    await ask(`select n.nspname as name from pg_namespace n where ${notOurs} order by 1`),
    await ask(tablesQuery),
    await ask(columnsQuery),
    await ask(constraintsQuery),
    await ask(indexesQuery),
  ]
  return {
    schemas: schemas.map(({ name }) => String(name)),
    tables: tables.map(({ name, view, kept }) => ({
      name: String(name),
      view: view === true,
      kept: kept === true,
    })),
    columns: columns.map((row) => ({
      table: String(row.table),
      name: String(row.name),
      type: String(row.type),
      nullable: row.nullable === true,
    })),
    constraints: constraints.map((row) => ({
      table: String(row.table),
      name: String(row.name),
      kind: String(row.kind),
      columns: texts(row.columns),
      definition: String(row.definition),
      target: String(row.target ?? ''),
    })),
    indexes: indexes.map((row) => ({ table: String(row.table), columns: texts(row.columns) })),
  }
}

const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

const tablesQuery = `
  select ${relation} as name, c.relkind in ('v', 'm') as view,
    not has_table_privilege('mozaik_app', c.oid, 'delete') as kept
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and ${notOurs} and ${notAnExtensions('c.oid')}
  order by 1`

const columnsQuery = `
  with recursive base as (
    select oid as type, oid as root from pg_type where typtype <> 'd'
    union all
    select t.oid, base.root from pg_type t join base on t.typbasetype = base.type
  )
  select ${relation} as table, a.attname as name, t.typname as type, not a.attnotnull as nullable
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  join base on base.type = a.atttypid
  join pg_type t on t.oid = base.root
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm')
    and ${notOurs} and ${notAnExtensions('c.oid')}
  order by 1, a.attnum`

const constraintsQuery = `
  select ${relation} as table, k.conname as name, k.contype as kind,
    ${columnNames('k.conkey', 'k.conrelid')} as columns,
    pg_get_constraintdef(k.oid) as definition,
    (select tn.nspname || '.' || tc.relname from pg_class tc
      join pg_namespace tn on tn.oid = tc.relnamespace where tc.oid = k.confrelid) as target
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace
  where ${notOurs} and k.contype in ('c', 'f', 'p', 'u', 'x')
  order by 1, 2`

const indexesQuery = `
  select ${relation} as table, ${columnNames('i.indkey', 'i.indrelid')} as columns
  from pg_index i
  join pg_class c on c.oid = i.indrelid
  join pg_namespace n on n.oid = c.relnamespace
  where ${notOurs} and i.indisvalid
  order by 1, i.indexrelid`
