// Text set into a box: as large as it fits, words kept whole where they can be.

export type Face = 'serif' | 'sans'

/** How wide a text is at a size of 100. */
export type Measure = (text: string, face: Face) => number

/** Whoever has the fonts: how wide a text is, and its outlines at a place, as SVG. */
export interface Letters {
  readonly measure: Measure
  readonly outline: (text: string, at: Place) => string
}

export interface Place {
  readonly x: number
  readonly y: number
  readonly face: Face
  readonly size: number
  readonly fill: string
}

interface Box {
  width: number
  height: number
  /** From the largest, which is tried first. */
  sizes: readonly number[]
  /** Lines at most. */
  most: number
}

export interface Fitted {
  readonly lines: readonly string[]
  readonly size: number
  /** From one line to the next. */
  readonly step: number
  readonly height: number
}

const leading: Readonly<Record<Face, number>> = { serif: 1.1, sans: 1.32 }

// Longer texts are cut before they are measured: no box holds so many letters.
const charsMax = 400

/** The text at the largest size at which all of it fits; at the smallest, as much as fits. */
export function fitted(text: string, face: Face, box: Box, measure: Measure): Fitted {
  const words = text.trim().slice(0, charsMax).split(/\s+/u).filter(Boolean)
  const widthOf = remembered((one) => measure(one, face))
  for (const size of box.sizes) {
    const room = roomOf(size, face, box)
    const lines = broken(words, (one) => (widthOf(one) * size) / 100 <= box.width)
    if (lines && lines.length <= room) return set(lines, size, face)
  }
  const size = box.sizes.at(-1) ?? 0
  const fits = (one: string) => (widthOf(one) * size) / 100 <= box.width
  const lines =
    broken(
      words.flatMap((word) => cut(word, fits)),
      fits,
    ) ?? []
  return set(shortened(lines, roomOf(size, face, box), fits), size, face)
}

const roomOf = (size: number, face: Face, { height, most }: Box) =>
  Math.max(0, Math.min(most, Math.floor(height / (size * leading[face]))))

function set(lines: readonly string[], size: number, face: Face): Fitted {
  const step = size * leading[face]
  return { lines, size, step, height: lines.length * step }
}

type Fits = (text: string) => boolean

/** Words filled into lines, or null when a word alone is too wide. */
function broken(words: readonly string[], fits: Fits): string[] | null {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (!fits(word)) return null
    const longer = line ? `${line} ${word}` : word
    if (fits(longer)) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return line ? [...lines, line] : lines
}

/** A word in pieces, each as long as a line. */
function cut(word: string, fits: Fits): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece && !fits(piece + letter)) {
      pieces.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...pieces, piece]
}

/** The first lines; when more would follow, the last one says so. */
function shortened(lines: readonly string[], room: number, fits: Fits): string[] {
  if (lines.length <= room) return [...lines]
  const kept = lines.slice(0, room)
  let last = [...(kept.pop() ?? '')]
  while (last.length > 0 && !fits(`${last.join('').trimEnd()}…`)) last = last.slice(0, -1)
  return room > 0 ? [...kept, `${last.join('').trimEnd()}…`] : []
}

function remembered(measure: (text: string) => number) {
  const known = new Map<string, number>()
  return (text: string) => {
    const width = known.get(text) ?? measure(text)
    known.set(text, width)
    return width
  }
}
