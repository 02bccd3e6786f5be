// Boundaries as other people write them down: GeoJSON and TopoJSON, read strictly. Whatever is
// wrong is said with the feature it is wrong in.
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { z } from 'zod'
import { polygonsOf, type Shape } from '../../schema.ts'
import { Feature, FeatureCollection, positionsMax, TopologyFile } from '../schema.ts'

export interface ReadFeature {
  /** Its position in the file, from 1, as people count. */
  readonly number: number
  readonly shape: Shape
  readonly properties: Readonly<Record<string, unknown>>
}

type Params = Readonly<Record<string, string | number>>

/** The file cannot be used; the code and its params say where and why. */
export class BadGeography extends Error {
  readonly code: GeographyCode
  readonly params: Params
  constructor(code: GeographyCode, params: Params = {}, options: ErrorOptions = {}) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.code = code
    this.params = params
  }
}

export type GeographyCode =
  | 'not_json'
  | 'neither'
  | 'layer'
  | 'no_arc'
  | 'too_many'
  | 'not_degrees'
  | 'open_ring'
  | 'wrong'

/** The polygons of a file. `layer` is asked for only where a TopoJSON file has more than one. */
export function readGeography(text: string, layer?: string): ReadFeature[] {
  const file = parseJson(text)
  const type = typeof file === 'object' && file !== null && 'type' in file ? file.type : null
  if (type === 'Topology') return readAll(featuresOf(file, layer))
  if (type === 'FeatureCollection') return readAll(checked(FeatureCollection, file, '').features)
  throw new BadGeography('neither')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (fault) {
    throw new BadGeography('not_json', { said: (fault as Error).message }, { cause: fault })
  }
}

function featuresOf(file: unknown, layer: string | undefined): unknown[] {
  const topology = checked(TopologyFile, file, '')
  const layers = Object.keys(topology.objects)
  const name = layer ?? (layers.length === 1 ? layers[0] : undefined)
  const chosen = layers.includes(name ?? '') ? topology.objects[name ?? ''] : undefined
  if (!chosen) throw new BadGeography('layer', { layers: layers.join(', ') || '–' })
  const arcs = chosen.geometries.flatMap(({ arcs }) => arcs.flat(2))
  const beyond = arcs.find((arc) => (arc < 0 ? ~arc : arc) >= topology.arcs.length)
  if (beyond !== undefined) throw new BadGeography('no_arc', { arc: beyond })
  // The schema has checked what the library's types ask for.
  const { features } = feature(topology as Topology, chosen as GeometryCollection)
  return features
}

function readAll(features: readonly unknown[]): ReadFeature[] {
  let positions = 0
  return features.map((raw, index) => {
    const number = index + 1
    const where = `${number}${labelOf(raw)}`
    const { geometry, properties, id } = checked(Feature, raw, where)
    const rings = polygonsOf(geometry).flat()
    positions += rings.reduce((sum, ring) => sum + ring.length, 0)
    if (positions > positionsMax) throw new BadGeography('too_many', { max: positionsMax })
    for (const ring of rings) checkRing(ring, where)
    return { number, shape: flattened(geometry), properties: { ...properties, id } }
  })
}

function checkRing(ring: readonly (readonly number[])[], where: string) {
  const off = ring.find(([lon = 0, lat = 0]) => Math.abs(lon) > 180 || Math.abs(lat) > 90)
  if (off) throw new BadGeography('not_degrees', { where, lon: off[0] ?? 0, lat: off[1] ?? 0 })
  const [first, last] = [ring[0], ring.at(-1)]
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
    throw new BadGeography('open_ring', { where })
}

/** Without heights, and with the rings running as RFC 7946 asks, so that holes stay holes. */
const flattened = (shape: Shape): Shape =>
  shape.type === 'Polygon'
    ? { type: 'Polygon', coordinates: flatRings(shape.coordinates) }
    : { type: 'MultiPolygon', coordinates: shape.coordinates.map(flatRings) }

type Position = readonly number[]

const flatRings = (rings: readonly (readonly Position[])[]) =>
  rings.map((ring, index) => {
    const flat = ring.map(([lon = 0, lat = 0]) => [lon, lat])
    const isOuter = index === 0
    return isCounterclockwise(flat) === isOuter ? flat : flat.reverse()
  })

function isCounterclockwise(ring: readonly Position[]): boolean {
  const doubled = ring.reduce((sum, [x = 0, y = 0], i) => {
    const [u = 0, v = 0] = ring[(i + 1) % ring.length] ?? []
    return sum + x * v - u * y
  }, 0)
  return doubled > 0
}

function checked<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
  throw new BadGeography('wrong', { where, said: `${issue?.message ?? '?'}${at}` })
}

const label = z.looseObject({ properties: z.record(z.string(), z.unknown()) })

/** The first text among its properties, so that people find the feature in their own program. */
function labelOf(raw: unknown): string {
  const { data } = label.safeParse(raw)
  const text = Object.values(data?.properties ?? {}).find((value) => typeof value === 'string')
  return text ? ` (${String(text).slice(0, 60)})` : ''
}
