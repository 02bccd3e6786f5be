import { record } from '#facts'
import { atomically, brokenConstraint } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { done, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import type { Db, TextName } from '../tables.ts'
import { findText } from './queries.ts'

/**
 * Publish the next version of a text. `basedOn` is the version the writer had before them: when
 * somebody published another since, nothing is overwritten.
 */
export async function publishText(
  db: Db,
  operator: Operator,
  name: TextName,
  body: Localized,
  basedOn: number,
) {
  try {
    return await atomically(db, async (tx) => {
      const current = (await findText(tx, name))?.version ?? 0
      if (current !== basedOn) return refused('changed_meanwhile')
      const version = current + 1
      const { person_id } = operator
      await tx.insertInto('site.text').values({ name, version, body, person_id }).execute()
      await record(tx, 'site.text_changed', { name, version }, operator)
      return done(version)
    })
  } catch (fault) {
    if (brokenConstraint(fault) === 'text_pkey') return refused('changed_meanwhile')
    throw fault
  }
}
