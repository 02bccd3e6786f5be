// How money that goes out moves on: each step of a payout is written down, and what the bank did
// with one payment of a file is booked, whoever brings the word.
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, type Outcome, refused } from '#kit/outcome.ts'
import {
  type EventKind,
  ledgerId,
  type PostRefusal,
  post,
  release,
  settle,
} from '#modules/ledger/index.ts'
import { listMembers } from '#modules/organisations/index.ts'
import { notify } from '#modules/people/index.ts'
import { payingAccount } from '../queries.ts'
import type { PayoutState } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Item, lockItem, lockItemNamed, lockReturnOf } from './queries.ts'

interface Step {
  readonly from: PayoutState
  readonly to: PayoutState
  readonly person_id: string | null
  readonly second_id?: string | null
  readonly reason?: string | null
  readonly why?: string | null
}

/** The state follows the step; a step that does not lead on is refused by the database. */
export async function movePayout(tx: Db, payout_id: string, step: Step, at: Date) {
  const { from, to, person_id, second_id = null, reason = null, why = null } = step
  await tx
    .insertInto('payments.payout_step')
    .values({
      payout_id,
      from_state: from,
      to_state: to,
      person_id,
      second_id,
      reason,
      why,
      at,
    })
    .execute()
}

const heardOf = ['owner', 'finance']

/** Those who look after an organisation's money are told what became of it. */
export async function tellTreasurers(
  tx: Db,
  organisation_id: string,
  notice: { kind: `payments.${string}`; payload: object },
  now: Date,
) {
  for (const { person_id, role } of await listMembers(tx, organisation_id))
    if (heardOf.includes(role)) await notify(tx, person_id, notice, now)
}

/** What a bank's statement says of money that left, as far as it is needed here. */
export interface OutgoingEntry {
  readonly id: string
  readonly bank_account_id: string
  readonly amount_minor: bigint
  readonly currency: string
  /** `YYYY-MM-DD` */
  readonly booked_on: string
  readonly end_to_end_id: string
}

/** Whose word it is that the bank paid, or did not. */
export interface Voice {
  readonly by: By
  readonly second_id: string | null
  readonly on: string
  readonly why: string | null
}

export type WhyNotSettled =
  | PostRefusal
  | 'order_unknown'
  | 'order_not_sent'
  | 'settled_already'
  | 'amount_differs'
  | 'account_differs'

export type Settled = Outcome<
  { item_id: string; state: 'paid' | 'failed' | 'known' },
  WhyNotSettled
>

/**
 * A line of a statement that shows money leaving, for a payout or a return of ours: what was
 * reserved is booked. The same line again is the same settling.
 */
export const settlePayoutByEntry = (db: Db, entry: OutgoingEntry, now: Date): Promise<Settled> =>
  atomically(db, async (tx) => {
    const item = await lockItemNamed(tx, entry.end_to_end_id)
    if (!item) return refused('order_unknown')
    const differs = whatDiffers(item, entry)
    if (differs) return refused(differs)
    if (item.state === 'paid') return done({ item_id: item.id, state: 'known' })
    const voice = { by: 'system', second_id: null, on: entry.booked_on, why: null } as const
    return payItem(tx, item, voice, now)
  })

interface ComingBack {
  readonly why: string | null
  /** Its line was booked as money that arrived; otherwise it is booked from the bank here. */
  readonly in_suspense: boolean
}

/** A line that shows the money coming back, or a status file that says it never left. */
export const failPayoutByEntry = (
  db: Db,
  entry: OutgoingEntry & ComingBack,
  now: Date,
): Promise<Settled> =>
  atomically(db, async (tx) => {
    const item = await lockItemNamed(tx, entry.end_to_end_id)
    if (!item) return refused('order_unknown')
    const differs = whatDiffers(item, entry)
    if (differs) return refused(differs)
    if (item.state === 'failed') return done({ item_id: item.id, state: 'known' })
    const voice = { by: 'system', second_id: null, on: entry.booked_on, why: entry.why } as const
    return item.state === 'paid'
      ? comeBack(tx, item, voice, entry.in_suspense, now)
      : failItem(tx, item, voice, now)
  })

/** Two operators say it, until the statement can. */
export async function settleByWord(
  tx: Db,
  item_id: string,
  says: 'paid' | 'failed',
  voice: Voice,
  now: Date,
): Promise<Settled> {
  const item = await lockItem(tx, item_id)
  if (!item) return refused('order_unknown')
  if (item.state !== 'ordered') return refused('settled_already')
  return says === 'paid' ? payItem(tx, item, voice, now) : failItem(tx, item, voice, now)
}

function whatDiffers(item: Item, entry: OutgoingEntry) {
  if (item.bank_account_id !== entry.bank_account_id) return 'account_differs'
  if (item.currency !== entry.currency || item.amount_minor !== entry.amount_minor)
    return 'amount_differs'
  return null
}

const booking = (item: Item, { by, on }: Voice, kind: EventKind) => {
  const event_id = ledgerId(item.event_id, kind, item.id)
  return { id: ledgerId(event_id, 'leg'), event_id, kind, effective_on: on, by }
}

async function payItem(tx: Db, item: Item, voice: Voice, now: Date): Promise<Settled> {
  if (!item.sent_at) return refused('order_not_sent')
  const kind = item.payout_id ? 'paid_out' : 'returned'
  const booked = await settle(tx, { ...booking(item, voice, kind), pending_id: item.leg_id })
  if (!booked.ok) return booked
  if (item.payout_id) await endPayout(tx, item, 'paid', voice, now)
  else await endReturn(tx, item, 'done', voice, now)
  await setItem(tx, item.id, 'paid', voice.on)
  return done({ item_id: item.id, state: 'paid' })
}

async function failItem(tx: Db, item: Item, voice: Voice, now: Date): Promise<Settled> {
  const kind = item.payout_id ? 'payout_failed' : 'return_failed'
  const booked = await release(tx, { ...booking(item, voice, kind), pending_id: item.leg_id })
  if (!booked.ok) return booked
  if (item.payout_id) await endPayout(tx, item, 'failed', voice, now)
  else await endReturn(tx, item, 'failed', voice, now)
  await setItem(tx, item.id, 'failed', voice.on)
  return done({ item_id: item.id, state: 'failed' })
}

/** It had left, and the bank sent it back: it is the organisation's again. */
async function comeBack(
  tx: Db,
  item: Item,
  voice: Voice,
  in_suspense: boolean,
  now: Date,
): Promise<Settled> {
  const { organisation_id, purpose_id, currency, amount_minor, bank_account_id: owner_id } = item
  // Money that was to go back to a donor and bounced waits with what came and is nobody's yet.
  const suspense = { kind: 'suspense', owner_id, currency } as const
  const credit = organisation_id
    ? { ...(await payingAccount(tx, { organisation_id, purpose_id })), currency }
    : suspense
  const debit = in_suspense ? suspense : ({ kind: 'bank', owner_id, currency } as const)
  const { id, ...happening } = booking(item, voice, 'returned_by_bank')
  if (organisation_id || !in_suspense) {
    const booked = await post(tx, { ...happening, legs: [{ id, debit, credit, amount_minor }] })
    if (!booked.ok) return booked
  }
  await endPayout(tx, item, 'returned', voice, now)
  await setItem(tx, item.id, 'failed', voice.on)
  return done({ item_id: item.id, state: 'failed' })
}

const setItem = (tx: Db, id: string, state: 'paid' | 'failed', state_on: string) =>
  tx.updateTable('payments.order_item').set({ state, state_on }).where('id', '=', id).execute()

const personOf = ({ by }: Voice) => (by === 'system' ? null : by.person_id)

const said = ({ second_id, why }: Voice) => ({ second_id, why })

async function endPayout(
  tx: Db,
  item: Item,
  to: 'paid' | 'failed' | 'returned',
  voice: Voice,
  now: Date,
) {
  const { payout_id, organisation_id, amount_minor, currency } = item
  if (!payout_id || !organisation_id) return
  const from = to === 'returned' ? 'paid' : 'ordered'
  const step: Step = { from, to, person_id: personOf(voice), ...said(voice) }
  await movePayout(tx, payout_id, step, now)
  const fact = { payout_id, organisation_id }
  const sum = { amount_minor: String(amount_minor), currency }
  if (to === 'paid') await record(tx, 'payout.paid', { ...fact, ...sum }, voice.by)
  else await record(tx, 'payout.failed', fact, voice.by)
  const payload = { slug: item.slug, name: item.name, id: payout_id, ...sum, why: voice.why }
  await tellTreasurers(tx, organisation_id, { kind: `payments.payout_${to}`, payload }, now)
  // Money that did not arrive is no matter for a digest.
  if (to !== 'paid')
    await enqueue(tx, 'payments.payout_letters', { payout_id, what: to, why: voice.why })
}

async function endReturn(tx: Db, item: Item, state: 'done' | 'failed', voice: Voice, now: Date) {
  const back = await lockReturnOf(tx, item)
  if (!back) return
  await tx
    .updateTable('payments.bank_return')
    .set({ state, ended_at: now })
    .where('id', '=', back.id)
    .execute()
  if (back.entry_id) await setEntry(tx, back.entry_id, state === 'done' ? 'returned' : 'to_return')
  if (back.refund_id) await endRefund(tx, back, state, voice, now)
  const { credit_choice_id } = back
  if (credit_choice_id)
    await enqueue(tx, 'payments.refund_letter', { credit_choice_id, what: state })
}

const setEntry = (tx: Db, id: string, state: 'returned' | 'to_return') =>
  tx.updateTable('payments.entry').set({ state }).where('id', '=', id).execute()

interface Back {
  readonly refund_id: string | null
  readonly payment_id: string | null
  readonly pledge_id: string | null
  readonly purpose_id: string | null
  readonly organisation_id: string | null
  readonly amount_minor: bigint | null
  readonly currency: string
  readonly fee_leg: string | null
  readonly event_id: string
}

async function endRefund(tx: Db, back: Back, state: 'done' | 'failed', voice: Voice, now: Date) {
  const { refund_id, payment_id, purpose_id, pledge_id, organisation_id, fee_leg } = back
  if (!refund_id || !payment_id || !purpose_id || !organisation_id) return
  if (fee_leg) {
    const event_id = ledgerId(back.event_id, state === 'done' ? 'fee_charged' : 'fee_released')
    const kind = state === 'done' ? 'fee_charged' : 'fee_released'
    const words = { kind, by: voice.by } as const
    const happening = { event_id, ...words, effective_on: voice.on }
    const resolution = { id: ledgerId(event_id, 'leg'), pending_id: fee_leg, ...happening }
    const booked = await (state === 'done' ? settle : release)(tx, resolution)
    if (!booked.ok) throw new Error(`the fee of a refund could not be booked: ${booked.refusal}`)
  }
  await tx
    .updateTable('payments.refund')
    .set({ state, done_at: state === 'done' ? now : null })
    .where('id', '=', refund_id)
    .execute()
  await enqueue(tx, 'payments.refund_letter', { refund_id, what: state })
  if (state === 'failed') return
  const sum = { amount_minor: String(back.amount_minor ?? 0n), currency: back.currency }
  const fact = { refund_id, payment_id, pledge_id, purpose_id, organisation_id, ...sum }
  await record(tx, 'payment.returned', fact, voice.by)
}
