// Money as people type it: `12`, `12,5`, `1.234,56`, `1,234.56`, `1 234`, `€ 20`. What may mean two
// amounts is asked about and never guessed (0264). Machines and files are read by `minorOf` alone.
import { z } from 'zod'
import { numberFormat } from './intl.ts'
import { locales } from './locale.ts'
import { exponentOf, minorOf } from './money.ts'
import { done, type Outcome, refused } from './outcome.ts'

export type WhyNoAmount =
  | 'amount_not_a_number'
  | 'amount_negative'
  /** Thousands or cents? */
  | 'amount_ambiguous'
  | 'amount_too_precise'

/** Room for `1.234.567.890,00` with a currency's name. */
export const amountCharsMax = 40

/** What was typed, in minor units of the currency; its sign or name may stand beside it. */
export function readAmount(typed: string, currency: string): Outcome<bigint, WhyNoAmount> {
  const plain = plainOf(typed, signsOf(currency), exponentOf(currency))
  if (!plain.ok) return plain
  const minor = minorOf(plain.value, currency)
  return minor === null ? refused('amount_too_precise') : done(minor)
}

/**
 * The same as the plain decimal text that `minorOf` reads, where the currency is known later. Of
 * currencies only the euro may stand beside it: who types another is asked for the digits alone.
 */
export const plainAmount = (typed: string): Outcome<string, WhyNoAmount> =>
  plainOf(typed, signsOf('EUR'), 2)

interface Size {
  /** So many before the decimal sign. */
  readonly digits?: number
}

/** A field in which somebody types money; plain decimal text comes out. */
export const TypedAmount = ({ digits = 12 }: Size = {}) =>
  z
    .string()
    .trim()
    .max(amountCharsMax)
    .transform((typed, context) => {
      const plain = plainAmount(typed)
      const fits = plain.ok && (plain.value.split('.')[0] ?? '').length <= digits
      if (plain.ok && fits) return plain.value
      const ambiguous = !plain.ok && plain.refusal === 'amount_ambiguous'
      const message = ambiguous ? 'amount_ambiguous' : 'not_an_amount'
      context.addIssue({ code: 'custom', message, input: typed })
      return z.NEVER
    })

/** The same where nothing may come of nothing. */
export const PositiveAmount = (size: Size = {}) =>
  TypedAmount(size).refine((plain) => /[1-9]/.test(plain), 'not_an_amount')

// Groups of three by one kind of sign; a space or an apostrophe never parts cents.
const grouped = /^[1-9]\d{0,2}([ '.,])\d{3}(?:\1\d{3})*$/
const withCents = /^(.*\d)([.,])(\d*)$/

function plainOf(
  typed: string,
  signs: ReadonlySet<string>,
  exponent: number,
): Outcome<string, WhyNoAmount> {
  const bare = withoutSign(typed, signs)
  if (bare === null) return refused('amount_not_a_number')
  if (bare.startsWith('-')) return refused('amount_negative')
  if (/^\d+$/.test(bare)) return within(bare, '')
  if (isAmbiguous(bare, exponent)) return refused('amount_ambiguous')
  if (grouped.test(bare)) return within(bare, '')
  const [, before = '', sign = '', fraction = ''] = withCents.exec(bare) ?? []
  const groups = grouped.exec(before)
  if (groups ? groups[1] === sign : !/^\d+$/.test(before)) return refused('amount_not_a_number')
  return within(before, fraction)
}

/**
 * One sign before exactly three digits: `12,345`. Round hundreds (`1.000`, `12,500`) are thousands:
 * so people write them, and no sum on a calculator ends in two noughts. A nought alone before the
 * sign leaves nothing but a fraction.
 */
function isAmbiguous(bare: string, exponent: number): boolean {
  const [, before = '', behind = ''] = /^([\d ']+)[.,](\d{3})$/.exec(bare) ?? []
  if (behind === '' || /^0+$/.test(before) || exponent === 0) return false
  return exponent === 3 || !behind.endsWith('00') || !/^[1-9]\d{0,2}$/.test(before)
}

function within(before: string, fraction: string): Outcome<string, WhyNoAmount> {
  const digits = before.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  const rest = fraction.replace(/0+$/, '')
  return digits.length > wholeDigitsMax
    ? refused('amount_not_a_number')
    : done(rest ? `${digits}.${rest}` : digits)
}

// As many as `minorOf` takes.
const wholeDigitsMax = 15

/** `€ 20`, `20 EUR`, `-20 euro`: around the digits stands a currency, a minus, or nothing. */
function withoutSign(typed: string, signs: ReadonlySet<string>): string | null {
  const text = tidy(typed).replace(/[’ʼ]/g, "'")
  if (text.length > amountCharsMax) return null
  const [, front = '', digits = '', sign = '', back = ''] =
    /^(\D*)(\d|\d.*\d)([.,]?)(\D*)$/.exec(text) ?? []
  const known = (around: string) => around === '' || signs.has(around)
  const before = front.replace(/[-−–]/, '').trim()
  if (digits === '' || !known(before) || !known(back.trim())) return null
  return `${/[-−–]/.test(front) ? '-' : ''}${digits}${sign}`
}

const tidy = (text: string) =>
  text
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .toLowerCase()

const known = new Map<string, ReadonlySet<string>>()

/** How a currency is called in our languages: its sign, its code, its names in each number. */
function signsOf(currency: string): ReadonlySet<string> {
  const made = known.get(currency) ?? new Set(locales.flatMap((one) => namesIn(one, currency)))
  known.set(currency, made)
  return made
}

const namesIn = ({ intl }: (typeof locales)[number], currency: string): string[] =>
  (['symbol', 'narrowSymbol', 'code', 'name'] as const).flatMap((currencyDisplay) =>
    [1, 2, 5].flatMap((count) =>
      numberFormat(intl, { style: 'currency', currency, currencyDisplay })
        .formatToParts(count)
        .flatMap(({ type, value }) => (type === 'currency' ? [tidy(value)] : [])),
    ),
  )
