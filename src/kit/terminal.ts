// In which language a terminal is spoken to: what its own programs go by.
import { type Locale, locales } from './locale.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** `sq_XK.UTF-8` is Albanian, `sr_RS@latin` Serbian in Latin letters, `sr_RS` in Cyrillic. */
export function terminalLocale({ LC_ALL, LC_MESSAGES, LANG }: Environment): Locale {
  const said = LC_ALL || LC_MESSAGES || LANG || ''
  const [language = ''] = said.toLowerCase().split(/[_.@-]/)
  const script = said.toLowerCase().includes('latin') ? 'Latn' : 'Cyrl'
  const those = locales.filter((locale) => locale.language === language)
  return (those.find((locale) => locale.script === script) ?? those[0])?.code ?? 'en'
}
