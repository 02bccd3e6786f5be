// How a bank is found: which payments may call themselves SEPA, and which need the bank's code.

/**
 * Countries whose banks are reached by the SEPA schemes (EPC409-09). Kosovo is none of them: a
 * payment from or to it is an ordinary transfer. Data; a line is added when a country joins.
 */
const sepaCountries: ReadonlySet<string> = new Set(
  [
    'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT',
    'LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA',
  ]
    .join(' ')
    .split(' '),
)

const countryOf = (iban: string) => iban.slice(0, 2)

/** Whether this payment may ask for the SEPA service level: euro, and both banks within it. */
export const isSepa = (currency: string, from: string, to: string): boolean =>
  currency === 'EUR' && sepaCountries.has(countryOf(from)) && sepaCountries.has(countryOf(to))

/** Within one country and within SEPA the IBAN alone finds the bank; elsewhere it needs its BIC. */
export const needsBic = (currency: string, from: string, to: string): boolean =>
  countryOf(from) !== countryOf(to) && !isSepa(currency, from, to)

/** ISO 9362: bank, country, place, and sometimes the branch. */
export const isBic = (text: string): boolean =>
  /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text)
