// Serbian in two scripts, by rule, with the exceptions of script-exceptions.ts as data.
// What is not a Serbian word stays as it is: addresses, code, acronyms, words of other languages.

import { type Locale, localeEntry } from './locale.ts'
import { joinedLater, prefixes } from './script-exceptions.ts'
import { serbianWords } from './script-kept.ts'

export { fold } from './script-fold.ts'

/** Serbian Latin written in Cyrillic. Text that is Cyrillic already passes unchanged. */
export const toCyrillic = (text: string): string => rewritten(text, 'Latn', cyrillicWord)

/** Serbian Cyrillic written in Latin. Text that is Latin already passes unchanged. */
export const toLatin = (text: string): string => rewritten(text, 'Cyrl', latinWord)

function rewritten(text: string, from: 'Latn' | 'Cyrl', write: (word: string) => string): string {
  let made = ''
  let read = 0
  for (const { word, at } of serbianWords(text, from)) {
    made += text.slice(read, at) + write(word)
    read = at + word.length
  }
  return made + text.slice(read)
}

/** Serbian text in the script of a locale; beside text in other languages it is Latin. */
export function inScript(text: string, locale: Locale): string {
  if (localeEntry(locale).script !== 'Cyrl') return toLatin(text)
  return mostlyCyrillic(text) ? text : toCyrillic(text)
}

// Somebody who writes Cyrillic and puts a Latin name in it means the name to stay Latin.
function mostlyCyrillic(text: string): boolean {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  return cyrillic > 0 && cyrillic >= (text.match(/\p{Script=Latin}/gu)?.length ?? 0)
}

const gajica = 'a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š'.split(' ')
const azbuka = 'абвгдђежзијклљмнњопрстћуфхцчџш'
const cyrillicOf = new Map(gajica.map((latin, at) => [latin, azbuka.charAt(at)]))
const latinOf = new Map([...cyrillicOf].map(([latin, cyrillic]) => [cyrillic, latin]))

function cyrillicWord(piece: string): string {
  // NFKC also takes apart the single characters that Unicode has for the digraphs.
  const word = piece.normalize('NFKC')
  const split = splitOf(word)
  return split === 0
    ? cyrillicLetters(word)
    : cyrillicLetters(word.slice(0, split)) + cyrillicLetters(word.slice(split))
}

const cyrillicLetters = (text: string): string =>
  text.replace(/dž|Dž|DŽ|[ln]j|[LN][jJ]|\p{L}/gu, (latin) => {
    const cyrillic = cyrillicOf.get(latin.toLowerCase()) ?? latin
    return latin === latin.toLowerCase() ? cyrillic : cyrillic.toUpperCase()
  })

// Each stem without its bar, and how many letters stand before the bar.
const splits = new Map(joinedLater.map((stem) => [stem.replace('|', ''), stem.indexOf('|')]))
const splitting = new RegExp(`^((?:${prefixes.join('|')})*?)(${[...splits.keys()].join('|')})`, 'i')

/** Where a word falls into two parts that are written apart from each other, or 0. */
function splitOf(word: string): number {
  if (!/dž|[ln]j/i.test(word)) return 0
  const [, before = '', stem = ''] = splitting.exec(word) ?? []
  return before.length + (splits.get(stem.toLowerCase()) ?? 0)
}

const latinWord = (piece: string): string =>
  piece.normalize('NFC').replace(/\p{L}/gu, (letter, at: number, word: string) => {
    const small = letter.toLowerCase()
    const latin = latinOf.get(small)
    if (latin === undefined || letter === small) return latin ?? letter
    return latin.length > 1 && !inCapitals(word, at)
      ? `${latin.charAt(0).toUpperCase()}${latin.charAt(1)}`
      : latin.toUpperCase()
  })

// Љ is LJ in ЉУБАВ and Lj in Љубав; at the end of a word the letter before it tells.
function inCapitals(word: string, at: number): boolean {
  const next = word.charAt(at + 1)
  return /\p{Lu}/u.test(next === '' ? word.charAt(at - 1) : next)
}
