// An account that is new, or stood for by a second person, is told of by letter at once, whatever
// people chose to be told: whoever lost their mailbox hears of it before money leaves.
import { enqueue } from '#kit/jobs.ts'
import type { Db } from '../tables.ts'

export interface AccountTold {
  readonly organisation_id: string
  readonly account_id: string
  readonly what: 'added' | 'confirmed' | 'removed'
}

export const warnOfAccount = (tx: Db, told: AccountTold) =>
  enqueue(tx, 'payments.account_letters', told)
