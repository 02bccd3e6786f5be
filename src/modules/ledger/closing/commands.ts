import { record } from '#facts'
import { atomically, type Handle } from '#kit/db.ts'
import type { Operator } from '#modules/people/index.ts'
import { closePeriod } from '../commands.ts'
import type { Tables } from '../tables.ts'

/** Closes the books through the last day of a month. There is no way back. */
export const closeMonth = (db: Handle<Tables>, operator: Operator, through: string) =>
  atomically(db, async (tx) => {
    const closed = await closePeriod(tx, through, operator)
    if (closed.ok) await record(tx, 'ledger.period_closed', { closed_through: through }, operator)
    return closed
  })
