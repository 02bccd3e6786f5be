import { geoPath } from 'd3-geo'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCountry } from './countries/queries.ts'
import { inset, intersection, ringsOf, simplified, viewOf } from './drawing/rules.ts'
import { cellsOf, fairAreas } from './mosaic/rules.ts'
import {
  boundaryMapOf,
  contains,
  kilometresBetween,
  latestComparable,
  mosaicOf,
  type Site,
  whyNotMerge,
} from './rules.ts'
import { grout, mapWidth, type Point, type Ring, type Shape } from './schema.ts'

const { file, outline } = readCountry('kosovo')
const sites: Site[] = file.municipalities.map(({ code, lon, lat, area_km2 }) => {
  return { id: code, lon, lat, area_km2 }
})
const { projection } = viewOf(outline)
const ground = simplified(ringsOf(outline, projection))
const projected = (site: Site): Point => projection([site.lon, site.lat]) ?? [0, 0]
const homes = sites.map((site) => ({ point: projected(site), area_km2: site.area_km2 }))
const pieces = cellsOf(homes, ground).map((cell) => intersection(cell, ground))

const plane = geoPath()
const areaOf = (rings: readonly Ring[]) =>
  plane.area({
    type: 'Polygon',
    coordinates: rings.map((ring) => [...ring, ...ring.slice(0, 1)].map((point) => [...point])),
  })
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** The radius of the largest circle that fits into a stone, by trying a grid. */
function largestCircle(rings: readonly Ring[]): number {
  const points = rings.flat()
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  let best = 0
  for (let x = Math.min(...xs); x < Math.max(...xs); x += 4)
    for (let y = Math.min(...ys); y < Math.max(...ys); y += 4)
      if (contains(asShape(rings), x, y)) best = Math.max(best, distanceToEdge(x, y, rings))
  return best
}

const asShape = (rings: readonly Ring[]): Shape => ({
  type: 'Polygon',
  coordinates: rings.map((ring) => ring.map((point) => [...point])),
})

function distanceToEdge(x: number, y: number, rings: readonly Ring[]): number {
  const distances = rings.flatMap((ring) =>
    ring.map(([u, v], i) => {
      const [s = 0, t = 0] = ring[(i + 1) % ring.length] ?? []
      const length = (s - u) ** 2 + (t - v) ** 2 || 1
      const part = Math.max(0, Math.min(1, ((x - u) * (s - u) + (y - v) * (t - v)) / length))
      return Math.hypot(x - u - part * (s - u), y - v - part * (t - v))
    }),
  )
  return Math.min(...distances)
}

test('every municipality has one stone, and its middle lies in the stone', () => {
  const { cells } = mosaicOf(sites, outline)
  expect(cells.map(({ id }) => id)).toEqual(sites.map(({ id }) => id))
  for (const [i, { cx, cy }] of cells.entries())
    expect(contains(asShape(pieces[i] ?? []), cx, cy)).toBe(true)
})

test('the cells cover the country and do not overlap', () => {
  const covered = sum(pieces.map(areaOf))
  expect(covered / areaOf(ground)).toBeCloseTo(1, 3)
  for (const [i, piece] of pieces.entries())
    for (const other of pieces.slice(i + 1))
      for (const ring of other)
        expect(areaOf(intersection(ring, piece))).toBeLessThan(areaOf(ground) / 1e6)
})

test('with their grout the stones lie inside the outline', () => {
  for (const piece of pieces)
    for (const [x, y] of inset(piece).flat()) {
      const inside = contains(asShape(ground), x, y) || distanceToEdge(x, y, ground) < grout / 2
      expect(inside).toBe(true)
    }
})

test('every stone has room for a finger on a phone of 320 px', () => {
  const phonePixels = 288 / mapWidth
  const diameters = pieces.map((piece) => 2 * largestCircle(inset(piece)) * phonePixels)
  expect(Math.min(...diameters)).toBeGreaterThan(23.5)
})

test('no stone lies farther from its place than its neighbours', () => {
  const moved = homes.map(({ point: [x, y] }, i) => {
    const [cx, cy] = plane.centroid(
      asShape(pieces[i]?.map((ring) => [...ring, ...ring.slice(0, 1)]) ?? []),
    )
    return Math.hypot(cx - x, cy - y) / mapWidth
  })
  expect(Math.max(...moved)).toBeLessThan(0.12)
  expect(sum(moved) / moved.length).toBeLessThan(0.06)
})

test('the map is recognised: north is north and west is west', () => {
  const { cells } = mosaicOf(sites, outline)
  const at = (slug: string) => {
    const code = file.municipalities.find((place) => place.slug === slug)?.code
    return cells.find(({ id }) => id === code) ?? { cx: 0, cy: 0 }
  }
  const fromNorth = ['leposavic', 'north-mitrovica', 'mitrovica', 'drenas', 'shtime', 'ferizaj']
  const heights = [...fromNorth, 'kacanik'].map((slug) => at(slug).cy)
  expect(heights).toEqual([...heights].sort((a, b) => a - b))
  const fromWest = ['peja', 'klina', 'drenas', 'fushe-kosova', 'gracanica', 'novo-brdo', 'kamenica']
  const widths = fromWest.map((slug) => at(slug).cx)
  expect(widths).toEqual([...widths].sort((a, b) => a - b))
})

test('the mosaic weighs less than 8 kB and is the same every time', () => {
  const first = mosaicOf(sites, outline)
  expect(first.cells.map(({ path }) => path).join('').length).toBeLessThan(8000)
  expect(mosaicOf(sites, outline)).toEqual(first)
})

test('any places inside any country get stones that share it out', () => {
  const square: Ring = [
    [0, 0],
    [1000, 0],
    [1000, 1000],
    [0, 1000],
  ]
  const home = fc.record({
    point: fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })),
    area_km2: fc.option(fc.integer({ min: 1, max: 1000 })),
  })
  fc.assert(
    fc.property(fc.array(home, { minLength: 1, maxLength: 12 }), (some) => {
      const cells = cellsOf(some, [square]).map((cell) => intersection(cell, [square]))
      expect(cells).toHaveLength(some.length)
      expect(sum(cells.map(areaOf)) / 1e6).toBeCloseTo(1, 2)
    }),
    { numRuns: 15 },
  )
})

test('areas are shared fairly, and nobody gets less than a finger needs', () => {
  const areas = [{ area_km2: 1 }, { area_km2: 1000 }, { area_km2: 500 }, { area_km2: null }]
  const shares = fairAreas(areas, 1_000_000)
  expect(sum(shares)).toBeCloseTo(1_000_000)
  expect(shares[0]).toBeGreaterThan(10_000)
  expect((shares[1] ?? 0) / (shares[2] ?? 1)).toBeCloseTo(2)
})

test('a position is inside a shape whichever way its rings run, and not in its holes', () => {
  const outer = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [0, 0],
  ]
  const hole = [
    [1, 1],
    [2, 1],
    [2, 2],
    [1, 2],
    [1, 1],
  ]
  for (const rings of [
    [outer, hole],
    [outer.toReversed(), hole],
  ]) {
    const shape: Shape = { type: 'Polygon', coordinates: rings }
    expect(contains(shape, 3, 3)).toBe(true)
    expect(contains(shape, 1.5, 1.5)).toBe(false)
    expect(contains(shape, 5, 1)).toBe(false)
  }
})

test('real boundaries are drawn into the same view', () => {
  const map = boundaryMapOf([{ id: 'all', shape: outline }], outline)
  expect(map.viewBox).toBe(mosaicOf(sites, outline).viewBox)
  expect(map.cells[0]?.path).toMatch(/^M\d+ \d+(l-?\d+[ -]\d+)+z$/)
})

test('from Pristina to Prizren it is about sixty kilometres', () => {
  const km = kilometresBetween({ lon: 21.166, lat: 42.663 }, { lon: 20.739, lat: 42.214 })
  expect(Math.round(km)).toBe(61)
})

const now = new Date('2026-11-21T10:00:00Z')
const river = { id: 'a', kind: 'municipality', valid_from: null, valid_to: null }
const hill = { ...river, id: 'b' }

test('two places that exist may become one', () => {
  expect(whyNotMerge([river, hill], '2026-11-21', now)).toBeNull()
})

test('a merge needs two places of one kind that exist on a day that has come', () => {
  expect(whyNotMerge([river, river], '2026-01-01', now)).toBe('fewer_than_two')
  expect(whyNotMerge([river, { ...hill, kind: 'country' }], '2026-01-01', now)).toBe(
    'different_kinds',
  )
  expect(whyNotMerge([river, { ...hill, valid_to: '2020-01-01' }], '2026-01-01', now)).toBe(
    'already_ended',
  )
  expect(whyNotMerge([river, { ...hill, valid_from: '2026-01-01' }], '2026-01-01', now)).toBe(
    'not_yet_there',
  )
  expect(whyNotMerge([river, hill], '2026-11-22', now)).toBe('not_yet')
})

test('figures compare only in a year in which everybody was counted alike', () => {
  const figure = (place_id: string, year: number, people: number | null, caveat: string | null) => {
    return { place_id, year, people, caveat }
  }
  const figures = [
    ...[figure('a', 2024, 5, null), figure('b', 2024, 1, 'boycotted')],
    ...[figure('a', 2014, 4, null), figure('b', 2014, 3, null)],
    ...[figure('a', 2011, 3, null), figure('b', 2011, null, 'not_covered')],
  ]
  expect(latestComparable(['a', 'b'], figures)).toEqual({
    year: 2014,
    people: new Map([
      ['a', 4],
      ['b', 3],
    ]),
  })
  expect(latestComparable(['a'], figures)?.year).toBe(2024)
  expect(latestComparable(['a', 'b', 'c'], figures)).toBeNull()
  expect(latestComparable([], figures)).toBeNull()
})
