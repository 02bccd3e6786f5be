import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#kit/locale.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { loadCountry } from './countries/commands.ts'
import { readCountry } from './countries/queries.ts'
import { findMap } from './drawing/queries.ts'
import { aMunicipality, aVillage } from './fixtures.ts'
import {
  countMunicipalities,
  findPlace,
  findPlaceByName,
  listMunicipalities,
  listPopulation,
  listSettlements,
  municipalityChoices,
  searchPlaces,
  sorted,
} from './queries.ts'
import { withLatest } from './rules.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
  const { file, outline } = readCountry('kosovo')
  await loadCountry(world.db, file, outline)
})
afterAll(() => world.close())

test.each([
  ...['Gjakovë', 'GJAKOVA', 'gjakove', 'gjakov', 'Đakovica', 'đakovica', 'Djakovica', 'djakovica'],
  ...['Ђаковица', 'ЂАКОВИЦА', 'Gjakvoe', 'Djakovitsa', 'gjakowa', '  Gjakovë  '],
])('Gjakova is found by %s', async (query) => {
  const [first] = await searchPlaces(world.db, query, 10)
  expect(first).toMatchObject({ slug: 'gjakova', kind: 'municipality' })
})

test.each(['Dardanë', 'Kastriot', 'Prishtina', 'Gllogoc', 'Theranda', 'Mitrovicë Veriore'])(
  'a place is found by its other name %s',
  async (name) => {
    expect(await findPlaceByName(world.db, name)).toBeDefined()
    expect((await searchPlaces(world.db, name, 10)).length).toBeGreaterThan(0)
  },
)

test('signs of a pattern are only signs, and nothing finds nothing', async () => {
  const { db } = world
  for (const query of ['%', '_', '\\', '', '   ', '%%%', "'; drop table places.place; --"])
    expect(await searchPlaces(db, query, 10)).toEqual([])
  expect(await findPlaceByName(db, '')).toBeUndefined()
  expect(await findPlaceByName(db, 'Priz')).toBeUndefined()
})

test('a name that two places share names neither', async () => {
  const { db } = world
  await aMunicipality(db, { slug: 'twin-one', name: 'Binjak' })
  await aMunicipality(db, { slug: 'twin-two', name: 'Binjak' })
  expect(await findPlaceByName(db, 'Binjak')).toBeUndefined()
  await db.deleteFrom('places.place').where('slug', 'like', 'twin-%').execute()
})

test('there are 38 municipalities, each with its latest figure', async () => {
  const all = await listMunicipalities(world.db)
  const ids = all.map(({ id }) => id)
  const places = withLatest(all, await listPopulation(world.db, ids))
  expect(places).toHaveLength(38)
  expect(await countMunicipalities(world.db)).toBe(38)
  expect(places.find(({ slug }) => slug === 'pristina')).toMatchObject({
    latest: { people: 227154, year: 2024, basis: 'preliminary' },
  })
  expect(places.find(({ slug }) => slug === 'zvecan')).toMatchObject({
    latest: { caveat: 'boycotted' },
  })
})

test('the list is in the order of the reader’s alphabet', async () => {
  const places = await listMunicipalities(world.db)
  const names = (locale: 'sq' | 'sr' | 'sr-Cyrl') =>
    sorted(places, 'name', locale).map(({ shown }) => shown.text)
  const albanian = names('sq')
  expect(albanian.indexOf('Gjakovë')).toBeGreaterThan(albanian.indexOf('Graçanicë'))
  expect(names('sr').indexOf('Đakovica')).toBeGreaterThan(names('sr').indexOf('Dragaš'))
  expect(names('sr-Cyrl')[0]).toBe('Витина')
  const ids = places.map(({ id }) => id)
  const figures = await listPopulation(world.db, ids)
  expect(sorted(withLatest(places, figures), 'population', 'en')[0]?.slug).toBe('pristina')
  expect(sorted(places, 'area', 'en').at(-1)?.slug).toBe('north-mitrovica')
})

test('a form offers every municipality in the reader’s language', async () => {
  for (const { code } of locales) {
    const choices = await municipalityChoices(world.db, code)
    expect(choices).toHaveLength(38)
    expect(new Set(choices.map(({ label }) => label)).size).toBe(38)
  }
})

test('a place knows what it lies in, and its figures come the latest first', async () => {
  const { db } = world
  const place = await findPlace(db, 'pristina')
  expect(place).toMatchObject({ parent_slug: 'kosovo', area_km2: 526 })
  const figures = await listPopulation(db, [place?.id ?? ''])
  expect(figures.map(({ year }) => year)).toEqual([2024, 2014, 2011])
  expect(await listPopulation(db, [])).toEqual([])
  expect(await findPlace(db, 'atlantis')).toBeUndefined()
})

test('settlements come in pages, and a page beyond the last is empty', async () => {
  const { db } = world
  const parent_id = (await findPlace(db, 'junik'))?.id ?? ''
  for (let i = 0; i < 51; i++) await aVillage(db, { slug: `Village ${i}`, parent_id })
  const [first, second, third] = [
    await listSettlements(db, parent_id, 1),
    await listSettlements(db, parent_id, 2),
    await listSettlements(db, parent_id, 3),
  ]
  expect([first.settlements.length, second.settlements.length]).toEqual([50, 1])
  expect(first.total).toBe(51)
  expect(third.settlements).toEqual([])
  const [found] = await searchPlaces(db, 'Village 7', 1)
  expect(found).toMatchObject({ kind: 'settlement', parent_slug: 'junik' })
})

test('the map is drawn once and drawn anew when a place changes', async () => {
  const { db } = world
  const map = await findMap(db)
  expect(map).toMatchObject({ real: false, sources: ['Natural Earth (Public domain)'] })
  expect(await findMap(db)).toBe(map)
  await db
    .updateTable('places.place')
    .set({ lon: 20.4, changed_at: new Date('2100-01-01') })
    .where('slug', '=', 'gjakova')
    .execute()
  expect(await findMap(db)).not.toBe(map)
})
