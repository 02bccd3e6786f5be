import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenConstraint } from '#kit/db.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { mergePlaces } from './commands.ts'
import { loadCountry } from './countries/commands.ts'
import { readCountry } from './countries/queries.ts'
import { aMunicipality, aVillage } from './fixtures.ts'
import { findPlace, listHistory, listMunicipalities, listSettlements } from './queries.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const kosovo = readCountry('kosovo')

test('a country is loaded once, however often it is asked for', async () => {
  const { db } = world
  const first = await loadCountry(db, kosovo.file, kosovo.outline)
  const before = await db.selectFrom('places.place').selectAll().orderBy('id').execute()
  const again = await loadCountry(db, kosovo.file, kosovo.outline)
  const after = await db.selectFrom('places.place').selectAll().orderBy('id').execute()
  expect(again).toEqual(first)
  expect(before).toHaveLength(39)
  expect(after).toEqual(before)
})

test('where nobody counted, the number of people is unknown and not zero', async () => {
  const figures = await world.db
    .selectFrom('places.population as f')
    .innerJoin('places.card as p', 'p.id', 'f.place_id')
    .select(['p.slug', 'f.people'])
    .where('f.year', '=', 2011)
    .where('f.caveat', '=', 'not_covered')
    .orderBy('p.slug')
    .execute()
  expect(figures.map(({ slug }) => slug)).toEqual([
    'leposavic',
    'north-mitrovica',
    'zubin-potok',
    'zvecan',
  ])
  expect(figures.every(({ people }) => people === null)).toBe(true)
})

test('a place lies in one other place at a time', async () => {
  const { db } = world
  const [east, west] = [
    await aMunicipality(db, { slug: 'east' }),
    await aMunicipality(db, { slug: 'west' }),
  ]
  const village = await aVillage(db, { slug: 'between', parent_id: east })
  const second = db
    .insertInto('places.parent')
    .values({ place_id: village, parent_id: west, during: '[2020-01-01,)' })
    .execute()
  expect(await second.catch(brokenConstraint)).toBe('parent_one_at_a_time')
})

test('a figure of nobody counted cannot be stored as a number', async () => {
  const place_id = await aMunicipality(world.db, { slug: 'uncounted' })
  const zero = world.db
    .insertInto('places.population')
    .values({
      place_id,
      year: 2011,
      people: 0,
      basis: 'census',
      caveat: 'not_covered',
      source: 'test',
    })
    .execute()
  expect(await zero.catch(brokenConstraint)).toBe('population_unknown_is_said')
})

const union = { code: null, slug: 'river-hill', name: { sq: 'Lumëkodër', sr: 'Rekabrdo' } }

test('two municipalities merge, and what they were stays readable', async () => {
  const { db, clock } = world
  const river = await aMunicipality(db, { slug: 'river', lon: 20, lat: 42 })
  const hill = await aMunicipality(db, { slug: 'hill', lon: 22, lat: 42 })
  const village = await aVillage(db, { slug: 'Mill', parent_id: river })

  const merged = await mergePlaces(db, [river, hill], union, '2026-01-01', 'system', clock.now)

  expect(merged.ok).toBe(true)
  const place = await findPlace(db, 'river-hill')
  expect(place).toMatchObject({ lon: 21, lat: 42, valid_from: '2026-01-01', valid_to: null })
  expect(await findPlace(db, 'river')).toMatchObject({ valid_to: '2026-01-01' })
  const slugs = (await listMunicipalities(db)).map(({ slug }) => slug)
  expect(slugs).toContain('river-hill')
  expect(slugs).not.toContain('river')
  const { settlements } = await listSettlements(db, place?.id ?? '')
  expect(settlements.map(({ id }) => id)).toEqual([village])
  const lay = await db
    .selectFrom('places.parent')
    .select(['parent_id', 'during'])
    .where('place_id', '=', village)
    .orderBy('during')
    .execute()
  expect(lay).toEqual([
    { parent_id: river, during: '(,2026-01-01)' },
    { parent_id: place?.id, during: '[2026-01-01,)' },
  ])
  expect(await listHistory(db, river)).toMatchObject([
    { kind: 'merge', on_date: '2026-01-01', ended: true, new_slug: 'river-hill' },
  ])
  expect(await listHistory(db, place?.id ?? '')).toMatchObject([
    { ended: false, old_slug: 'hill' },
    { ended: false, old_slug: 'river' },
  ])
})

test('a merge is recorded as a fact', async () => {
  const fact = await world.db
    .selectFrom('facts.fact')
    .select(['payload', 'person_id'])
    .where('kind', '=', 'place.merged')
    .executeTakeFirstOrThrow()
  expect(fact).toMatchObject({ person_id: null, payload: { on_date: '2026-01-01' } })
})

test('a merge is refused when an address is taken or a place has ended', async () => {
  const { db, clock } = world
  const [left, right] = [
    await aMunicipality(db, { slug: 'left' }),
    await aMunicipality(db, { slug: 'right' }),
  ]
  const ended = await findPlace(db, 'river')
  const merge = (ids: string[], into = union) =>
    mergePlaces(db, ids, into, '2026-02-01', 'system', clock.now)
  expect(await merge([left, right])).toMatchObject({ refusal: 'slug_taken' })
  expect(await merge([left, ended?.id ?? ''])).toMatchObject({ refusal: 'already_ended' })
  expect(await merge([left])).toMatchObject({ refusal: 'fewer_than_two' })
  expect(await findPlace(db, 'left')).toMatchObject({ valid_to: null })
})

test('loading the country again does not undo a merge', async () => {
  const { db, clock } = world
  const [decan, junik] = await Promise.all([findPlace(db, 'decan'), findPlace(db, 'junik')])
  const into = { ...union, slug: 'decan-junik' }
  const ids = [decan?.id ?? '', junik?.id ?? '']
  await mergePlaces(db, ids, into, '2026-03-01', 'system', clock.now)
  await loadCountry(db, kosovo.file, kosovo.outline)
  expect(await findPlace(db, 'decan')).toMatchObject({ valid_to: '2026-03-01' })
})
