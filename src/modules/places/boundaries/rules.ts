// Which shape of a file belongs to which place.

import type { FeatureCollection, Geometry } from 'geojson'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, quantile, simplify } from 'topojson-simplify'
import { polygonsOf, type Shape } from '../schema.ts'
import { drawnPositionsMax } from './schema.ts'

export interface Candidate {
  readonly number: number
  readonly shape: Shape
  readonly properties: Readonly<Record<string, unknown>>
}

export interface KnownPlace {
  readonly id: string
  readonly slug: string
  readonly code: string | null
  readonly lon: number
  readonly lat: number
  /** Every name, folded. */
  readonly names: readonly string[]
}

export interface Match {
  readonly place: KnownPlace
  readonly candidate: Candidate
  readonly by: 'code' | 'name' | 'position'
}

/** What a rule of folding and a rule of containment say; both are handed in by the command. */
interface Means {
  readonly fold: (text: string) => string
  readonly contains: (shape: Shape, lon: number, lat: number) => boolean
}

/** By code where the file has one, else by any name, else by where the place lies. */
export function match(
  candidates: readonly Candidate[],
  places: readonly KnownPlace[],
  { fold, contains }: Means,
): { matches: Match[]; unmatched: Candidate[]; twice: KnownPlace[] } {
  const found: Match[] = []
  const free = () => places.filter(({ id }) => !found.some(({ place }) => place.id === id))
  let rest = [...candidates]
  const take = (by: Match['by'], belongs: (candidate: Candidate, place: KnownPlace) => boolean) => {
    const open = by === 'position' ? free() : places
    rest = rest.filter((candidate) => {
      const mine = open.filter((place) => belongs(candidate, place))
      const [place] = mine
      // A shape that fits two places names neither.
      if (!place || mine.length > 1) return true
      found.push({ place, candidate, by })
      return false
    })
  }
  take('code', ({ properties }, { code }) => code !== null && hasCode(properties, code))
  take('name', ({ properties }, { names }) =>
    Object.values(properties).some(
      (text) => typeof text === 'string' && names.includes(fold(text)),
    ),
  )
  take('position', ({ shape }, { lon, lat }) => contains(shape, lon, lat))
  const count = (id: string) => found.filter(({ place }) => place.id === id).length
  return {
    matches: found,
    unmatched: rest,
    twice: places.filter(({ id }) => count(id) > 1),
  }
}

const codeLike = /^(code|kod|kodi|[a-z]+[_-]?code|code[_-]?[a-z]+)$/i

/** 2, "2" and "02" are the same code. */
function hasCode(properties: Readonly<Record<string, unknown>>, code: string): boolean {
  const bare = (text: string) => text.trim().replace(/^0+(?=.)/, '')
  return Object.entries(properties).some(
    ([name, value]) =>
      codeLike.test(name) &&
      (typeof value === 'string' || typeof value === 'number') &&
      bare(String(value)) === bare(code),
  )
}

/** The same shapes with fewer points; what two of them share stays shared, so no gaps open. */
export function lighter(shapes: readonly Shape[]): Shape[] {
  const features = shapes.map((geometry) => ({
    type: 'Feature' as const,
    geometry,
    properties: {},
  }))
  const collection: FeatureCollection<Shape, object> = { type: 'FeatureCollection', features }
  const joined = topology({ shapes: collection }, quantization)
  const weighted = presimplify(joined as Parameters<typeof presimplify>[0])
  let drawn = [...shapes]
  // Ends of borders always stay, so the share of points kept is found by trying.
  for (let share = 1; total(drawn) > drawnPositionsMax && share > 0.01; share *= 0.8)
    drawn = simplified(weighted, share).map((shape, index) => shape ?? shapes[index] ?? nothing)
  return drawn
}

// A grid of a million steps across a country: finer than any border stone.
const quantization = 1e6

const nothing: Shape = { type: 'MultiPolygon', coordinates: [] }

type Weighted = ReturnType<typeof presimplify>

function simplified(weighted: Weighted, share: number): (Shape | null)[] {
  const simple = simplify(weighted, quantile(weighted, 1 - share))
  const drawn = Object.values(simple.objects).flatMap((layer) => {
    const read = feature(simple, layer)
    return read.type === 'FeatureCollection' ? read.features : [read]
  })
  return drawn.map(({ geometry }) => visible(geometry))
}

const total = (shapes: readonly Shape[]) =>
  shapes.reduce((sum, shape) => sum + positionsOf(shape), 0)

const positionsOf = (shape: Shape) =>
  polygonsOf(shape).reduce(
    (sum, rings) => sum + rings.reduce((all, ring) => all + ring.length, 0),
    0,
  )

/** Without islands that became too small to be seen; null when nothing is left. */
function visible(shape: Geometry | undefined): Shape | null {
  if (shape?.type !== 'Polygon' && shape?.type !== 'MultiPolygon') return null
  const polygons = polygonsOf(shape)
    .map((rings) => rings.filter((ring) => ring.length >= 4 && new Set(ring.map(String)).size >= 3))
    .filter((rings) => rings.length > 0)
  const [only] = polygons
  if (!only) return null
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}
