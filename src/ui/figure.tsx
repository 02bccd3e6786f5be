import type { ComponentChildren } from 'preact'
import { formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'

interface FigureProps {
  value: number | bigint | string
  /** The rest of the sentence that the number begins. */
  children: ComponentChildren
}

// Where an amount is too wide, its currency goes to the next line whole.
const inTwoLines = (value: string) => value.replace(/\u00a0(?=\D+$)|(?<=^\D+)\u00a0/u, ' ')

/** A number set large, with the sentence that gives it meaning. */
export function Figure({ value, children }: FigureProps) {
  const { locale } = usePage()
  return (
    <p class="figure">
      <b>{typeof value === 'string' ? inTwoLines(value) : formatNumber(value, locale)}</b>
      <span>{children}</span>
    </p>
  )
}

/** Two to four figures side by side, under one rule. */
export const Figures = ({ children }: { children: ComponentChildren }) => (
  <div class="figures">{children}</div>
)
