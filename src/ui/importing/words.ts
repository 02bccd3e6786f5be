import type { ImportState } from '#kit/importing.ts'
import type { Locale } from '#kit/locale.ts'
import { catalogue } from '#kit/words.ts'
import en from './messages/en.json' with { type: 'json' }
import sq from './messages/sq.json' with { type: 'json' }
import sr from './messages/sr.json' with { type: 'json' }

/** What every import says of itself, whatever its rows tell of. */
export const words = catalogue({ sq, sr, en })

/** What a row is taken for; a module may have verdicts of its own besides. */
export const verdictSaid = (
  locale: Locale,
  verdict: 'new' | 'changed' | 'same' | 'wrong' | 'twice',
) => words(locale)(`verdict.${verdict}`)

/** What became of a row when its import was undone; what was added goes differently in each. */
export const undoneSaid = (locale: Locale, how: 'restored' | 'touched') =>
  words(locale)(`undone.${how}`)

export const readSaid = (locale: Locale) => words(locale)('done.read')

/** What is said after somebody asked for a step; nothing where the page itself shows it. */
export function stepSaid(locale: Locale, to: ImportState, moved: boolean): string | undefined {
  if (!moved) return words(locale)('error.not_now')
  return to === 'dropped' ? words(locale)('done.dropped') : undefined
}

export const broughtBy = (
  locale: Locale,
  { person, person_id }: { readonly person: string | null; readonly person_id: string | null },
) => person ?? words(locale)(person_id ? 'erased' : 'terminal')
