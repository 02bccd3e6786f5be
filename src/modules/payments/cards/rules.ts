// What becomes of a try to pay by card: decisions without anybody being asked.
import type { Settings } from '#kit/settings.ts'
import type { Stage } from '../adapters/contract.ts'
import { smallest } from './schema.ts'

export type IntentState =
  | 'asking'
  | 'unknown'
  | 'open'
  | 'processing'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'refused'

export type EventState = 'waiting' | 'parked' | 'done' | 'ignored' | 'unresolved' | 'settled'

export const isUnderWay = (state: IntentState) =>
  state === 'asking' || state === 'unknown' || state === 'open' || state === 'processing'

/** Whether the keys for an account of theirs are here: only then are cards offered by it. */
export function isOffered(
  { provider, label }: { provider: string; label: string },
  { cards }: Pick<Settings, 'cards'>,
): boolean {
  if (provider === 'practice') return cards?.practice ?? false
  return provider === 'stripe' && cards?.stripe?.[label] !== undefined
}

/** What the worker is sent for when a try is due. */
export function errandOf({ state, kept_card }: { state: IntentState; kept_card: boolean }) {
  if (state !== 'asking' && state !== 'unknown') return 'ask'
  return kept_card ? 'charge' : 'open'
}

interface Promised {
  readonly method: string
  readonly state: string
  readonly amount_minor: bigint
  readonly received_minor: bigint
  readonly currency: string
}

/** Why no payment page is opened for this promise, or null. */
export function whyNotCheckout(pledge: Promised) {
  if (pledge.method !== 'card') return 'not_by_card'
  if (pledge.state === 'withdrawn') return 'withdrawn'
  if (pledge.received_minor >= pledge.amount_minor) return 'paid_already'
  return whyNotByCard(pledge.amount_minor, pledge.currency)
}

export type WhyNotCheckout = NonNullable<ReturnType<typeof whyNotCheckout>>

/** Cards cost a fixed sum each, and thieves try stolen ones with tiny gifts. */
export function whyNotByCard(amount_minor: bigint, currency: string) {
  const least = smallest[currency]
  if (least === undefined) return 'currency_not_by_card'
  return amount_minor < least ? 'too_small_for_a_card' : null
}

/** How a try goes on when the processor says this. What is paid stays paid; nothing goes back. */
export function followed(before: IntentState, stage: Stage): IntentState {
  if (before === 'paid' || stage === 'paid') return 'paid'
  if (before === 'failed' || before === 'expired') return before
  // Known there, and yet without an address of its page: asking again under our id brings that.
  if (stage === 'open') return before
  return stage
}

const minutes = 60_000
const hours = 60 * minutes

/** When the processor is asked next about a payment page, by how long it has been open. */
export function nextAsk(state: IntentState, created_at: Date, now: Date): Date | null {
  if (!isUnderWay(state)) return null
  const age = now.getTime() - created_at.getTime()
  const wait = age < hours ? 10 * minutes : age < 24 * hours ? hours : 6 * hours
  return new Date(now.getTime() + wait)
}

/** Made a moment ago, by somebody who is still looking. */
export const isFresh = (at: Date, now: Date): boolean => now.getTime() - at.getTime() < minutes

// Longer than a worker waits for all the answers it needs.
export const heldUntil = (now: Date) => new Date(now.getTime() + 2 * minutes)
