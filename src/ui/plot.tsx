import type { ComponentChildren } from 'preact'
import { formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { type Column, Table } from './table.tsx'
import { words } from './words.ts'

interface PlotProps {
  /** The sentence that says what is seen. */
  says: ComponentChildren
  children: ComponentChildren
  table: ComponentChildren
}

/** A drawing with a sentence above it and its figures below. */
export function Plot({ says, children, table }: PlotProps) {
  const { locale } = usePage()
  return (
    <figure class="plot">
      <figcaption>{says}</figcaption>
      {children}
      <details>
        <summary>{words(locale)('plot.table')}</summary>
        <div>{table}</div>
      </details>
    </figure>
  )
}

export interface Bar {
  readonly key: string
  readonly label: string
  readonly value: number
  /** The one the sentence speaks of. */
  readonly lit?: boolean
}

interface BarChartProps {
  says: ComponentChildren
  /** Names the values in the table: "Organisations". */
  unit: string
  /** Names the bars in the table: "Area of work". */
  of: string
  bars: readonly Bar[]
  format?: (value: number) => string
  csv?: string
  json?: string
}

/** Bars from one line, each with its name and value written on it. */
export function BarChart({ says, unit, of, bars, format, csv, json }: BarChartProps) {
  const { locale } = usePage()
  const write = format ?? ((value: number) => formatNumber(value, locale))
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const columns: Column<Bar>[] = [
    { key: 'label', label: of, heads: true, cell: (bar) => bar.label },
    { key: 'value', label: unit, number: true, cell: (bar) => write(bar.value) },
  ]
  return (
    <Plot
      says={says}
      table={
        <Table
          caption={unit}
          hideCaption
          columns={columns}
          rows={bars}
          rowKey={(bar) => bar.key}
          csv={csv}
          json={json}
        />
      }
    >
      <ul class="bars bare">
        {bars.map(({ key, label, value, lit }) => (
          <li key={key}>
            <span>{label}</span>
            <span class="number">{write(value)}</span>
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <path class={lit ? 'bar lit' : 'bar'} d={stoneBar((value / most) * 100)} />
            </svg>
          </li>
        ))}
      </ul>
    </Plot>
  )
}

/** A bar with the end of a cut stone. */
function stoneBar(length: number): string {
  const end = Math.max(0.5, round(length))
  return `M0 0H${end}L${round(end - Math.min(0.6, end / 2))} 4H0z`
}

export interface PointInTime {
  readonly label: string
  readonly value: number
}

interface LineChartProps {
  says: ComponentChildren
  unit: string
  of: string
  points: readonly PointInTime[]
  format?: (value: number) => string
  csv?: string
  json?: string
}

// In the units of the drawing, which is as wide as a phone: text keeps its size there.
const width = 340
const height = 170
const foot = 24
const head = 26
const margin = 22

/** One line through time from zero; the first, the last and the highest are named on it. */
export function LineChart({ says, unit, of, points, format, csv, json }: LineChartProps) {
  const { locale } = usePage()
  const write = format ?? ((value: number) => formatNumber(value, locale))
  const most = Math.max(1, ...points.map(({ value }) => value))
  const x = (i: number) => margin + (i / Math.max(1, points.length - 1)) * (width - 2 * margin)
  const y = (value: number) => head + (1 - value / most) * (height - head - foot)
  const top = points.findIndex(({ value }) => value === most)
  const named = new Set([0, top, points.length - 1])
  const line = points.map(({ value }, i) => `${i ? 'L' : 'M'}${round(x(i))} ${round(y(value))}`)
  const columns: Column<PointInTime>[] = [
    { key: 'label', label: of, heads: true, cell: (point) => point.label },
    { key: 'value', label: unit, number: true, cell: (point) => write(point.value) },
  ]
  return (
    <Plot
      says={says}
      table={
        <Table
          caption={unit}
          hideCaption
          columns={columns}
          rows={points}
          rowKey={(point) => point.label}
          csv={csv}
          json={json}
        />
      }
    >
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path class="base" d={`M0 ${height - foot}H${width}`} />
        <path class="line" d={line.join('')} />
        {points.map(({ label, value }, i) =>
          named.has(i) ? (
            <g key={label} text-anchor="middle">
              <rect class="dot" x={round(x(i)) - 4} y={round(y(value)) - 4} width={8} height={8} />
              <text class="value" x={round(x(i))} y={round(y(value)) - 10}>
                {write(value)}
              </text>
              <text class="axis" x={round(x(i))} y={height - 6}>
                {label}
              </text>
            </g>
          ) : null,
        )}
      </svg>
    </Plot>
  )
}

const round = (value: number) => Math.round(value * 10) / 10
