import type { WordEffect } from '#kit/marked-words.ts'
import type { Db } from '../tables.ts'

/** One language's list, as it was typed, by effect. */
export async function listWords(db: Db, language: string) {
  const rows = await db
    .selectFrom('kit.marked_word')
    .select(['phrase', 'effect'])
    .where('language', '=', language)
    .orderBy('folded')
    .execute()
  const of = (effect: WordEffect) =>
    rows.filter((row) => row.effect === effect).map(({ phrase }) => phrase)
  return { hold: of('hold'), mark: of('mark') }
}
