// Row types are written by hand, because that is where a column gets its sentence and a state its
// union; this keeps them as true as generated ones.
import type { Catalogue, Column } from './catalogue.ts'
import { placeOf, said } from './places.ts'
import { type ColumnType, type RowType, rowTypes, type ValueKind } from './row-types.ts'
import type { SourceFile } from './tree.ts'

/** Where the row types and the migrated database disagree. */
export function misreadTables(files: readonly SourceFile[], catalogue: Catalogue): string[] {
  const rows = rowTypes(files.filter(({ path }) => path.startsWith('src/')))
  return [...rows.flatMap((row) => misread(row, catalogue)), ...unread(rows, catalogue)]
}

function misread(row: RowType, catalogue: Catalogue): string[] {
  const say = (why: string) => `${said(row.path)}: ${row.table} ${why}`
  const { house, kind } = placeOf(row.path)
  const owner = house || kind
  const schema = row.table.split('.')[0]
  if (schema !== owner) return [say(`is not ${owner}'s: take its type from the door of ${schema}`)]
  const table = catalogue.tables.find(({ name }) => name === row.table)
  if (!table) return [say('is not in the database: write a migration, or take the type out')]
  const columns = catalogue.columns.filter((column) => column.table === row.table)
  const surplus = [...row.columns.keys()].filter(
    (name) => !columns.some((one) => one.name === name),
  )
  return [
    ...surplus.map((name) => say(`has no column ${name}: take it out, or write a migration`)),
    ...columns.flatMap((column) => {
      const type = row.columns.get(column.name)
      if (!type) return say(`has a column ${column.name} that the type does not name: add it`)
      const literals = allowedTexts(column, catalogue)
      return whatDiffers(column, type, literals, table.view).map((why) => {
        return say(`has a column ${column.name} that ${why}`)
      })
    }),
  ]
}

const kinds: Record<string, ValueKind> = {
  int2: 'number',
  int4: 'number',
  float4: 'number',
  float8: 'number',
  int8: 'bigint',
  bool: 'boolean',
  timestamptz: 'Date',
  timestamp: 'Date',
  json: 'object',
  jsonb: 'object',
  bytea: 'bytes',
}

/** What the driver hands us; everything without a type of its own comes as text. */
const kindOf = ({ type }: Column): ValueKind =>
  type.startsWith('_') ? 'array' : (kinds[type] ?? 'string')

function whatDiffers(column: Column, type: ColumnType, texts: string[] | null, view: boolean) {
  const kind = kindOf(column)
  // JSON may hold anything, and what a zod schema makes of it cannot be read here.
  const opaque = type.kind === 'unknown' && (kind === 'string' || kind === 'object')
  const same = type.kind === kind || opaque || (column.type === 'jsonb' && type.kind === 'array')
  const differs = same ? [] : [`is ${column.type}: its type is ${kind}, not ${type.kind}`]
  // A view does not say which of its columns may be null.
  if (!view && column.nullable && !type.nullable) differs.push('may be null: add `| null`')
  if (!view && !column.nullable && type.nullable) differs.push('is never null: take `| null` out')
  if (kind === 'string' && type.kind === 'string' && texts) {
    const told = [...(type.literals ?? [])].sort().join(', ')
    const held = [...texts].sort().join(', ')
    if (told !== held) differs.push(`holds only ${held}: say so in its type`)
  }
  return differs
}

/** The texts that a check allows: `CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text])))`. */
function allowedTexts(column: Column, { constraints }: Catalogue): string[] | null {
  for (const { table, kind, columns, definition } of constraints) {
    if (table !== column.table || kind !== 'c') continue
    if (columns.length !== 1 || columns[0] !== column.name) continue
    const list = /^CHECK \(\(+"?\w+"? = ANY \(ARRAY\[(.*)\]\)\)+$/.exec(definition)?.[1]
    const texts = list?.match(/'(?:[^']|'')*'/g)?.map((text) => text.slice(1, -1))
    if (texts) return texts
  }
  return null
}

/** Tables of a module that no type names: nobody can read them, export them or erase from them. */
function unread(rows: readonly RowType[], { tables }: Catalogue): string[] {
  const named = new Set(rows.map(({ table }) => table))
  const houses = new Set(rows.map(({ table }) => table.split('.')[0]))
  return tables
    .filter(({ name }) => !named.has(name) && houses.has(name.split('.')[0]))
    .filter(({ name }) => !name.startsWith('kit.'))
    .map(({ name }) => `${name} is in the database and in no tables.ts: name its columns there`)
}
