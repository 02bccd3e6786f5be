// What banks can print: the letters that every bank in Europe takes (EPC217-08), and nothing else.
import { toLatin } from '#kit/script.ts'

const printed = /[^A-Za-z0-9/\-?:().,'+ ]/g

// Letters that are no letter with a sign on it, so that taking the sign off does not help.
const others: Readonly<Record<string, string>> = {
  đ: 'dj',
  Đ: 'Dj',
  ð: 'd',
  Ð: 'D',
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  ı: 'i',
  ħ: 'h',
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  þ: 'th',
  Þ: 'Th',
  ŋ: 'n',
  '&': '+',
  '–': '-',
  '—': '-',
  _: '-',
  '€': 'EUR',
  '’': "'",
  '‘': "'",
  '“': "'",
  '”': "'",
  '„': "'",
  '"': "'",
  '«': "'",
  '»': "'",
  '[': '(',
  ']': ')',
  ';': ',',
  '…': '...',
  // Cyrillic that is not Serbian's, where a word was left as it is.
  ѓ: 'gj',
  Ѓ: 'Gj',
  ќ: 'kj',
  Ќ: 'Kj',
  ѕ: 'dz',
  Ѕ: 'Dz',
  щ: 'sht',
  Щ: 'Sht',
  ъ: 'a',
  ь: '',
  ю: 'yu',
  Ю: 'Yu',
  я: 'ya',
  Я: 'Ya',
  ы: 'y',
  э: 'e',
  й: 'j',
  Й: 'J',
  ё: 'e',
}

/** The text in letters that a bank takes: `Đorđević & Šola` is `Djordjevic + Sola`. */
export function bankText(text: string, charsMax: number): string {
  const latin = toLatin(text.normalize('NFC'))
  const spelt = [...latin].map((sign) => others[sign] ?? sign).join('')
  const bare = spelt
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(printed, ' ')
    .replace(/ +/g, ' ')
  return bare.trim().slice(0, charsMax).trim()
}

// A slash at the ends, or two in a row, mean something to SWIFT.
/** An identification of ours as the schemes allow it. */
export const bankId = (text: string): string =>
  bankText(text, 35)
    .replace(/ /g, '-')
    .replace(/\/{2,}/g, '/')
    .replace(/^\/+|\/+$/g, '')
