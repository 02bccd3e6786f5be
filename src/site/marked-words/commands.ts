import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { plainWords } from '#kit/marked-words.ts'
import { done } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import type { Db } from '../tables.ts'
import type { WordsForm } from './schema.ts'

/** A list that was downloaded can be put back as it is: what is held begins with `!` there. */
const asExported = (line: string) =>
  line.startsWith('!')
    ? { phrase: line.slice(1).trim(), effect: 'hold' as const }
    : { phrase: line, effect: 'mark' as const }

/** The list of one language becomes what was sent. A word in both lists is held. */
export function replaceWords(
  db: Db,
  operator: Operator,
  { language, hold, mark }: WordsForm,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { person_id } = operator
    const rows = [
      ...mark.map(asExported),
      ...hold.map((phrase) => ({ phrase, effect: 'hold' as const })),
    ].flatMap(({ phrase, effect }) => {
      const folded = plainWords(phrase)
      return folded ? [{ language, phrase, folded, effect, person_id, at: now }] : []
    })
    // Spelt in two ways it is one word; the later one stands.
    const words = [...new Map(rows.map((row) => [row.folded, row])).values()]
    await tx.deleteFrom('kit.marked_word').where('language', '=', language).execute()
    if (words.length > 0) await tx.insertInto('kit.marked_word').values(words).execute()
    await record(tx, 'site.words_changed', { language, words: words.length }, operator)
    return done(words.length)
  })
}
