// The languages of the interface, as data. A fourth language is one line here and a folder of
// catalogues: the type of `catalogue` then asks for it everywhere.

export const locales = [
  { code: 'sq', html: 'sq', intl: 'sq', language: 'sq', script: 'Latn', name: 'Shqip' },
  { code: 'sr', html: 'sr-Latn', intl: 'sr-Latn', language: 'sr', script: 'Latn', name: 'Srpski' },
  {
    code: 'sr-Cyrl',
    html: 'sr-Cyrl',
    intl: 'sr-Cyrl',
    language: 'sr',
    script: 'Cyrl',
    name: 'Српски',
  },
  { code: 'en', html: 'en', intl: 'en-GB', language: 'en', script: 'Latn', name: 'English' },
] as const

export type LocaleEntry = (typeof locales)[number]
export type Locale = LocaleEntry['code']
export type Language = LocaleEntry['language']

export const defaultLocale: Locale = 'sq'

/** Each language once, in the order of the list. */
export const languages: readonly Language[] = [...new Set(locales.map((entry) => entry.language))]

const entries = new Map<string, LocaleEntry>(locales.map((entry) => [entry.code, entry]))

export function isLocale(text: string | null | undefined): text is Locale {
  return text != null && entries.has(text)
}

export function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text)
}

export function localeEntry(locale: Locale): LocaleEntry {
  const entry = entries.get(locale)
  if (!entry) throw new Error(`There is no locale ${locale}`)
  return entry
}

export const languageOf = (locale: Locale): Language => localeEntry(locale).language

/** The value of the `lang` attribute. */
export const htmlLang = (locale: Locale): string => localeEntry(locale).html

/** The tag that Intl and PostgreSQL's ICU collations are asked with. */
export const intlTag = (locale: Locale): string => localeEntry(locale).intl

// People whose browser asks for these read Serbian; codes that ISO 639 knows, and `sh`, which
// old systems still send.
const readAsSerbian = new Set(['sr', 'bs', 'hr', 'me', 'cnr', 'sh'])

/** The locale that serves one language tag such as `sr-Cyrl-RS`, or null when none does. */
export function localeOfTag(tag: string): Locale | null {
  const parts = tag.trim().toLowerCase().split(/[-_]/)
  const language = parts[0] ?? ''
  if (readAsSerbian.has(language)) return parts.includes('cyrl') ? 'sr-Cyrl' : 'sr'
  return isLocale(language) ? language : null
}

// A browser sends a handful; a longer header is somebody playing.
const acceptLanguageLengthMax = 500

/** A person's choice (the cookie) first, then what the browser asks for, then Albanian. */
export function localeFrom(
  acceptLanguage: string | null | undefined,
  cookie?: string | null,
): Locale {
  if (isLocale(cookie)) return cookie
  const wanted = (acceptLanguage ?? '')
    .slice(0, acceptLanguageLengthMax)
    .split(',')
    .map(readPreference)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    const locale = localeOfTag(tag)
    if (locale) return locale
  }
  return defaultLocale
}

/** `sr-Latn;q=0.8` read as a tag and a weight; a weight that is no number counts as refused. */
function readPreference(text: string) {
  const [tag = '', ...parameters] = text.split(';')
  const quality = parameters.map((p) => p.trim()).find((p) => /^q=/i.test(p))
  const weight = quality === undefined ? 1 : Number.parseFloat(quality.slice(2))
  return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0 }
}
