// What happens at the practice processor: donors pay or do not, banks dispute, the account's owner
// gives back from the dashboard. Each tells about itself, as Stripe would.
import {
  add,
  type Books,
  fieldOf,
  find,
  list,
  move,
  secondsOf,
  type Tariff,
  type Thing,
  tell,
  the,
} from './practice-books.ts'

export type Card = 'good' | 'declined' | 'slow'

export interface Doing {
  readonly books: Books
  readonly tariff: Tariff
  readonly now: Date
}

/** The donor sends the page: with a good card, a bad one, or one whose money comes later. */
export function pay({ books, tariff, now }: Doing, sessionId: string, card: Card): Thing {
  const session = the(books, sessionId)
  if (session.status !== 'open') return session
  const intent = intentOf({ books, tariff, now }, session)
  if (card === 'declined') {
    intent.last_payment_error = { code: 'card_declined', decline_code: 'insufficient_funds' }
    intent.status = 'requires_payment_method'
    tell(books, 'payment_intent.payment_failed', intent, now)
    return session
  }
  Object.assign(session, { status: 'complete', payment_status: 'unpaid', url: null })
  intent.status = 'processing'
  intent.last_payment_error = null
  if (card === 'good') collect({ books, tariff, now }, session, intent)
  tell(books, 'checkout.session.completed', session, now)
  return session
}

function intentOf({ books, now }: Doing, session: Thing): Thing {
  const known = find(books, fieldOf(session, 'payment_intent'))
  if (known) return known
  const { amount_total: amount, currency, intent_metadata: metadata, setup_future_usage } = session
  const nothing = { latest_charge: null, last_payment_error: null }
  const fields = { amount, currency, metadata, setup_future_usage, ...nothing }
  const status = 'requires_payment_method'
  const intent = add(books, 'pi', 'payment_intent', { ...fields, status }, now)
  session.payment_intent = intent.id
  return intent
}

/** A card that was kept is charged while its holder is not there. */
export function chargeKept({ books, tariff, now }: Doing, intent: Thing): boolean {
  const card = the(books, fieldOf(intent, 'payment_method'))
  if (card.goes === false) {
    intent.last_payment_error = { code: 'card_declined', decline_code: 'expired_card' }
    tell(books, 'payment_intent.payment_failed', intent, now)
    return false
  }
  collect({ books, tariff, now }, null, intent)
  return true
}

/** From now on it is declined: it ran out, or its holder has another one. */
export function spoil({ books }: Doing, card: string) {
  the(books, card).goes = false
}

function collect({ books, tariff, now }: Doing, session: Thing | null, intent: Thing) {
  const amount = Number(intent.amount)
  const currency = fieldOf(intent, 'currency')
  const fields = {
    amount,
    currency,
    payment_intent: intent.id,
    paid: true,
    status: 'succeeded',
    payment_method_details: { card: { brand: 'visa', last4: '4242' } },
  }
  if (intent.setup_future_usage && !intent.payment_method) keep({ books, tariff, now }, intent)
  const charge = add(books, 'ch', 'charge', { ...fields, metadata: {} }, now)
  const rate = tariff.settles?.rate ?? 1
  // The króna is counted in hundredths that are always noughts.
  const unit = currency === 'isk' ? 100 : 1
  const share = (amount * rate * tariff.per_thousand) / 1000 + tariff.fixed
  const fee = Math.round(share / unit) * unit
  const line = { type: 'charge', source: charge.id, amount, currency, fee }
  charge.balance_transaction = move(books, tariff, line, now).id
  Object.assign(intent, { status: 'succeeded', latest_charge: charge.id })
  if (session) session.payment_status = 'paid'
  tell(books, 'charge.succeeded', charge, now)
  tell(books, 'payment_intent.succeeded', intent, now)
}

function keep({ books, now }: Doing, intent: Thing) {
  const { id: customer } = add(books, 'cus', 'customer', {}, now)
  const card = add(books, 'pm', 'payment_method', { customer, goes: true }, now)
  Object.assign(intent, { customer, payment_method: card.id })
}

/** The money of a slow card comes after all, or does not. */
export function settleSlow({ books, tariff, now }: Doing, sessionId: string, well: boolean) {
  const session = the(books, sessionId)
  const intent = find(books, fieldOf(session, 'payment_intent'))
  if (intent?.status !== 'processing') return
  if (well) {
    collect({ books, tariff, now }, session, intent)
    tell(books, 'checkout.session.async_payment_succeeded', session, now)
    return
  }
  intent.status = 'requires_payment_method'
  intent.last_payment_error = { code: 'debit_not_authorized' }
  tell(books, 'checkout.session.async_payment_failed', session, now)
}

export function expire({ books, now }: Doing, sessionId: string) {
  const session = the(books, sessionId)
  if (session.status !== 'open') return
  Object.assign(session, { status: 'expired', url: null })
  tell(books, 'checkout.session.expired', session, now)
}

/** What may still be given back of a charge. */
export function leftOf(books: Books, charge: Thing): number {
  const refunds = list(books, 'refund').filter((one) => one.charge === charge.id)
  const back = refunds.filter(({ status }) => status !== 'failed')
  return Number(charge.amount) - back.reduce((sum, { amount }) => sum + Number(amount), 0)
}

export interface RefundWish {
  readonly charge_id: string
  readonly amount: number
  readonly metadata?: Record<string, string>
  /** It is not there at once: some banks take days, and some say no. */
  readonly pending?: boolean
}

export function giveBack({ books, tariff, now }: Doing, wish: RefundWish): Thing {
  const charge = the(books, wish.charge_id)
  const { amount, metadata = {}, pending = false } = wish
  const currency = fieldOf(charge, 'currency')
  const about = { charge: charge.id, payment_intent: charge.payment_intent, metadata }
  const status = pending ? 'pending' : 'succeeded'
  const refund = add(books, 're', 'refund', { amount, currency, ...about, status }, now)
  const line = { type: 'refund', source: refund.id, amount: -amount, currency }
  refund.balance_transaction = move(books, tariff, line, now).id
  tell(books, 'refund.created', refund, now)
  tell(books, 'charge.refunded', charge, now)
  return refund
}

/** A refund under way arrives, or the donor's bank sends it back; that may come late, too. */
export function settleRefund({ books, tariff, now }: Doing, refundId: string, well: boolean) {
  const refund = the(books, refundId)
  if (refund.status === 'failed') return
  refund.status = well ? 'succeeded' : 'failed'
  if (!well) {
    const { amount, currency } = refund
    const line = { amount: Number(amount), currency: String(currency), source: refund.id }
    const txn = move(books, tariff, { type: 'refund_failure', ...line }, now)
    refund.failure_balance_transaction = txn.id
  }
  tell(books, well ? 'refund.updated' : 'refund.failed', refund, now)
}

const aWeek = 7 * 24 * 3600

/** The donor's bank asks (`inquiry`), or takes the money until it is decided. */
export function dispute({ books, tariff, now }: Doing, chargeId: string, inquiry = false): Thing {
  const charge = the(books, chargeId)
  const currency = fieldOf(charge, 'currency')
  const amount = leftOf(books, charge)
  const fields = {
    amount,
    currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: inquiry ? 'warning_needs_response' : 'needs_response',
    evidence_details: { due_by: secondsOf(now) + aWeek },
    balance_transactions: [] as Thing[],
  }
  const made = add(books, 'dp', 'dispute', fields, now)
  if (!inquiry) withdraw({ books, tariff, now }, made)
  tell(books, 'charge.dispute.created', made, now)
  if (!inquiry) tell(books, 'charge.dispute.funds_withdrawn', made, now)
  return made
}

function withdraw({ books, tariff, now }: Doing, made: Thing) {
  const { amount, currency, id: source } = made
  const line = { type: 'adjustment', source, currency: String(currency), fee: tariff.dispute }
  const txn = move(books, tariff, { ...line, amount: -Number(amount) }, now)
  ;(made.balance_transactions as Thing[]).push(txn)
}

export function closeDispute({ books, tariff, now }: Doing, id: string, won: boolean) {
  const made = the(books, id)
  if (['won', 'lost', 'warning_closed'].includes(fieldOf(made, 'status'))) return
  const held = made.balance_transactions as Thing[]
  // A question that is answered badly becomes a dispute, and then the money is taken.
  if (!won && held.length === 0) withdraw({ books, tariff, now }, made)
  made.status = won ? (held.length > 0 ? 'won' : 'warning_closed') : 'lost'
  if (won && held.length > 0) {
    const { amount, currency } = made
    const fee = tariff.dispute_fee_returned ? -tariff.dispute : 0
    const line = { type: 'adjustment', source: id, amount: Number(amount), fee }
    held.push(move(books, tariff, { ...line, currency: String(currency) }, now))
    tell(books, 'charge.dispute.funds_reinstated', made, now)
  }
  tell(books, 'charge.dispute.closed', made, now)
}

/** It sends what it owes to the bank account. */
export function payOut({ books, tariff, now }: Doing, amount: number, currency: string): Thing {
  const payout = add(books, 'po', 'payout', { amount, currency, status: 'paid' }, now)
  const line = { type: 'payout', source: payout.id, amount: -amount, currency }
  move(books, { ...tariff, settles: { currency, rate: 1 } }, line, now)
  tell(books, 'payout.paid', payout, now)
  return payout
}
