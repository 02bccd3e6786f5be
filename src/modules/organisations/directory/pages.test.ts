import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'

let world: TestWorld

beforeAll(async () => {
  world = await aWorld()
  for (let i = 0; i < 30; i++)
    await anOrganisation(world.db, { name: `House ${String(i).padStart(2, '0')}` })
  await anOrganisation(world.db, {
    slug: 'formula',
    kind: 'donor',
    name: { en: '=HYPERLINK("http://example.org";"Click")' },
    summary: { sq: 'Me "thonjëza", presje\ndhe rresht' },
  })
})

afterAll(() => world.close())

test('the directory is read page by page, in the order of the alphabet', async () => {
  const first = await world.visit('/organisations?q=house')
  expect(first.text).toContain('House 00')
  expect(first.text).not.toContain('House 29')
  expect(first.text).toContain('30 organisations')
  const second = await world.visit('/organisations?q=house&page=2')
  expect(second.text).toContain('House 29')
  const newest = await world.visit('/organisations?order=newest')
  expect(newest.text).toContain('HYPERLINK')
})

test('an address that makes no sense shows the directory all the same', async () => {
  for (const query of [
    ...['?page=-1', '?page=zzz', '?kind=nothing', '?area[]=%00', '?q=%00%ED%A0%80', '?order=;drop'],
    ...['?municipality=nowhere', `?q=${'a'.repeat(3000)}`, '?verified=maybe', '?__proto__[x]=1'],
  ])
    expect((await world.visit(`/organisations${query}`)).status, query).toBe(200)
})

test('the list can be taken away as a table in which nothing is calculated', async () => {
  const answer = await world.visit('/organisations.csv?kind=donor')
  expect(answer.headers.get('content-type')).toContain('text/csv')
  const rows = parse(answer.html, { columns: true, bom: true }) as Record<string, string>[]
  expect(rows).toHaveLength(1)
  expect(rows[0]?.name_en).toBe('\'=HYPERLINK("http://example.org";"Click")')
  expect(rows[0]?.summary_sq).toBe('Me "thonjëza", presje\ndhe rresht')
  const all = parse((await world.visit('/organisations.csv')).html, { columns: true, bom: true })
  expect(all).toHaveLength(31)
})

test('the list can be taken away as JSON, also when it is empty', async () => {
  const all = JSON.parse((await world.visit('/organisations.json')).html)
  expect(all).toHaveLength(31)
  expect(JSON.parse((await world.visit('/organisations.json?kind=ministry')).html)).toEqual([])
})
