// What each language is written with. A slip here is seen by every reader and by no compiler.

export type Language = 'sq' | 'sr' | 'en'

const alphabets: Record<Language, RegExp> = {
  sq: /[^a-zëç]/iu,
  sr: /[^abcčćdđefghijklmnoprsštuvzž]/iu,
  en: /[^a-z]/iu,
}

/** Names and terms that keep their own letters in any language. Names of people's places follow. */
export const foreign = new Set([
  ...[
    'Mozaik',
    'Shqip',
    'Srpski',
    'English',
    'www',
    'Wi-Fi',
    'YouTube',
    'Facebook',
    'X',
    'LinkedIn',
  ],
  ...[
    'TikTok',
    'Bluesky',
    'WhatsApp',
    'Viber',
    'Excel',
    'Word',
    'Windows',
    'Firefox',
    'Typst',
    'Markdown',
    'PostgreSQL',
  ],
  ...['XLSX', 'TopoJSON', 'GeoJSON', 'QR', 'XK', 'XML', 'web', 'Web', 'WebP', 'SWIFT', 'Twitter'],
  ...['WebM', 'WebVTT', 'WEBVTT'],
  ...['load-country', 'Topology', 'layer', 'WGS'],
])

// Straight signs in, curved signs out: which pairs a language may use.
const pairs: Record<Language, readonly (readonly [string, string])[]> = {
  sq: [
    ['„', '“”'],
    ['«', '»'],
    ['“', '”'],
  ],
  sr: [['„', '“”']],
  en: [['“', '”']],
}

const slips: readonly (readonly [RegExp, string])[] = [
  [/\.\.\./, 'three dots: write …'],
  [/"/, 'a straight quotation mark: write the marks of the language'],
  [/'/, 'a straight apostrophe: write ’'],
  [/ {2}/, 'two spaces together'],
  [/ [,.;:?!](\s|$)/, 'a space before a sign'],
  [/[\p{L}\d)◌] - [\p{L}\d(◌]/u, 'a hyphen as a dash: write –'],
  [/\b(lorem|TODO|FIXME|xxx)\b/i, 'a text that was left for later'],
]

/** What is wrong with the writing of one text, or nothing. */
export function misspellings(text: string, language: Language): string[] {
  return [
    ...foreignLetters(text, language),
    ...slips.flatMap(([slip, why]) => (slip.test(text) ? [`has ${why}`] : [])),
    ...(balanced(text, language) ? [] : ['has quotation marks or brackets that do not pair']),
  ]
}

function foreignLetters(text: string, language: Language): string[] {
  const found = (text.match(/\p{L}[\p{L}\p{M}-]*/gu) ?? []).filter((word) => {
    return !foreign.has(word) && alphabets[language].test(word.replaceAll('-', ''))
  })
  return found.map((word) => `has “${word}”, whose letters are not of ${language}: ${cure}`)
}

const cure = 'correct it, or list the name in checks/spelling.ts'

function balanced(text: string, language: Language): boolean {
  const count = (signs: string) => [...text].filter((sign) => signs.includes(sign)).length
  if (count('(') !== count(')') || count('[') !== count(']')) return false
  const open = text.includes('„') ? pairs[language].slice(0, 1) : pairs[language].slice(-2)
  const allowed = open.every(([begin, end]) => count(begin) === count(end))
  const known = new Set(pairs[language].flatMap(([begin, end]) => [begin, ...end]))
  return allowed && [...text].every((sign) => !'„“”«»'.includes(sign) || known.has(sign))
}
