// Serbian in two scripts, by rule, with the exceptions of script-exceptions.ts as data.
// What is not a Serbian word stays as it is: addresses, code, acronyms, words of other languages.

import { type Locale, localeEntry } from './locale.ts'
import { joinedLater, keptInLatin, prefixes, units } from './script-exceptions.ts'

export { fold } from './script-fold.ts'

/** Serbian Latin written in Cyrillic. Text that is Cyrillic already passes unchanged. */
export function toCyrillic(text: string): string {
  return text.replace(pieces, (piece, kept: string | undefined, at: number, whole: string) =>
    kept === undefined && !staysLatin(piece, at, whole) ? cyrillicWord(piece) : piece,
  )
}

/** Serbian Cyrillic written in Latin. Text that is Latin already passes unchanged. */
export function toLatin(text: string): string {
  if (!/\p{Script=Cyrillic}/u.test(text)) return text
  return text.replace(pieces, (piece, kept: string | undefined) =>
    kept === undefined && serbianCyrillic.test(piece) ? latinWord(piece) : piece,
  )
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

// One pass over the text: what has to stay (the first group), or else a word. What stays is tried
// first, since an address is made of words. Lengths are bounded so that no text is slow to read.
const keptShapes = [
  /`[^`]*`/u, // code
  /<\/?[a-z][^<>]*>/u, // markup
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/u, // entities
  /\{[^{}]*\}/u, // placeholders
  /(?<=\])\([^()\s]*\)/u, // where a Markdown link leads
  /(?:[a-z][a-z\d+.-]{1,20}:\/\/|www\.|mailto:|tel:)[^\s<>"„”“]+/u,
  /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/u, // e-mail
  /[@#][\p{L}\d_][\p{L}\p{M}\d_-]*(?:\.[\p{L}\d_-]+)*/u, // handles and tags
  /(?<![\p{L}\d.-])[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,8}\.(?:com|org|net|info|edu|gov|eu|rs|al|mk|io|app)(?![\p{L}\d])(?:\/[^\s<>"„”“,;]*)?/u,
  /(?<![\p{L}\d_-])[\p{L}\d_-]{1,100}\.(?:pdf|csv|jsonl?|xlsx?|docx?|odt|ods|txt|xml|zip|png|jpe?g|svg|html?)(?![\p{L}\d])/u,
  /(?:wi-fi|e-mail)(?!\p{L})/u,
  /[\p{L}\p{M}]*[\d_][\p{L}\p{M}\d_]*/u, // A4, camt053, 100km, first_name
]
const pieces = new RegExp(
  `(${keptShapes.map((shape) => shape.source).join('|')})|[\\p{L}\\p{M}]+(?:['’][\\p{L}\\p{M}]+)*`,
  'giu',
)

const serbianCyrillic = /^[а-ик-шђјљњћџ\p{M}'’]+$/iu

// Letters that the Serbian alphabet lacks, and endings and doublings that its spelling lacks.
const foreignLetter = /[^a-pr-vzčćđšž\u01C4-\u01CC]/iu
const foreignShape = /ch|ff|ll|pp|(?:ck|sh|th)$|[^s]tions?$/i

function staysLatin(piece: string, at: number, whole: string): boolean {
  const word = piece.normalize('NFC')
  if (foreignLetter.test(word) || foreignShape.test(word)) return true
  if (keptInLatin.has(word.toLowerCase())) return true
  if (units.has(word) && /\d[\s\u00A0]$/.test(whole.slice(Math.max(0, at - 2), at))) return true
  return romanNumeral.test(word) && !shouted(piece, at, whole)
}

// I, V and X (which is foreign anyway) are all that numerals up to forty need. A lone I or V is a
// word or an initial; larger numerals look like words (MI, DIM) and are not worth the harm.
const romanNumeral = /^(?:II|III|IV|VI|VII|VIII)$/

// In a line of capitals VI is the pronoun.
function shouted(piece: string, at: number, whole: string): boolean {
  const before = whole.slice(Math.max(0, at - 12), at)
  const after = whole.slice(at + piece.length, at + piece.length + 12)
  return /\p{Lu}{2}[\s,]*$/u.test(before) || /^[\s,]*\p{Lu}{2}/u.test(after)
}

const cyrillicOf = new Map(
  Object.entries({
    a: 'а',
    b: 'б',
    v: 'в',
    g: 'г',
    d: 'д',
    đ: 'ђ',
    e: 'е',
    ž: 'ж',
    z: 'з',
    i: 'и',
    j: 'ј',
    k: 'к',
    l: 'л',
    lj: 'љ',
    m: 'м',
    n: 'н',
    nj: 'њ',
    o: 'о',
    p: 'п',
    r: 'р',
    s: 'с',
    t: 'т',
    ć: 'ћ',
    u: 'у',
    f: 'ф',
    h: 'х',
    c: 'ц',
    č: 'ч',
    dž: 'џ',
    š: 'ш',
  }),
)
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
