// Names of countries and currencies as Intl has them, in the order of the reader's alphabet.
import { collatorFor } from '#kit/format.ts'
import { remember } from '#kit/intl.ts'
import { intlTag, type Locale } from '#kit/locale.ts'
import type { Choice } from './choices.tsx'

const regions = remember((tag) => new Intl.DisplayNames(tag, { type: 'region' }))
const currencies = remember((tag) => new Intl.DisplayNames(tag, { type: 'currency' }))

export const countryName = (code: string, locale: Locale): string =>
  regions(intlTag(locale)).of(code) ?? code

/** `CHF · franga zvicerane` */
export const currencySaid = (code: string, locale: Locale): string => {
  const name = currencies(intlTag(locale)).of(code)
  return name && name !== code ? `${code} · ${name}` : code
}

/** For a `Select`. */
export const countryChoices = (codes: readonly string[], locale: Locale): Choice[] =>
  codes
    .map((value) => ({ value, label: countryName(value, locale) }))
    .sort((a, b) => collatorFor(locale).compare(a.label, b.label))
