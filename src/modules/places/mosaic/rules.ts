// Who gets which ground. The cells are a power diagram: each takes what is nearest to its centre,
// and weights move its edges until it has the area it is meant to have. Centres drift to the
// middle of their cells, which makes even stones, but stay tied to where the place really lies.
import { grout, mapWidth, type Point, type Ring, unitsPerPhonePixel } from '../schema.ts'

export interface Home {
  readonly point: Point
  readonly area_km2: number | null
}

// 900 px² is a hexagon of 30 px: room for the 24 px that WCAG 2.2 asks of a target, and its grout.
const stoneAreaMin = 900 * unitsPerPhonePixel ** 2
/** Half of the 24 px, a little to spare, and half the grout. */
const stoneRadiusMin = 12.6 * unitsPerPhonePixel + grout / 2
/** A stone of awkward shape may grow by this much beyond what its area asks. */
const growthMax = 1.4

// Found by trying: by then no area is off by a thousandth. All of it takes a tenth of a second.
const rounds = 300
/** Awkward stones grow only after the worst crowding is over. */
const firstGrowingRound = rounds * 0.15
/** The last rounds only settle the areas. */
const firstSettlingRound = rounds * 0.8
/** How strongly a stone is held at its home against the wish for an even shape. */
const homesickness = 0.15

/** One convex cell for each home; cut to the ground, they cover it and do not overlap. */
export function cellsOf(homes: readonly Home[], ground: readonly Ring[]): Ring[] {
  const total = areaOf(ground)
  const fair = fairAreas(homes, total)
  const growth = homes.map(() => 1)
  let centres = homes.map(({ point }, index) => apart(point, index))
  let weights = homes.map(() => 0)
  for (let round = 0; round < rounds; round++) {
    const pieces = centres.map((_, i) => clipRings(ground, cellOf(i, centres, weights)))
    const sums = pieces.map(sumsOf)
    const targets = scaled(fair, growth, total)
    weights = weights.map((weight, i) => {
      const missing = (targets[i] ?? 0) - (sums[i]?.area ?? 0)
      return weight + 0.4 * elbowRoom(i, centres, targets) * missing
    })
    if (round >= firstSettlingRound) continue
    centres = centres.map((centre, i) => {
      const { area, middle } = sums[i] ?? sumsOf([])
      if (area < 1) return centre
      const lack = 1 - distanceToEdge(middle, pieces[i] ?? []) / stoneRadiusMin
      if (lack > 0 && round > firstGrowingRound)
        growth[i] = Math.min(growthMax, (growth[i] ?? 1) + 0.2 * lack)
      const wish = towards(middle, homes[i]?.point ?? middle, homesickness)
      return towards(centre, wish, 0.1)
    })
  }
  return centres.map((_, i) => cellOf(i, centres, weights))
}

/** Areas in proportion to the places', except that nobody gets less than a finger needs. */
export function fairAreas(homes: readonly Pick<Home, 'area_km2'>[], total: number): number[] {
  const known = homes.flatMap(({ area_km2 }) => area_km2 ?? [])
  const usual = known.reduce((sum, area) => sum + area, 0) / (known.length || 1) || 1
  const areas = homes.map(({ area_km2 }) => area_km2 ?? usual)
  const least = Math.min(stoneAreaMin, total / homes.length)
  const small = new Set<number>()
  for (;;) {
    const rest = total - small.size * least
    const sum = areas.reduce((all, area, i) => (small.has(i) ? all : all + area), 0)
    const shares = areas.map((area, i) => (small.has(i) ? least : (area / sum) * rest))
    const tooSmall = shares.flatMap((share, i) => (share < least - 1e-9 && !small.has(i) ? i : []))
    if (tooSmall.length === 0) return shares
    for (const i of tooSmall) small.add(i)
  }
}

function scaled(areas: readonly number[], growth: readonly number[], total: number): number[] {
  const grown = areas.map((area, i) => area * (growth[i] ?? 1))
  const sum = grown.reduce((all, area) => all + area, 0)
  return grown.map((area) => (area * total) / sum)
}

/** Two places at one point would have no edge between them, so each stands a hair beside itself. */
const apart = ([x, y]: Point, index: number): Point => [
  x + 1e-3 * Math.cos(index),
  y + 1e-3 * Math.sin(index),
]

// An edge between two near centres runs away at a small change of weight, so they change slowly.
function elbowRoom(index: number, centres: readonly Point[], areas: readonly number[]): number {
  const own = centres[index] ?? [0, 0]
  const radius = (i: number) => Math.sqrt((areas[i] ?? 0) / Math.PI)
  return centres.reduce((room, other, i) => {
    if (i === index) return room
    return Math.min(room, distance(own, other) / (radius(index) + radius(i)))
  }, 1)
}

/** The convex cell of one centre: where it is nearer, by weight, than every other. */
function cellOf(index: number, centres: readonly Point[], weights: readonly number[]): Ring {
  const [x, y] = centres[index] ?? [0, 0]
  let cell: Ring = aroundEverything
  centres.forEach(([u, v], other) => {
    if (other === index) return
    const lead = (weights[index] ?? 0) - (weights[other] ?? 0)
    const limit = u * u + v * v - x * x - y * y + lead
    cell = clipRing(cell, 2 * (u - x), 2 * (v - y), limit)
  })
  return cell
}

const aroundEverything: Ring = [
  [-mapWidth, -mapWidth],
  [2 * mapWidth, -mapWidth],
  [2 * mapWidth, 5 * mapWidth],
  [-mapWidth, 5 * mapWidth],
]

/** The part of a ring where a·x + b·y is at most `limit`. */
function clipRing(ring: Ring, a: number, b: number, limit: number): Ring {
  const kept: Point[] = []
  let from = ring.at(-1) ?? origin
  let before = a * from[0] + b * from[1] - limit
  for (const point of ring) {
    const here = a * point[0] + b * point[1] - limit
    if (here * before < 0) kept.push(towards(from, point, before / (before - here)))
    if (here <= 0) kept.push(point)
    from = point
    before = here
  }
  return kept
}

/** Rings cut to a convex cell: good for sums, though a cut may leave a bridge of no width. */
function clipRings(rings: readonly Ring[], cell: Ring): Ring[] {
  if (cell.length === 0) return []
  return rings.flatMap((ring) => {
    let rest = ring
    cell.forEach((from, i) => {
      const to = cell[(i + 1) % cell.length] ?? from
      const [a, b] = [to[1] - from[1], from[0] - to[0]]
      rest = clipRing(rest, a, b, a * from[0] + b * from[1])
    })
    return rest.length > 2 ? [rest] : []
  })
}

/** Area and middle of rings in one pass; holes run the other way round and count against. */
function sumsOf(rings: readonly Ring[]): { area: number; middle: Point } {
  let [doubled, x, y] = [0, 0, 0]
  for (const ring of rings)
    for (let i = 0; i < ring.length; i++) {
      const [[u, v], [s, t]] = [ring[i] ?? origin, ring[(i + 1) % ring.length] ?? origin]
      const cross = u * t - s * v
      doubled += cross
      x += (u + s) * cross
      y += (v + t) * cross
    }
  return { area: Math.abs(doubled / 2), middle: [x / (3 * doubled), y / (3 * doubled)] }
}

const origin: Point = [0, 0]
const areaOf = (rings: readonly Ring[]): number => sumsOf(rings).area

function distanceToEdge(point: Point, rings: readonly Ring[]): number {
  const distances = rings.flatMap((ring) =>
    ring.map((from, i) => {
      const to = ring[(i + 1) % ring.length] ?? from
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
      const along = (point[0] - from[0]) * dx + (point[1] - from[1]) * dy
      const part = Math.max(0, Math.min(1, along / (dx * dx + dy * dy || 1)))
      return distance(point, towards(from, to, part))
    }),
  )
  return Math.min(...distances)
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1])
const towards = (a: Point, b: Point, part: number): Point => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
]
