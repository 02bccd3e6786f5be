import { markStones, markViewBox } from './mark-stones.ts'

// A few stones carry the accent. Which ones says nothing: they were chosen for the eye alone.
const litCodes = new Set(['01', '15', '20', '25', '28', '36'])

const pathOf = (wanted: (code: string) => boolean): string =>
  Object.entries(markStones)
    .filter(([code]) => wanted(code))
    .map(([, d]) => d)
    .join('')

const dark = pathOf((code) => !litCodes.has(code))
const lit = pathOf((code) => litCodes.has(code))

/** The country as a mosaic: the product's mark. Decorative wherever the name stands beside it. */
export const Mark = () => (
  <svg class="mark" viewBox={markViewBox} aria-hidden="true" focusable="false">
    <path d={dark} />
    <path class="lit" d={lit} />
  </svg>
)

interface Colours {
  stone: string
  lit: string
  ground?: string
  /** The colour of the stones where the reader's screen is dark. */
  stoneInDark?: string
}

/** The mark as a file of its own, for the favicon and the icons of an installed page. */
export function markSvg(colours: Colours, margin = 0): string {
  const { stone, ground, stoneInDark } = colours
  const size = 96 + 2 * margin
  const back = ground
    ? `<rect x="${-margin}" y="${-margin}" width="${size}" height="${size}" fill="${ground}"/>`
    : ''
  const style = stoneInDark
    ? `<style>@media(prefers-color-scheme:dark){.d{fill:${stoneInDark}}}</style>`
    : ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${size} ${size}">` +
    `${style}${back}<path class="d" fill="${stone}" d="${dark}"/>` +
    `<path fill="${colours.lit}" d="${lit}"/></svg>`
  )
}
