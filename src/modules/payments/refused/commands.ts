// A treasurer has what a rule decided asked for once more.
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { ask, requestRefund } from '../commands.ts'
import type { Db } from '../tables.ts'
import { findRefusedByRule } from './queries.ts'

/** Pressed twice it is asked once: the key follows from what was refused. */
export function askAgain(db: Db, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const refund = await findRefusedByRule(tx, id)
    if (!refund) return refused('not_waiting')
    if (refund.state === 'unknown') {
      await ask(tx, 'refund', id)
      return done(id)
    }
    const { payment_id, reason } = refund
    return requestRefund(tx, { payment_id, reason, by: 'system', key: `again ${id}` }, now)
  })
}
