import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#kit/locale.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { loadCountry } from './countries/commands.ts'
import { readCountry } from './countries/queries.ts'
import { paths } from './paths.ts'
import { words } from './words.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
  const { file, outline } = readCountry('kosovo')
  await loadCountry(world.db, file, outline)
})
afterAll(() => world.close())

const gjakova = { sq: 'Gjakovë', sr: 'Đakovica', 'sr-Cyrl': 'Ђаковица', en: 'Gjakova' }

test.each(locales)('a stranger sees every municipality in $name', async ({ code, html }) => {
  const page = await world.visit(paths.index(), { locale: code })
  expect(page.status).toBe(200)
  expect(page.html).toContain(`<html lang="${html}"`)
  expect(page.html).toContain(`<h1>${words(code)('title')}</h1>`)
  expect(page.html.match(new RegExp(`<a class="tile" href="/${code}/places/`, 'g'))).toHaveLength(
    38,
  )
  expect(page.html).toContain(`href="/${code}${paths.place({ slug: 'gjakova' })}"`)
  expect(page.text).toContain(gjakova[code])
  expect(page.text).not.toMatch(/undefined|NaN|\[object/)
})

test('a search narrows the list and keeps what was typed', async () => {
  const found = await world.visit(paths.index({ q: 'djakovica' }), { locale: 'sq' })
  expect(found.html.match(/scope="row"/g)).toHaveLength(1)
  expect(found.html).toContain('value="djakovica"')
  const none = await world.visit(paths.index({ q: 'Atlantis <b>' }), { locale: 'en' })
  expect(none.status).toBe(200)
  expect(none.text).toContain('No municipality is called “Atlantis <b>”.')
  expect(none.html).not.toContain('<b>”')
})

test('the list can be ordered by figures, and an unknown order is the usual one', async () => {
  const first = async (order: string) => {
    const { html } = await world.visit(paths.index({ order }))
    return /<th scope="row">.*?places\/([a-z-]+)"/.exec(html)?.[1]
  }
  expect(await first('population')).toBe('pristina')
  expect(await first('area')).toBe('podujeva')
  expect(await first('nonsense')).toBe(await first('name'))
})

test('where many refused to be counted, the list says so', async () => {
  const { text } = await world.visit(paths.index({ q: 'zvecan' }))
  expect(text).toContain('Many people refused to be counted.')
})

test('the page is light', async () => {
  const { html } = await world.visit(paths.index())
  expect(html.length).toBeLessThan(60_000)
})

test('machines read the same places', async () => {
  const list = JSON.parse((await world.visit('/api/v1/places')).html)
  expect(list.places).toHaveLength(38)
  expect(list.next).toBeNull()
  const slugs: string[] = []
  for (let next = '/api/v1/places?limit=15'; next; ) {
    const page = JSON.parse((await world.visit(next)).html)
    slugs.push(...page.places.map(({ slug }: { slug: string }) => slug))
    next = page.next ? `/api/v1/places?${new URL(page.next).searchParams}` : ''
  }
  expect(slugs).toEqual(list.places.map((one: { slug: string }) => one.slug))
  const one = JSON.parse((await world.visit('/api/v1/places/north-mitrovica')).html)
  expect(one).toMatchObject({
    code: '38',
    name: { sq: 'Mitrovicë e Veriut', sr: 'Severna Mitrovica', en: 'North Mitrovica' },
    population: [
      { year: 2024, people: 2346, caveat: 'boycotted' },
      { year: 2014, people: 12173 },
      { year: 2011, people: null, caveat: 'not_covered' },
    ],
  })
  expect(one).not.toHaveProperty('id')
  const absent = await world.visit('/api/v1/places/atlantis')
  expect(absent.status).toBe(404)
})

test('the map for machines is GeoJSON of points until there are boundaries', async () => {
  const map = JSON.parse((await world.visit('/api/v1/places.geojson')).html)
  expect(map.features).toHaveLength(38)
  expect(map.features[0]).toMatchObject({ type: 'Feature', geometry: { type: 'Point' } })
})

test('a spreadsheet gets the same places, and an empty cell for what nobody knows', async () => {
  const csv = await world.visit(paths.csv())
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = csv.html.trim().split('\n')
  expect(lines).toHaveLength(39)
  expect(lines[0]).toContain('code,slug,name_sq,name_sr,name_en,lon,lat,area_km2,people')
  expect(csv.html).toContain('35,gracanica,Graçanicë,Gračanica,Gračanica,21.1576,42.5741,118,11720')
})

const naughty = '../shared/data/naughty/strings/blns.json'

test.skipIf(!existsSync(naughty))('no string breaks the search', async () => {
  const strings: string[] = JSON.parse(readFileSync(naughty, 'utf8'))
  const answers = await Promise.all(strings.map((q) => world.visit(paths.index({ q }))))
  for (const { status } of answers) expect(status).toBe(200)
})
