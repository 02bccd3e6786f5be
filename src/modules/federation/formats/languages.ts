// A text in each language and script in which it can be read.
import { htmlLang, type Locale, languageOf, locales } from '#kit/locale.ts'
import { inLocale, type Localized, languagesOf } from '#kit/localized.ts'
import { mainLocale } from '../rules.ts'

/** The locales in which a text exists, Serbian in both its scripts. */
const localesOf = (text: Localized): Locale[] =>
  locales.map(({ code }) => code).filter((code) => languagesOf(text).includes(languageOf(code)))

/** `{ sq: …, 'sr-Latn': …, 'sr-Cyrl': … }`: each made by `write` of the text in that locale. */
export const mapOf = (text: Localized, write: (text: string, locale: Locale) => string) =>
  Object.fromEntries(
    localesOf(text).map((locale) => [
      htmlLang(locale),
      write(inLocale(text, locale)?.text ?? '', locale),
    ]),
  )

/** The text as most of its readers read it. */
export const mainText = (text: Localized): string => inLocale(text, mainLocale(text))?.text ?? ''
