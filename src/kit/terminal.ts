// In which language a terminal is spoken to: the one that Node itself has from it.
import { type Locale, locales } from './locale.ts'

/** `sq-XK` is Albanian, `sr-RS-latin` Serbian in Latin letters, `sr-RS` in Cyrillic ones. */
export function terminalLocale(tag = Intl.DateTimeFormat().resolvedOptions().locale): Locale {
  const { language, script: usual } = new Intl.Locale(tag).maximize()
  const script = /latin/i.test(tag) ? 'Latn' : usual
  const those = locales.filter((locale) => locale.language === language)
  return (those.find((locale) => locale.script === script) ?? those[0])?.code ?? 'en'
}
