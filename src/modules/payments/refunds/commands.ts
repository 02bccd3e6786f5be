// Money goes back to where it came from. One person asks, and from then on it is reserved; another
// confirms, and it goes by the bank's next file or by the card's processor.
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { done, found, type Outcome, refused } from '#kit/outcome.ts'
import { ledgerId, post } from '#modules/ledger/index.ts'
import { letGo, refundByCard, requestRefund, type WhyNotReturned } from '../commands.ts'
import type { Db } from '../tables.ts'
import { lockEntry, lockRefund, lockReturn, type Payment } from './queries.ts'
import { whyNotConfirm, whyNotWithdraw } from './rules.ts'
import type { RefundForm } from './schema.ts'

/** Whoever may speak for the money: a finance officer of the organisation, or an operator. */
interface Somebody {
  readonly person_id: string
}

/** `key` is fresh for each asking: the ids of the rows follow from it. */
export function askRefund(
  db: Db,
  by: Somebody,
  payment: Pick<Payment, 'id' | 'currency'>,
  wish: RefundForm,
  key: string,
  now: Date,
) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async (): Promise<Outcome<string, WhyNotReturned | 'not_an_amount'>> => {
      const amount_minor = minorOf(wish.amount, payment.currency)
      const fee_minor = minorOf(wish.fee ?? '0', payment.currency)
      if (amount_minor === null || fee_minor === null) return refused('not_an_amount')
      const { reason, why, fee_bearer } = wish
      const asking = { payment_id: payment.id, amount_minor, fee_minor, fee_bearer, reason, why }
      return requestRefund(tx, { ...asking, by, key }, now)
    }),
  )
}

/** A second person says the same. */
export function confirmRefund(db: Db, by: Somebody, id: string, payment_id: string, now: Date) {
  return atomically(db, async (tx) => {
    const refund = found(await lockRefund(tx, id))
    if (refund.payment_id !== payment_id) return refused('not_waiting')
    if (refund.goes_at && refund.goes_at > now) return refused('donor_may_choose')
    const state = refund.state === 'requested' ? 'requested' : 'confirmed'
    const refusal = whyNotConfirm({ ...refund, state }, by.person_id)
    if (refusal) return refused(refusal)
    const { person_id } = by
    if (refund.method === 'card') {
      const held = await refundByCard(tx, id, now)
      if (!held.ok) return refused(held.refusal === 'overdrawn' ? 'overdrawn' : 'not_possible')
    } else await setReturn(tx, refund.return_id, person_id, now)
    await tx
      .updateTable('payments.refund')
      .set({ state: 'confirmed', confirmed_by: person_id })
      .where('id', '=', id)
      .execute()
    await enqueue(tx, 'payments.refund_letter', { refund_id: id, what: 'confirmed' })
    return done(id)
  })
}

async function setReturn(tx: Db, id: string | null, confirmed_by: string, now: Date) {
  if (!id) throw new Error('a return by bank has its row')
  await tx
    .updateTable('payments.bank_return')
    .set({ state: 'confirmed', confirmed_by, confirmed_at: now })
    .where('id', '=', id)
    .execute()
}

/** It stays where it is; what is in a file already cannot. */
export function withdrawRefund(db: Db, by: Somebody, id: string, payment_id: string, now: Date) {
  return atomically(db, async (tx) => {
    const refund = found(await lockRefund(tx, id))
    const { state, return_state, return_id, method } = refund
    const open = method === 'card' ? state === 'requested' : return_state !== null
    if (!open || refund.payment_id !== payment_id) return refused('not_waiting')
    if (refund.decided_by === 'rule') return refused('decided_by_rule')
    if (refund.asks_giver) return refused('not_possible')
    if (return_id && return_state) {
      const refusal = whyNotWithdraw(return_state)
      if (refusal) return refused(refusal)
      await endReturn(tx, return_id, now)
    }
    await letGo(tx, refund.event_id, by, now)
    await tx.updateTable('payments.refund').set({ state: 'failed' }).where('id', '=', id).execute()
    return done(id)
  })
}

const endReturn = (tx: Db, id: string, now: Date) =>
  tx
    .updateTable('payments.bank_return')
    .set({ state: 'withdrawn', ended_at: now })
    .where('id', '=', id)
    .execute()

/** Money that came and that nobody claims, back to the account it came from. */
export function askEntryReturn(db: Db, by: Somebody, entry_id: string, why: string, now: Date) {
  return atomically(db, async (tx) => {
    const entry = found(await lockEntry(tx, entry_id))
    const { state, currency, bank_account_id, iban, bic, party } = entry
    if (state !== 'to_return') return refused('asked_already')
    if (!iban) return refused('origin_unknown')
    const amount_minor = entry.amount_minor - entry.allocated_minor
    // A return that was withdrawn reserved it before, under another name.
    const { count } = await tx
      .selectFrom('payments.bank_return')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('entry_id', '=', entry_id)
      .executeTakeFirstOrThrow()
    const event_id = ledgerId('entry-return', entry_id, String(count))
    const debit = { kind: 'suspense', owner_id: bank_account_id, currency } as const
    const credit = { kind: 'bank', owner_id: bank_account_id, currency } as const
    const leg_id = ledgerId(event_id, 'leg')
    const legs = [{ id: leg_id, debit, credit, amount_minor, phase: 'pending' as const }]
    const effective_on = now.toISOString().slice(0, 10)
    const booked = await post(tx, { event_id, kind: 'return_ordered', effective_on, by, legs })
    if (!booked.ok) return refused('overdrawn')
    await tx
      .insertInto('payments.bank_return')
      .values({
        refund_id: null,
        entry_id,
        bank_account_id,
        iban,
        bic,
        holder: party ?? '-',
        bank_name: null,
        amount_minor,
        currency,
        why,
        event_id,
        leg_id,
        requested_by: by.person_id,
        confirmed_by: null,
        created_at: now,
        confirmed_at: null,
        ended_at: null,
      })
      .execute()
    await setEntry(tx, entry_id, 'returning')
    return done(entry_id)
  })
}

const setEntry = (tx: Db, id: string, state: 'returning' | 'to_return') =>
  tx.updateTable('payments.entry').set({ state, why_open: null }).where('id', '=', id).execute()

export function confirmEntryReturn(db: Db, by: Somebody, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const back = found(await lockReturn(tx, id))
    const refusal = back.refund_id ? 'not_waiting' : whyNotConfirm(back, by.person_id)
    if (refusal) return refused(refusal)
    await setReturn(tx, id, by.person_id, now)
    return done(id)
  })
}

export function withdrawEntryReturn(db: Db, by: Somebody, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const back = found(await lockReturn(tx, id))
    if (back.decided_by === 'rule') return refused('decided_by_rule')
    const refusal = back.entry_id ? whyNotWithdraw(back.state) : 'not_waiting'
    if (refusal || !back.entry_id) return refused(refusal ?? 'not_waiting')
    await endReturn(tx, id, now)
    await letGo(tx, back.event_id, by, now)
    await setEntry(tx, back.entry_id, 'to_return')
    return done(id)
  })
}
