import type { ComponentChildren } from 'preact'

interface SpanProps {
  /** Between 0 and 1. */
  share: number
  from: string
  to: string
  /** What stands at the mark: "today". Nothing before it begins and after it ended. */
  mark: string | null
}

// In the units of the drawing, which is as wide as a phone: text keeps its size there.
const width = 340
const bar = { y: 22, height: 12 }
// A word near an edge is set inwards, so that it does not leave the drawing.
const edge = 0.15

/** A stretch of time, filled as far as it has passed, with both ends and today written on it. */
export function Span({ share, from, to, mark }: SpanProps) {
  const x = Math.round(share * width * 10) / 10
  const anchor = share < edge ? 'start' : share > 1 - edge ? 'end' : 'middle'
  return (
    <svg viewBox={`0 0 ${width} 56`} aria-hidden="true">
      <rect class="track" x={0} y={bar.y} width={width} height={bar.height} />
      <rect class="bar lit" x={0} y={bar.y} width={x} height={bar.height} />
      {mark === null ? null : (
        <>
          <path class="mark" d={`M${x} ${bar.y - 5}v${bar.height + 10}`} />
          <text x={x} y={12} text-anchor={anchor}>
            {mark}
          </text>
        </>
      )}
      <text class="axis" x={0} y={53}>
        {from}
      </text>
      <text class="axis" x={width} y={53} text-anchor="end">
        {to}
      </text>
    </svg>
  )
}

export interface Bullet {
  readonly key: string
  readonly label: ComponentChildren
  /** The value and its target in words: "34 of 60". */
  readonly value: string
  /** From nothing done (0) to the target (1) and beyond; null when nobody knows. */
  readonly share: number | null
  readonly reached: boolean
  /** Where it began and by when it shall be there. */
  readonly foot?: ComponentChildren
}

// The target stands at four fifths, so that what went beyond it can be seen.
const target = 80

/** How far each of several things came towards its target, with its name and value on it. */
export const Bullets = ({ of }: { of: readonly Bullet[] }) => (
  <ul class="bars bullets bare">
    {of.map(({ key, label, value, share, reached, foot }) => (
      <li key={key}>
        <span>{label}</span>
        <span class="number">{value}</span>
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect class="track" width={100} height={4} />
          {share === null ? null : (
            <rect
              class={reached ? 'bar lit' : 'bar'}
              y={0.7}
              width={lengthOf(share)}
              height={2.6}
            />
          )}
          <path class="mark" d={`M${target} -0.6V4.6`} vector-effect="non-scaling-stroke" />
        </svg>
        {foot ? <small>{foot}</small> : null}
      </li>
    ))}
  </ul>
)

const lengthOf = (share: number) =>
  Math.round(Math.min(100, Math.max(0.6, share * target)) * 10) / 10
