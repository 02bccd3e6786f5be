// The map of a country, and what may become of its places.
import { geoContains, geoDistance } from 'd3-geo'
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
import type { Ring, Shape } from './schema.ts'

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
