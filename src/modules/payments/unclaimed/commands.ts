// What nobody could match goes back to the account it came from, by itself and in order: reserved
// in the books, for the next file to the bank, which two operators see.
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { ledgerId, post } from '#modules/ledger/index.ts'
import { listHolders, notify } from '#modules/people/index.ts'
import type { Db } from '../tables.ts'
import {
  countReturnsOf,
  countSoon,
  findUnclaimedDays,
  listOverdue,
  lockUnclaimed,
  type Unclaimed,
} from './queries.ts'
import { dueBefore, noticeDays } from './rules.ts'

export async function returnUnclaimed(db: Db, now: Date) {
  const days = await findUnclaimedDays(db)
  const counts = { returned: 0, left: 0 }
  for (const { id } of await listOverdue(db, dueBefore(now, days))) {
    const sent = await atomically(db, async (tx) => {
      const entry = await lockUnclaimed(tx, id)
      return entry ? sendBack(tx, entry, now) : refused('gone')
    })
    counts[sent.ok ? 'returned' : 'left'] += 1
  }
  return counts
}

async function sendBack(tx: Db, entry: Unclaimed, now: Date) {
  const { id, bank_account_id, currency, iban, bic, party, found } = entry
  const { count, bounced } = await countReturnsOf(tx, id)
  // What came back from there would come back again: that is for people.
  if (!iban || bounced) return refused('bounced')
  const amount_minor = entry.amount_minor - entry.allocated_minor
  const event_id = ledgerId('entry-return', id, String(count))
  const leg_id = ledgerId(event_id, 'leg')
  const debit = { kind: 'suspense', owner_id: bank_account_id, currency } as const
  const credit = { kind: 'bank', owner_id: bank_account_id, currency } as const
  const legs = [{ id: leg_id, debit, credit, amount_minor, phase: 'pending' as const }]
  const effective_on = now.toISOString().slice(0, 10)
  const event = { event_id, kind: 'return_ordered', effective_on, by: 'system', legs } as const
  const booked = await post(tx, event, now)
  if (!booked.ok) return booked
  await tx
    .insertInto('payments.bank_return')
    .values({
      refund_id: null,
      entry_id: id,
      credit_choice_id: null,
      bank_account_id,
      iban,
      bic,
      // Whoever sent it knows it again by what they wrote, or by its day.
      holder: party ?? '-',
      bank_name: null,
      why: found[0] ?? entry.booked_on,
      leg_id,
      amount_minor,
      currency,
      event_id,
      decided_by: 'rule',
      state: 'confirmed',
      requested_by: null,
      confirmed_by: null,
      created_at: now,
      confirmed_at: now,
      ended_at: null,
    })
    .execute()
  await tx
    .updateTable('payments.entry')
    .set({ state: 'returning', why_open: null })
    .where('id', '=', id)
    .execute()
  return done(id)
}

/** A week before, once a week: operators can still find out what it is. */
export async function warnOfUnclaimed(db: Db, now: Date) {
  const days = await findUnclaimedDays(db)
  const [due, soon] = [dueBefore(now, days), dueBefore(now, days - noticeDays)]
  const count = await countSoon(db, due, soon)
  if (count === 0) return count
  const notice = { kind: 'payments.unclaimed', payload: { count, days: noticeDays } } as const
  await atomically(db, async (tx) => {
    for (const { id } of await listHolders(tx, 'operator')) await notify(tx, id, notice, now)
  })
  return count
}

/** How long money waits for its purpose; the operator's choice. */
export async function setUnclaimedDays(db: Db, unclaimed_days: number) {
  await db.updateTable('payments.payout_terms').set({ unclaimed_days }).execute()
  return done(unclaimed_days)
}
