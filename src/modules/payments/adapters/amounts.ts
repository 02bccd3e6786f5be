// Processors count in units of their own: most as ISO 4217, some currencies otherwise. Amounts are
// moved between the two exactly, or not at all.
import { exponentOf } from '#kit/money.ts'

/** Digits after the point by which a processor counts a currency, where that is not ISO's. */
export type OwnExponents = Readonly<Record<string, number>>

/** Our minor units as theirs; null when theirs are too coarse to say it. */
export function toTheirs(minor: bigint, currency: string, own: OwnExponents): bigint | null {
  const difference = (own[currency] ?? exponentOf(currency)) - exponentOf(currency)
  return scaled(minor, difference)
}

/** Their units as our minor units; null when ours are too coarse to say it. */
export function toOurs(theirs: bigint, currency: string, own: OwnExponents): bigint | null {
  const difference = exponentOf(currency) - (own[currency] ?? exponentOf(currency))
  return scaled(theirs, difference)
}

function scaled(amount: bigint, digits: number): bigint | null {
  if (digits >= 0) return amount * 10n ** BigInt(digits)
  const factor = 10n ** BigInt(-digits)
  return amount % factor === 0n ? amount / factor : null
}
