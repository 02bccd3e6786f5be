// What the questions to an adapter for cards have in common.
import { randomUUID } from 'node:crypto'
import type { Answer, CardAdapter, PaymentState } from '#modules/payments/adapters/contract.ts'

/** An adapter with a processor that can be made to do what people and banks do. */
export interface Bench {
  readonly adapter: CardAdapter
  readonly now: Date
  /** False where a checkout is an address that we sign ourselves, and nobody is asked for it. */
  readonly asks_for_checkout?: boolean
  /** The donor on the payment page. */
  pay(checkout_ref: string, card: 'good' | 'declined'): unknown
  /** A card that was kept is declined from now on; left out where none is kept. */
  spoilCard?(card_ref: string): unknown
  /** Somebody gives back without us; leave it out where nobody can. */
  refundElsewhere?(charge_ref: string, amount_minor: bigint): unknown
  /** The donor's bank takes the money, then decides; leave it out where it never tells. */
  dispute?(charge_ref: string): { close(won: boolean): unknown }
  /** What was sent to our address since the last time, as it came. */
  words(): readonly { raw: string; headers: Readonly<Record<string, string>> }[]
  /** The next question is not heard, or its answer gets lost. */
  breakNext(how: 'lost' | 'unheard'): unknown
  close(): Promise<unknown>
}

export const order = (amount_minor: bigint, currency: string) => ({
  id: randomUUID(),
  amount_minor,
  currency,
  title: 'For the river',
  reference: 'RF18RIVER',
  email: 'donor@example.org',
  language: 'sq' as const,
  keep_card: false,
  paid_url: 'http://localhost:3000/paid',
  left_url: 'http://localhost:3000/left',
})

export function ok<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.refusal}: ${answer.detail}`)
  return answer.value
}

export const refusalOf = (answer: Answer<unknown>) => (answer.ok ? 'taken' : answer.refusal)

/** A state that must be known. */
export async function stateOf({ adapter }: Bench, checkout_ref: string): Promise<PaymentState> {
  const state = ok(await adapter.findState({ kind: 'checkout', ref: checkout_ref }))
  if (!state) throw new Error(`${checkout_ref} is not known`)
  return state
}

export async function paid(bench: Bench, amount = 2500n, currency = 'EUR') {
  const wish = order(amount, currency)
  const { checkout_ref } = ok(await bench.adapter.openCheckout(wish))
  await bench.pay(checkout_ref, 'good')
  const state = await stateOf(bench, checkout_ref)
  const { charge, payment_ref } = state
  if (!charge || !payment_ref) throw new Error('What was paid has no charge.')
  const refund = (amount_minor: bigint, id: string = randomUUID()) =>
    bench.adapter.refund({ id, payment_ref, charge_ref: charge.ref, amount_minor, currency })
  return { wish, checkout_ref, charge, state, refund }
}

export type On = (sentence: string, check: (bench: Bench) => Promise<unknown>) => void
