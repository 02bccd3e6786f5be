import { markStones, markViewBox } from './mark-stones.ts'

// A few stones carry the accent. Which ones says nothing: they were chosen for the eye alone.
const litCodes = new Set(['01', '15', '20', '25', '28', '36'])

const dark = pathOf((code) => !litCodes.has(code))
const lit = pathOf((code) => litCodes.has(code))

function pathOf(wanted: (code: string) => boolean): string {
  return Object.entries(markStones)
    .filter(([code]) => wanted(code))
    .map(([, d]) => d)
    .join('')
}

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
}

/** The mark as a file of its own, for the favicon and the icons of an installed page. */
export function markSvg({ stone, lit: litColour, ground }: Colours, margin = 0): string {
  const size = 96 + 2 * margin
  const back = ground
    ? `<rect x="${-margin}" y="${-margin}" width="${size}" height="${size}" fill="${ground}"/>`
    : ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${size} ${size}">${back}` +
    `<path fill="${stone}" d="${dark}"/><path fill="${litColour}" d="${lit}"/></svg>`
  )
}
