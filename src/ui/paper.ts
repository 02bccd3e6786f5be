// How a paper looks: the same ink, faces and mark as the pages, set by Typst (kit/pdf.ts). A paper
// is one of these with a body; what it says comes as values, in the reader's language.
import { markSvg } from './mark.tsx'

/** What every paper is given besides its own values. */
export interface PaperValues {
  /** Shown by the reader's program, and by ours as the heading. */
  readonly title: string
  readonly lang: string
  readonly script: 'Latn' | 'Cyrl'
  /** Who hands it out: beside the mark. */
  readonly platform: string
  /** One line at the foot of each page: what it is and where it can be checked. */
  readonly foot: string
  /** `1 of 2`, with these in place of the numbers. */
  readonly page_of: string
  /** Across the page, when nothing of it is true: samples. */
  readonly stamp: string | null
}

const files = ['latin', 'latin-ext', 'cyrillic', 'greek']
const family = (face: string) => `(${files.map((file) => `"Mozaik ${face} ${file}"`).join(', ')})`

// The light side of styles/tokens.css: paper is printed.
const ink = '#1b1a22'
const faint = '#57535f'
const hair = '#d3cab9'
const accent = '#97124f'

const mark = JSON.stringify(markSvg({ stone: ink, lit: accent }))

const frame = `
#let values = json(bytes(sys.inputs.values))
#let ink = rgb("${ink}")
#let faint = rgb("${faint}")
#let hair = rgb("${hair}")
#let accent = rgb("${accent}")
#let head-face = ${family('Head')}
#let label-face = ${family('Label')}
#let small(body) = text(font: label-face, size: 8.5pt, fill: faint, body)
#let label(body) = text(font: label-face, size: 9pt, fill: faint, body)
#let strong-text(body) = text(font: head-face, body)
#let figure-text(body) = block(above: 3.5mm, below: 6mm, text(
  font: head-face, size: 30pt, number-width: "proportional", body,
))
#let thick = line(length: 100%, stroke: 1.6pt + ink)
#let thin = line(length: 100%, stroke: 0.5pt + hair)

// Label and value in two columns, under hairlines; what is empty is left out.
#let particulars(rows) = {
  let shown = rows.filter(row => row.value != none and row.value != "")
  grid(
    columns: (36mm, 1fr),
    align: horizon,
    inset: (x: 0mm, y: 2.3mm),
    stroke: (x, y) => (top: if y > 0 { 0.5pt + hair }),
    ..shown.map(row => (
      label(row.label),
      if row.at("code", default: false) {
        text(font: label-face, size: 11.5pt, number-width: "tabular", row.value)
      } else { text(size: 11.5pt, row.value) },
    )).flatten()
  )
}

// A code to point a camera at, and what it is for.
#let code(drawing, alt, caption, size: 36mm) = block(width: size, {
  image(bytes(drawing), format: "svg", width: size, alt: alt)
  v(-2mm)
  text(font: label-face, size: 8pt, fill: faint, caption)
})

#set document(title: values.title, author: values.platform, date: auto)
#set text(
  font: ${family('Text')},
  size: 11pt,
  lang: values.lang,
  script: values.script,
  fill: ink,
  fallback: false,
  number-type: "lining",
  hyphenate: false,
)
#set par(leading: 0.62em, spacing: 1em)
#set page(
  paper: "a4",
  margin: (x: 24mm, top: 20mm, bottom: 26mm),
  background: if values.stamp != none {
    place(center + horizon, rotate(-32deg, text(
      font: head-face, size: 64pt, fill: accent.transparentize(88%), values.stamp,
    )))
  },
  footer: {
    thin
    v(1mm)
    grid(
      columns: (1fr, auto),
      column-gutter: 6mm,
      small(values.foot),
      context small(
        values.page_of
          .replace("{page}", str(counter(page).get().first()))
          .replace("{pages}", str(counter(page).final().first())),
      ),
    )
  },
)
#show heading: set text(font: head-face, weight: "regular")
#show heading.where(level: 1): set text(size: 25pt)
#show heading.where(level: 1): set par(leading: 0.32em)
#show heading.where(level: 1): set block(above: 2.5mm, below: 7mm)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): set block(above: 8mm, below: 3.6mm)
#grid(
  columns: (auto, 1fr),
  column-gutter: 2.5mm,
  align: horizon,
  pdf.artifact(image(bytes(${mark}), format: "svg", height: 9mm)),
  text(font: head-face, size: 13pt, values.platform),
)
#v(1.5mm)
#thick
#v(6mm)
`

/** A whole paper, for `printPdf`. */
export const onPaper = (body: string): string => `${frame}\n${body}`
