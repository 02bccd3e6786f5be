import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { loadCountry } from '../countries/commands.ts'
import { readCountry } from '../countries/queries.ts'
import { findMap } from '../drawing/queries.ts'
import { polygonsOf } from '../schema.ts'
import { words as wordsOf } from '../words.ts'
import { importBoundaries } from './commands.ts'
import { BadGeography, readGeography } from './formats/geography.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
  const { file, outline } = readCountry('kosovo')
  await loadCountry(world.db, file, outline)
})
afterAll(() => world.close())

const shared = '../shared/data'
const folder = `${shared}/kosovo/municipalities`
const absent = !existsSync(folder)
if (absent) console.info(`skipped: the boundary files of ${folder} are not here`)

const origin = { source: 'a test', licence: 'none', dry_run: false }
const square = (lon: number, lat: number, side = 0.1) => [
  [
    [lon, lat],
    [lon + side, lat],
    [lon + side, lat + side],
    [lon, lat + side],
    [lon, lat],
  ],
]
const collection = (...features: object[]) =>
  JSON.stringify({ type: 'FeatureCollection', features })
const feature = (properties: object, coordinates: unknown = square(21, 42)) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates },
})

test('shapes find their places by code, by any name and by where they lie', async () => {
  const text = collection(
    feature({ code: 2 }),
    feature({ NAME: 'ПРИЗРЕН' }),
    feature({ naziv: 'Djakovica or so' }, square(21.2, 42.65, 0.15)),
    feature({ name: 'Atlantis' }, square(0, 0)),
  )
  const outcome = await importBoundaries(
    world.db,
    readGeography(text),
    { ...origin, dry_run: true },
    'system',
  )
  expect(outcome).toMatchObject({
    ok: true,
    value: {
      matches: [
        { slug: 'gjakova', feature: 1, by: 'code' },
        { slug: 'prizren', feature: 2, by: 'name' },
        { slug: 'pristina', feature: 3, by: 'position' },
      ],
      unmatched: [4],
    },
  })
})

test('a dry run changes nothing', async () => {
  const { drawn } = (await world.db
    .selectFrom('places.boundary')
    .select((eb) => eb.fn.countAll<bigint>().as('drawn'))
    .executeTakeFirst()) ?? { drawn: 0n }
  expect(drawn).toBe(1n)
  expect((await findMap(world.db))?.real).toBe(false)
})

test('two shapes for one place are refused, and so is a file that fits nothing', async () => {
  const twice = readGeography(collection(feature({ name: 'Pejë' }), feature({ name: 'Пећ' })))
  expect(await importBoundaries(world.db, twice, origin, 'system')).toMatchObject({
    refusal: 'twice',
    report: { twice: ['peja'] },
  })
  const foreign = readGeography(collection(feature({}, square(0, 0))))
  expect(await importBoundaries(world.db, foreign, origin, 'system')).toMatchObject({
    refusal: 'nothing_matched',
  })
})

test.skipIf(absent).each(['municipalities-38.geojson', 'municipalities-38.topojson'])(
  'the real boundaries of %s take the place of the stones',
  async (name) => {
    const { db } = world
    const features = readGeography(readFileSync(`${folder}/${name}`, 'utf8'))
    const outcome = await importBoundaries(db, features, origin, 'system')
    expect(outcome).toMatchObject({ ok: true, value: { unmatched: [], without: [], twice: [] } })
    const map = await findMap(db)
    expect(map).toMatchObject({ real: true, sources: ['a test (none)'] })
    expect(map?.cells).toHaveLength(38)
    expect(map?.cells.map(({ path }) => path).join('').length).toBeLessThan(12_000)
  },
)

test.skipIf(absent)('what is drawn has fewer points than what was imported', async () => {
  const rows = await world.db
    .selectFrom('places.boundary as b')
    .innerJoin('places.card as p', 'p.id', 'b.place_id')
    .select(['b.geojson', 'b.drawn'])
    .where('p.kind', '=', 'municipality')
    .execute()
  const count = (key: 'geojson' | 'drawn') =>
    rows.reduce((sum, row) => sum + polygonsOf(row[key]).flat(2).length, 0)
  expect(count('geojson')).toBeGreaterThan(3000)
  expect(count('drawn')).toBeLessThanOrEqual(2000)
})

test('an import is recorded with its source and licence', async () => {
  await importBoundaries(
    world.db,
    readGeography(collection(feature({ code: '02' }))),
    { source: 'The cadastre', licence: 'CC BY 4.0', dry_run: false },
    'system',
  )
  const { payload } = await world.db
    .selectFrom('facts.fact')
    .select('payload')
    .where('kind', '=', 'place.boundaries_imported')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(payload).toEqual({ places: 1, source: 'The cadastre', licence: 'CC BY 4.0' })
})

test('whichever way a file runs its rings, holes are holes and heights are left out', () => {
  const [outer = []] = square(21, 42, 1)
  const [hole = []] = square(21.4, 42.4)
  const high = outer.map(([lon, lat]) => [lon, lat, 600])
  const [{ shape } = { shape: null }] = readGeography(
    collection(feature({}, [high.toReversed(), hole])),
  )
  expect(shape?.coordinates).toEqual([outer, hole.toReversed()])
})

const topology = (arcs: unknown, ...layers: string[]) =>
  JSON.stringify({
    type: 'Topology',
    arcs,
    objects: Object.fromEntries(
      layers.map((layer) => [
        layer,
        { type: 'GeometryCollection', geometries: [{ type: 'Polygon', arcs: [[0]] }] },
      ]),
    ),
  })

test.each([
  ['', /not JSON/],
  ['{"type":"FeatureCollection"', /not JSON/],
  ['null', /neither a GeoJSON/],
  ['[]', /neither a GeoJSON/],
  ['{"type":"Point","coordinates":[1,2]}', /neither a GeoJSON/],
  [collection(), /features/],
  [
    collection({ type: 'Feature', geometry: null, properties: { name: 'Klinë' } }),
    /Feature 1 \(Klinë\)/,
  ],
  [collection(feature({ name: 'Istog' }, [])), /Feature 1 \(Istog\)/],
  [
    collection(
      feature({}),
      feature({ n: 'Two' }, [[[7_450_000, 4_700_000], ...(square(1, 1)[0] ?? [])]]),
    ),
    /Feature 2 \(Two\).*WGS 84/,
  ],
  [
    collection(
      feature({}, [
        [
          [21, 42],
          [22, 42],
          [22, 43],
          [21, 43],
        ],
      ]),
    ),
    /does not end where it began/,
  ],
  [
    collection(
      feature({}, [
        [
          [21, 42],
          [22, null],
          [22, 43],
          [21, 42],
        ],
      ]),
    ),
    /Feature 1/,
  ],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, /neither a GeoJSON|not JSON/],
  [topology([], 'a'), /no arc 0/],
  [
    topology(
      [
        [
          [0, 0],
          [1, 1],
        ],
      ],
      'a',
      'b',
    ),
    /layers of the file with --layer: a, b/,
  ],
  [
    topology([
      [
        [0, 0],
        [1, 1],
      ],
    ]),
    /layers of the file with --layer: –/,
  ],
])('a file that is not right is refused with words: %.60s', (text, words) => {
  expect(() => readGeography(text)).toThrow(BadGeography)
  expect(saidOf(text)).toMatch(words)
})

function saidOf(text: string): string {
  try {
    return String(readGeography(text))
  } catch (fault) {
    if (!(fault instanceof BadGeography)) throw fault
    return wordsOf('en')(`import.bad.${fault.code}`, fault.params)
  }
}

test.skipIf(!existsSync(`${shared}/naughty`))('no hostile text gets past the reader', () => {
  const strings = readdirSync(`${shared}/naughty/strings`).filter((name) =>
    /\.(txt|json)$/.test(name),
  )
  for (const name of strings)
    expect(() => readGeography(readFileSync(`${shared}/naughty/strings/${name}`, 'utf8'))).toThrow(
      BadGeography,
    )
})
