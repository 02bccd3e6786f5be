import { expect, test } from 'vitest'
import { lapses } from './habits.ts'
import { planted } from './planted.ts'

const said = (path: string, text: string) => lapses(planted({ [path]: text }))
const rules = 'src/modules/reports/rules.ts'

test('export * is named', () => {
  expect(said('src/modules/reports/index.ts', `export * from './queries.ts'`)).toEqual([
    'modules/reports/index.ts says export *: name what leaves the file',
  ])
})

test('only a manifest has a default export', () => {
  expect(said('src/modules/reports/module.ts', 'export default {}')).toEqual([])
  expect(said(rules, 'export default {}')).toHaveLength(1)
})

test('only the config and what starts a program read the environment', () => {
  expect(said('src/config.ts', 'export const port = process.env.PORT')).toEqual([])
  expect(said('src/kit/log.ts', 'export const port = process.env.PORT')).toEqual([
    'kit/log.ts reads process.env: only an entry does, to hand it to the config',
  ])
})

test('time and chance come in as arguments', () => {
  const sins = ['Date.now()', 'new Date()', 'Math.random()', 'randomUUID()', 'crypto.randomUUID()']
  for (const sin of sins) {
    for (const room of ['rules.ts', 'queries.ts', 'commands.ts', 'views.tsx']) {
      expect(said(`src/modules/reports/${room}`, `export const x = ${sin}`)).toHaveLength(1)
    }
    expect(said('src/main.ts', `export const x = ${sin}`)).toEqual([])
  }
  expect(said(rules, 'export const day = (text: string) => new Date(text)')).toEqual([])
})

test('queries only read, and pages speak no SQL', () => {
  const write = `export const save = (db: Db) => db.insertInto('reports.report')`
  expect(said('src/modules/reports/queries.ts', write)).toEqual([
    'modules/reports/queries.ts writes: move that to commands.ts',
  ])
  const read = `export const all = (db: Db) => db.selectFrom('reports.report')`
  expect(said('src/modules/reports/queries.ts', read)).toEqual([])
  expect(said('src/modules/reports/pages.tsx', read)).toEqual([
    'modules/reports/pages.tsx speaks SQL: move selectFrom to queries.ts or commands.ts',
  ])
})

test('keys are written out, not packed into a spread', () => {
  const sin = 'spreads an object that is written there: write its keys out'
  expect(said(rules, 'export const x = { ...{ a: 1, b: 2 }, c: 3 }')).toEqual([
    `modules/reports/rules.ts ${sin}`,
  ])
  const view = 'src/modules/reports/views.tsx'
  expect(said(view, 'export const X = () => <p {...{ id: "a" }} />')).toEqual([
    `modules/reports/views.tsx ${sin}`,
  ])
  expect(said(rules, 'export const x = { ...base, ...(a ? { b: 2 } : {}) }')).toEqual([])
})

test('a view does not wait', () => {
  const text = 'export const X = async () => { await find() }'
  expect(said('src/modules/reports/views.tsx', text)).toHaveLength(1)
})

test('SQL names no private table of another module', () => {
  const text = 'export const x = sql`select 1 from people.person join people.card using (id)`'
  expect(said('src/modules/reports/queries.ts', text)).toEqual([
    'modules/reports/queries.ts names people.person in SQL: join people.card, or ask the door of people',
  ])
  expect(said('src/modules/people/queries.ts', text)).toEqual([])
})

test('there are no classes but errors and elements', () => {
  expect(said(rules, 'export class Report {}')).toHaveLength(1)
  expect(said(rules, 'export class ReportMissing extends Error {}')).toEqual([])
})

test('any and excuses are named', () => {
  expect(said(rules, 'export const x: any = 1')).toHaveLength(1)
  expect(said(rules, '// TODO later\nexport const x = 1')).toEqual([
    'modules/reports/rules.ts has the comment TODO: finish it, or open an issue',
  ])
  expect(said(rules, '// @ts-ignore\nexport const x = 1')).toHaveLength(1)
})
