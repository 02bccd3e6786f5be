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

// One pair of marks a language, everywhere: the one that most of its sentences had.
const marks: Record<Language, readonly [string, string]> = {
  sq: ['„', '“'],
  sr: ['„', '“'],
  en: ['“', '”'],
}

// A thing has one name in the whole product.
const names: Record<Language, readonly (readonly [RegExp, string])[]> = {
  sq: [
    [/(?<!\p{L})çka(?!\p{L})/iu, 'çka: write çfarë'],
    [/(?<!\p{L})skedë|(?<!\p{L})sked(a|e|at|ave)(?!\p{L})/iu, 'skedë for a file: write skedar'],
    [/(?<!\p{L})përpunues/iu, 'përpunues for who takes cards: write procesor'],
    // „Monedhë për monedhë“ are coins.
    [/(?<!\p{L}|për )monedh(?!ë për)/iu, 'monedhë for a currency: write valutë'],
  ],
  sr: [
    // The other side of a matter is „druga strana“; what stands in the browser is a stranica.
    [
      /(?<!drug\p{L} |\p{L})stran(a|e|i|u|o|om|ama)(?!\p{L})/iu,
      'strana for a page: write stranica',
    ],
    [/(?<=[\p{Ll},] )(Vi|Vas|Vam|Vama|Vaš\p{L}*)(?!\p{L})/u, 'Vi inside a sentence: write vi'],
  ],
  en: [],
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
    ...[...slips, ...names[language]]
      .filter(([slip]) => slip.test(text))
      .map(([, why]) => `has ${why}`),
    ...(balanced(text, language)
      ? []
      : [`has quotation marks or brackets that do not pair: write ${marks[language].join('…')}`]),
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
  const [begin, end] = marks[language]
  // In the order of reading: a mark that closes nothing, or opens twice, is of another language.
  const found = [...text].filter((sign) => '„“”«»'.includes(sign)).join('')
  return found.replaceAll(`${begin}${end}`, '') === ''
}
