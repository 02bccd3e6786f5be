// People's own text, in each language it exists in. It keeps its language: where a translation is
// missing, the reader gets what there is, with a `lang` of its own, never an empty page.

import { z } from 'zod'
import { htmlLang, type Language, type Locale, languageOf, languages } from './locale.ts'
import { inScript } from './script.ts'

export type Localized = Partial<Record<Language, string>>

export interface LocalizedText {
  text: string
  /** For the `lang` attribute. */
  html: string
  /** True when the text is not in the language asked for. */
  original: boolean
}

/** The text for a reader, or the nearest there is, or null when there is none at all. */
export function inLocale(
  localized: Localized | null | undefined,
  locale: Locale,
): LocalizedText | null {
  if (!localized) return null
  const asked = languageOf(locale)
  for (const language of fallbacks(asked)) {
    const text = localized[language]
    if (!text?.trim()) continue
    if (language === 'sr') return serbian(text, locale)
    return { text, html: htmlLang(language), original: language !== asked }
  }
  return null
}

/** Serbian is shown in the script that was asked for; readers of other languages get Latin. */
function serbian(text: string, locale: Locale): LocalizedText {
  const shown = languageOf(locale) === 'sr' ? locale : 'sr'
  return { text: inScript(text, shown), html: htmlLang(shown), original: shown !== locale }
}

// After one's own language comes English, which most people here read at second hand, and then
// the others in the order of the list.
function fallbacks(asked: Language): readonly Language[] {
  return fallbackOrders.get(asked) ?? languages
}

const fallbackOrders = new Map<Language, readonly Language[]>(
  languages.map((asked) => [asked, [...new Set<Language>([asked, 'en', ...languages])]]),
)

/** Which languages a text exists in, in the order of the list. */
export const languagesOf = (localized: Localized): Language[] =>
  languages.filter((language) => Boolean(localized[language]?.trim()))

interface Limits {
  /** Characters in each language. */
  max: number
  /** True when at least one language has to be there. */
  required?: boolean
}

/** What may come in as a text in several languages: trimmed, NFC, empty languages left out. */
export function localizedText({ max, required = false }: Limits) {
  const text = z
    .string()
    .transform((typed) => typed.normalize('NFC').trim())
    .pipe(z.string().max(max))
    .optional()
  const shape = Object.fromEntries(languages.map((language) => [language, text])) as Record<
    Language,
    typeof text
  >
  return z
    .strictObject(shape)
    .transform(withoutEmpty)
    .refine((localized) => !required || languagesOf(localized).length > 0, 'required')
}

function withoutEmpty(localized: Localized): Localized {
  return Object.fromEntries(languagesOf(localized).map((key) => [key, localized[key]]))
}

/** Makes `{ name: { sq, sr } }` of the form fields `name.sq` and `name.sr`; others stay as is. */
export function mergeLocalizedFields(
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = new Map<string, unknown>()
  const texts = new Map<string, Record<string, unknown>>()
  for (const [field, value] of Object.entries(fields)) {
    const language = languages.find((code) => field.endsWith(`.${code}`))
    const name = language ? field.slice(0, -language.length - 1) : ''
    if (!language || !name) {
      merged.set(field, value)
      continue
    }
    const text = texts.get(name) ?? {}
    text[language] = value
    texts.set(name, text)
    merged.set(name, text)
  }
  return Object.fromEntries(merged)
}
