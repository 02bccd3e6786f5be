// A gift of a purpose that failed goes back after some days, unless its giver says before that it
// shall be for something else: then it is given on, without leaving the house. It still knows where
// it came from, and goes back to there when that comes to nothing as well.
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { calendarDay } from '#kit/format.ts'
import { idFrom } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import { isLocale } from '#kit/locale.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { ledgerId, post } from '#modules/ledger/index.ts'
import { addCardRefund, addPledge, ask, letGo, lockPledgesById } from '../commands.ts'
import { findPledge, findPurpose, type Pledge, type Purpose } from '../queries.ts'
import { whyNotPledge } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Due, lockDue, lockWaiting, type Waiting } from './queries.ts'

// Of one transaction; more is taken by the next.
const atOnce = 500

/** What nobody gave on goes back: to the card at once, by bank with the next file. */
export async function sendDue(db: Db, now: Date): Promise<number> {
  let sent = 0
  while (true) {
    const some = await atomically(db, async (tx) => {
      const due = await lockDue(tx, now, atOnce)
      if (due.length > 0) await confirmAll(tx, due, now)
      return due.length
    })
    sent += some
    if (some < atOnce) return sent
  }
}

async function confirmAll(tx: Db, due: readonly Due[], now: Date) {
  const ids = due.map(({ id }) => id)
  const returns = due.flatMap(({ return_id }) => return_id ?? [])
  await tx
    .updateTable('payments.refund')
    .set({ state: 'confirmed' })
    .where('id', 'in', ids)
    .execute()
  if (returns.length > 0)
    await tx
      .updateTable('payments.bank_return')
      .set({ state: 'confirmed', confirmed_at: now })
      .where('id', 'in', returns)
      .execute()
  for (const { id, charge_id, processor_account_id, amount_minor } of due) {
    if (charge_id && processor_account_id) {
      await addCardRefund(tx, { id, charge_id, processor_account_id, amount_minor }, now)
      await ask(tx, 'refund', id)
    }
    await enqueue(tx, 'payments.refund_letter', { refund_id: id, what: 'confirmed' })
  }
}

export interface PassingOn {
  readonly pledge_id: string
  /** What it was given for, and came to nothing. */
  readonly from_id: string
  /** What it is for from now on. */
  readonly purpose_id: string
  /** Of the new promise: ISO 11649, never given out before. */
  readonly reference: string
}

/** All that waits of a gift becomes a gift for something else: the id of the new one. */
export function passOn(db: Db, wish: PassingOn, now: Date) {
  return atomically(db, async (tx) => {
    await lockPledgesById(tx, [wish.pledge_id])
    const pledge = found(await findPledge(tx, wish.pledge_id))
    const from = found(await findPurpose(tx, wish.from_id))
    const to = found(await findPurpose(tx, wish.purpose_id))
    const waiting = await lockWaiting(tx, pledge.id, from.id, now)
    if (waiting.length === 0) return refused('nothing_waits')
    const whyNot = to.is_sample === pledge.is_sample ? whyNotPledge(to, now) : 'closed'
    if (whyNot) return refused(whyNot)
    const amount_minor = waiting.reduce((sum, one) => sum + one.amount_minor, 0n)
    const id = await promiseAnew(tx, pledge, to, { amount_minor, reference: wish.reference }, now)
    for (const one of waiting) await passOne(tx, { pledge, from, to, to_pledge: id }, one, now)
    return done(id)
  })
}

/** For what it is now it has a promise, a reference and a page of its own. */
const promiseAnew = (
  tx: Db,
  pledge: Pledge,
  to: Purpose,
  anew: { readonly amount_minor: bigint; readonly reference: string },
  now: Date,
) =>
  addPledge(
    tx,
    {
      purpose_id: to.id,
      amount_minor: anew.amount_minor,
      reference: anew.reference,
      recurring_id: null,
      message: null,
      donor_name: pledge.donor_name,
      donor_email: pledge.donor_email,
      donor_country: pledge.donor_country,
      locale: isLocale(pledge.locale) ? pledge.locale : 'en',
      visibility: pledge.visibility,
      in_name_of: pledge.in_name_of,
      person_id: pledge.person_id,
      account: {
        bank_account_id: pledge.bank_account_id,
        entity_id: pledge.collecting_entity_id,
        currency: pledge.currency,
        is_sample: pledge.is_sample,
      },
    },
    now,
  )

interface Between {
  readonly pledge: Pledge
  readonly from: Purpose
  readonly to: Purpose
  readonly to_pledge: string
}

const byOf = ({ person_id }: Pledge): By => (person_id ? { person_id } : 'system')

/** One payment: what was reserved to go back is let go, and the same cents change their purpose. */
async function passOne(tx: Db, between: Between, one: Waiting, now: Date) {
  const { pledge, from, to, to_pledge } = between
  await endWaiting(tx, one, byOf(pledge), now)
  const { amount_minor, currency, method } = one
  const today = calendarDay(now)
  const event_id = ledgerId('gift_passed_on', one.id)
  const debit = { kind: from.account_kind, owner_id: from.account_owner_id, currency }
  const credit = { kind: to.account_kind, owner_id: to.account_owner_id, currency }
  const legs = [{ id: ledgerId(event_id, 'leg'), debit, credit, amount_minor }]
  const event = { event_id, kind: 'gift_passed_on', effective_on: today, legs } as const
  const booked = await post(tx, { ...event, by: byOf(pledge) }, now)
  if (!booked.ok) throw new Error(`the books refuse what is given on: ${booked.refusal}`)
  const refund_id = idFrom('refund', one.payment_id, 'passed on')
  await tx
    .insertInto('payments.refund')
    .values({
      id: refund_id,
      payment_id: one.payment_id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'passed_on',
      state: 'done',
      event_id,
      created_at: now,
      done_at: now,
    })
    .execute()
  const payment_id = ledgerId('passed_on', one.id)
  await tx
    .insertInto('payments.payment')
    .values({
      id: payment_id,
      pledge_id: to_pledge,
      purpose_id: to.id,
      method,
      amount_minor,
      currency,
      received_on: today,
      event_id,
      source: 'passed_on',
      source_id: one.payment_id,
      origin_id: one.origin_id ?? one.payment_id,
      created_at: now,
    })
    .execute()
  await tell(tx, between, { ...one, refund_id, to_payment_id: payment_id })
}

async function endWaiting(tx: Db, { id, event_id, return_id }: Waiting, by: By, now: Date) {
  await letGo(tx, event_id, by, now)
  if (return_id)
    await tx
      .updateTable('payments.bank_return')
      .set({ state: 'withdrawn', ended_at: now })
      .where('id', '=', return_id)
      .execute()
  await tx.updateTable('payments.refund').set({ state: 'failed' }).where('id', '=', id).execute()
}

interface Passed extends Waiting {
  readonly refund_id: string
  readonly to_payment_id: string
}

async function tell(tx: Db, { pledge, from, to, to_pledge }: Between, one: Passed) {
  const { payment_id, refund_id, to_payment_id, currency } = one
  const amount_minor = String(one.amount_minor)
  const left = { pledge_id: pledge.id, purpose_id: from.id, organisation_id: from.organisation_id }
  const came = { pledge_id: to_pledge, purpose_id: to.id, organisation_id: to.organisation_id }
  const gone = { ...left, payment_id, refund_id, to_payment_id, amount_minor, currency }
  const by = byOf(pledge)
  await record(tx, 'payment.passed_on', gone, by)
  const received = { ...came, payment_id: to_payment_id, amount_minor, currency }
  await record(tx, 'payment.received', received, by)
}
