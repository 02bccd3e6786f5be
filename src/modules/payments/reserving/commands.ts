// What goes back is reserved in the moment when it is asked for, by bank and by card alike, so that
// nothing else takes it meanwhile. A person's asking waits for a second person; what a rule decides
// goes at once.
import type { By } from '#facts'
import { idFrom } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, type Outcome, refused } from '#kit/outcome.ts'
import { type Event, type Leg, ledgerId, postMany, release } from '#modules/ledger/index.ts'
import type { FeeBearer, RefundReason } from '../rules.ts'
import { sentBack } from '../rules.ts'
import type { Db } from '../tables.ts'
import {
  type Givable,
  holdPayments,
  listAsked,
  listGivable,
  listReserved,
  lockReturns,
  onlyWaits,
} from './queries.ts'
import { reservation, whyNotRefund } from './rules.ts'

export interface RefundWish {
  readonly payment_id: string
  /** All that is left of it, when nothing is said. */
  readonly amount_minor?: bigint
  readonly reason: RefundReason
  /** In somebody's words; the donor's bank prints it. */
  readonly why?: string
  readonly fee_minor?: bigint
  readonly fee_bearer?: FeeBearer
  /** `system`: a rule decided, and nobody has to confirm it. */
  readonly by: By
  /** It waits so long, reserved, and its giver may give it on meanwhile. */
  readonly goes_at?: Date
  /** By card, and refused there: out of this account of ours, to where its giver says. */
  readonly out_of?: string
  /** The same key for the same payment is the same asking. */
  readonly key: string
}

export type WhyNotReturned =
  | 'not_a_payment'
  | 'nothing_left'
  | 'more_than_left'
  | 'fee_takes_all'
  | 'disputed'
  | 'origin_unknown'
  | 'overdrawn'

type Answer = Outcome<string, WhyNotReturned>

interface CardPart {
  /** Of the refund. */
  readonly id: string
  readonly charge_id: string
  readonly processor_account_id: string
  readonly amount_minor: bigint
}

/** Has the processor asked for what goes back to a card. */
type SendByCard = (tx: Db, part: CardPart, now: Date) => Promise<unknown>

// A statement takes 65,535 values, and a return has 24.
const atOnce = 1000

/**
 * Many payments, each once, each with its own answer in their order: one that cannot go keeps no
 * other from going.
 */
export async function reserveRefunds(
  tx: Db,
  wishes: readonly RefundWish[],
  sendByCard: SendByCard,
  now: Date,
): Promise<Answer[]> {
  await holdPayments(
    tx,
    wishes.map(({ payment_id }) => payment_id),
  )
  const answers: Answer[] = []
  for (let from = 0; from < wishes.length; from += atOnce)
    answers.push(...(await reserveSome(tx, wishes.slice(from, from + atOnce), sendByCard, now)))
  return answers
}

const idOf = ({ payment_id, key }: RefundWish) => idFrom('refund', payment_id, key)

async function reserveSome(
  tx: Db,
  wishes: readonly RefundWish[],
  sendByCard: SendByCard,
  now: Date,
): Promise<Answer[]> {
  const ids = wishes.map(({ payment_id }) => payment_id)
  const payments = new Map((await listGivable(tx, ids)).map((one) => [one.id, one]))
  const known = new Set((await listAsked(tx, wishes.map(idOf))).map(({ id }) => id))
  const judged = wishes.map((wish) =>
    known.has(idOf(wish)) ? done(null) : judge(wish, payments.get(wish.payment_id)),
  )
  const going = judged.flatMap((one) => (one.ok && one.value ? [one.value] : []))
  const events = going.map((one) => eventOf(one, now))
  const written = events.length > 0 ? await postMany(tx, events, now) : []
  const held = going.filter((_, place) => written[place]?.ok)
  if (held.length > 0) await keep(tx, held, sendByCard, now)
  const short = new Set(going.filter((one) => !held.includes(one)).map(({ id }) => id))
  return judged.map((one, place) => {
    const wish = wishes[place]
    if (!one.ok || !wish) return one.ok ? refused('not_a_payment') : one
    return short.has(idOf(wish)) ? refused('overdrawn') : done(idOf(wish))
  })
}

interface Going {
  readonly id: string
  readonly event_id: string
  readonly legs: readonly Leg[]
  readonly wish: RefundWish
  readonly payment: Givable
  readonly amounts: { amount_minor: bigint; fee_minor: bigint; fee_bearer: FeeBearer }
}

function judge(wish: RefundWish, found: Givable | undefined): Outcome<Going, WhyNotReturned> {
  if (!found) return refused('not_a_payment')
  const payment = wish.out_of ? elsewhere(found, wish.out_of) : found
  const { amount_minor = payment.amount_minor - payment.back_minor } = wish
  const { fee_minor = 0n, fee_bearer = 'entity' } = wish
  const amounts = { amount_minor, fee_minor, fee_bearer }
  const refusal = whyNotRefund(payment, amounts)
  if (refusal) return refused(refusal)
  const id = idOf(wish)
  const event_id = ledgerId('refund', id)
  const legs = reservation(payment, event_id, amounts, id)
  return legs ? done({ id, event_id, legs, wish, payment, amounts }) : refused('origin_unknown')
}

/** As if it had come by bank, and nobody knew whence. */
const elsewhere = (payment: Givable, bank_account_id: string): Givable => ({
  ...payment,
  bank_account_id,
  charge_id: null,
  processor_account_id: null,
  origin_iban: null,
})

const eventOf = ({ event_id, legs, wish, payment }: Going, now: Date): Event => ({
  event_id,
  legs,
  by: wish.by,
  effective_on: now.toISOString().slice(0, 10),
  kind: payment.charge_id ? 'refund_requested' : 'return_ordered',
})

/** Whether it may go at once: a rule says that it does, and it is known whither. */
const goesAtOnce = ({ wish, payment }: Going) =>
  wish.by === 'system' &&
  wish.goes_at === undefined &&
  (payment.charge_id !== null || payment.origin_iban !== null)

const personOf = ({ by }: RefundWish) => (by === 'system' ? null : by.person_id)

async function keep(tx: Db, held: readonly Going[], sendByCard: SendByCard, now: Date) {
  await tx
    .insertInto('payments.refund')
    .values(
      held.map((one) => ({
        id: one.id,
        payment_id: one.wish.payment_id,
        ...one.amounts,
        event_id: one.event_id,
        reason: one.wish.reason,
        why: one.wish.why ?? null,
        created_at: now,
        done_at: null,
        goes_at: one.wish.goes_at ?? null,
        requested_by: personOf(one.wish),
        confirmed_by: null,
        state: goesAtOnce(one) ? ('confirmed' as const) : ('requested' as const),
      })),
    )
    .execute()
  const byBank = held.filter(({ payment }) => !payment.charge_id)
  if (byBank.length > 0)
    await tx
      .insertInto('payments.bank_return')
      .values(byBank.map((one) => returnOf(one, now)))
      .execute()
  for (const one of held) {
    if (!goesAtOnce(one)) continue
    const { charge_id, processor_account_id } = one.payment
    const { amount_minor } = one.amounts
    if (charge_id && processor_account_id)
      await sendByCard(tx, { id: one.id, charge_id, processor_account_id, amount_minor }, now)
    await enqueue(tx, 'payments.refund_letter', { refund_id: one.id, what: 'confirmed' })
  }
}

/** By bank: for the next file, once it is confirmed. */
function returnOf(one: Going, now: Date) {
  const { id, event_id, wish, payment, amounts } = one
  const { bank_account_id, origin_iban, origin_bic, party, donor_name, currency } = payment
  if (!bank_account_id) throw new Error('which account it came to was known a moment ago')
  const at_once = goesAtOnce(one)
  return {
    refund_id: id,
    entry_id: null,
    credit_choice_id: null,
    bank_account_id,
    currency,
    iban: origin_iban,
    bic: origin_iban ? origin_bic : null,
    bank_name: null,
    holder: party ?? donor_name ?? '-',
    amount_minor: sentBack(amounts),
    event_id,
    // Without words of somebody's, the donor finds their own reference on the statement.
    why: wish.why ?? payment.reference ?? '-',
    leg_id: ledgerId(event_id, 'leg'),
    requested_by: personOf(wish),
    asks_giver: wish.out_of !== undefined,
    confirmed_by: null,
    created_at: now,
    ended_at: null,
    decided_by: wish.by === 'system' ? ('rule' as const) : ('people' as const),
    state: at_once ? ('confirmed' as const) : ('requested' as const),
    confirmed_at: at_once ? now : null,
  }
}

/** What was reserved is where it was before. */
export async function letGo(tx: Db, event_id: string, by: By, now: Date) {
  for (const { id: pending_id } of await listReserved(tx, event_id)) {
    const withdrawn = ledgerId(event_id, 'withdrawn', pending_id)
    const happening = { event_id: withdrawn, kind: 'return_withdrawn', by } as const
    const effective_on = now.toISOString().slice(0, 10)
    const id = ledgerId(withdrawn, 'leg')
    const booked = await release(tx, { ...happening, id, pending_id, effective_on }, now)
    if (!booked.ok) throw new Error(`what was reserved could not be let go: ${booked.refusal}`)
  }
}

/**
 * What of a payment only waits to go back stays here, where its bank or its processor takes it
 * anyhow: what nobody has confirmed, and what waits for the next file to the bank. Answers how
 * much.
 */
export async function letStay(tx: Db, payment_id: string, now: Date): Promise<bigint> {
  await lockReturns(tx, payment_id)
  const stays = await tx
    .updateTable('payments.refund')
    .set({ state: 'failed' })
    .where('payment_id', '=', payment_id)
    .where(onlyWaits)
    .returning(['id', 'event_id', 'amount_minor'])
    .execute()
  for (const { id, event_id } of stays) {
    await letGo(tx, event_id, 'system', now)
    await tx
      .updateTable('payments.bank_return')
      .set({ state: 'withdrawn', ended_at: now })
      .where('refund_id', '=', id)
      .execute()
  }
  return stays.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
}
