// Papers are set with our own fonts, and a paper that everybody can have read aloud (PDF/UA) may
// not show a letter that its fonts lack. Names come from all over the world, so each letter is
// brought to the nearest one that can be set, and names in other scripts are romanised.
import { soundOfFamily } from './pinyin.ts'
import { isChinese, romanised } from './romanised.ts'

const unknown = '?'
// Line ends stay; other signs that steer (directions, joiners, bells) are no part of a name.
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u

/** The text in letters that `known` has: ễ becomes e, م becomes m, and what nobody knows a mark. */
export function inKnownLetters(text: string, known: ReadonlySet<string>): string {
  const letters = [...text.toWellFormed().normalize('NFC')]
  return letters.reduce((made, letter, at) => {
    const [before = '', behind = ''] = [letters[at - 1], letters[at + 1]]
    const next = made + (partsFrom(before, letter) ? ' ' : '')
    if (known.has(letter) || letter === '\n') return next + letter
    const near = isFamily(before, letter, behind) ? soundOfFamily(letter) : nearest(letter, known)
    return next + (isCapital(letter, next) ? near.slice(0, 1).toUpperCase() + near.slice(1) : near)
  }, '')
}

/** Whether a paper shows this name otherwise than it was written: in letters of another script. */
export const isOfOtherScript = (name: string): boolean =>
  /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\P{L}]/u.test(name)

/** Each Chinese sign is a word of its own: 李小龙 is Li Xiao Long. */
const partsFrom = (before: string, letter: string) =>
  isChinese(before) ? /\p{L}/u.test(letter) : isChinese(letter) && /\p{L}/u.test(before)

const isFamily = (before: string, letter: string, behind: string) =>
  isChinese(letter) && isChinese(behind) && !isChinese(before)

/** Where a script has no capitals, a name begins with one all the same. */
const isCapital = (letter: string, before: string) =>
  /\p{Lu}/u.test(letter) ||
  (/\P{Ll}|\p{Script=Georgian}/u.test(letter) && /(?:^|[\s(,/–-])$/.test(before))

function nearest(letter: string, known: ReadonlySet<string>): string {
  if (steering.test(letter) || /\p{M}/u.test(letter)) return ''
  if (/\s/u.test(letter)) return ' '
  const parts = [...letter.normalize('NFKD')].filter((part) => !/\p{M}/u.test(part))
  const near = parts.map((part) => (known.has(part) ? part : romanised(part)))
  return near.some((part) => part !== null) ? near.join('') : unknown
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
