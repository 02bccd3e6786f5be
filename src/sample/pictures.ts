// Covers for the made-up organisations: landscapes laid in stones, drawn from a number, so that no
// photograph of a real place or person stands beside an invented name.
import { openSharp } from '#kit/sharp.ts'

export interface Scene {
  /** Decides where the hills lie; the same number draws the same picture. */
  readonly seed: number
  readonly sky: readonly [string, string]
  /** Hills from the farthest to the nearest. */
  readonly hills: readonly string[]
  /** A band of water in front, when there is one. */
  readonly water?: string
}

const width = 1600
const height = 640
const stone = 20

/** The scene as a PNG of 1600 × 640 pixels. */
export async function drawCover(scene: Scene): Promise<Buffer> {
  const chance = random(scene.seed)
  const ridges = scene.hills.map((_, index) => ridge(chance, index, scene.hills.length))
  const stones: string[] = []
  for (let y = -stone; y < height + stone; y += stone)
    for (let x = -stone; x < width + stone; x += stone) {
      const offset = (y / stone) % 2 === 0 ? 0 : stone / 2
      const colour = colourAt(scene, ridges, x + offset + stone / 2, y + stone / 2)
      stones.push(tessera(x + offset, y, shade(colour, (chance() - 0.5) * 0.16), chance))
    }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#d9cfbd"/>${stones.join('')}</svg>`
  const sharp = await openSharp()
  return sharp(Buffer.from(svg)).png().toBuffer()
}

type Ridge = (x: number) => number

// Three waves make a hill that does not look like a wave.
function ridge(chance: () => number, index: number, count: number): Ridge {
  const base = height * (0.34 + (0.42 * index) / count)
  const [a, b, c] = [chance() * 6, chance() * 6, chance() * 6]
  const high = 90 - index * 14
  return (x) =>
    base -
    high *
      (0.55 * Math.sin(x / 310 + a) + 0.3 * Math.sin(x / 147 + b) + 0.15 * Math.sin(x / 71 + c))
}

function colourAt({ sky, hills, water }: Scene, ridges: readonly Ridge[], x: number, y: number) {
  if (water && y > height * 0.86 + 14 * Math.sin(x / 190)) return water
  for (let index = hills.length - 1; index >= 0; index--)
    if (y > (ridges[index]?.(x) ?? height)) return hills[index] ?? sky[1]
  return mix(sky[0], sky[1], y / (height * 0.6))
}

/** One stone: a square with corners a little off, and grout around it. */
function tessera(x: number, y: number, colour: string, chance: () => number): string {
  const off = () => (chance() - 0.5) * 4
  const near = 1.4
  const far = stone - 1.4
  const corners = [
    [near, near],
    [far, near],
    [far, far],
    [near, far],
  ].map(([dx = 0, dy = 0]) => `${(x + dx + off()).toFixed(1)},${(y + dy + off()).toFixed(1)}`)
  return `<polygon points="${corners.join(' ')}" fill="${colour}"/>`
}

const channels = (colour: string) =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

const hex = (values: readonly number[]) =>
  `#${values
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

function mix(from: string, to: string, part: number): string {
  const share = Math.min(1, Math.max(0, part))
  const end = channels(to)
  return hex(channels(from).map((value, index) => value + ((end[index] ?? 0) - value) * share))
}

const shade = (colour: string, by: number) => hex(channels(colour).map((value) => value * (1 + by)))

/** Mulberry32: small, even, and the same on every machine. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
