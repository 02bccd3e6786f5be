// An organisation without a logo has an emblem: a small pavement of stones made from its id, always
// the same. The stones lie on a pale ground of their own, so it reads the same in light and dark.
import { chance, hashOf } from './chance.ts'
import { layStones } from './stones.ts'

/** Four stones of one hue, the figure dark enough against the ground (tested), and a spark. */
interface Palette {
  readonly figure: readonly [string, string]
  readonly half: string
  readonly ground: readonly [string, string]
}

// The quarries. No pairs that make a flag of the region: each palette stays in one hue.
export const palettes: readonly Palette[] = [
  { figure: ['#233f78', '#2f4f8c'], half: '#7c97c2', ground: ['#e4e4dd', '#d8dade'] },
  { figure: ['#1b5a44', '#266b52'], half: '#7fb096', ground: ['#e6e6d8', '#d9dfd0'] },
  { figure: ['#7b1c4b', '#8f2a5c'], half: '#c98bab', ground: ['#efe2dc', '#e8d5d3'] },
  { figure: ['#72490a', '#7b5210'], half: '#d3a650', ground: ['#f1e8d3', '#e9dcc0'] },
  { figure: ['#8a371b', '#964023'], half: '#d79a7b', ground: ['#f1e5d9', '#ead7c8'] },
  { figure: ['#38414d', '#444f5d'], half: '#97a2ae', ground: ['#e8e5de', '#dcdad4'] },
  { figure: ['#12565d', '#1d676d'], half: '#77b1b0', ground: ['#e4e7de', '#d4dfd9'] },
  { figure: ['#50551a', '#616628'], half: '#afae65', ground: ['#ecead6', '#e1dfc4'] },
  { figure: ['#4a2f73', '#5a3e84'], half: '#a491c4', ground: ['#e9e3e2', '#ddd5dc'] },
]

// The grout is the same for all: they are one mosaic.
export const grout = '#fbf7ee'

/** Six by six is the least that still shows a figure; a list of forty stays light. */
const side = 6
const stoneSize = 16

/** The emblem's view box is a square of this side. */
export const emblemSize = side * stoneSize

// Four ways of laying are enough to look unlike, and repeat often enough to compress.
const layings = [11, 23, 37, 41].map((seed) =>
  layStones(seed, { columns: side, rows: side, size: stoneSize, grout: 2.6, stray: 0.14 }),
)

/** Says how deep in the figure a place is: 0 ground, 1 half, 2 figure. Middle is 0,0; edges ±1. */
type Figure = (x: number, y: number, turn: number) => number

const figures: readonly Figure[] = [
  // A ring, a rhombus, a cross-laid square, waves, a stair, a wheel, a border, a ripple.
  (x, y, turn) => band(Math.hypot(x, y) * 2.4 + turn),
  (x, y, turn) => band((Math.abs(x) + Math.abs(y)) * 1.9 + turn),
  (x, y, turn) => band(Math.max(Math.abs(x), Math.abs(y)) * 2.6 + turn),
  (x, y, turn) => band(y * 1.7 + Math.sin(x * 3) * 0.7 + turn),
  (x, y, turn) => band((x + y) * 1.5 + turn),
  (x, y, turn) => band((Math.atan2(y, x) / Math.PI) * 3 + turn),
  (x, y, turn) => band(x * 2.2 - y * 1.1 + turn),
  (x, y, turn) => band(Math.hypot(x, y - 1) * 1.9 + turn),
]

const order = [2, 1, 0] as const
const band = (depth: number) => order[((Math.floor(depth) % 3) + 3) % 3] ?? 0

export interface EmblemGroup {
  readonly fill: string
  readonly path: string
}

/** The stones of the emblem of `id`, gathered by colour. */
export function emblem(id: string): readonly EmblemGroup[] {
  const next = chance(hashOf(id))
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
  const palette = pick(palettes)
  const spark = pick(palettes).half
  const figure = pick(figures)
  const turn = next() * 3
  const laid = pick(layings)
  const sparkAt = Math.floor(next() * laid.length)
  const colours = [palette.ground, [palette.half], palette.figure]
  const groups = new Map<string, string>()
  laid.forEach((stone, i) => {
    // The left mirrors the right: a figure the eye can hold on to.
    const depth = figure(Math.abs(centred(stone.column)), centred(stone.row), turn)
    const fill = i === sparkAt ? spark : pick(colours[depth] ?? palette.ground)
    groups.set(fill, (groups.get(fill) ?? '') + stone.path)
  })
  return [...groups].map(([fill, path]) => ({ fill, path }))
}

const centred = (at: number) => ((at + 0.5) / side) * 2 - 1
