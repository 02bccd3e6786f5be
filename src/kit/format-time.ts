// Dates and times as people here write them. A day without a time is 'YYYY-MM-DD', as the database
// gives it, and belongs to no time zone; a moment is a Date and is shown in one.

import { dateTimeFormat, defaultTimeZone, relativeTimeFormat } from './intl.ts'
import { intlTag, type Language, type Locale, languageOf } from './locale.ts'
import { inScript } from './script.ts'

/** `short` 5.3.2026, `medium` 5 mar 2026, `long` 5 mars 2026, `full` e enjte, 5 mars 2026. */
export type DateStyle = 'short' | 'medium' | 'long' | 'full'

interface Shown {
  style?: DateStyle
  time_zone?: string
}

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'numeric', year: 'numeric' },
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
}

export function formatDate(
  at: Date | string,
  locale: Locale,
  { style = 'long', time_zone = defaultTimeZone }: Shown = {},
): string {
  const zone = typeof at === 'string' ? 'UTC' : time_zone
  const format = dateTimeFormat(intlTag(locale), { ...styles[style], timeZone: zone })
  return joined(format.formatToParts(moment(at)), locale)
}

/** From one day to another, saying only once what they share. */
export function formatDateRange(
  from: Date | string,
  to: Date | string,
  locale: Locale,
  { style = 'long', time_zone = defaultTimeZone }: Shown = {},
): string {
  const zone = typeof from === 'string' && typeof to === 'string' ? 'UTC' : time_zone
  const format = dateTimeFormat(intlTag(locale), { ...styles[style], timeZone: zone })
  return joined(format.formatRangeToParts(moment(from), moment(to)), locale)
}

export function formatTime(at: Date, locale: Locale, time_zone = defaultTimeZone): string {
  const clock = { hour: '2-digit', minute: '2-digit', timeZone: time_zone } as const
  return dateTimeFormat(intlTag(locale), clock).format(at)
}

// Intl would say "në 9:05" in Albanian, which nobody says of a time of the clock.
const beforeTime: Record<Language, string> = { sq: ', ora ', sr: ' u ', en: ' at ' }

export function formatDateTime(
  at: Date,
  locale: Locale,
  { style = 'long', time_zone = defaultTimeZone }: Shown = {},
): string {
  const day = formatDate(at, locale, { style, time_zone })
  const time = formatTime(at, locale, time_zone)
  if (style === 'long' || style === 'full') {
    return `${day}${inScript(beforeTime[languageOf(locale)], locale)}${time}`
  }
  return day.endsWith('.') ? `${day} ${time}` : `${day}, ${time}`
}

/** 'YYYY-MM' as a month and its year. */
export function formatMonth(month: string, locale: Locale): string {
  const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return dateTimeFormat(intlTag(locale), options).format(moment(`${month}-01`))
}

/** How long ago, or how soon: by the clock within a day, by the calendar beyond. */
export function formatRelative(
  at: Date,
  now: Date,
  locale: Locale,
  time_zone = defaultTimeZone,
): string {
  const [amount, unit] = distance(at, now, time_zone)
  // "Yesterday" says more than "1 day ago"; "last year" says less than "1 year ago".
  const numeric = unit === 'day' || unit === 'second' ? 'auto' : 'always'
  return relativeTimeFormat(intlTag(locale), { numeric }).format(amount, unit)
}

function distance(at: Date, now: Date, zone: string): [number, Intl.RelativeTimeFormatUnit] {
  const minutes = Math.trunc((at.getTime() - now.getTime()) / 60_000)
  if (minutes === 0) return [0, 'second']
  if (Math.abs(minutes) < 60) return [minutes, 'minute']
  if (Math.abs(minutes) < 24 * 60) return [Math.trunc(minutes / 60), 'hour']
  const days = dayNumber(at, zone) - dayNumber(now, zone)
  if (Math.abs(days) < 7) return [days, 'day']
  if (Math.abs(days) < 30) return [Math.trunc(days / 7), 'week']
  if (Math.abs(days) < 365) return [Math.trunc(days / 30.44) || Math.sign(days), 'month']
  return [Math.trunc(days / 365.25) || Math.sign(days), 'year']
}

/** The day of a moment as 'YYYY-MM-DD', by the calendar of a time zone. */
export const calendarDay = (at: Date, time_zone = defaultTimeZone): string =>
  new Date(dayNumber(at, time_zone) * 86_400_000).toISOString().slice(0, 10)

/** Days since 1970 by the calendar of a time zone. */
function dayNumber(at: Date, zone: string): number {
  const parts = dateTimeFormat('en-CA', { ...styles.short, timeZone: zone }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day')) / 86_400_000
}

const moment = (at: Date | string): Date => (typeof at === 'string' ? new Date(`${at}T00:00Z`) : at)

// A Serbian date with a day in it answers "when", which the genitive does: 5. marta 2026.
const genitives = [
  ['januar', 'januara'],
  ['februar', 'februara'],
  ['mart', 'marta'],
  ['april', 'aprila'],
  ['maj', 'maja'],
  ['jun', 'juna'],
  ['jul', 'jula'],
  ['avgust', 'avgusta'],
  ['septembar', 'septembra'],
  ['oktobar', 'oktobra'],
  ['novembar', 'novembra'],
  ['decembar', 'decembra'],
] as const

const genitiveOf = new Map<string, string>(
  (['sr', 'sr-Cyrl'] as const).flatMap((locale) =>
    genitives.map(([month, genitive]) => [inScript(month, locale), inScript(genitive, locale)]),
  ),
)

function joined(parts: readonly Intl.DateTimeFormatPart[], locale: Locale): string {
  if (languageOf(locale) !== 'sr') return parts.map((part) => part.value).join('')
  return parts.map(serbianPart).join('')
}

// Intl pads the day in Serbian ranges alone (05. mart – 06. april).
function serbianPart({ type, value }: Intl.DateTimeFormatPart): string {
  if (type === 'month') return genitiveOf.get(value) ?? value
  return type === 'day' ? value.replace(/^0/, '') : value
}
