import { expect, test } from 'vitest'
import type { Catalogue } from './catalogue.ts'
import { planted } from './planted.ts'
import { misreadTables } from './tables.ts'

const column = (name: string, type: string, nullable = false) => ({
  table: 'reports.report',
  name,
  type,
  nullable,
})
const catalogue: Catalogue = {
  schemas: ['reports'],
  tables: [{ name: 'reports.report', view: false }],
  columns: [
    column('id', 'uuid'),
    column('income_minor', 'int8', true),
    column('state', 'text'),
    column('at', 'timestamptz'),
    column('name', 'jsonb'),
  ],
  constraints: [
    {
      table: 'reports.report',
      name: 'report_state_check',
      kind: 'c',
      columns: ['state'],
      definition: `CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text])))`,
      target: '',
    },
  ],
  indexes: [],
}
const good = `id: Generated<string>; income_minor: bigint | null
  state: 'draft' | 'published'; at: Date; name: Localized`

function misread(columns: string, table = 'reports.report') {
  const text = `interface Row { ${columns} }\nexport type Db = Handle<{ '${table}': Row }>`
  return misreadTables(planted({ 'src/modules/reports/tables.ts': text }), catalogue)
}
const about = (why: string) => [`modules/reports/tables.ts: reports.report ${why}`]

test('a true row is left in peace', () => {
  expect(misread(good)).toEqual([])
})

test('a column too many or too few is seen', () => {
  expect(misread(`${good}; year: number`)).toEqual(
    about('has no column year: take it out, or write a migration'),
  )
  expect(misread(good.replace('at: Date;', ''))).toEqual(
    about('has a column at that the type does not name: add it'),
  )
})

test('a value of another kind is seen', () => {
  expect(misread(good.replace('bigint', 'number'))).toEqual(
    about('has a column income_minor that is int8: its type is bigint, not number'),
  )
  expect(misread(good.replace('at: Date', 'at: string'))).toHaveLength(1)
  expect(misread(good.replace('id: Generated<string>', 'id: Generated<number>'))).toHaveLength(1)
  expect(misread(good.replace('name: Localized', 'name: string'))).toHaveLength(1)
})

test('what may be null says so, and only that', () => {
  expect(misread(good.replace('bigint | null', 'bigint'))).toEqual(
    about('has a column income_minor that may be null: add `| null`'),
  )
  expect(misread(good.replace('at: Date', 'at: Date | null'))).toEqual(
    about('has a column at that is never null: take `| null` out'),
  )
})

test('a closed state is a union of its texts', () => {
  const why = 'has a column state that holds only draft, published: say so in its type'
  expect(misread(good.replace(`'draft' | 'published'`, 'string'))).toEqual(about(why))
  expect(misread(good.replace(`'draft' |`, `'draft' | 'lost' |`))).toEqual(about(why))
})

test('a table that is not there, or that no type names, is seen', () => {
  expect(misread(good, 'reports.rapport')).toEqual([
    'modules/reports/tables.ts: reports.rapport is not in the database: write a migration, or take the type out',
    'reports.report is in the database and in no tables.ts: name its columns there',
  ])
})

test("another module's table is not described here", () => {
  expect(misread(good, 'people.person')[0]).toBe(
    "modules/reports/tables.ts: people.person is not reports's: take its type from the door of people",
  )
})
