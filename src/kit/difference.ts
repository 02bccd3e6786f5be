// The way from one text to another.
import { diffWordsWithSpace } from 'diff'

export interface Piece {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

// Beyond this a comparison word by word takes long and helps nobody.
const comparedCharsMax = 20_000

/** The way from one text to another, word by word. */
export function difference(before: string, after: string): Piece[] {
  if (before === after) return after === '' ? [] : [{ kind: 'same', text: after }]
  const pieces =
    before.length + after.length > comparedCharsMax
      ? [
          { value: before, added: false, removed: true },
          { value: after, added: true, removed: false },
        ]
      : diffWordsWithSpace(before, after)
  return pieces
    .filter(({ value }) => value !== '')
    .map(({ value, added, removed }) => ({
      kind: added ? 'new' : removed ? 'gone' : 'same',
      text: value,
    }))
}
