// Papers are set with our own fonts, and a paper that everybody can have read aloud (PDF/UA) may
// not show a letter that its fonts lack. Names come from all over the world, so each letter is
// brought to the nearest one that can be set.

const unknown = '?'
// Line ends stay; other signs that steer (directions, joiners, bells) are no part of a name.
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u

/** The text in letters that `known` has: ễ becomes e, and a letter of another script a mark. */
export function inKnownLetters(text: string, known: ReadonlySet<string>): string {
  return [...text.toWellFormed().normalize('NFC')]
    .map((letter) => (known.has(letter) || letter === '\n' ? letter : nearest(letter, known)))
    .join('')
}

function nearest(letter: string, known: ReadonlySet<string>): string {
  if (steering.test(letter) || /\p{M}/u.test(letter)) return ''
  if (/\s/u.test(letter)) return ' '
  const parts = [...letter.normalize('NFKD')].filter((part) => known.has(part))
  return parts.join('') || unknown
}

/** The same for every text within values that a paper shows. */
export function valuesInKnownLetters(value: unknown, known: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return inKnownLetters(value, known)
  if (Array.isArray(value)) return value.map((one) => valuesInKnownLetters(one, known))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, valuesInKnownLetters(one, known)]),
  )
}
