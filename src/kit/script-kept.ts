// Which words of a text are Serbian and change script, and what stays as it is: addresses, code,
// acronyms, numerals, and the names of others.

import { keptInLatin, nouns, tyingNames, units } from './script-exceptions.ts'

interface Word {
  word: string
  at: number
}

interface Piece extends Word {
  kept: boolean
}

/** The words of a text that are Serbian and written in the script `from`. */
export function serbianWords(text: string, from: 'Latn' | 'Cyrl'): Word[] {
  if (!scripts[from].test(text)) return []
  const pieces: Piece[] = []
  for (const match of text.matchAll(pattern)) {
    pieces.push({ word: match[0], at: match.index, kept: match[1] !== undefined })
  }
  if (from === 'Cyrl') return pieces.filter(({ word, kept }) => !kept && azbuka.test(word))
  for (const piece of pieces) piece.kept ||= staysLatin(piece, text)
  keepWholeNames(pieces, text)
  return pieces.filter(({ kept }) => !kept)
}

const scripts = { Latn: /\p{Script=Latin}/u, Cyrl: /\p{Script=Cyrillic}/u }

// What has to stay is tried before a word, since an address is made of words. Lengths are bounded
// and beginnings are looked behind, so that no text is slow to read.
const domains = 'com|org|net|info|edu|gov|eu|rs|al|mk|io|app'
const files = 'pdf|csv|jsonl?|xlsx?|docx?|odt|ods|txt|xml|zip|png|jpe?g|svg|html?'
const label = String.raw`[\p{L}\d-]{1,63}`
const domain = String.raw`(?<![\p{L}\d.-])${label}(?:\.${label}){0,8}\.(?:${domains})(?![\p{L}\d])`
const fileName = String.raw`(?<![\p{L}\d_-])[\p{L}\d_-]{1,100}\.(?:${files})(?![\p{L}\d])`
const keptShapes = [
  /`[^`]*`/u, // code
  /<\/?[a-z][^<>]*>/u, // markup
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/u, // entities
  /\{[^{}]*\}/u, // placeholders
  /(?<=\])\([^()\s]*\)/u, // where a Markdown link leads
  /(?:[a-z][a-z\d+.-]{1,20}:\/\/|www\.|mailto:|tel:)[^\s<>"„”“]+/u,
  /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/u, // e-mail
  /[@#][\p{L}\d_][\p{L}\p{M}\d_-]*(?:\.[\p{L}\d_-]+)*/u, // handles and tags
  new RegExp(`${domain}(?:/[^\\s<>"„”“,;]*)?`, 'u'),
  new RegExp(fileName, 'u'),
  /(?:wi-fi|e-mail)(?!\p{L})/u,
  /bin\/mozaik(?: [a-z]+(?:-[a-z]+)*){0,2}/u, // commands of ours
  /[\p{L}\p{M}]*[\d_][\p{L}\p{M}\d_]*/u, // A4, camt053, 100km, first_name
]
const pattern = new RegExp(
  `(${keptShapes.map((shape) => shape.source).join('|')})|[\\p{L}\\p{M}]+(?:['’][\\p{L}\\p{M}]+)*`,
  'giu',
)

const azbuka = /^[а-ик-шђјљњћџ\p{M}'’]+$/iu

// Letters that the Serbian alphabet lacks, and endings and doublings that its spelling lacks.
const foreignLetter = /[^a-pr-vzčćđšž\u01C4-\u01CC]/iu
const foreignShape = /ch|ff|ll|pp|(?:ck|sh|th)$|[^s]tions?$/i

const isForeign = (word: string): boolean =>
  foreignLetter.test(word) || foreignShape.test(word) || tyingNames.has(word)

// JavaScript, OpenDocument, kB. The two letters of KLjUČ and KONjIĆ are one.
const capitalInside = (word: string): boolean =>
  /\p{Ll}\p{Lu}/u.test(word.replace(/[LN]j|Dž/g, 'L'))

function staysLatin(piece: Word, text: string): boolean {
  const word = piece.word.normalize('NFC')
  if (isForeign(word) || capitalInside(word) || keptInLatin.has(word.toLowerCase())) return true
  const before = text.slice(Math.max(0, piece.at - 2), piece.at)
  if (units.has(word) && /\d[\s\u00A0]$/.test(before)) return true
  return romanNumeral.test(word) && !shouted(piece, text)
}

// I, V and X (which is foreign anyway) are all that numerals up to forty need. A lone I or V is a
// word or an initial; larger numerals look like words (MI, DIM) and are not worth the harm.
const romanNumeral = /^(?:II|III|IV|VI|VII|VIII)$/

// In a line of capitals VI is the pronoun.
function shouted({ word, at }: Word, text: string): boolean {
  const before = text.slice(Math.max(0, at - 12), at)
  const after = text.slice(at + word.length, at + word.length + 12)
  return /\p{Lu}{2}[\s,]*$/u.test(before) || /^[\s,]*\p{Lu}{2}/u.test(after)
}

/**
 * A name in another language stays whole: Human and Rights in "Youth Initiative for Human Rights"
 * could be Serbian by their letters, but stand in a row of capitals with a word that cannot be.
 */
function keepWholeNames(pieces: Piece[], text: string): void {
  pieces.forEach((piece, seat) => {
    if (!piece.kept || !namesOthers(piece.word)) return
    const last = extent(pieces, seat, 1, text)
    const first = extent(pieces, seat, -1, text)
    // A capital at the beginning of a sentence says nothing, unless the name is all there is.
    const whole = last === pieces.length - 1
    const from = !whole && beginsSentence(pieces[first], text) ? first + 1 : first
    for (const part of pieces.slice(Math.min(from, seat), last + 1)) part.kept = true
  })
}

// Roman numerals and codes (XX, QR) are capitals throughout and name nobody.
const namesOthers = (word: string): boolean =>
  (/^\p{Lu}.*\p{Ll}/u.test(word) && isForeign(word)) || tyingNames.has(word)

// No name is longer; without an end, a text made of names would be read again for each of them.
const nameWordsMax = 12

/** The seat of the last word in one direction that belongs to the same name. */
function extent(pieces: readonly Piece[], seat: number, step: 1 | -1, text: string): number {
  let reached = seat
  for (let next = seat + step; Math.abs(next - seat) < nameWordsMax; next += step) {
    const [a, b] = step === 1 ? [pieces[next - 1], pieces[next]] : [pieces[next], pieces[next + 1]]
    if (!a || !b || !linked(a, b, text)) return reached
    const word = pieces[next]?.word ?? ''
    if (/^\p{Lu}/u.test(word) && !surelySerbian(word)) reached = next
    else if (!tyingNames.has(word) && word !== 'e') return reached
  }
  return reached
}

function linked(a: Word, b: Word, text: string): boolean {
  const between = text.slice(a.at + a.word.length, b.at)
  return between === ' ' || between === ' & ' || between === '-'
}

const serbianSign = /[čćđšž]|[ln]j|ij|^\p{L}$|(?:ski|ska|sko|ske|skog|skoj|stvo|stva)$/iu

const surelySerbian = (word: string): boolean =>
  !isForeign(word) && (serbianSign.test(word) || nouns.has(word.toLowerCase()))

function beginsSentence(piece: Piece | undefined, text: string): boolean {
  if (!piece) return false
  return /(?:^|[.!?:\n]["„“]?\s*)$/u.test(text.slice(Math.max(0, piece.at - 4), piece.at))
}
