// What is different between two values of a field, in pieces that can be shown.
import { diffWordsWithSpace } from 'diff'
import type { Localized } from '#kit/localized.ts'

export interface Piece {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

// Beyond this a word-by-word comparison takes long and helps nobody.
const comparedCharsMax = 20_000

/** The way from one text to the other, word by word. */
export function difference(before: string, after: string): Piece[] {
  if (before === after) return after === '' ? [] : [{ kind: 'same', text: after }]
  if (before.length + after.length > comparedCharsMax) return whole(before, after)
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'new' : removed ? 'gone' : 'same',
    text: value,
  }))
}

const whole = (before: string, after: string): Piece[] => [
  { kind: 'gone', text: before },
  { kind: 'new', text: after },
]

/** A stored value as a text to compare; what has no words (a picture) is only there or not. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(asText).join(', ')
  if (typeof value === 'object')
    return Object.values(value as Localized)
      .map(asText)
      .join(' · ')
  return String(value)
}
