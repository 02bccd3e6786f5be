// The law that the database keeps, one by one: each constraint, trigger and missing privilege of
// some tables, taken from the catalogue itself. Each is switched off in turn, and an attack that it
// refused must then come through. Whatever no attack notices is a law that nobody would miss.
import pg from 'pg'

export interface Law {
  /** `transfer.transfer_once` */
  readonly name: string
  readonly table: string
  /** Switches it off. */
  readonly off: string
  readonly attack: Attack | null
}

export interface Attack {
  readonly statements: readonly string[]
  /** What the refusal says, where that is not the law's own name. */
  readonly by?: string
  /** Asked afterwards, where the attack is not refused but has another effect. */
  readonly look?: string
}

interface Wish {
  readonly schema: string
  readonly tables: readonly string[]
  /** A row of each table that is lawful and not there yet: columns with SQL. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly attacks: Readonly<Record<string, Attack>>
}

interface Found {
  readonly table: string
  readonly name: string
  readonly kind: 'c' | 'f' | 'p' | 'u' | 'n' | 't' | 'i'
  readonly columns: readonly string[]
}

const catalogue = `
  select r.relname as table, c.conname as name, c.contype::text as kind,
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) as columns
  from pg_constraint c join pg_class r on r.oid = c.conrelid
  where r.relnamespace = $1::regnamespace and r.relname = any($2) and c.contype <> 't'
    -- A key and a generated number imply that they are there; only with them can it be switched off.
    and not (c.contype = 'n' and exists (
      select from pg_attribute a left join pg_index x on x.indrelid = a.attrelid and x.indisprimary
      where a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        and (a.attidentity <> '' or a.attnum = any(x.indkey))))
  union all
  select r.relname, t.tgname, 't', '{}' from pg_trigger t join pg_class r on r.oid = t.tgrelid
  where r.relnamespace = $1::regnamespace and r.relname = any($2) and not t.tgisinternal
  union all
  select r.relname, i.relname, 'i', '{}'
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class r on r.oid = x.indrelid
  where r.relnamespace = $1::regnamespace and r.relname = any($2) and x.indisunique
    and not exists (select from pg_constraint c where c.conindid = x.indexrelid)
  order by 1, 2`

/** Every law of these tables, each with the attack that it stands against. */
export async function listLaws(client: pg.Client, wish: Wish): Promise<Law[]> {
  const { rows } = await client.query<Found>(catalogue, [wish.schema, [...wish.tables]])
  const kept = rows.map((found) => ({
    name: `${found.table}.${found.name}`,
    table: found.table,
    off: switchOff(wish.schema, found),
    attack: wish.attacks[`${found.table}.${found.name}`] ?? plainAttack(wish, found),
  }))
  return [...kept, ...(await listPrivileges(client, wish))]
}

function switchOff(schema: string, { table, name, kind, columns }: Found): string {
  const where = `${schema}.${table}`
  if (kind === 't') return `drop trigger ${name} on ${where}`
  if (kind === 'i') return `drop index ${schema}.${name}`
  if (kind === 'n') return `alter table ${where} alter column ${columns[0]} drop not null`
  return `alter table ${where} drop constraint ${name} cascade`
}

/** What must be there is left out; what must be known is named at random. */
function plainAttack(wish: Wish, { table, kind, name, columns }: Found): Attack | null {
  if (!wish.rows[table]) return null
  if (kind === 'n') {
    const [column = ''] = columns
    return { statements: [insertion(wish, table, { [column]: 'null' })], by: column }
  }
  const [last = ''] = columns.slice(-1)
  if (kind === 'f' && columns.length === 1)
    return { statements: [insertion(wish, table, { [last]: unknown(last) })], by: name }
  return null
}

const unknown = (column: string) =>
  column.endsWith('currency')
    ? `'XXX'`
    : column.endsWith('_kind')
      ? `'no_kind'`
      : 'gen_random_uuid()'

/** A lawful row of the table, but for these columns. */
export function insertion(
  { schema, rows }: Pick<Wish, 'schema' | 'rows'>,
  table: string,
  but: Readonly<Record<string, string>> = {},
): string {
  const row = { ...rows[table], ...but }
  return `insert into ${schema}.${table} (${Object.keys(row).join(', ')})
    overriding system value values (${Object.values(row).join(', ')})`
}

const trials: Readonly<Record<string, (table: string, column: string) => string>> = {
  INSERT: (table) => `insert into ${table} overriding system value select * from ${table} limit 0`,
  UPDATE: (table, column) => `update ${table} set ${column} = ${column} where false`,
  DELETE: (table) => `delete from ${table} where false`,
  TRUNCATE: (table) => `truncate ${table}`,
}

/** What the application may not do to a table: the law that it may not. */
async function listPrivileges(client: pg.Client, { schema, tables }: Wish): Promise<Law[]> {
  const { rows } = await client.query<{ table: string; column: string | null; may_not: string }>(
    `select r.relname as table, privilege as may_not,
       (select min(attname::text) from pg_attribute
         where attrelid = r.oid and attnum > 0 and attidentity = '' and not attisdropped
           and not has_column_privilege('mozaik_app', r.oid, attnum, 'UPDATE')) as column
     from pg_class r cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as privilege
     where r.relnamespace = $1::regnamespace and r.relname = any($2)
       and not has_table_privilege('mozaik_app', r.oid, privilege) order by 1, 2`,
    [schema, [...tables]],
  )
  return rows.map(({ table, may_not, column }) => {
    const where = `${schema}.${table}`
    const trial = trials[may_not]?.(where, column ?? 'id') ?? ''
    return {
      name: `${table}: no ${may_not}`,
      table,
      off: `grant ${may_not} on ${where} to mozaik_app`,
      attack: {
        statements: ['set local role mozaik_app', trial],
        by: `permission denied for table ${table}`,
      },
    }
  })
}

/** What became of an attack: `done`, what was seen afterwards, or who refused it. */
async function outcome(client: pg.Client, { statements, look }: Attack): Promise<string> {
  await client.query('savepoint attack')
  try {
    for (const statement of statements) await client.query(statement)
    if (!look) return 'done'
    const { rows } = await client.query(look)
    return `seen ${JSON.stringify(rows)}`
  } catch (fault) {
    if (!(fault instanceof pg.DatabaseError)) throw fault
    const { message, constraint, column } = fault
    return `refused ${constraint ?? column ?? message}`
  } finally {
    await client.query('rollback to attack')
  }
}

/** Why this law would not be missed, or null when its attack notices. Leaves nothing behind. */
export async function whyNotMissed(client: pg.Client, law: Law): Promise<string | null> {
  const { name, attack, off } = law
  if (!attack) return `${name}: no attack is made on it`
  await client.query('begin')
  try {
    const before = await outcome(client, attack)
    const own = attack.by ?? name.slice(name.indexOf('.') + 1)
    if (!attack.look && before !== `refused ${own}`) return `${name}: the attack was ${before}`
    await client.query(off)
    const after = await outcome(client, attack)
    return after === before ? `${name}: without it the attack is ${after} as well` : null
  } finally {
    await client.query('rollback')
  }
}
