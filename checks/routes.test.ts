import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { strayRoutes } from './routes.ts'

const paths = `export const paths = {
  report: path('/reports/:slug'), draft: path('/reports/:id'), list: path('/reports') }`
const stray = (code: string, written = paths.replace(`draft: path('/reports/:id'),`, '')) =>
  strayRoutes(
    planted({
      'src/modules/reports/paths.ts': written,
      'src/modules/reports/pages.tsx': code,
    }),
  )

test('a route takes its address from paths.ts and says who may ask', () => {
  expect(stray('pages.get(paths.report.pattern, anyone, show)')).toEqual([])
  expect(stray('pages.plain.get(paths.report.pattern, anyone, async (c) => reply(c))')).toEqual([])
})

test('an address written by hand is seen', () => {
  expect(stray("pages.get('/reports', anyone, show)")).toEqual([
    'modules/reports/pages.tsx:1 writes its address by hand: take it from paths.ts, as paths.x.pattern',
  ])
})

test('a route that anybody might use by accident is seen', () => {
  expect(stray('pages.post(paths.list.pattern, async (c) => go(c))')).toEqual([
    'modules/reports/pages.tsx:1 does not say who may ask: put `anyone`, `signedIn` or another Who before the handler',
  ])
})

test('no two routes answer the same, and no address is written twice', () => {
  const twice = `pages.get(paths.list.pattern, anyone, show)
    pages.post(paths.list.pattern, anyone, show)
    pages.get(paths.list.pattern, signedIn, show)`
  expect(stray(twice)).toEqual([
    'modules/reports/pages.tsx:3 answers get /reports again: modules/reports/pages.tsx:1 does already',
  ])
  expect(stray('', paths)).toEqual([
    'modules/reports/paths.ts#draft is /reports/:id, which is modules/reports/paths.ts#report already: keep one',
  ])
})
