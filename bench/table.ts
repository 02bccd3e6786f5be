// Figures in columns, for a terminal.
import type { Spread } from './sums.ts'

export type Cell = string | number | null | undefined

/** Words stand to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [head, ...rows.map((row) => row.map(textOf))]
  const widths = head.map((_, column) =>
    Math.max(...texts.map((row) => [...(row[column] ?? '')].length)),
  )
  const lines = texts.map((row) =>
    row
      .map((text, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? text.padEnd(width) : text.padStart(width)
      })
      .join('   ')
      .trimEnd(),
  )
  return lines.map((line) => `  ${line}`).join('\n')
}

const textOf = (cell: Cell): string => (cell === null || cell === undefined ? '–' : String(cell))

export const whole = (value: number) => Math.round(value).toLocaleString('en')
export const tenth = (value: number) => value.toFixed(1)
export const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)

/** The median, and the rounds' least and most where there were several. */
export function apart({ median, least, most }: Spread, text: (value: number) => string): string {
  const [low, high] = [text(least), text(most)]
  return low === high ? text(median) : `${text(median)} (${low}–${high})`
}
