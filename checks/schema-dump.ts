// The database as it stands, written to be read: db/schema.sql shows in every review what a
// migration did. Made from PostgreSQL's own catalogue, in an order that never depends on chance.
import { type Ask, notAnExtensions, notOurs } from './catalogue.ts'

const head = `-- The database today, as the migrations in db/migrations leave it. Made by \`npm run db:dump\`;
-- never edited: change it by writing a migration.`

/** The whole database as one text. `order` gives the schemas, lowest first; others follow. */
export async function dumpSchema(ask: Ask, order: readonly string[]): Promise<string> {
  const pieces: Piece[] = []
  for (const kind of [extensions, schemas, domains, enums, functions, tables, views]) {
    pieces.push(...(await kind(ask)))
  }
  const rank = (schema: string) => {
    const place = ['', 'kit', 'facts', ...order, 'site'].indexOf(schema)
    return place < 0 ? Number.POSITIVE_INFINITY : place
  }
  const schemaNames = [...new Set(pieces.map(({ schema }) => schema))].sort((one, other) => {
    return rank(one) - rank(other) || (one < other ? -1 : 1)
  })
  const chapters = schemaNames.map((schema) => {
    const own = pieces.filter((piece) => piece.schema === schema)
    return own.map(({ text }) => text).join('\n\n')
  })
  return `${[head, ...chapters].join('\n\n\n')}\n`
}

/** Why db/schema.sql is not the database, or nothing when it is. */
export function outdated(file: string, dump: string): string[] {
  if (file === dump) return []
  const [said, is] = [file.split('\n'), dump.split('\n')]
  const at = is.findIndex((line, index) => line !== said[index])
  const where = `line ${at < 0 ? is.length : at + 1}`
  return [`db/schema.sql is not what the migrations make, from ${where} on: run npm run db:dump`]
}

interface Piece {
  schema: string
  text: string
}

const piecesOf = (rows: Record<string, unknown>[]): Piece[] =>
  rows.map(({ schema, text }) => ({ schema: String(schema), text: calm(String(text)) }))

const quoted = /('(?:[^']|'')*'|"[^"]*"|\$function\$[\s\S]*?\$function\$)/

/** PostgreSQL shouts its keywords and ends some lines with a space; we write neither. */
function calm(text: string): string {
  const parts = text.split(quoted).map((part, index) => {
    if (index % 2 === 1) return part
    return part
      .replace(/\b[A-Z]{2,}\b/g, (word) => word.toLowerCase())
      .replaceAll('timestamp with time zone', 'timestamptz')
  })
  return parts
    .join('')
    .replace(/[ \t]+$/gm, '')
    .trim()
}

const extensions = async (ask: Ask) =>
  piecesOf(
    await ask(`
      select '' as schema, string_agg(format('create extension %I with schema %I;', extname,
        extnamespace::regnamespace), e'\\n' order by extname) as text
      from pg_extension where extname <> 'plpgsql' having count(*) > 0`),
  )

const commentOn = (what: string, comment: string) =>
  `coalesce(format(e'\\ncomment on %s is %L;', ${what}, ${comment}), '')`

const schemas = async (ask: Ask) =>
  piecesOf(
    await ask(`
      select n.nspname as schema, format('create schema %I;', n.nspname) ||
        case when obj_description(n.oid, 'pg_namespace') is null then '' else
        ${commentOn(`format('schema %I', n.nspname)`, `obj_description(n.oid, 'pg_namespace')`)} end as text
      from pg_namespace n where ${notOurs} and n.nspname <> 'public' order by 1`),
  )

const domains = async (ask: Ask) =>
  piecesOf(
    await ask(`
      select n.nspname as schema,
        format('create domain %I.%I as %s', n.nspname, t.typname,
          format_type(t.typbasetype, t.typtypmod)) ||
        case when t.typdefault is null then '' else ' default ' || t.typdefault end ||
        coalesce((select string_agg(format(e'\\n  constraint %I %s', k.conname,
          pg_get_constraintdef(k.oid, true)), '' order by k.conname)
          from pg_constraint k where k.contypid = t.oid), '') || ';' ||
        case when obj_description(t.oid, 'pg_type') is null then '' else
        ${commentOn(`format('domain %I.%I', n.nspname, t.typname)`, `obj_description(t.oid, 'pg_type')`)} end
          as text
      from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where t.typtype = 'd' and ${notOurs} and ${notAnExtensions('t.oid')} order by 1, t.typname`),
  )

const enums = async (ask: Ask) =>
  piecesOf(
    await ask(`
      select n.nspname as schema, format('create type %I.%I as enum (%s);', n.nspname, t.typname,
        (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
          from pg_enum e where e.enumtypid = t.oid)) as text
      from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where t.typtype = 'e' and ${notOurs} and ${notAnExtensions('t.oid')} order by 1, t.typname`),
  )

const functions = async (ask: Ask) =>
  piecesOf(
    await ask(`
      select n.nspname as schema, rtrim(pg_get_functiondef(p.oid), e'\\n') || ';' ||
        case when obj_description(p.oid, 'pg_proc') is null then '' else
        ${commentOn(`format('function %s', p.oid::regprocedure)`, `obj_description(p.oid, 'pg_proc')`)} end
          as text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prokind in ('f', 'p') and ${notOurs} and ${notAnExtensions('p.oid')}
      order by 1, p.proname, p.oid::regprocedure::text`),
  )

const views = async (ask: Ask) =>
  piecesOf(
    await ask(`
      select n.nspname as schema,
        format(e'create %s %I.%I as\\n%s', case c.relkind when 'm' then 'materialized view'
          else 'view' end, n.nspname, c.relname, pg_get_viewdef(c.oid, true)) ||
        ${commentsOf('view')} as text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('v', 'm') and ${notOurs} and ${notAnExtensions('c.oid')}
      order by 1, c.relname`),
  )

const tables = async (ask: Ask) => piecesOf(await ask(tablesQuery))

/** The comments of a relation and of its columns, a line each. */
function commentsOf(what: 'table' | 'view') {
  return `coalesce((select string_agg(format(e'\\ncomment on %s is %L;', case d.objsubid
      when 0 then format('${what} %I.%I', n.nspname, c.relname)
      else format('column %I.%I.%I', n.nspname, c.relname, a.attname) end, d.description),
      '' order by d.objsubid)
    from pg_description d left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
    where d.objoid = c.oid and d.classoid = 'pg_class'::regclass), '')`
}

const columns = `(
  select string_agg(format(e'\\n  %I %s', a.attname, format_type(a.atttypid, a.atttypmod)) ||
    case when a.attcollation <> t.typcollation then
      format(' collate %s', a.attcollation::regcollation) else '' end ||
    case when a.attnotnull then ' not null' else '' end ||
    case a.attidentity when 'a' then ' generated always as identity'
      when 'd' then ' generated by default as identity' else '' end ||
    case a.attgenerated when 's' then format(' generated always as (%s) stored', value)
      when 'v' then format(' generated always as (%s) virtual', value)
      else coalesce(' default ' || value, '') end, ',' order by a.attnum)
  from pg_attribute a
  join pg_type t on t.oid = a.atttypid
  left join lateral (select pg_get_expr(f.adbin, f.adrelid) as value from pg_attrdef f
    where f.adrelid = c.oid and f.adnum = a.attnum) as preset on true
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`

// Primary key first, then what is unique, what points elsewhere, and what is checked.
const constraints = `coalesce((
  select string_agg(format(e',\\n  constraint %I %s', k.conname,
    pg_get_constraintdef(k.oid, true)), '' order by position(k.contype::text in 'puxfc'), k.conname)
  from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'x', 'f', 'c')), '')`

const indexes = `coalesce((
  select string_agg(e'\\n' || pg_get_indexdef(i.indexrelid) || ';', ''
    order by i.indexrelid::regclass::text)
  from pg_index i where i.indrelid = c.oid
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid
      and k.conrelid = c.oid)), '')`

const triggers = `coalesce((
  select string_agg(e'\\n' || pg_get_triggerdef(g.oid, true) || ';', '' order by g.tgname)
  from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal), '')`

const tablesQuery = `
  select n.nspname as schema,
    format('create %stable %I.%I (', case c.relpersistence when 'u' then 'unlogged ' else '' end,
      n.nspname, c.relname) || ${columns} || ${constraints} || e'\\n);' || ${indexes} || ${triggers}
      || ${commentsOf('table')} as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and ${notOurs} and ${notAnExtensions('c.oid')}
  order by 1, c.relname`
