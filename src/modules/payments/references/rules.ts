// The creditor reference of ISO 11649: `RF`, two check digits, what we chose. It is read by people
// from paper and typed into other people's forms, so it has no letters that look like others.

/** Without O and 0, I and 1 and L, S and 5, B and 8, Z and 2, U and V. */
export const rfAlphabet = '34679ACDEFGHJKMNPQRTWXY'

/** The longest reference is 25 signs: four, and what we chose. */
const bodyCharsMax = 21

/** `KCS2026D0000123` becomes `RF13KCS2026D0000123`. */
export function makeReference(body: string): string {
  const bare = body.toUpperCase()
  if (!/^[A-Z0-9]+$/.test(bare) || bare.length > bodyCharsMax)
    throw new RangeError(`not the body of a reference: ${body}`)
  return `RF${String(98 - mod97(`${bare}RF00`)).padStart(2, '0')}${bare}`
}

/** The body is made of as many signs of our alphabet as chance is asked for. */
export function bodyFrom(chance: Uint8Array): string {
  const signs = rfAlphabet.length
  // Bytes that would make the first signs likelier than the last are left out.
  const fair = [...chance].filter((byte) => byte < Math.floor(256 / signs) * signs)
  return fair.map((byte) => rfAlphabet[byte % signs] ?? '').join('')
}

// Twelve signs of 23: nobody guesses another's, and one can still read it out on the telephone.
const signs = 12
/** So many bytes of chance a reference asks for. */
export const chanceOfReference = 4 * signs

export const referenceFrom = (chance: Uint8Array): string =>
  makeReference(bodyFrom(chance).slice(0, signs))

export function isReference(text: string): boolean {
  const [, check = '', body = ''] = /^RF(\d{2})([A-Z0-9]{1,21})$/.exec(text) ?? []
  return body !== '' && mod97(`${body}RF${check}`) === 1
}

/** As it is printed: in fours. */
export const inFours = (reference: string) => reference.replace(/(.{4})(?=.)/g, '$1 ')

interface Squeezed {
  readonly text: string
  /** How the two letters at the beginning are read. */
  readonly begins: 'RF' | 'PF'
  /** Whether a word began at this sign. */
  readonly starts: readonly boolean[]
}

// What people and banks put between the signs of a reference, and what separates words.
const between = /[\s\-–—./:,;_]/

// Banks turn what was typed into Cyrillic by rule; who types with the Cyrillic keyboard on gets
// its letters, where Q, W, X and Y are others; and who copies by eye takes what looks alike.
const [latin, azbuka] = ['ABVGDEZZIJKLMNOPRSTUFHCCCS', 'АБВГДЕЖЗИЈКЛМНОПРСТУФХЦЧЋШ']
const byRule = new Map([...azbuka].map((letter, at) => [letter, latin.charAt(at)]))
const spelled = new Map([...byRule, ['Љ', 'LJ'], ['Њ', 'NJ'], ['Џ', 'DZ'], ['Ђ', 'DJ']])
const byKey = new Map([...byRule, ['Љ', 'Q'], ['Њ', 'W'], ['Џ', 'X'], ['Ѕ', 'Y'], ['Ђ', 'D']])
const alike = [...'АВЕКМНОРСТХУЈЅІ'].map(
  (letter, at) => [letter, 'ABEKMHOPCTXYJSI'.charAt(at)] as const,
)
const byLook = new Map([...byKey, ...alike])

/** The text in capitals, each way that its Cyrillic may have been meant; mostly there is none. */
function readings(lines: readonly string[]): Squeezed[] {
  const text = capped(lines).join('\n').toUpperCase()
  if (!/\p{Script=Cyrillic}/u.test(text)) return [squeezed(text, 'RF')]
  const inLatin = (letters: ReadonlyMap<string, string>) =>
    text.replace(/\p{Script=Cyrillic}/gu, (letter) => letters.get(letter) ?? letter)
  const spoken = [spelled, byKey].map((letters) => squeezed(inLatin(letters), 'RF'))
  // Nothing Cyrillic looks like an R: at the beginning it is the letter that sounds like it.
  return [...spoken, squeezed(inLatin(byLook), 'RF'), squeezed(inLatin(byLook), 'PF')]
}

/** Capitals and digits alone, remembering where words began. */
function squeezed(capitals: string, begins: Squeezed['begins']): Squeezed {
  const starts: boolean[] = []
  let text = ''
  let fresh = true
  for (const sign of capitals) {
    if (/[A-Z0-9]/.test(sign)) {
      text += sign
      starts.push(fresh)
      fresh = false
    } else if (between.test(sign) || sign === '\n') fresh = true
    else {
      // Anything else cannot stand inside a reference: a wall that no match crosses.
      text += '|'
      starts.push(true)
      fresh = true
    }
  }
  return { text, begins, starts }
}

// An unmatched wall of text is no reference; banks give four lines of 35 signs, some nine of 140.
const charsReadMax = 2000

/**
 * Every valid reference that free text may hold: in small letters, with spaces or dashes, broken
 * over lines, in Cyrillic, with words before and behind. The check digits decide where it ends; of
 * several ends that fit, all are given, the longest first, for whoever knows which were given out.
 */
export const findReferences = (lines: readonly string[]): string[] => [
  ...new Set(readings(lines).flatMap(findIn)),
]

function findIn({ text, begins, starts }: Squeezed): string[] {
  const found: string[] = []
  for (let at = text.indexOf(begins); at >= 0; at = text.indexOf(begins, at + 1)) {
    const rest = `RF${text.slice(at + 2, at + 25)}`
    const run = /^RF\d{2}[A-Z0-9]{1,21}/.exec(rest)?.[0]
    if (!run) continue
    for (let length = run.length; length >= 5; length--) {
      // Inside a word only the whole of its rest may be a reference, or what follows a new word.
      const ends = at + length >= text.length || starts[at + length] === true
      const candidate = run.slice(0, length)
      if ((ends || starts[at]) && isReference(candidate)) found.push(candidate)
    }
  }
  return found
}

function capped(lines: readonly string[]): string[] {
  const text = lines.join('\n')
  return text.length <= charsReadMax ? [...lines] : [text.slice(0, charsReadMax)]
}

/**
 * References of ours that a mistyped one may have meant: one sign read for another, one digit
 * wrong, two signs swapped, one left out or doubled. Never more than a suggestion to a person.
 */
export function suggestReferences(lines: readonly string[], ours: readonly string[]): string[] {
  const texts = readings(lines).map(({ text }) => ({ text, plain: confused(text) }))
  const distances = ours.map((reference) => {
    const body = confused(reference)
    const each = texts.map(({ text, plain }) => nearest(body, reference, plain, text))
    return { reference, distance: Math.min(...each) }
  })
  return distances
    .filter(({ distance }) => distance <= mistakesMax)
    .sort((a, b) => a.distance - b.distance || (a.reference < b.reference ? -1 : 1))
    .slice(0, suggestionsMax)
    .map(({ reference }) => reference)
}

// Two slips in a dozen signs still point at one reference; three point at many.
const mistakesMax = 2
const suggestionsMax = 5

/** Signs that eyes and old printers take for each other become one. */
const confused = (text: string) =>
  text
    .replace(/[0QD]/g, 'O')
    .replace(/[1LJ]/g, 'I')
    .replace(/5/g, 'S')
    .replace(/8/g, 'B')
    .replace(/2/g, 'Z')
    .replace(/V/g, 'U')

function nearest(plain: string, exact: string, plainText: string, text: string): number {
  if (plainText.includes(plain)) return text.includes(exact) ? 0 : 0.5
  // The body alone, where somebody left out the beginning.
  const body = plain.slice(4)
  if (body.length >= 6 && plainText.includes(body)) return 1
  let best = Number.POSITIVE_INFINITY
  for (let at = 0; at + plain.length - 1 <= plainText.length; at++) {
    const room = plainText.slice(at, at + plain.length + 1)
    if (!sharesEnough(plain, room)) continue
    for (const length of [plain.length - 1, plain.length, plain.length + 1])
      best = Math.min(best, distance(plain, room.slice(0, length), mistakesMax))
  }
  return best
}

/** A cheap look before the dear one: two slips leave one third of the signs in a row. */
function sharesEnough(reference: string, room: string): boolean {
  const third = Math.floor(reference.length / 3)
  return [0, 1, 2].some((part) => room.includes(reference.slice(part * third, (part + 1) * third)))
}

/** Slips between two texts (insert, leave out, change, swap neighbours), or too many. */
function distance(a: string, b: string, most: number): number {
  const width = b.length + 1
  const at = (row: number, column: number) => row * width + column
  const table = new Uint8Array((a.length + 1) * width)
  for (let row = 0; row <= a.length; row++) table[at(row, 0)] = row
  for (let column = 0; column < width; column++) table[column] = column
  for (let row = 1; row <= a.length; row++)
    for (let column = 1; column < width; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(
        (table[at(row - 1, column)] ?? 0) + 1,
        (table[at(row, column - 1)] ?? 0) + 1,
        (table[at(row - 1, column - 1)] ?? 0) + same,
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, (table[at(row - 2, column - 2)] ?? 0) + 1)
      table[at(row, column)] = least
    }
  const slips = table[at(a.length, b.length)] ?? most + 1
  return slips > most ? Number.POSITIVE_INFINITY : slips
}

/** The remainder by 97 of letters and digits, letters counted from A = 10 (ISO 7064). */
export function mod97(text: string): number {
  let rest = 0
  for (const sign of text) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
