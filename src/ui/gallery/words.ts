import { type Locale, languageOf } from '#kit/locale.ts'
import { inScript } from '#kit/script.ts'
import { say } from './samples.ts'

/** The gallery's own few words, in the reader's language. */
export const galleryWords =
  (locale: Locale) =>
  (key: keyof typeof say): string => {
    const text = say[key][languageOf(locale)]
    return locale === 'sr-Cyrl' ? inScript(text, locale) : text
  }
