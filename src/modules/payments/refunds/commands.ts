// Money goes back to where it came from. One person asks, and from then on it is reserved; another
// confirms, and it goes by the bank's next file or by the card's processor.
import { atomically } from '#kit/db.ts'
import { idFrom } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import { minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { type Leg, ledgerId, post, release } from '#modules/ledger/index.ts'
import { refundByCard } from '../commands.ts'
import type { Db } from '../tables.ts'
import {
  lockEntry,
  lockPayment,
  lockRefund,
  lockReturn,
  type Payment,
  type Refund,
} from './queries.ts'
import { sentBack, whyNotConfirm, whyNotRefund, whyNotWithdraw } from './rules.ts'
import type { RefundForm } from './schema.ts'

/** Whoever may speak for the money: a finance officer of the organisation, or an operator. */
interface Somebody {
  readonly person_id: string
}

/** `key` is fresh for each asking: the ids of the rows follow from it. */
export function askRefund(
  db: Db,
  by: Somebody,
  payment_id: string,
  wish: RefundForm,
  key: string,
  now: Date,
) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const payment = found(await lockPayment(tx, payment_id))
      const { method, currency, origin_iban, bank_account_id } = payment
      const amount_minor = minorOf(wish.amount, currency)
      const fee_minor = minorOf(wish.fee ?? '0', currency)
      if (amount_minor === null || fee_minor === null) return refused('not_an_amount')
      const has_origin = method === 'card' || (origin_iban !== null && bank_account_id !== null)
      const amounts = { amount_minor, fee_minor, fee_bearer: wish.fee_bearer }
      const refusal = whyNotRefund({ ...payment, has_origin }, amounts)
      if (refusal) return refused(refusal)
      const id = idFrom('refund', payment_id, key)
      const event_id = ledgerId('refund', id)
      const asked = { ...amounts, id, event_id, reason: wish.reason, why: wish.why }
      if (method === 'bank') {
        const booked = await reserve(tx, by, payment, asked, now)
        if (!booked.ok) return refused('overdrawn')
      }
      await tx
        .insertInto('payments.refund')
        .values({
          ...asked,
          payment_id,
          state: 'requested',
          requested_by: by.person_id,
          confirmed_by: null,
          created_at: now,
          done_at: null,
        })
        .execute()
      if (method === 'bank') await addReturn(tx, by, payment, asked, now)
      return done(id)
    }),
  )
}

type Asked = Pick<Refund, 'id' | 'event_id' | 'amount_minor' | 'fee_minor' | 'fee_bearer'> & {
  readonly why: string
}

const legOf = (event_id: string) => ledgerId(event_id, 'leg')

/** What goes back is gone from the purpose at once, so that no payout takes it meanwhile. */
function reserve(tx: Db, by: Somebody, payment: Payment, asked: Asked, now: Date) {
  const { currency, account_kind, account_owner_id, bank_account_id } = payment
  const { event_id, fee_minor, fee_bearer } = asked
  const debit = { kind: account_kind, owner_id: account_owner_id, currency } as const
  const credit = { kind: 'bank', owner_id: bank_account_id, currency } as const
  const phase = 'pending' as const
  const legs: Leg[] = [{ id: legOf(event_id), debit, credit, amount_minor: sentBack(asked), phase }]
  if (fee_minor > 0n && fee_bearer !== 'entity') {
    const owner_id = payment.collecting_entity_id
    const charge = { kind: 'bank_charge', owner_id, currency } as const
    legs.push({
      id: ledgerId(event_id, 'fee'),
      debit,
      credit: charge,
      amount_minor: fee_minor,
      phase,
    })
  }
  const effective_on = now.toISOString().slice(0, 10)
  return post(tx, { event_id, kind: 'return_ordered', effective_on, by, legs })
}

async function addReturn(tx: Db, by: Somebody, payment: Payment, asked: Asked, now: Date) {
  const { currency, bank_account_id, origin_iban, origin_bic, party, donor_name } = payment
  if (!bank_account_id || !origin_iban) throw new Error('whence it came was known a moment ago')
  await tx
    .insertInto('payments.bank_return')
    .values({
      refund_id: asked.id,
      entry_id: null,
      bank_account_id,
      iban: origin_iban,
      bic: origin_bic,
      holder: party ?? donor_name ?? '-',
      bank_name: null,
      amount_minor: sentBack(asked),
      currency,
      why: asked.why,
      event_id: asked.event_id,
      leg_id: legOf(asked.event_id),
      requested_by: by.person_id,
      confirmed_by: null,
      created_at: now,
      confirmed_at: null,
      ended_at: null,
    })
    .execute()
}

/** A second person says the same. */
export function confirmRefund(db: Db, by: Somebody, id: string, payment_id: string, now: Date) {
  return atomically(db, async (tx) => {
    const refund = found(await lockRefund(tx, id))
    if (refund.payment_id !== payment_id) return refused('not_waiting')
    const { requested_by } = refund
    const state = refund.state === 'requested' ? 'requested' : 'confirmed'
    const refusal = whyNotConfirm({ state, requested_by }, by.person_id)
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
    if (return_id && return_state) {
      const refusal = whyNotWithdraw(return_state)
      if (refusal) return refused(refusal)
      await endReturn(tx, by, return_id, now)
      const charged = refund.fee_minor > 0n && refund.fee_bearer !== 'entity'
      if (charged) await letGo(tx, by, refund.event_id, ledgerId(refund.event_id, 'fee'), now)
    }
    await tx.updateTable('payments.refund').set({ state: 'failed' }).where('id', '=', id).execute()
    return done(id)
  })
}

async function endReturn(tx: Db, by: Somebody, id: string, now: Date) {
  const { event_id, leg_id } = found(await lockReturn(tx, id))
  await letGo(tx, by, event_id, leg_id, now)
  await tx
    .updateTable('payments.bank_return')
    .set({ state: 'withdrawn', ended_at: now })
    .where('id', '=', id)
    .execute()
}

async function letGo(tx: Db, by: Somebody, event_id: string, pending_id: string, now: Date) {
  const withdrawn = ledgerId(event_id, 'withdrawn', pending_id)
  const happening = { event_id: withdrawn, kind: 'return_withdrawn', by }
  const effective_on = now.toISOString().slice(0, 10)
  const id = ledgerId(withdrawn, 'leg')
  const booked = await release(tx, { ...happening, id, pending_id, effective_on })
  if (!booked.ok) throw new Error(`what was reserved could not be let go: ${booked.refusal}`)
}

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
    const legs = [{ id: legOf(event_id), debit, credit, amount_minor, phase: 'pending' as const }]
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
        leg_id: legOf(event_id),
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
    const refusal = back.entry_id ? whyNotConfirm(back, by.person_id) : 'not_waiting'
    if (refusal) return refused(refusal)
    await setReturn(tx, id, by.person_id, now)
    return done(id)
  })
}

export function withdrawEntryReturn(db: Db, by: Somebody, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const back = found(await lockReturn(tx, id))
    const refusal = back.entry_id ? whyNotWithdraw(back.state) : 'not_waiting'
    if (refusal || !back.entry_id) return refused(refusal ?? 'not_waiting')
    await endReturn(tx, by, id, now)
    await setEntry(tx, back.entry_id, 'to_return')
    return done(id)
  })
}
