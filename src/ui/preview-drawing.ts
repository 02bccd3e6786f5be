// A preview as SVG. It is drawn by a program that knows nothing of our stylesheet, so the colours
// are those of tokens.css by light.
import { accentOf } from './accent.ts'
import { chance, hashOf } from './chance.ts'
import { hexOf, oklchOf, readHex } from './colour.ts'
import { emblem, emblemSize, grout } from './emblem.ts'
import { markStones } from './mark-stones.ts'
import { type PreviewCard, previewHeight, previewWidth } from './preview.ts'
import { type Face, fitted, type Letters, type Measure } from './preview-lines.ts'
import { layStones } from './stones.ts'

const paper = '#f6f1e6'
const ink = '#1b1a22'
const faint = '#57535f'
const hair = '#d3cab9'
const porphyry = '#97124f'

// A margin that survives the round corners which other sites cut.
const margin = 72
const pavementWidth = 300
// A picture says more than stones do, and takes more of the width.
const pictureWidth = 420
const emblemSide = 104

/** As addresses that begin with `data:`. */
export interface PreviewPictures {
  /** Null for the emblem. */
  readonly logo: string | null
  /** Null for the pavement; else as large as `pictureSize`. */
  readonly picture: string | null
}

export const pictureSize = { width: pictureWidth, height: previewHeight }

export function previewSvg(
  card: PreviewCard,
  host: string,
  { logo, picture }: PreviewPictures,
  letters: Letters,
): string {
  const accent = (card.accent && accentOf(card.accent)?.light) || porphyry
  const paperWidth = previewWidth - (picture ? pictureWidth : pavementWidth)
  const textWidth = paperWidth - 2 * margin
  const { above, name, below } = textsOf(card, textWidth, letters.measure)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`,
    ` width="${previewWidth}" height="${previewHeight}"`,
    ` viewBox="0 0 ${previewWidth} ${previewHeight}">`,
    `<rect width="${previewWidth}" height="${previewHeight}" fill="${paper}"/>`,
    picture ? photograph(picture) : pavement(card.id, accent),
    `<rect width="${paperWidth}" height="10" fill="${ink}"/>`,
    badge(card.id, logo),
    lines(letters, { ...above, face: 'sans', fill: accent, x: margin + emblemSide + 28 }),
    lines(letters, { ...name, face: 'serif', fill: ink, x: margin }),
    lines(letters, { ...below, face: 'sans', fill: faint, x: margin }),
    progress(card.percent, textWidth, accent),
    farSaid(letters, host, textWidth, card.far),
    colophon(letters, host, accent),
    '</svg>',
  ].join('')
}

const badgeTop = 58
const nameTop = badgeTop + emblemSide + 26
const colophonBaseline = previewHeight - 52
// Between the emblem and the last line stands the name; what it leaves is for the sentence.
const nameHeightMax = 268

function textsOf(
  { above, name, below, percent }: PreviewCard,
  textWidth: number,
  measure: Measure,
) {
  const upper = { width: textWidth - emblemSide - 28, height: emblemSide, sizes: [31, 27], most: 2 }
  const kicker = fitted(above, 'sans', upper, measure)
  const kickerTop = badgeTop + (emblemSide - kicker.height) / 2
  const whole = { width: textWidth, height: nameHeightMax, sizes: [88, 76, 66, 58, 50, 44, 38] }
  const title = fitted(name, 'serif', { ...whole, most: 6 }, measure)
  const end = percent === undefined ? colophonBaseline - 40 : progressTop - 12
  const left = end - (nameTop + title.height + 22)
  const rest = { width: textWidth, height: left, sizes: [29], most: 3 }
  const sentence = fitted(below, 'sans', rest, measure)
  return {
    above: { ...kicker, top: kickerTop },
    name: { ...title, top: nameTop },
    below: { ...sentence, top: nameTop + title.height + 22 },
  }
}

interface Lines {
  lines: readonly string[]
  size: number
  step: number
  top: number
  x: number
  face: Face
  fill: string
}

/** Where letters stand in their line: nearly its whole size under the top of it. */
const baseline = 0.92

const lines = (letters: Letters, { lines: texts, step, top, ...place }: Lines) =>
  texts
    .map((text, i) => {
      const y = Math.round(top + i * step + place.size * baseline)
      return letters.outline(text, { ...place, y })
    })
    .join('')

const photograph = (picture: string) =>
  `<image x="${previewWidth - pictureWidth}" width="${pictureWidth}" height="${previewHeight}"` +
  ` preserveAspectRatio="xMidYMid slice" xlink:href="${picture}"/>`

function badge(id: string, logo: string | null): string {
  const place = `x="${margin}" y="${badgeTop}" width="${emblemSide}" height="${emblemSide}"`
  if (logo) return `<image ${place} preserveAspectRatio="xMidYMid meet" xlink:href="${logo}"/>`
  return `<svg ${place} viewBox="0 0 ${emblemSize} ${emblemSize}">${emblemStones(id)}</svg>`
}

function emblemStones(id: string): string {
  const stones = emblem(id).map(({ fill, path }) => `<path fill="${fill}" d="${path}"/>`)
  return `<rect width="${emblemSize}" height="${emblemSize}" fill="${grout}"/>${stones.join('')}`
}

/** The emblem as a file of its own. */
export const emblemSvg = (id: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="960" viewBox="0 0 ${emblemSize} ${emblemSize}">${emblemStones(id)}</svg>\n`

// It stands over the colophon, in the room that the sentence leaves.
const progressTop = colophonBaseline - 72

/** How far it has come: what is there is full, the rest a line. */
function progress(percent: number | undefined, textWidth: number, accent: string): string {
  if (percent === undefined) return ''
  const at = (Math.min(100, Math.max(0, percent)) * textWidth) / 100
  const bar = (width: number, fill: string) =>
    `<rect x="${margin}" y="${progressTop}" width="${width}" height="18" fill="${fill}"/>`
  return bar(textWidth, hair) + bar(at, accent)
}

const farSizes = [26, 23, 20]

/** The words for it stand at the end of the colophon's line, where the address leaves room. */
function farSaid(letters: Letters, host: string, textWidth: number, far?: string): string {
  if (!far) return ''
  const widthOf = (text: string, size: number) => (letters.measure(text, 'sans') * size) / 100
  const room = textWidth - (58 + widthOf(host, 26) + 32)
  const size = farSizes.find((one) => widthOf(far, one) <= room)
  if (!size) return ''
  const x = margin + textWidth - widthOf(far, size)
  return letters.outline(far, { x, y: colophonBaseline, face: 'sans', size, fill: ink })
}

/** The mark and where this comes from. */
function colophon(letters: Letters, host: string, accent: string): string {
  const mark = Object.values(markStones).join('')
  const y = colophonBaseline
  return (
    `<svg x="${margin}" y="${y - 34}" width="44" height="44" viewBox="0 0 96 96">` +
    `<path fill="${accent}" d="${mark}"/></svg>` +
    letters.outline(host, { x: margin + 58, y, face: 'sans', size: 26, fill: ink })
  )
}

const stoneSize = 50

/** Rows of stones that follow one another like water, as on the cover of a page. */
function pavement(id: string, accent: string): string {
  const seed = hashOf(id)
  const next = chance(seed)
  const [drift, wave, slope] = [next() * 6, 2.5 + next() * 2, next() - 0.5]
  const shades = shadesOf(accent)
  const field = {
    columns: pavementWidth / stoneSize,
    rows: 13,
    size: stoneSize,
    grout: 5,
    stray: 0.15,
  }
  const paths = layStones(seed, field).map(({ column, row, path }) => {
    const along = row / wave + drift
    const flow = column * 0.75 + Math.sin(along) * 1.5 + row * slope * 0.3 + next() * 0.7
    const shade = shades[((Math.floor(flow) % 5) + 5) % 5] ?? accent
    return `<path fill="${shade}" d="${path}"/>`
  })
  const left = previewWidth - pavementWidth
  return `<g transform="translate(${left} ${(previewHeight - 13 * stoneSize) / 2})">${paths.join('')}</g>`
}

const shadesOf = (accent: string) => [
  hair,
  mixed(accent, hair, 0.28),
  mixed(accent, hair, 0.48),
  mixed(accent, hair, 0.92),
  mixed(accent, ink, 0.62),
]

/** So much of one colour, the rest of the other, as `color-mix(in oklab)` does. */
function mixed(one: string, other: string, part: number): string {
  const [a, b] = [flat(one), flat(other)]
  const [x, y, l] = [0, 1, 2].map((i) => (a[i] ?? 0) * part + (b[i] ?? 0) * (1 - part))
  return hexOf({ l: l ?? 0, c: Math.hypot(x ?? 0, y ?? 0), h: Math.atan2(y ?? 0, x ?? 0) })
}

function flat(hex: string): readonly number[] {
  const { l, c, h } = oklchOf(readHex(hex) ?? [0, 0, 0])
  return [c * Math.cos(h), c * Math.sin(h), l]
}
