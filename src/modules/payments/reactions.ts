// What payments do when money arrived or went back, whoever booked it; and when organisations
// change: their accounts, and which of them there are.
import type { Reactions } from '#facts'
import { calendarDay } from '#kit/format.ts'
import { followMerge, followUndoing } from './merging/commands.ts'
import { correctReceipt, issueReceipt } from './receipts/commands.ts'
import { followStandingOrder } from './recurring/commands.ts'
import type { Tables } from './tables.ts'
import { warnOfAccount } from './warnings/commands.ts'

// Numbers of receipts begin anew with the year of the place, not with that of Greenwich.
const yearOf = (at: Date) => Number(calendarDay(at).slice(0, 4))

export const reactions: Reactions<Tables> = {
  async 'payment.received'(tx, { payment_id, pledge_id }, at) {
    await issueReceipt(tx, { payment_id, at, year: yearOf(at) })
    if (pledge_id) await followStandingOrder(tx, pledge_id, at, calendarDay(at))
  },
  'payment.returned': (tx, { payment_id }, at) =>
    correctReceipt(tx, { payment_id, at, year: yearOf(at), why: 'returned' }),
  'payment.passed_on': (tx, { payment_id }, at) =>
    correctReceipt(tx, { payment_id, at, year: yearOf(at), why: 'passed_on' }),
  async 'payment.disputed'(tx, { payment_id, outcome }, at) {
    if (outcome !== 'lost') return
    await correctReceipt(tx, { payment_id, at, year: yearOf(at), why: 'disputed' })
  },
  'organisation.account_added': (tx, fact) => warnOfAccount(tx, { ...fact, what: 'added' }),
  'organisation.account_confirmed': (tx, fact) => warnOfAccount(tx, { ...fact, what: 'confirmed' }),
  'organisation.account_removed': (tx, fact) => warnOfAccount(tx, { ...fact, what: 'removed' }),
  'organisation.merged': (tx, merge, at) => followMerge(tx, merge, at),
  'organisation.merge_undone': (tx, merge, at) => followUndoing(tx, merge, at),
}
