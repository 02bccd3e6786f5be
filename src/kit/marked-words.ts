// Words that whoever runs the site wishes to have looked at. The list is theirs; it begins empty.
// Texts are compared as search compares them: one spelling for both scripts, without diacritics.
import type { Generated } from 'kysely'
import type { Handle } from './db.ts'
import { fold } from './script.ts'

/** `hold`: somebody looks before it is public. `mark`: it is public, and somebody looks. */
export const wordEffects = ['hold', 'mark'] as const
export type WordEffect = (typeof wordEffects)[number]

export interface MarkedWordTables {
  'kit.marked_word': {
    id: Generated<string>
    /** ISO 639; a list is kept for each language, and every list is used on every text. */
    language: string
    phrase: string
    folded: string
    effect: WordEffect
    person_id: string
    at: Date
  }
}

interface MarkedWord {
  readonly phrase: string
  readonly folded: string
  readonly effect: WordEffect
}

export interface Marks {
  /** Not public before somebody has looked. */
  readonly hold: boolean
  /** As they stand in the list. */
  readonly words: readonly string[]
}

/** Words of a text and nothing else, as they are compared. */
export const plainWords = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Which of these stand in a text, as whole words. */
export function marksIn(text: string, list: readonly MarkedWord[]): Marks {
  const plain = ` ${plainWords(text)} `
  const found = list.filter(({ folded }) => plain.includes(` ${folded} `))
  return {
    hold: found.some(({ effect }) => effect === 'hold'),
    words: [...new Set(found.map(({ phrase }) => phrase))],
  }
}

/** Ask before something that was written is shown: which of the operator's words stand in it. */
export async function findMarks(
  db: Handle<MarkedWordTables>,
  texts: readonly string[],
): Promise<Marks> {
  const list = await db
    .selectFrom('kit.marked_word')
    .select(['phrase', 'folded', 'effect'])
    .orderBy('folded')
    .execute()
  return list.length === 0 ? { hold: false, words: [] } : marksIn(texts.join(' \n '), list)
}
