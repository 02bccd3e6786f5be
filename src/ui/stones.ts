// A field of tesserae: rows of slightly irregular four-sided stones with grout between them.
import { chance } from './chance.ts'

type Point = readonly [number, number]

export interface Stone {
  readonly column: number
  readonly row: number
  readonly path: string
}

interface Field {
  columns: number
  rows: number
  /** The side of one stone with its grout. */
  size: number
  grout: number
  /** How far a corner may stray, as a part of the side. */
  stray: number
}

/** Stones of a field. Neighbours share their corners, so the grout is even though no stone is. */
export function layStones(seed: number, { columns, rows, size, grout, stray }: Field): Stone[] {
  const next = chance(seed)
  const wobble = () => (next() - 0.5) * 2 * stray * size
  const corners: Point[][] = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (_, column): Point => {
      const [dx, dy] = [wobble(), wobble()]
      // Corners on the edge stay on it.
      const x = column === 0 || column === columns ? column * size : column * size + dx
      const y = row === 0 || row === rows ? row * size : row * size + dy
      return [x, y]
    }),
  )
  const stones: Stone[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const quad = [
        corners[row]?.[column],
        corners[row]?.[column + 1],
        corners[row + 1]?.[column + 1],
        corners[row + 1]?.[column],
      ].filter((corner) => corner !== undefined)
      stones.push({ column, row, path: pathOf(inset(quad, grout / 2)) })
    }
  return stones
}

/** Each corner moved towards the middle of the stone by about the grout. */
function inset(quad: readonly Point[], by: number): Point[] {
  const x = quad.reduce((sum, [px]) => sum + px, 0) / quad.length
  const y = quad.reduce((sum, [, py]) => sum + py, 0) / quad.length
  return quad.map(([px, py]) => [px - Math.sign(px - x) * by, py - Math.sign(py - y) * by])
}

/** Relative steps in whole units: half the bytes, and repeated shapes compress. */
function pathOf(points: readonly Point[]): string {
  let [atX, atY] = [0, 0]
  const steps = points.map(([px, py], i) => {
    const [x, y] = [Math.round(px), Math.round(py)]
    const step = i === 0 ? `M${x} ${y}l` : `${x - atX} ${y - atY}`
    atX = x
    atY = y
    return step
  })
  const [first = '', ...rest] = steps
  return `${first}${rest.join(' ').replaceAll(' -', '-')}z`
}
