// What PostgreSQL says of its own tables, as a backup needs it.
import type pg from 'pg'

export interface Table {
  /** `schema.table`, as people say it. */
  readonly name: string
  /** The same as SQL. */
  readonly sql: string
  readonly bytes: number
  /** In their order, without those that PostgreSQL makes from the others. */
  readonly columns: readonly string[]
}

// The queue's library writes here itself which tables it has made.
const notOurs = ['graphile_worker.migrations']

const ours = (relation: string, schema: string) => `
  ${schema} !~ '^pg_' and ${schema} <> 'information_schema'
  and not exists (select from pg_depend d where d.objid = ${relation} and d.deptype = 'e')`

/** Every table, the parts of a partitioned one each by itself. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { bytes: string }>(`
    select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as sql,
      pg_table_size(c.oid)::text as bytes,
      (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
        as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't' and ${ours('c.oid', 'n.nspname')}
    order by 1`)
  return rows
    .filter(({ name }) => !notOurs.includes(name))
    .map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

export interface Sequence {
  readonly name: string
  readonly last_value: string
}

/** Every sequence that has given a number. */
export async function listSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select format('%I.%I', s.schemaname, s.sequencename) as name, s.last_value::text
    from pg_sequences s
    where s.last_value is not null
      and ${ours("format('%I.%I', s.schemaname, s.sequencename)::regclass", 's.schemaname')}
    order by 1, 2`)
  return rows
}

interface Pair {
  readonly before: string
  readonly after: string
}

/**
 * What must be out of the way while tables are filled, and how it is put back: keys that point to
 * other tables; triggers, which would write histories anew and refuse old ones; and indexes, which
 * are made several times faster over a full table than row by row. In the order of putting back.
 */
export async function listObstacles(client: pg.ClientBase): Promise<Pair[]> {
  const { rows } = await client.query<Pair>(`
    select 1 as turn, format('drop index %s', i.indexrelid::regclass) as before,
      pg_get_indexdef(i.indexrelid)
        || coalesce(format('; comment on index %s is %L', i.indexrelid::regclass,
          obj_description(i.indexrelid, 'pg_class')), '') as after
    from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and not c.relispartition and i.indisvalid and not i.indisreplident
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      and ${ours('c.oid', 'n.nspname')}
    union all
    select 2, format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
      format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname,
        pg_get_constraintdef(c.oid))
        || coalesce(format('; comment on constraint %I on %s is %L', c.conname,
          c.conrelid::regclass, obj_description(c.oid, 'pg_constraint')), '')
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where c.contype = 'f' and c.conparentid = 0 and ${ours('c.conrelid', 'n.nspname')}
    union all
    select 3, format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname),
      format('alter table %s enable %s trigger %I', t.tgrelid::regclass,
        case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D'
      and ${ours('c.oid', 'n.nspname')}
    order by 1, 2`)
  return rows
}
