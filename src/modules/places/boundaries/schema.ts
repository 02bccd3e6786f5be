// The shapes a boundary file may have (RFC 7946 and TopoJSON) and how large it may be.
import { z } from 'zod'

/** Ten times as many as any country has municipalities. */
export const featuresMax = 20_000
/** Beyond it a browser and our own simplifying would only wait. */
export const positionsMax = 2_000_000
/** All boundaries together on one map: 4 kB compressed. */
export const drawnPositionsMax = 2000

const Position = z.array(z.number()).min(2).max(4)
const LinearRing = z.array(Position).min(4)

export const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(LinearRing).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(LinearRing)).min(1) }),
])

export const Feature = z.object({
  type: z.literal('Feature'),
  geometry: Geometry,
  properties: z.record(z.string(), z.unknown()).nullish(),
  id: z.union([z.string(), z.number()]).optional(),
})

export const FeatureCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()).min(1).max(featuresMax),
})

const Arcs = z.array(z.array(z.int()))
const TopologyShape = z.object({
  type: z.enum(['Polygon', 'MultiPolygon']),
  arcs: z.union([Arcs, z.array(Arcs)]),
  properties: z.record(z.string(), z.unknown()).nullish(),
  id: z.union([z.string(), z.number()]).optional(),
})

const Pair = z.tuple([z.number(), z.number()])

export const TopologyFile = z.object({
  type: z.literal('Topology'),
  arcs: z.array(z.array(Position).min(2)),
  transform: z.object({ scale: Pair, translate: Pair }).optional(),
  objects: z.record(
    z.string(),
    z.object({
      type: z.literal('GeometryCollection'),
      geometries: z.array(TopologyShape).min(1).max(featuresMax),
    }),
  ),
})
