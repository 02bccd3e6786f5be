// Amounts of several currencies as one sum in euro: whole numbers throughout, rounded once.
import { exponentOf } from '#kit/money.ts'

interface Rate {
  readonly units: bigint
  /** By ten to which power `units` are larger than the rate. */
  readonly digits: number
}

/** `0.9345` is 9345 over 10^4; null when it is no rate. At most ten digits, as the table keeps. */
export function minorRate(text: string): Rate | null {
  const [, whole = '', fraction = ''] = /^(\d{1,10})(?:\.(\d{1,10}))?$/.exec(text) ?? []
  const units = BigInt(whole + fraction || '0')
  return whole !== '' && units > 0n ? { units, digits: fraction.length } : null
}

/** Cents for an amount of a currency; half a cent goes up. Null when there is no rate. */
export function centsOf(minor: bigint, currency: string, per_euro: string | null): bigint | null {
  if (currency === 'EUR') return minor
  const rate = per_euro === null ? null : minorRate(plain(per_euro))
  if (!rate) return null
  const above = minor * 100n * 10n ** BigInt(rate.digits)
  const below = 10n ** BigInt(exponentOf(currency)) * rate.units
  return (2n * above + below) / (2n * below)
}

// PostgreSQL writes all ten digits.
const plain = (per_euro: string) => per_euro.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')

interface Sum {
  readonly currency: string
  readonly minor: bigint
}

export interface Known {
  readonly currency: string
  readonly on_day: string
  readonly per_euro: string
}

/** The sum of all, and the oldest day whose rate was used; null when a rate is missing. */
export function inEuro(sums: readonly Sum[], rates: readonly Known[]) {
  const days: string[] = []
  let cents = 0n
  for (const { currency, minor } of sums) {
    const rate = rates.find((one) => one.currency === currency)
    const part = centsOf(minor, currency, rate?.per_euro ?? null)
    if (part === null) return null
    if (rate) days.push(rate.on_day)
    cents += part
  }
  return { cents, day: days.sort()[0] ?? null }
}

export type WhyNoTable = 'not_csv' | 'columns' | 'date' | 'currency' | 'rate' | 'twice' | 'too_many'

export interface BadLine {
  readonly line: number
  readonly why: WhyNoTable
}

/** One line of a table. */
export interface RateRow {
  readonly currency: string
  readonly on_day: string
  readonly per_euro: string
}
