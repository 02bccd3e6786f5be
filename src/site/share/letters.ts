// The letters of drawn pictures: our own two typefaces, each in files by script. A text becomes
// outlines with the files of its face alone, because a letter that one file lacks would be taken
// from whichever face comes first.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import type { Face, Letters } from '#ui/preview-lines.ts'

// From the sources, and from the build in dist/server.
const folders = ['../../ui/fonts', '../fonts', '../../fonts']
const scripts = ['latin', 'latin-ext', 'cyrillic']

/** As the fonts call themselves: one weight of them is cut, and keeps the name of the whole. */
const families: Readonly<Record<Face, string>> = {
  serif: 'Piazzolla Thin',
  sans: 'Commissioner Thin',
}

const known = new Map<Face, ReturnType<typeof optionsOf>>()

function optionsOf(face: Face) {
  const folder = folders
    .map((path) => join(import.meta.dirname, path))
    .find((path) => existsSync(join(path, 'serif-latin.ttf')))
  if (!folder) throw new Error('The fonts for drawing are not there: run scripts/fonts.mjs.')
  const fontFiles = scripts.map((script) => join(folder, `${face}-${script}.ttf`))
  // Fonts of the machine would make the same card look different on each.
  return { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: families[face] } }
}

function written(text: string, face: Face, attributes: string): Resvg {
  const options = known.get(face) ?? optionsOf(face)
  known.set(face, options)
  return new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="1000"><text ${attributes}>${escaped(text)}</text></svg>`,
    options,
  )
}

/** By setting it: only so are kerning and letters from several files counted. */
const measure: Letters['measure'] = (text, face) =>
  written(text, face, 'y="100" font-size="100"').getBBox()?.width ?? 0

const outline: Letters['outline'] = (text, { x, y, face, size, fill }) => {
  const place = `x="${x}" y="${y}" font-size="${size}" fill="${fill}"`
  return (
    written(text, face, place)
      .toString()
      .match(/<path [^>]*>/g) ?? []
  ).join('')
}

export const letters: Letters = { measure, outline }

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Signs that no XML may hold are left out. */
const escaped = (text: string) =>
  text.replace(/[\p{Cc}\p{Cs}\p{Cn}]/gu, '').replace(/[&<>]/g, (sign) => escapes[sign] ?? sign)
