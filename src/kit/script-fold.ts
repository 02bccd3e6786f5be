// What search compares. The SQL function kit.fold (20261121-0905_kit_fold.sql) does the same; a
// test holds the two together: change both or neither.

/**
 * Lower case, Serbian Cyrillic in Latin, đ and dj alike, no diacritics, single spaces: Đakovica,
 * Ђаковица and DJAKOVICA are all `djakovica`, Gjakovë is `gjakove`.
 */
export function fold(text: string): string {
  if (ascii.test(text)) return singleSpaced(text.toLowerCase())
  const bare = text.normalize('NFKD').toLowerCase().replace(unseen, '')
  return singleSpaced(bare.replace(beyondAscii, (letter) => folded.get(letter) ?? letter))
}

const singleSpaced = (text: string): string => text.replace(spaces, ' ').replace(/^ | $/g, '')

// The tables of the SQL function: one character for one, and one for several.
const from = 'абвгдежзијклмнопрстћуфхцчшıðøłς’‘ʼ–—'
const to = "abvgdezzijklmnoprstcufhccsidolσ'''--"
const toSeveral = {
  đ: 'dj',
  ђ: 'dj',
  љ: 'lj',
  њ: 'nj',
  џ: 'dz',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
}

const folded = new Map([
  ...[...from].map((letter, at): [string, string] => [letter, to.charAt(at)]),
  ...Object.entries(toSeveral),
])

const ascii = /^[ -~]*$/
const beyondAscii = /[^ -~]/gu
// Marks that stand over a letter, soft hyphens, zero-width characters and signs of direction.
const unseen = /[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g
// Compatibility decomposition has made plain spaces of all others before.
const spaces = /[\t\n\v\f\r \u0085\u1680\u2028\u2029]+/g
