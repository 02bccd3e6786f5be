import { expect, test } from 'vitest'
import type { Catalogue, Column, Constraint } from './catalogue.ts'
import { lawless } from './database-law.ts'

const order = ['people', 'reports']
const table = 'reports.report'

function found(change: Partial<Catalogue>) {
  const tables = [{ name: table, view: false }]
  const base: Catalogue = { schemas: [], tables, columns: [], constraints: [], indexes: [] }
  return lawless(order, { ...base, ...change })
}
const column = (name: string, type: string): Column => ({ table, name, type, nullable: false })
const key = (target: string): Constraint => ({
  table,
  name: 'report_key',
  kind: 'f',
  columns: ['person_id'],
  definition: '',
  target,
})
const index = { table, columns: ['person_id', 'year'] }

test('a schema has an owner, and nothing stands in public', () => {
  expect(found({ schemas: ['kit', 'facts', 'site', 'people', 'public'] })).toEqual([])
  expect(found({ schemas: ['needs'] })).toEqual([
    'the schema needs belongs to no module: name it after its owner',
  ])
  expect(found({ tables: [{ name: 'public.report', view: false }] })).toHaveLength(1)
})

test('money is bigint in minor units and says so', () => {
  expect(found({ columns: [column('income_minor', 'int4')] })).toEqual([
    'reports.report.income_minor is int4: money is bigint, in minor units',
  ])
  expect(found({ columns: [column('amount', 'numeric')] })).toEqual([
    'reports.report.amount is a number without its unit: call it amount_minor, as bigint',
  ])
  const fine = [column('income_minor', 'int8'), column('paid_at', 'timestamptz')]
  expect(found({ columns: fine })).toEqual([])
})

test('a state has a check', () => {
  const columns = [column('state', 'text')]
  expect(found({ columns })).toEqual([
    'reports.report.state has no check: name the states it may be in',
  ])
  const check = { ...key(''), kind: 'c', columns: ['state'] }
  expect(found({ columns, constraints: [check] })).toEqual([])
})

test('a key points down the list', () => {
  expect(found({ constraints: [key('people.person')], indexes: [index] })).toEqual([])
  expect(found({ constraints: [key('site.page')], indexes: [index] })).toEqual([
    'reports.report points up at site.page (report_key): keys point down the list of modules',
  ])
})

test('a key has an index that begins with it', () => {
  const constraints = [key('people.person')]
  const why = 'reports.report has no index on person_id for report_key: create one'
  expect(found({ constraints })).toEqual([why])
  const other = { table, columns: ['year', 'person_id'] }
  expect(found({ constraints, indexes: [other] })).toEqual([why])
})

test('what points to rows that are never deleted needs none', () => {
  const constraints = [key('people.person')]
  const person = (kept: boolean) => [{ name: 'people.person', view: false, kept }]
  expect(found({ constraints, tables: person(true) })).toEqual([])
  expect(found({ constraints, tables: person(false) })).toHaveLength(1)
})
