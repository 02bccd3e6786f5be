// Cuts the two typefaces down to the letters that Albanian, Serbian in both scripts and English
// need, one file for each script, so that nobody loads letters of a script they do not read.
// Writes src/ui/fonts/*.woff2, which Vite puts into the build, and *.ttf for what the server draws
// and prints.
// Does nothing when they are current.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lettersIn, renamed } from './font-names.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = join(root, 'src/ui/fonts')
const require = createRequire(import.meta.url)

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')

// The unicode-range of each file is written in src/ui/styles/fonts.css; a test keeps them the same.
export const scripts = {
  latin: { source: 'latin', letters: `${ascii}\u00a0«°·»×ÇËçë–—‘’“”„…€−` },
  balkan: { source: 'latin-ext', letters: 'ĆćČčĐđŠšŽž' },
  cyrillic: {
    source: 'cyrillic',
    letters: 'ЂЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШабвгдежзиклмнопрстуфхцчшђјљњћџ',
  },
  // Figures and points for labels in Cyrillic, so that they do not fetch the Latin alphabet.
  marks: { source: 'latin', letters: `${ascii.slice(0, 32)}\u00a0«°·»×–—‘’“”„…€−` },
}

// Everything of these two fonts that our languages use; Serbian letter forms are `locl`.
const features = ['kern', 'mark', 'ccmp', 'locl', 'liga', 'tnum', 'pnum', 'lnum']

export const faces = {
  // Text and headlines. The optical size is fixed between the two: the file halves.
  serif: {
    family: 'piazzolla',
    axis: 'opsz',
    variationAxes: { wght: { min: 400, max: 700 }, opsz: 18 },
    scripts: ['latin', 'balkan', 'cyrillic'],
  },
  // Labels, buttons, small print: one weight, because hierarchy comes from size and place.
  sans: {
    family: 'commissioner',
    axis: 'wght',
    variationAxes: { wght: 470 },
    scripts: ['latin', 'balkan', 'cyrillic', 'marks'],
  },
}

function sourceOf(face, script) {
  const name = `${face.family}-${script.source}-${face.axis}-normal.woff2`
  return join(root, 'node_modules/@fontsource-variable', face.family, 'files', name)
}

/** Changes when a font, a letter or this script does. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)))
  hash.update(readFileSync(join(root, 'scripts/font-names.mjs')))
  for (const { family } of Object.values(faces)) {
    hash.update(require.resolve(`@fontsource-variable/${family}/package.json`).slice(root.length))
    hash.update(readFileSync(require.resolve(`@fontsource-variable/${family}/package.json`)))
  }
  return hash.digest('hex')
}

// Pictures for previews elsewhere are drawn on the server, which has no fonts of its own. They show
// names in whatever letters people gave them, so these files keep all that their sources have.
export const drawn = {
  serif: { family: 'piazzolla', axis: 'opsz', variationAxes: { wght: 640, opsz: 30 } },
  sans: { family: 'commissioner', axis: 'wght', variationAxes: { wght: 500 } },
}
const drawnScripts = ['latin', 'latin-ext', 'cyrillic']

const drawnFiles = Object.keys(drawn).flatMap((face) =>
  drawnScripts.map((script) => ({ face, script, name: `${face}-${script}.ttf` })),
)

// Papers (PDF) are set on the server. Each file is a family of its own, `Mozaik Text cyrillic`,
// and a text names those of its face in turn; Greek is for the names of donors.
export const printed = {
  Text: { family: 'piazzolla', axis: 'opsz', variationAxes: { wght: 410, opsz: 12 } },
  Head: { family: 'piazzolla', axis: 'opsz', variationAxes: { wght: 640, opsz: 24 } },
  Label: { family: 'commissioner', axis: 'wght', variationAxes: { wght: 480 } },
}
export const printedScripts = ['latin', 'latin-ext', 'cyrillic', 'greek']

const printedFiles = Object.keys(printed).flatMap((face) =>
  printedScripts.map((script) => ({ face, script, name: `paper-${face}-${script}.ttf` })),
)

/** The letters that a range such as `U+0000-00FF,U+0131` names. */
function lettersOf(range) {
  const letters = range.split(',').flatMap((part) => {
    const [first, last = first] = part.replace('U+', '').split('-')
    const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)]
    return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))
  })
  return letters.join('')
}

const printedLetters = 'paper-letters.txt'

/** All letters that a source has, in one weight. */
async function wholeOf(subsetFont, face, script) {
  const { family, variationAxes } = face
  const ranges = JSON.parse(
    readFileSync(join(root, 'node_modules/@fontsource-variable', family, 'unicode.json'), 'utf8'),
  )
  return subsetFont(readFileSync(sourceOf(face, { source: script })), lettersOf(ranges[script]), {
    targetFormat: 'sfnt',
    keepFeatures: features,
    variationAxes,
    noHinting: true,
  })
}

async function cutWhole(subsetFont) {
  for (const { face, script, name } of drawnFiles)
    writeFileSync(join(folder, name), await wholeOf(subsetFont, drawn[face], script))
  const letters = new Map(Object.keys(printed).map((face) => [face, new Set()]))
  for (const { face, script, name } of printedFiles) {
    const cut = await wholeOf(subsetFont, printed[face], script)
    for (const letter of lettersIn(cut)) letters.get(face).add(letter)
    writeFileSync(join(folder, name), renamed(cut, `Mozaik ${face} ${script}`))
  }
  // What every face can show: other letters are written otherwise before a paper is set.
  const [first, ...others] = letters.values()
  const common = [...first].filter((letter) => others.every((face) => face.has(letter)))
  writeFileSync(join(folder, printedLetters), common.sort().join(''))
}

const files = Object.entries(faces).flatMap(([face, cut]) =>
  cut.scripts.map((script) => ({ face, script, name: `${face}-${script}.woff2` })),
)

/** Make the files when they are missing or old. Answers whether it had to. */
export async function makeFonts() {
  const stamp = join(folder, 'stamp')
  const wanted = fingerprint()
  const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  const all = [...files, ...drawnFiles, ...printedFiles, { name: printedLetters }]
  if (current && all.every(({ name }) => existsSync(join(folder, name)))) return false
  const { default: subsetFont } = await import('subset-font')
  mkdirSync(folder, { recursive: true })
  for (const { face, script, name } of files) {
    const cut = await subsetFont(
      readFileSync(sourceOf(faces[face], scripts[script])),
      scripts[script].letters,
      {
        targetFormat: 'woff2',
        keepFeatures: features,
        variationAxes: faces[face].variationAxes,
        noHinting: true,
      },
    )
    writeFileSync(join(folder, name), cut)
  }
  await cutWhole(subsetFont)
  writeFileSync(stamp, wanted)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await makeFonts()
  console.log(made ? 'Fonts cut.' : 'Fonts are current.')
}
