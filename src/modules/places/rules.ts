// The map of a country, and what may become of its places.
import {
  inset,
  intersection,
  labelPoint,
  ringsOf,
  roundedPath,
  simplified,
  straightPath,
  viewOf,
} from './drawing/rules.ts'
import { cellsOf } from './mosaic/rules.ts'
import { polygonsOf, type Ring, type Shape } from './schema.ts'

export interface Site {
  readonly id: string
  readonly lon: number
  readonly lat: number
  readonly area_km2: number | null
}

export interface Cell {
  readonly id: string
  /** What an SVG path draws, in whole units of the view box. */
  readonly path: string
  /** Where a label stands. */
  readonly cx: number
  readonly cy: number
}

export interface Drawing {
  readonly viewBox: string
  readonly cells: readonly Cell[]
}

/** The country as a mosaic: one stone for each place, near its place, large enough for a finger. */
export function mosaicOf(sites: readonly Site[], outline: Shape): Drawing {
  const { projection, viewBox } = viewOf(outline)
  const ground = simplified(ringsOf(outline, projection))
  const homes = sites.map(({ lon, lat, area_km2 }) => ({
    point: projection([lon, lat]) ?? ([0, 0] as const),
    area_km2,
  }))
  const cells = cellsOf(homes, ground).map((cell, i) => {
    const stone = inset(intersection(cell, ground))
    return cellFrom(sites[i]?.id ?? '', stone, roundedPath)
  })
  return { viewBox, cells }
}

/** The country as its real boundaries. */
export function boundaryMapOf(
  boundaries: readonly { id: string; shape: Shape }[],
  outline: Shape,
): Drawing {
  const { projection, viewBox } = viewOf(outline)
  const cells = boundaries.map(({ id, shape }) =>
    cellFrom(id, ringsOf(shape, projection), straightPath),
  )
  return { viewBox, cells }
}

function cellFrom(id: string, rings: readonly Ring[], write: (ring: Ring) => string): Cell {
  const [cx, cy] = labelPoint(rings)
  return { id, path: rings.map(write).join(''), cx, cy }
}

/** Whether a position lies in a shape. Holes are outside, whichever way the rings run. */
export function contains(shape: Shape, lon: number, lat: number): boolean {
  let inside = false
  for (const ring of polygonsOf(shape).flat())
    for (const [i, [u = 0, v = 0]] of ring.entries()) {
      const [x = 0, y = 0] = ring[(i + 1) % ring.length] ?? []
      if (v > lat !== y > lat && lon < ((x - u) * (lat - v)) / (y - v) + u) inside = !inside
    }
  return inside
}

interface Position {
  readonly lon: number
  readonly lat: number
}

const earthRadiusKm = 6371
const radians = Math.PI / 180

/** Near enough for places in one country: the earth is flat between two villages. */
export function kilometresBetween(a: Position, b: Position): number {
  const east = (b.lon - a.lon) * Math.cos(((a.lat + b.lat) / 2) * radians)
  return Math.hypot(east, b.lat - a.lat) * radians * earthRadiusKm
}

interface Count {
  readonly place_id: string
  readonly year: number
  readonly people: number | null
  readonly caveat: string | null
}

export interface Counted {
  readonly year: number
  /** By the place's id. */
  readonly people: ReadonlyMap<string, number>
}

/** Each place with the latest of its figures, which come the latest first. */
export function withLatest<P extends { id: string }, F extends { place_id: string }>(
  places: readonly P[],
  figures: readonly F[],
) {
  return places.map((place) => ({
    ...place,
    latest: figures.find(({ place_id }) => place_id === place.id) ?? null,
  }))
}

/** The latest year in which all of these places were counted alike, so that they compare. */
export function latestComparable(
  place_ids: readonly string[],
  figures: readonly Count[],
): Counted | null {
  const sound = figures.filter(({ caveat }) => caveat === null)
  const years = [...new Set(sound.map(({ year }) => year))].sort((a, b) => b - a)
  for (const year of years) {
    const people = new Map(
      sound.flatMap((figure) =>
        figure.year === year && figure.people !== null
          ? [[figure.place_id, figure.people] as const]
          : [],
      ),
    )
    if (place_ids.length > 0 && place_ids.every((id) => people.has(id))) return { year, people }
  }
  return null
}

interface Merging {
  readonly id: string
  readonly kind: string
  readonly valid_from: string | null
  readonly valid_to: string | null
}

/** Why these places cannot become one on that day, or null when they can. */
export function whyNotMerge(places: readonly Merging[], on_date: string, now: Date) {
  // Recorded when it happens: until then the old places are what there is.
  if (on_date > now.toISOString().slice(0, 10)) return 'not_yet'
  if (new Set(places.map(({ id }) => id)).size < 2) return 'fewer_than_two'
  if (places.some(({ kind }) => kind !== places[0]?.kind)) return 'different_kinds'
  if (places.some(({ valid_to }) => valid_to !== null)) return 'already_ended'
  if (places.some(({ valid_from }) => valid_from !== null && valid_from >= on_date))
    return 'not_yet_there'
  return null
}

export type WhyNotMerge = NonNullable<ReturnType<typeof whyNotMerge>>
