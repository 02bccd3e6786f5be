import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'
import { countAreas, countCells, findBest, listAfter } from './queries.ts'
import { facetsOf } from './rules.ts'

let world: TestWorld

beforeAll(async () => {
  world = await aWorld()
  const { db } = world
  const [place] = await db
    .insertInto('places.place')
    .values({
      kind: 'municipality',
      slug: 'gjakova',
      name: JSON.stringify({ sq: 'Gjakovë', sr: 'Đakovica', en: 'Gjakova' }),
      lon: 20.43,
      lat: 42.38,
    })
    .returning('id')
    .execute()
  await anOrganisation(db, {
    slug: 'river',
    name: { sq: 'Shoqata Lumi i Bardhë', sr: 'Udruženje Bela Reka' },
    short_name: 'SHLB',
    municipality_id: place?.id ?? null,
    areas: ['environment', 'youth'],
  })
  await anOrganisation(db, {
    slug: 'stone',
    name: { en: 'Stone Foundation' },
    kind: 'foundation',
    summary: { en: 'We clean the river with youth.' },
    municipality_id: await aMunicipality(db, { slug: 'peja', name: 'Pejë' }),
    areas: ['youth'],
  })
  await anOrganisation(db, { slug: 'gone', name: 'Hidden River', hidden_at: world.now() })
})

afterAll(() => world.close())

const slugs = async (query: string) => (await findBest(world.db, query, 10)).map(({ slug }) => slug)

test('any spelling, script and a slip of the finger find it', async () => {
  for (const query of [
    ...['lumi i bardhë', 'LUMI', 'bardhe', 'Бела Река', 'bela reka', 'SHLB', 'shoq lum'],
    ...['lumii', 'bradhe', 'udruzenjr'],
  ])
    expect(await slugs(query), query).toContain('river')
})

test('it is found by where it is, under each of the names of the place', async () => {
  for (const query of ['Đakovica', 'Gjakovë', 'Ђаковица', 'gjakove', 'gjakva'])
    expect(await slugs(query), query).toEqual(['river'])
})

test('a name comes before a mention', async () => {
  await anOrganisation(world.db, { slug: 'the-river', name: 'River' })
  expect(await slugs('river')).toEqual(['the-river', 'stone'])
  expect(await slugs('nothing like it')).toEqual([])
})

test('a former name finds it, and a removed one no longer does', async () => {
  const { db } = world
  const { id } = await anOrganisation(db, { slug: 'new-name', name: 'Present Name' })
  const former = await db
    .insertInto('organisations.former_name')
    .values({ organisation_id: id, name: JSON.stringify({ en: 'Oldtimers' }), until_year: 2010 })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect(await slugs('oldtimers')).toEqual(['new-name'])
  await db.deleteFrom('organisations.former_name').where('id', '=', former.id).execute()
  expect(await slugs('oldtimers')).toEqual([])
})

test('hidden organisations are in no list, count or search', async () => {
  expect(await slugs('hidden')).toEqual([])
  const all = { q: '', kinds: [], areas: [], municipalities: [], verified: false }
  const listed = (await listAfter(world.db, all, null, 100)).map(({ slug }) => slug)
  expect(listed).not.toContain('gone')
  expect(facetsOf(await countCells(world.db, all), all).total).toBe(listed.length)
})

test('filters narrow together, and areas are counted with the other filters kept', async () => {
  const youth = { q: '', kinds: [], areas: ['youth'], municipalities: [], verified: false } as const
  expect((await listAfter(world.db, youth, null, 9)).map(({ slug }) => slug)).toEqual([
    'river',
    'stone',
  ])
  const foundations = { ...youth, areas: [], kinds: ['foundation'] } as const
  expect(Object.fromEntries(await countAreas(world.db, foundations))).toEqual({ youth: 1 })
})
