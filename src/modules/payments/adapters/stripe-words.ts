// Stripe's objects as the state of a payment that our books know.
import type Stripe from 'stripe'
import { exponentOf } from '#kit/money.ts'
import { type OwnExponents, toOurs, toTheirs } from './amounts.ts'
import type {
  DisputeState,
  Movement,
  MovementKind,
  ObjectRef,
  PaymentState,
  RefundState,
  Stage,
} from './contract.ts'

/** Where Stripe counts otherwise than ISO 4217: docs.stripe.com/currencies. */
const ownExponents: OwnExponents = {
  ...Object.fromEntries(
    ['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF']
      .concat('XOF', 'XPF')
      .map((currency) => [currency, 0]),
  ),
  // No decimals by ISO, and yet two here; the last two digits are noughts.
  ISK: 2,
  UGX: 2,
}

/** Their number for an amount; null when there is none. */
export function numberOf(minor: bigint, currency: string): number | null {
  const theirs = toTheirs(minor, currency, ownExponents)
  if (theirs === null || theirs > BigInt(Number.MAX_SAFE_INTEGER)) return null
  // Three decimals by ISO, of which the cards' networks know two.
  return exponentOf(currency) === 3 && theirs % 10n !== 0n ? null : Number(theirs)
}

export function minorOf(number: number, currency: string): bigint {
  const minor = toOurs(BigInt(number), currency.toUpperCase(), ownExponents)
  if (minor === null) throw new RangeError(`${number} ${currency} is no amount of ours`)
  return minor
}

const dateOf = (seconds: number) => new Date(seconds * 1000)

export const idOf = (one: string | { id: string } | null | undefined): string | null =>
  typeof one === 'string' ? one : (one?.id ?? null)

const kinds: Readonly<Record<string, ObjectRef['kind']>> = {
  'checkout.session': 'checkout',
  payment_intent: 'payment',
  charge: 'charge',
  refund: 'refund',
  dispute: 'dispute',
}

/** What a webhook is about, by the name of the thing alone. */
export function objectOf({ object, id }: { object?: unknown; id?: unknown }): ObjectRef | null {
  const kind = typeof object === 'string' ? kinds[object] : undefined
  return kind && typeof id === 'string' ? { kind, ref: id } : null
}

export interface Found {
  session: Stripe.Checkout.Session | null
  intent: Stripe.PaymentIntent | null
  refunds: readonly Stripe.Refund[]
  disputes: readonly Stripe.Dispute[]
}

export function stateOf({ session, intent, refunds, disputes }: Found): PaymentState {
  const charge = intent?.latest_charge
  const paid = intent?.status === 'succeeded' && typeof charge === 'object' ? charge : null
  return {
    order_id: intent?.metadata.order_id ?? session?.metadata?.order_id ?? null,
    checkout_ref: session?.id ?? null,
    payment_ref: intent?.id ?? null,
    stage: stageOf(session, intent),
    failure: intent?.last_payment_error?.decline_code ?? intent?.last_payment_error?.code ?? null,
    charge: paid && {
      ref: paid.id,
      card: paid.payment_method_details?.card?.fingerprint ?? null,
      amount_minor: minorOf(paid.amount, paid.currency),
      currency: paid.currency.toUpperCase(),
      at: dateOf(paid.created),
    },
    refunds: refunds.map(refundOf),
    disputes: disputes.map(disputeOf),
    kept: paid && intent ? keptOf(intent, paid) : null,
    movements: [
      ...movementsOf('charge', paid?.id, [paid?.balance_transaction]),
      ...refunds.flatMap((one) =>
        movementsOf('refund', one.id, [one.balance_transaction, one.failure_balance_transaction]),
      ),
      ...disputes.flatMap((one) => movementsOf('dispute', one.id, one.balance_transactions)),
    ],
  }
}

function stageOf(
  session: Stripe.Checkout.Session | null,
  intent: Stripe.PaymentIntent | null,
): Stage {
  if (intent?.status === 'succeeded') return 'paid'
  if (intent?.status === 'processing') return 'processing'
  if (intent?.status === 'canceled') return session?.status === 'expired' ? 'expired' : 'failed'
  if (session?.status === 'expired') return 'expired'
  // Nobody was there who could try once more: a kept card was charged, and it did not go.
  if (intent && !session) return 'failed'
  // They did all there was to do, and the money did not come after all.
  return session?.status === 'complete' ? 'failed' : 'open'
}

/** What is kept can be charged only together: the card, and whose it is there. */
function keptOf(
  { setup_future_usage, customer, payment_method }: Stripe.PaymentIntent,
  { payment_method_details }: Stripe.Charge,
) {
  const [whose, card] = [idOf(customer), idOf(payment_method)]
  if (setup_future_usage !== 'off_session' || !whose || !card) return null
  const { brand, last4 } = payment_method_details?.card ?? {}
  return { ref: `${whose}/${card}`, said: [brand, last4].filter(Boolean).join(' ') }
}

export const refundOf = (one: Stripe.Refund): RefundState => ({
  ref: one.id,
  order_id: one.metadata?.order_id ?? null,
  amount_minor: minorOf(one.amount, one.currency),
  currency: one.currency.toUpperCase(),
  state: refundStates[one.status ?? ''] ?? 'pending',
  at: dateOf(one.created),
})

const refundStates: Readonly<Record<string, RefundState['state']>> = {
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
}

const disputeOf = (one: Stripe.Dispute): DisputeState => ({
  ref: one.id,
  amount_minor: minorOf(one.amount, one.currency),
  currency: one.currency.toUpperCase(),
  state: disputeStates[one.status] ?? 'open',
  reason: one.reason,
  answer_by: one.evidence_details?.due_by ? dateOf(one.evidence_details.due_by) : null,
  at: dateOf(one.created),
})

const disputeStates: Readonly<Record<string, DisputeState['state']>> = {
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'won',
  prevented: 'won',
  won: 'won',
  lost: 'lost',
}

type Txn = Stripe.BalanceTransaction

function movementsOf(
  kind: MovementKind,
  about: string | undefined,
  txns: readonly (string | Txn | null | undefined)[],
): Movement[] {
  return txns.flatMap((txn) =>
    about && txn && typeof txn === 'object' ? [movementOf(kind, about, txn)] : [],
  )
}

export const movementOf = (kind: MovementKind, about: string, txn: Txn): Movement => ({
  ref: txn.id,
  about,
  kind,
  amount_minor: minorOf(txn.amount, txn.currency),
  fee_minor: minorOf(txn.fee, txn.currency),
  currency: txn.currency.toUpperCase(),
  at: dateOf(txn.created),
})

/** What a line of the balance is about, by the thing it names. */
export function kindOf({ type, source }: Txn): { kind: MovementKind; object: ObjectRef | null } {
  const ref = idOf(source as string | { id: string } | null)
  if (type === 'charge' || type === 'payment') return about('charge', ref)
  if (/refund/.test(type)) return about('refund', ref)
  if (type === 'adjustment' && /^(dp|du)_/.test(ref ?? '')) return about('dispute', ref)
  if (type.startsWith('payout')) return { kind: 'payout', object: null }
  return { kind: /fee$/.test(type) ? 'fee' : 'other', object: null }
}

const about = (kind: 'charge' | 'refund' | 'dispute', ref: string | null) => ({
  kind,
  object: ref === null ? null : { kind, ref },
})
