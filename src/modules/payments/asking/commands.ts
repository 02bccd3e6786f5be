// A worker's errand to a processor of cards.
import { enqueue } from '#kit/jobs.ts'
import type { Db } from '../tables.ts'

const keys = {
  ...{ open: 'intent_id', ask: 'intent_id', charge: 'intent_id' },
  refund: 'refund_id',
} as const

/** Once, however often it is asked for while it waits. */
export function ask(tx: Db, errand: keyof typeof keys, id: string, run_at?: Date) {
  const options = { key: `payments.cards.${errand}:${id}`, ...(run_at ? { run_at } : {}) }
  return enqueue(tx, `payments.cards.${errand}`, { [keys[errand]]: id }, options)
}
