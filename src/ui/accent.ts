// An organisation's own colour, bent just so far that every text on every ground can be read.
import { contrast, hexOf, type Oklch, oklchOf, readHex } from './colour.ts'

/** The grounds an accent is read on, as in styles/tokens.css (a test keeps them the same). */
export const grounds = {
  light: ['#f6f1e6', '#fcf9f2'],
  dark: ['#17161d', '#201f28'],
} as const

/** What is written on a button of the accent. */
const onLight = '#fffaf3'

// A little above WCAG's 4.5, because the wash of the accent is a darker ground than paper.
const contrastMin = 5.2

// Greys stay grey; the loudest screen colours are calmed to something that print has too.
const chromaMax = 0.19

export interface Accent {
  readonly light: string
  readonly onLight: string
  readonly dark: string
  readonly onDark: string
}

/** The accent for light and dark, or null when the text is no colour. */
export function accentOf(colour: string): Accent | null {
  const rgb = readHex(colour)
  if (!rgb) return null
  const wished = oklchOf(rgb)
  const calm = { ...wished, c: Math.min(wished.c, chromaMax) }
  const light = bend(calm, -0.01, [...grounds.light, onLight])
  const dark = bend(calm, 0.01, grounds.dark)
  const onDark = hexOf({ l: 0.17, c: Math.min(calm.c, 0.05), h: calm.h })
  return { light, onLight, dark, onDark }
}

/** Darker or lighter, a hundredth at a time, until it can be read on each of the grounds. */
function bend(colour: Oklch, step: number, on: readonly string[]): string {
  const fits = (hex: string) => on.every((ground) => contrast(hex, ground) >= contrastMin)
  let { l } = colour
  let hex = hexOf(colour)
  for (let tried = 0; tried < 100 && !fits(hex); tried++) {
    l = Math.min(1, Math.max(0, l + step))
    hex = hexOf({ ...colour, l })
  }
  return hex
}

/** The page's own style. It holds nothing but colours we made, so nothing can be smuggled in. */
export function accentStyle(colour: string): string {
  const accent = accentOf(colour)
  if (!accent) return ''
  const { light, dark, onDark } = accent
  return `:root{--accent:light-dark(${light},${dark});--on-accent:light-dark(${onLight},${onDark})}`
}
