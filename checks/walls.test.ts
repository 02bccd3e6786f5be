import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { breaches } from './walls.ts'

const through = (path: string, text: string) =>
  breaches(planted({ [`src/modules/reports/${path}`]: text }))

test('a rule needs neither database nor HTTP nor chance nor words', () => {
  for (const library of ['kysely', 'hono', 'node:crypto', '#kit/words.ts', '#ui/page.tsx']) {
    expect(through('rules.ts', `import { x } from '${library}'`)).toHaveLength(1)
  }
  expect(through('rules.ts', `import { x } from 'kysely'`)).toEqual([
    'modules/reports/rules.ts imports kysely: rules never need the database, so take rows as arguments',
  ])
})

test('a rule imports no other room', () => {
  expect(through('rules.ts', `import { findReport } from './queries.ts'`)).toEqual([
    'modules/reports/rules.ts imports queries: rules may import only schema of its own house',
  ])
})

test('a command knows neither HTTP nor markup nor pages', () => {
  expect(through('commands.ts', `import { see } from '#kit/reply.ts'`)).toHaveLength(1)
  expect(through('commands.ts', `import { h } from 'preact'`)).toHaveLength(1)
  expect(through('commands.ts', `import { pages } from './pages.tsx'`)).toHaveLength(1)
})

test('a page speaks no SQL', () => {
  expect(through('pages.tsx', `import { sql } from 'kysely'`)).toEqual([
    'modules/reports/pages.tsx imports kysely: pages never need SQL, so ask a query or a command',
  ])
})

test('a view takes from queries only types', () => {
  expect(through('views.tsx', `import type { Report } from './queries.ts'`)).toEqual([])
  expect(through('views.tsx', `import { findReport } from './queries.ts'`)).toEqual([
    'modules/reports/views.tsx uses queries: it may take only types from there',
  ])
})

test('tables run nothing', () => {
  expect(through('tables.ts', `import type { Generated } from 'kysely'`)).toEqual([])
  expect(through('tables.ts', `import { Kysely } from 'kysely'`)).toEqual([
    'modules/reports/tables.ts runs kysely: tables are types, so write `import type`',
  ])
})

test('the door opens neither pages nor the manifest', () => {
  expect(through('index.ts', `export { pages } from './pages.tsx'`)).toHaveLength(1)
  expect(through('index.ts', `export { findReport } from './queries.ts'`)).toEqual([])
})

test('a format and an element touch no database', () => {
  expect(through('formats/camt053.ts', `import { atomically } from '#kit/db.ts'`)).toHaveLength(1)
  expect(through('elements/map.ts', `import { atomically } from '#kit/db.ts'`)).toHaveLength(1)
})

test('a sub-house is entered only by its parent', () => {
  const sibling = `import { lines } from '../lines/queries.ts'`
  expect(through('drafts/queries.ts', sibling)).toEqual([
    'modules/reports/drafts/queries.ts imports modules/reports/lines/queries.ts: a sub-house is entered only by its parent',
  ])
  expect(through('queries.ts', `export { lines } from './lines/queries.ts'`)).toEqual([])
  expect(through('lines/commands.ts', `import { findReport } from '../queries.ts'`)).toEqual([])
  expect(through('lines/queries.ts', `import { x } from '../queries.ts'`)).toEqual([])
  expect(through('lines/queries.ts', `import { x } from '../commands.ts'`)).toHaveLength(1)
})

test('the rooms of a good house pass', () => {
  const files = planted({
    'src/modules/reports/pages.tsx': `import { whyNotPublish } from './rules.ts'
      import { publishReport } from './commands.ts'
      import { ReportPage } from './views.tsx'`,
    'src/modules/reports/commands.ts': `import { atomically } from '#kit/db.ts'
      import { record } from '#facts'
      import { whyNotPublish } from './rules.ts'`,
    'src/modules/reports/words.ts': `import sq from './messages/sq.json' with { type: 'json' }`,
    'src/modules/reports/rules.test.ts': `import { whyNotPublish } from './rules.ts'
      import fc from 'fast-check'
      import { db } from '#kit/db.ts'`,
  })
  expect(breaches(files)).toEqual([])
})
