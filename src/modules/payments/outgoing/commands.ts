// Money that left an account: an order of ours, what the bank takes, something that it takes back,
// or what nobody ordered. The bank's word is booked in every case.
import { sql } from 'kysely'
import { record } from '#facts'
import { idFrom } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import {
  type AccountKey,
  type Event,
  type EventKind,
  ledgerId,
  post,
  reverse,
} from '#modules/ledger/index.ts'
import type { OurAccount } from '../queries.ts'
import {
  type EntryState,
  isBankCharge,
  type OrderAround,
  type OrderBook,
  type OrderSeen,
  type WhyOpen,
} from '../rules.ts'
import type { Db } from '../tables.ts'
import { findPaid, findReversed, type Reversed } from './queries.ts'

/** What of an entry has to be known to book it. */
export interface Debit {
  readonly id: string
  readonly amount_minor: bigint
  readonly currency: string
  readonly booked_on: string
  readonly bank_reference: string | null
  readonly end_to_end_id: string | null
  readonly kind: string | null
  readonly reversal: boolean
  readonly return_reason: string | null
  readonly lines: readonly string[]
  readonly party: { readonly name: string | null; readonly iban: string | null }
}

interface Booking extends OrderAround {
  readonly account: OurAccount
  readonly orders: OrderBook
  readonly day: (on: string) => string
}

interface Booked {
  readonly event_id: string
  readonly state: EntryState
  readonly why_open: WhyOpen | null
}

export async function bookDebit(tx: Db, debit: Debit, booking: Booking): Promise<Booked> {
  const size = -debit.amount_minor
  if (debit.reversal) {
    const taken = await takeBack(tx, debit, booking)
    if (taken) return taken
  }
  const seen = debit.end_to_end_id ? orderSeen(debit, booking, size) : null
  const order = seen ? await booking.orders.executed(tx, seen, booking) : null
  if (order && order !== 'differs') return { event_id: order, state: 'executed', why_open: null }
  if (!order && isBankCharge({ ...debit, ...debit.party }))
    return { event_id: await charge(tx, debit, booking), state: 'charged', why_open: null }
  const event_id = await lose(tx, debit, booking)
  return { event_id, state: 'open', why_open: order ? 'order_differs' : 'unknown_debit' }
}

const orderSeen = (debit: Debit, { account, day }: Booking, amount_minor: bigint): OrderSeen => ({
  entry_id: debit.id,
  bank_account_id: account.id,
  amount_minor,
  end_to_end_id: debit.end_to_end_id ?? '',
  currency: debit.currency,
  on: day(debit.booked_on),
  return_reason: debit.return_reason,
})

const bankKey = ({ account }: Booking, currency: string): AccountKey => ({
  kind: 'bank',
  owner_id: account.id,
  currency,
})

function leaving(debit: Debit, booking: Booking, kind: EventKind, from: AccountKey): Event {
  const event_id = ledgerId(kind, debit.id)
  const leg = {
    id: ledgerId(event_id, 'leg'),
    debit: from,
    credit: bankKey(booking, debit.currency),
    amount_minor: -debit.amount_minor,
    ...(debit.bank_reference ? { ext_ref: debit.bank_reference.slice(0, 200) } : {}),
  }
  return { event_id, kind, effective_on: booking.day(debit.booked_on), by: booking.by, legs: [leg] }
}

async function must(tx: Db, event: Event): Promise<string> {
  const answer = await post(tx, event)
  if (!answer.ok) throw new Error(`the books refuse what the bank did: ${answer.refusal}`)
  return event.event_id
}

const charge = (tx: Db, debit: Debit, booking: Booking) =>
  must(
    tx,
    leaving(debit, booking, 'bank_charged', {
      kind: 'bank_charge',
      owner_id: booking.account.entity_id,
      currency: debit.currency,
    }),
  )

/** Until somebody says what it was, it is the entity's loss: never the money of those who gave. */
const lose = (tx: Db, debit: Debit, booking: Booking) =>
  must(
    tx,
    leaving(debit, booking, 'money_left', {
      kind: 'loss',
      owner_id: booking.account.entity_id,
      currency: debit.currency,
    }),
  )

/** The bank takes back what it had booked: so do we, when exactly one entry can be meant. */
async function takeBack(tx: Db, debit: Debit, booking: Booking): Promise<Booked | null> {
  const [original, ...others] = await findReversed(tx, booking.account.id, debit)
  if (!original || others.length > 0) return null
  const on = booking.day(debit.booked_on)
  const freed = await freeAllocated(tx, original, { ...booking, on })
  if (!freed) return null
  const event_id = ledgerId('reversed', debit.id)
  const answer = await reverse(tx, {
    event_id,
    reverses_event: original.event_id,
    kind: 'arrival_reversed',
    by: booking.by,
    effective_on: on,
    reason: 'the bank took its booking back',
  })
  if (!answer.ok) return null
  await tx
    .updateTable('payments.entry')
    .set({ state: 'reversed', why_open: null, settled_at: booking.now })
    .where('id', '=', original.id)
    .execute()
  return { event_id, state: 'reversed', why_open: null }
}

/** What had found its purpose goes back into suspense first; a payment becomes a refund. */
async function freeAllocated(tx: Db, original: Reversed, around: Booking & { on: string }) {
  const placed = await tx
    .selectFrom('payments.allocation')
    .selectAll()
    .where('entry_id', '=', original.id)
    .execute()
  await sql`savepoint before_reversal`.execute(tx)
  for (const one of placed) {
    const event_id = ledgerId('reversed', one.id)
    const answer = await reverse(tx, {
      event_id,
      reverses_event: one.event_id,
      kind: 'gift_reversed',
      by: around.by,
      effective_on: around.on,
      reason: 'the bank took its booking back',
    })
    if (!answer.ok) {
      // It was paid out already: then people decide who bears it.
      await sql`rollback to savepoint before_reversal`.execute(tx)
      return false
    }
    const { payment_id, amount_minor } = one
    if (payment_id) await addRefund(tx, { payment_id, amount_minor, event_id }, around)
  }
  return true
}

/** For the donor it went back: their receipt says so, and a letter does at once. */
async function addRefund(tx: Db, one: Reversal, around: Said) {
  const { payment_id, amount_minor, event_id } = one
  const { by, now } = around
  const refund_id = idFrom('refund', event_id)
  await tx
    .insertInto('payments.refund')
    .values({
      id: refund_id,
      payment_id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'bank_returned',
      state: 'done',
      event_id,
      created_at: now,
      done_at: now,
    })
    .execute()
  const payment = await findPaid(tx, payment_id)
  const sum = { amount_minor: String(amount_minor), currency: payment.currency }
  await record(tx, 'payment.returned', { ...payment, ...sum, refund_id }, by)
  await enqueue(tx, 'payments.refund_letter', { refund_id, what: 'done' })
}

interface Reversal {
  readonly payment_id: string
  readonly amount_minor: bigint
  readonly event_id: string
}

type Said = Pick<OrderAround, 'by' | 'now'>
