import { expect, test } from 'vitest'
import { trespasses } from './fences.ts'
import { planted } from './planted.ts'

const order = ['people', 'organisations', 'reports']
const trespassing = (path: string, text: string) => trespasses(order, planted({ [path]: text }))

test('a module may not look up', () => {
  const text = `import { findReport } from '#modules/reports/index.ts'`
  expect(trespassing('src/modules/organisations/queries.ts', text)).toEqual([
    'modules/organisations/queries.ts looks up at reports: record a fact instead',
  ])
})

test('not even for a type, nor in passing, nor late', () => {
  const ways = [
    `import type { Report } from '#modules/reports/index.ts'`,
    `export { findReport } from '#modules/reports/index.ts'`,
    `const late = () => import('#modules/reports/index.ts')`,
    `type Report = import('#modules/reports/index.ts').Report`,
    `import { findReport } from '../reports/index.ts'`,
  ]
  for (const way of ways) {
    expect(trespassing('src/modules/organisations/queries.ts', way)).toHaveLength(1)
  }
})

test('a module is entered by its door', () => {
  const text = `import { findPerson } from '#modules/people/queries.ts'`
  const climbs =
    'climbs in at modules/people/queries.ts: take it from the door, modules/people/index.ts'
  expect(trespassing('src/modules/reports/queries.ts', text)).toEqual([
    `modules/reports/queries.ts ${climbs}`,
  ])
  expect(trespassing('src/site/pages.tsx', text)).toEqual([`site/pages.tsx ${climbs}`])
  expect(trespassing('src/sample/people.ts', text)).toEqual([`sample/people.ts ${climbs}`])
})

test('only modules.ts reads a manifest', () => {
  const text = `import people from '#modules/people/module.ts'`
  expect(trespassing('src/modules.ts', text)).toEqual([])
  expect(trespassing('src/app.ts', text)).toEqual([
    'app.ts imports modules/people/module.ts: only modules.ts reads a manifest, so ask the door',
  ])
})

test('kit knows of nothing above it', () => {
  expect(trespassing('src/kit/reply.ts', `import { Page } from '#ui/page.tsx'`)).toEqual([
    'kit/reply.ts knows of ui/page.tsx: kit must fit into a different product',
  ])
  expect(trespassing('src/kit/db.ts', `import { config } from '#config'`)).toHaveLength(1)
})

test('ui and facts know only kit, and a module does not know the site', () => {
  expect(trespassing('src/ui/page.tsx', `import { record } from '#facts'`)).toHaveLength(1)
  expect(trespassing('src/facts.ts', `import { x } from '#modules/people/index.ts'`)).toHaveLength(
    1,
  )
  const upstairs = `import { Home } from '#site/views.tsx'`
  expect(trespassing('src/modules/people/pages.tsx', upstairs)).toHaveLength(1)
})

test('what runs does not lean on tests and checks', () => {
  expect(trespassing('src/kit/db.ts', `import { aWorld } from '#test/world.ts'`)).toEqual([
    'kit/db.ts imports test/world.ts: what runs may not lean on what tests or builds it',
  ])
})

test('a module that is in no list may neither ask nor be asked', () => {
  const door = `import { x } from '#modules/people/index.ts'`
  expect(trespassing('src/modules/needs/queries.ts', door)).toEqual([
    'modules/needs/queries.ts stands in no list: put needs into modules.ts',
  ])
  const unlisted = `import { x } from '#modules/needs/index.ts'`
  expect(trespassing('src/modules/people/queries.ts', unlisted)).toHaveLength(1)
})

test('a test opens its own house and the doors and fixtures of others', () => {
  const path = 'src/modules/people/commands.test.ts'
  expect(trespassing(path, `import { x } from './queries.ts'`)).toEqual([])
  expect(trespassing(path, `import { aWorld } from '#test/world.ts'`)).toEqual([])
  expect(trespassing(path, `import { x } from '#modules/reports/fixtures.ts'`)).toEqual([])
  expect(trespassing(path, `import { x } from '#modules/reports/queries.ts'`)).toHaveLength(1)
})

test('what stands within the fences is left in peace', () => {
  const files = planted({
    'src/app.ts': `import { modules } from '#modules'\nimport { home } from '#site/pages.tsx'`,
    'src/main.ts': `import { app } from '#app'\nimport { loadSample } from '#sample/load.ts'`,
    'src/site/pages.tsx': `import { listReports } from '#modules/reports/index.ts'`,
    'src/modules/reports/pages.tsx': `import { me } from '#modules/people/index.ts'
      import { Page } from '#ui/page.tsx'
      import { record } from '#facts'
      import { z } from 'zod'
      import { findReport } from './queries.ts'`,
    'src/modules/reports/fixtures.ts': `import { aPerson } from '#modules/people/fixtures.ts'`,
    'src/ui/page.tsx': `import { usePage } from '#kit/page.tsx'`,
  })
  expect(trespasses(order, files)).toEqual([])
})
