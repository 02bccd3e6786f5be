// Intl's objects, made once for each locale and set of options: making one costs a hundred times
// more than formatting with it. What differs from Intl's own habits is decided here (0042).

/** The country keeps one time; a page that speaks of another place passes its own. */
export const defaultTimeZone = 'Europe/Belgrade'

// Albanian alone would leave four digits ungrouped, and a column would mix 1234 with 12 345.
export const numberFormat = remember(
  (locale, options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { useGrouping: 'always', ...options }),
)

// The clock has 24 hours in all our languages; Intl would give Albanian 9:05 m.d.
export const dateTimeFormat = remember(
  (locale, options?: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: defaultTimeZone, hourCycle: 'h23', ...options }),
)

export const pluralRules = remember(
  (locale, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options),
)

export const relativeTimeFormat = remember(
  (locale, options?: Intl.RelativeTimeFormatOptions) =>
    new Intl.RelativeTimeFormat(locale, options),
)

export const listFormat = remember(
  (locale, options?: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
)

export function remember<Options, Made>(make: (locale: string, options?: Options) => Made) {
  const made = new Map<string, Made>()
  return (locales?: string | readonly string[], options?: Options): Made => {
    const locale = typeof locales === 'string' ? locales : (locales?.[0] ?? 'sq')
    const key = options === undefined ? locale : `${locale} ${JSON.stringify(options)}`
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = make(locale, options)
    made.set(key, fresh)
    return fresh
  }
}
