// What must be true of every table, asked of PostgreSQL: money is exact, states are closed, keys
// point down the list and are quick to follow, and every schema has an owner.
import type { Catalogue, Column, Constraint } from './catalogue.ts'
import { floors } from './migrations.ts'

const money = /(^|_)(amount|price|income|spending|budget|balance|turnover|donated|paid|fee)(_|$)/
const numbers = ['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money']

export function lawless(order: readonly string[], catalogue: Catalogue): string[] {
  const isTable = new Set(catalogue.tables.filter(({ view }) => !view).map(({ name }) => name))
  const columns = catalogue.columns.filter(({ table }) => isTable.has(table))
  return [
    ...ownerless(order, catalogue),
    ...columns.flatMap((column) => [...inexact(column), ...open(column, catalogue)]),
    ...catalogue.constraints
      .filter(({ kind }) => kind === 'f')
      .flatMap((key) => [...upwards(order, key), ...slow(key, catalogue)]),
  ]
}

function ownerless(order: readonly string[], { schemas, tables }: Catalogue): string[] {
  const owned = new Set([...order, ...floors, 'public'])
  return [
    ...schemas
      .filter((schema) => !owned.has(schema))
      .map((schema) => `the schema ${schema} belongs to no module: name it after its owner`),
    ...tables
      .filter(({ name }) => name.startsWith('public.'))
      .map(({ name }) => `${name} stands in the street: put it into the schema of a module`),
  ]
}

function inexact({ table, name, type }: Column): string[] {
  if (name.endsWith('_minor')) {
    return type === 'int8' ? [] : [`${table}.${name} is ${type}: money is bigint, in minor units`]
  }
  if (!money.test(name) || !numbers.includes(type)) return []
  return [`${table}.${name} is a number without its unit: call it ${name}_minor, as bigint`]
}

/** A state without a check may hold a typing error for ever. */
function open({ table, name }: Column, { constraints }: Catalogue): string[] {
  if (name !== 'state' && !name.endsWith('_state')) return []
  const closed = constraints.some((one) => {
    return one.table === table && one.kind === 'c' && one.columns.includes(name)
  })
  return closed ? [] : [`${table}.${name} has no check: name the states it may be in`]
}

/** kit, facts, the modules in their order, and the site on top. */
function upwards(order: readonly string[], { table, name, target }: Constraint): string[] {
  const list = ['kit', 'facts', ...order, 'site']
  const [mine, theirs] = [schemaOf(table), schemaOf(target)]
  if (!list.includes(mine) || list.indexOf(theirs) <= list.indexOf(mine)) return []
  return [`${table} points up at ${target} (${name}): keys point down the list of modules`]
}

const schemaOf = (table: string) => table.split('.')[0] ?? ''

/**
 * Deleting a row looks for those that point to it: without an index, through all there are. Where
 * the application cannot delete, nobody looks.
 */
function slow(key: Constraint, { indexes, tables }: Catalogue): string[] {
  const { table, columns, name, target } = key
  if (tables.some((one) => one.name === target && one.kept)) return []
  const quick = indexes.some((index) => {
    const leading = index.columns.slice(0, columns.length)
    return index.table === table && columns.every((column) => leading.includes(column))
  })
  return quick ? [] : [`${table} has no index on ${columns.join(', ')} for ${name}: create one`]
}
