// Where money goes back to, when nobody could know it: the donor says it, one operator writes it
// down, and another confirms it.
import { atomically } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import type { Db } from '../tables.ts'
import { lockReturn } from './queries.ts'
import { whyNotTell } from './rules.ts'
import type { WhitherForm } from './schema.ts'

export function tellWhither(db: Db, by: Operator, id: string, wish: WhitherForm) {
  return atomically(db, async (tx) => {
    const refusal = whyNotTell(found(await lockReturn(tx, id)))
    if (refusal) return refused(refusal)
    const { iban, holder, bic = null } = wish
    await tx
      .updateTable('payments.bank_return')
      .set({ iban, holder, bic, told_by: by.person_id })
      .where('id', '=', id)
      .execute()
    return done(id)
  })
}
