// Numbers, money, lists and order as people here write them, through Intl. Dates are in
// format-time.ts. What Intl gives is kept unless it reads badly; each change has a test.

import { listFormat, numberFormat, remember } from './intl.ts'
import { intlTag, type Locale } from './locale.ts'
import { decimalText, exponentOf } from './money.ts'

export {
  calendarDay,
  formatDate,
  formatDateTime,
  formatMonth,
  formatRelative,
} from './format-time.ts'

interface Digits {
  /** Digits after the decimal sign at most; as many as there are, up to 3, when left out. */
  digits?: number
  compact?: boolean
}

export function formatNumber(
  value: number | bigint,
  locale: Locale,
  { digits, compact = false }: Digits = {},
): string {
  const options: Intl.NumberFormatOptions = {}
  if (digits !== undefined) options.maximumFractionDigits = digits
  if (compact) options.notation = 'compact'
  return withMinusSign(numberFormat(intlTag(locale), options).format(value))
}

/** A share of one: 0.123 is 12.3%. */
export function formatPercent(share: number, locale: Locale, digits = 1): string {
  const options = { style: 'percent', maximumFractionDigits: digits } as const
  return withMinusSign(numberFormat(intlTag(locale), options).format(share))
}

interface MoneyStyle {
  /** False leaves out the cents of a whole amount: for prose, not for columns. */
  cents?: boolean
}

/** Exact, whatever the size: the decimals come from the whole number of minor units as text. */
export function formatMoney(
  minor: bigint,
  currency: string,
  locale: Locale,
  { cents = true }: MoneyStyle = {},
): string {
  const exponent = exponentOf(currency)
  const amount = numberFormat(intlTag(locale), {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
    trailingZeroDisplay: cents ? 'auto' : 'stripIfInteger',
  })
  // Decimal text is the one form in which Intl takes an amount without making it a float.
  return withMinusSign(amount.format(decimalText(minor, currency) as Intl.StringNumericLiteral))
}

// 1000 and not 1024, as people read them.
const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function formatBytes(bytes: number, locale: Locale): string {
  const step = bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3)
  const unit = sizes[Math.min(step, sizes.length - 1)] ?? 'byte'
  const unitDisplay = unit === 'byte' ? 'long' : 'short'
  const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const
  const shown = numberFormat(intlTag(locale), options).format(bytes / 1000 ** sizes.indexOf(unit))
  return shown.replace(' ', '\u00A0')
}

export const formatList = (
  items: readonly string[],
  locale: Locale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string => listFormat(intlTag(locale), { type }).format(items)

const collator = remember((tag) => new Intl.Collator(tag, { numeric: true }))

/** The order of the alphabet of a language: ç after c, dh after d, lj after l. */
export const collatorFor = (locale: Locale): Intl.Collator => collator(intlTag(locale))

/** The same order in PostgreSQL, to be named as `collate "…"`; without the order of numbers. */
export const collationOf = (locale: Locale): string => `${intlTag(locale)}-x-icu`

// A true minus is as wide as a digit and is read aloud; a hyphen is neither.
const withMinusSign = (text: string): string => text.replace('-', '\u2212')
