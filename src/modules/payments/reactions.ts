// What payments does when money arrived or went back, whoever booked it.
import type { Reactions } from '#facts'
import { calendarDay } from '#kit/format.ts'
import { correctReceipt, issueReceipt } from './receipts/commands.ts'
import { followStandingOrder } from './recurring/commands.ts'
import type { Tables } from './tables.ts'

// Numbers of receipts begin anew with the year of the place, not with that of Greenwich.
const yearOf = (at: Date) => Number(calendarDay(at).slice(0, 4))

export const reactions: Reactions<Tables> = {
  async 'payment.received'(tx, { payment_id, pledge_id }, at) {
    await issueReceipt(tx, { payment_id, at, year: yearOf(at) })
    if (pledge_id) await followStandingOrder(tx, pledge_id, at, calendarDay(at))
  },
  'payment.returned': (tx, { payment_id }, at) =>
    correctReceipt(tx, { payment_id, at, year: yearOf(at), why: 'returned' }),
  async 'payment.disputed'(tx, { payment_id, outcome }, at) {
    if (outcome !== 'lost') return
    await correctReceipt(tx, { payment_id, at, year: yearOf(at), why: 'disputed' })
  },
}
