import type { ComponentChildren } from 'preact'
import { formatNumber } from '#kit/format.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { Link } from './link.tsx'
import { words } from './words.ts'

export interface Tile {
  readonly id: string
  /** SVG path of the stone, in the units of the view box. */
  readonly path: string
  /** Where its name may stand. */
  readonly cx: number
  readonly cy: number
  /** A path without the locale. */
  readonly href?: string
  readonly label: string
  /** The number it is shaded by; null when it is not known. */
  readonly value?: number | null
  readonly current?: boolean
}

interface TileMapProps {
  tiles: readonly Tile[]
  /** `0 0 1000 1000`. */
  viewBox: string
  /** One sentence: what is seen. */
  says: ComponentChildren
  /** What the map is, for those who hear it: "Organisations in each municipality". */
  label: string
  /** "{count} organisations", said with each tile. */
  saysValue?: (value: number) => string
  /** The list under it stands open, or folds. */
  list?: 'open' | 'folded' | 'none'
}

/** The country as a mosaic: a map, a way to choose a place, and a list of the same. */
export function TileMap({ tiles, viewBox, says, label, saysValue, list = 'folded' }: TileMapProps) {
  const { locale } = usePage()
  const t = words(locale)
  // As wide as two or three letters in the smallest stone, whatever the units of the drawing.
  const textSize = Number(viewBox.split(' ')[2]) / 46
  const steps = shadeSteps(tiles.flatMap(({ value }) => (value == null ? [] : [value])))
  return (
    <figure class="map">
      <p>{says}</p>
      <svg viewBox={viewBox} aria-label={label}>
        {tiles.map((tile) => (
          <Stone key={tile.id} {...tile} steps={steps} saysValue={saysValue} textSize={textSize} />
        ))}
      </svg>
      <Legend steps={steps} unknown={tiles.some(({ value }) => value === null)} />
      {list === 'none' ? null : (
        <details open={list === 'open'}>
          <summary>{t('map.list')}</summary>
          <TileList tiles={tiles} />
        </details>
      )}
    </figure>
  )
}

interface StoneProps extends Tile {
  steps: readonly number[]
  saysValue?: (value: number) => string
  textSize: number
}

function Stone({ steps, saysValue, textSize, ...tile }: StoneProps) {
  const { locale } = usePage()
  const { path, cx, cy, href, label, value, current } = tile
  const said = value == null || !saysValue ? label : `${label}: ${saysValue(value)}`
  const drawn = (
    <>
      {said ? <title>{said}</title> : null}
      <path class="ring" d={path} />
      <path class={`shade-${shadeOf(value, steps)}`} d={path} />
      {fits(tile, textSize) ? (
        <text x={cx} y={cy} dy="0.35em" font-size={textSize}>
          {label}
        </text>
      ) : null}
    </>
  )
  if (!href) return <g class="tile">{drawn}</g>
  return (
    <a class="tile" href={localePath(locale, href)} aria-current={current ? 'true' : undefined}>
      {drawn}
    </a>
  )
}

// A letter of our labels is about half as wide as high, in Cyrillic a little more; the grout keeps
// its distance.
const letterWidth = 0.54
const usableWidth = 0.92

/** Whether a name can stand on its stone, its middle at this point. */
export function fits(
  { label, path, cx, cy }: Pick<Tile, 'label' | 'path' | 'cx' | 'cy'>,
  textSize: number,
): boolean {
  const halfWidth = (label.length * letterWidth * textSize) / 2
  const corners = cornersOf(path)
  return (
    label !== '' &&
    [cy - textSize / 2, cy, cy + textSize / 2].every(
      (y) => halfWidth <= roomBeside(cx, y, corners) * usableWidth,
    )
  )
}

type Corner = readonly [x: number, y: number]

/** How far it is from a point within a stone to its nearer side, at that height. */
function roomBeside(cx: number, y: number, corners: readonly Corner[]): number {
  let room = Number.POSITIVE_INFINITY
  corners.forEach(([x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % corners.length] ?? [x1, y1]
    if (y1 > y === y2 > y) return
    room = Math.min(room, Math.abs(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) - cx))
  })
  return Number.isFinite(room) ? room : 0
}

// How many numbers a command of a path takes for each point that it goes to.
const numbersOf: Readonly<Record<string, number>> = { M: 2, L: 2, l: 2, Q: 4, q: 4 }

/** The points a path goes through: SVG's `M L Q`, absolute or (`l q`) from the point before. */
function cornersOf(path: string): Corner[] {
  let [x, y] = [0, 0]
  const corners: Corner[] = []
  for (const [, command = '', text = ''] of path.matchAll(/([MLlQq])([^a-zA-Z]*)/g)) {
    const numbers = (text.match(/-?\d*\.?\d+/g) ?? []).map(Number)
    const step = numbersOf[command] ?? 2
    const relative = command === command.toLowerCase()
    for (let i = step - 2; i + 1 < numbers.length; i += step) {
      x = (relative ? x : 0) + (numbers[i] ?? 0)
      y = (relative ? y : 0) + (numbers[i + 1] ?? 0)
      corners.push([x, y])
    }
  }
  return corners
}

/**
 * The upper ends of at most four steps above nothing: quantiles, so that one large town does not
 * leave all others pale. Equal values never part.
 */
export function shadeSteps(values: readonly number[]): number[] {
  const some = [...values].filter((value) => value > 0).sort((a, b) => a - b)
  const ends = [0.25, 0.5, 0.75, 1].map((part) => some[Math.ceil(part * some.length) - 1])
  return [...new Set(ends.filter((end) => end !== undefined))]
}

/** 1 is none, up to 5 the most; 0 is not known. A tile without any value is a plain stone. */
export function shadeOf(value: number | null | undefined, steps: readonly number[]): number {
  if (value === null) return 0
  if (value === undefined) return 2
  if (value <= 0) return 1
  const step = steps.findIndex((end) => value <= end)
  // The most is always the darkest, also where there are few steps.
  return 6 - steps.length + (step === -1 ? steps.length - 1 : step)
}

function Legend({ steps, unknown }: { steps: readonly number[]; unknown: boolean }) {
  const { locale } = usePage()
  const t = words(locale)
  // One shade needs no key: the sentence above says what it means.
  if (steps.length < 2) return null
  const number = (value: number) => formatNumber(value, locale)
  const ranges = steps.map((end, i) => {
    const from = (steps[i - 1] ?? 0) + 1
    return {
      shade: 6 - steps.length + i,
      label: from >= end ? number(end) : t('map.range', { from: number(from), to: number(end) }),
    }
  })
  const entries = [
    ...(unknown ? [{ shade: 0, label: t('map.unknown') }] : []),
    { shade: 1, label: t('map.none') },
    ...ranges,
  ]
  return (
    <ul class="legend bare">
      {entries.map(({ shade, label }) => (
        <li key={shade}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path class={`shade-${shade}`} d="M1 2l14-1-1 14-13-1z" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

/** The map as a list: the same places, the same links, the same numbers. */
export function TileList({ tiles }: { tiles: readonly Tile[] }) {
  const { locale } = usePage()
  return (
    <ul class="index bare">
      {tiles.map(({ id, href, label, value }) => (
        <li key={id}>
          {href ? <Link to={href}>{label}</Link> : label}
          {value == null ? null : <span class="number faint">{formatNumber(value, locale)}</span>}
        </li>
      ))}
    </ul>
  )
}
