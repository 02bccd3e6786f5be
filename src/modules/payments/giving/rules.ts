// What somebody meant who typed an amount, and whether we can take it.
import { readAmount, type WhyNoAmount } from '#kit/amounts.ts'
import { exponentOf } from '#kit/money.ts'
import { done, type Outcome, refused } from '#kit/outcome.ts'

export type WhyNoGift = WhyNoAmount | 'amount_zero' | 'amount_too_small' | 'amount_too_large'

// In whole units of any currency. Less is eaten by the bank's fee; more deserves a conversation.
const wholeMin = 1n
export const wholeMax = 100_000n

/** What somebody who typed this wants to give, or why it is no gift. */
export function giftOf(typed: string, currency: string): Outcome<bigint, WhyNoGift> {
  const read = readAmount(typed, currency)
  if (!read.ok) return read
  const minor = read.value
  const unit = 10n ** BigInt(exponentOf(currency))
  if (minor === 0n) return refused('amount_zero')
  if (minor < wholeMin * unit) return refused('amount_too_small')
  return minor > wholeMax * unit ? refused('amount_too_large') : done(minor)
}

/** Amounts to choose from, in whole units: what is usual where the currency is. */
export function suggested(currency: string): readonly bigint[] {
  const step = steps[currency] ?? 1n
  return [10n, 25n, 50n, 100n].map((whole) => whole * step)
}

// Where ten units are next to nothing.
const steps: Readonly<Record<string, bigint>> = {
  SEK: 10n,
  NOK: 10n,
  DKK: 10n,
  CZK: 20n,
  RSD: 100n,
  MKD: 50n,
  ALL: 100n,
  HUF: 100n,
  ISK: 100n,
  JPY: 100n,
  TRY: 20n,
}

// A transfer from abroad takes days, and people take weeks.
export const pledgeDays = 45
/** How long before the end the one reminder goes out. */
export const reminderDays = 10

const dayMs = 24 * 60 * 60 * 1000
export const expiryOf = (now: Date) => new Date(now.getTime() + pledgeDays * dayMs)

interface Receiver {
  readonly state: string
  readonly kind: string
}

/** Why nobody can give to it here, or null. */
export function whyNotSupport(organisation: Receiver, collects: boolean) {
  if (organisation.state === 'closed') return 'closed'
  if (organisation.state === 'suspended') return 'suspended'
  if (organisation.state !== 'verified') return 'not_verified'
  return collects ? null : 'nobody_collects'
}

export type WhyNotSupport = NonNullable<ReturnType<typeof whyNotSupport>>

/** What becomes of money beyond a promise. */
export type CreditChoice = 'keep' | 'other' | 'back'
