// Amounts and days as banks write them, read as text: never through a floating point number.
import { exponentOf } from '#kit/money.ts'
import { mod97 } from '../references/rules.ts'

export type ReadAmount =
  | { readonly minor: bigint }
  | { readonly wrong: 'amount_unreadable' | 'decimals' }

/** ISO 20022: at most 18 digits, a point, never a sign. */
export const isoAmount = (text: string, currency: string) =>
  decimal(/^\+?(\d{0,18})(?:\.(\d{0,17}))?$/.exec(text.trim()), currency)

/** SWIFT: a comma that is always there, and digits after it only when there are any. */
export const swiftAmount = (text: string, currency: string) =>
  decimal(/^(\d{1,15}),(\d{0,14})$/.exec(text.trim()), currency)

function decimal(match: RegExpExecArray | null, currency: string): ReadAmount {
  const [, whole = '', fraction = ''] = match ?? []
  if (!match || (whole === '' && fraction === '')) return { wrong: 'amount_unreadable' }
  const exponent = exponentOf(currency)
  // Digits beyond the currency's smallest unit may stand there as long as they are noughts.
  if (/[1-9]/.test(fraction.slice(exponent))) return { wrong: 'decimals' }
  return { minor: BigInt(`${whole}${fraction.slice(0, exponent).padEnd(exponent, '0')}`) }
}

/** Plain decimal text with a sign, `1234.5` or `-1234.5`: what an operator types. */
export function typedAmount(text: string, currency: string): ReadAmount {
  const negative = text.trim().startsWith('-')
  const read = isoAmount(text.trim().replace(/^-/, ''), currency)
  return 'minor' in read && negative ? { minor: -read.minor } : read
}

export type DecimalSign = '.' | ','

/**
 * An amount in a table: `1.234,56`, `1 234,56-`, `(12.00)`, `EUR 5,00`. Which sign parts the cents
 * is said by the mapping: `1.234` cannot say it itself.
 */
export function officeAmount(text: string, currency: string, sign: DecimalSign): ReadAmount {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[A-Z]{3}|[A-Z]{3}$|[€$£]/g, '')
  const negative = /^[-−–]|[-−–]$|^\(.*\)$/.test(bare)
  const digits = bare.replace(/^[-−–+(]|[-−–)]$/g, '')
  const groups = sign === ',' ? /^\d{1,3}(\.\d{3})+(?=,|$)/ : /^\d{1,3}(,\d{3})+(?=\.|$)/
  const joined = groups.test(digits) ? digits.replaceAll(sign === ',' ? '.' : ',', '') : digits
  const pattern = sign === ',' ? /^(\d{1,15})(?:,(\d*))?$/ : /^(\d{1,15})(?:\.(\d*))?$/
  const read = decimal(pattern.exec(joined), currency)
  return 'minor' in read && negative ? { minor: -read.minor } : read
}

/** `YYYY-MM-DD` when there is such a day. */
export function day(year: string, month: string, date: string): string | null {
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const moment = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text) return null
  return text
}

/** The day of an ISO date or moment, as the bank's own clock says it. */
export function isoDay(text: string): string | null {
  const [, year = '', month = '', date = ''] =
    /^(\d{4})-(\d{2})-(\d{2})(?:$|T|Z|[+-])/.exec(text.trim()) ?? []
  return year ? day(year, month, date) : null
}

/** An IBAN without spaces in capitals, when its check digits are right. */
export function ibanOf(text: string): string | null {
  const bare = text.replace(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(bare)) return null
  return mod97(bare.slice(4) + bare.slice(0, 4)) === 1 ? bare : null
}
