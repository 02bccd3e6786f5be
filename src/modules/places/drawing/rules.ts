// From ground in degrees to paths on a page: projected, cut, and written in few characters.
import { Clipper, EndType, FillRule, JoinType } from 'clipper2-ts'
import { type GeoProjection, geoMercator, geoPath } from 'd3-geo'
import { grout, mapWidth, type Point, polygonsOf, type Ring, type Shape } from '../schema.ts'

/** The corners of a stone that a hand has cut. */
const cornerRadius = 16
/** Coasts and borders are drawn to about one pixel of a phone. */
const tolerance = 3

/** The view that holds the whole outline, and how high it is. */
export function viewOf(outline: Shape): { projection: GeoProjection; viewBox: string } {
  // As points, because to d3 a ring the wrong way round is the whole earth but for a country.
  const points = { type: 'MultiPoint' as const, coordinates: polygonsOf(outline).flat(2) }
  const projection = geoMercator().fitWidth(mapWidth, points)
  const [, [, bottom]] = geoPath(projection).pointRadius(0).bounds(points)
  return { projection, viewBox: `0 0 ${mapWidth} ${Math.ceil(bottom)}` }
}

/** The rings of a shape as they lie on the map. */
export function ringsOf(shape: Shape, projection: GeoProjection): Ring[] {
  const rings = polygonsOf(shape).flat()
  return rings.map((ring) =>
    // The last position repeats the first.
    ring.slice(0, -1).flatMap(([lon = 0, lat = 0]): Point[] => {
      const point = projection([lon, lat])
      return point ? [point] : []
    }),
  )
}

/** Fewer points, the same look. What is smaller than can be seen disappears. */
export function simplified(rings: readonly Ring[]): Ring[] {
  return rings
    .map((ring) => fromClipper(Clipper.simplifyPathD(inClipper(ring), tolerance, true)))
    .filter((ring) => ring.length > 2)
}

/** What a cell and the ground have in common, in one part or in several. */
export function intersection(cell: Ring, ground: readonly Ring[]): Ring[] {
  if (cell.length < 3) return []
  const paths = Clipper.intersectD([inClipper(cell)], ground.map(inClipper), FillRule.EvenOdd, 3)
  return paths.map(fromClipper)
}

/** A cell set into its grout. */
export function inset(cell: readonly Ring[]): Ring[] {
  const delta = -grout / 2
  const paths = Clipper.inflatePathsD(
    cell.map(inClipper),
    delta,
    JoinType.Miter,
    EndType.Polygon,
    2,
    3,
  )
  return simplified(paths.map(fromClipper))
}

/** Where a label stands: the middle of the largest part. */
export function labelPoint(rings: readonly Ring[]): Point {
  const closed = rings.map((ring) => ({
    type: 'Polygon' as const,
    coordinates: [[...ring, ...ring.slice(0, 1)].map(([x, y]) => [x, y])],
  }))
  const plane = geoPath()
  const largest = closed.sort((a, b) => plane.area(b) - plane.area(a))[0]
  const [x, y] = largest ? plane.centroid(largest) : [0, 0]
  return [Math.round(x), Math.round(y)]
}

/** A path with straight edges, for true borders. */
export function straightPath(ring: Ring): string {
  const pen = penAt(ring[0] ?? [0, 0])
  return `${pen.start}${ring
    .slice(1)
    .map((point) => `l${pen.to(point)}`)
    .join('')}z`
}

/** A path with round corners, for stones. */
export function roundedPath(ring: Ring): string {
  const corners = ring.map((corner, i) => {
    const before = ring.at(i - 1) ?? corner
    const after = ring[(i + 1) % ring.length] ?? corner
    return { enter: stepFrom(corner, before), corner, leave: stepFrom(corner, after) }
  })
  const pen = penAt(corners[0]?.enter ?? [0, 0])
  const drawn = corners.map(({ enter, corner, leave }) => {
    const edge = pen.isAt(enter) ? '' : `l${pen.to(enter)}`
    return `${edge}q${pen.by(corner)}${separated(pen.to(leave))}`
  })
  return `${pen.start}${drawn.join('')}z`
}

function stepFrom(corner: Point, neighbour: Point): Point {
  const [dx, dy] = [neighbour[0] - corner[0], neighbour[1] - corner[1]]
  const far = Math.hypot(dx, dy)
  const part = far === 0 ? 0 : Math.min(cornerRadius, far / 2) / far
  return [corner[0] + dx * part, corner[1] + dy * part]
}

/** Writes steps in whole numbers; what rounding takes from one step the next one gives back. */
function penAt(start: Point) {
  let [x, y] = start.map(Math.round) as [number, number]
  const by = ([u, v]: Point) => `${Math.round(u) - x}${separated(String(Math.round(v) - y))}`
  return {
    start: `M${x}${separated(String(y))}`,
    by,
    to: (point: Point) => {
      const step = by(point)
      ;[x, y] = [Math.round(point[0]), Math.round(point[1])]
      return step
    },
    isAt: ([u, v]: Point) => Math.round(u) === x && Math.round(v) === y,
  }
}

/** A minus sign separates two numbers as well as a space does. */
const separated = (number: string) => (number.startsWith('-') ? number : ` ${number}`)

const inClipper = (ring: Ring) => ring.map(([x, y]) => ({ x, y }))
const fromClipper = (path: readonly { x: number; y: number }[]): Ring =>
  path.map(({ x, y }): Point => [x, y])
