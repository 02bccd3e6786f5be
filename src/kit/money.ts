// Money is a whole number of the currency's smallest unit. No floats, ever.

export interface Money {
  readonly minor: bigint
  readonly currency: string
}

// ISO 4217 exponents that are not two. Data, not opinion: add a line when a currency is met.
const exponents: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  ISK: 0,
  BHD: 3,
  KWD: 3,
  TND: 3,
}

/** Digits after the decimal point in this currency (ISO 4217). */
export const exponentOf = (currency: string): number => exponents[currency] ?? 2

/** The amount as plain decimal text, exact: 123456n EUR is "1234.56". */
export function decimalText(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency)
  if (exponent === 0) return String(minor)
  const digits = String(minor < 0n ? -minor : minor).padStart(exponent + 1, '0')
  const text = `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
  return minor < 0n ? `-${text}` : text
}

/**
 * Minor units of plain decimal text ("1234.5" EUR is 123450n), or null when it is not an amount of
 * this currency: more digits than the currency has, or anything but digits and one point.
 */
export function minorOf(text: string, currency: string): bigint | null {
  const exponent = exponentOf(currency)
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const [, sign, whole, fraction = ''] = match
  if (fraction.length > exponent) return null
  const minor = BigInt(`${whole}${fraction.padEnd(exponent, '0')}`)
  return sign ? -minor : minor
}

/**
 * Split `total` over `weights` so that the parts add up to it exactly: largest remainder
 * (Hamilton), ties to the earlier part. Weights are whole and not negative; one of them is
 * positive.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum <= 0n || weights.some((weight) => weight < 0n))
    throw new RangeError('weights must be whole, not negative, and not all zero')
  const sign = total < 0n ? -1n : 1n
  const shares = weights.map((weight, index) => {
    const product = total * sign * weight
    return { index, part: product / sum, remainder: product % sum }
  })
  let rest = total * sign - shares.reduce((a, { part }) => a + part, 0n)
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  )
  for (const share of byRemainder) {
    if (rest === 0n) break
    share.part += 1n
    rest -= 1n
  }
  return shares.map(({ part }) => part * sign)
}
