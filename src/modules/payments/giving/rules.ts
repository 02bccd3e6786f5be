// What somebody meant who typed an amount, and whether we can take it.
import { exponentOf } from '#kit/money.ts'
import { done, type Outcome, refused } from '#kit/outcome.ts'

export type WhyNoAmount =
  | 'amount_not_a_number'
  | 'amount_negative'
  | 'amount_zero'
  | 'amount_too_precise'
  | 'amount_ambiguous'
  | 'amount_too_small'
  | 'amount_too_large'

// In whole units of any currency. Less is eaten by the bank's fee; more deserves a conversation.
const wholeMin = 1n
export const wholeMax = 100_000n

/**
 * An amount as people write it: `12`, `12,5`, `1.234,56`, `1,234.56`, `1 234`, `€ 20`. A sign that
 * stands once before three last digits parts thousands, because no currency of two digits ends so.
 */
export function readAmount(typed: string, currency: string): Outcome<bigint, WhyNoAmount> {
  const bare = typed
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^(€|\$|£|[A-Za-z]{3})|(€|\$|£|[A-Za-z]{3})$/g, '')
    .replace('\u2212', '-')
  if (/^-[\d.,]+$/.test(bare)) return refused('amount_negative')
  if (!/^\d[\d.,]*$/.test(bare) || bare.length > 24) return refused('amount_not_a_number')
  const exponent = exponentOf(currency)
  const parts = partsOf(bare, exponent)
  if (typeof parts === 'string') return refused(parts)
  const minor = BigInt(parts.whole + parts.fraction.padEnd(exponent, '0'))
  const unit = 10n ** BigInt(exponent)
  if (minor === 0n) return refused('amount_zero')
  if (minor < wholeMin * unit) return refused('amount_too_small')
  return minor > wholeMax * unit ? refused('amount_too_large') : done(minor)
}

interface Parts {
  readonly whole: string
  readonly fraction: string
}

function partsOf(bare: string, exponent: number): Parts | WhyNoAmount {
  const signs = bare.match(/[.,]/g) ?? []
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','))
  const behind = bare.length - last - 1
  const alone = signs.length === 1
  if (alone && behind === 3 && exponent === 3) return 'amount_ambiguous'
  const decimal = new Set(signs).size === 2 || (alone && behind !== 3)
  const whole = ungrouped(decimal ? bare.slice(0, last) : bare)
  if (whole === null) return 'amount_not_a_number'
  const fraction = decimal ? bare.slice(last + 1) : ''
  if (/[1-9]/.test(fraction.slice(exponent))) return 'amount_too_precise'
  return { whole, fraction: fraction.slice(0, exponent) }
}

/** `1.234.567` is groups of three under one kind of sign; `12` has none. */
function ungrouped(text: string): string | null {
  if (/^\d+$/.test(text)) return text
  return /^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/.test(text) ? text.replace(/[.,]/g, '') : null
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
