import { formatDate, formatDateTime, formatMonth, formatRelative } from '#kit/format.ts'
import type { Locale } from '#kit/locale.ts'
import { usePage } from '#kit/page.tsx'

export type WhenForm = 'date' | 'full' | 'short' | 'month' | 'time' | 'relative'

interface WhenProps {
  /** A moment, or a day as `YYYY-MM-DD`. */
  at: Date | string
  as?: WhenForm
}

/** A date in the reader's language, and for machines. */
export function When({ at, as = 'date' }: WhenProps) {
  const { locale, now } = usePage()
  const machine = typeof at === 'string' ? at : at.toISOString()
  const moment = typeof at === 'string' ? new Date(`${at}T12:00Z`) : at
  const title = as === 'relative' ? formatDateTime(moment, locale) : undefined
  return (
    <time dateTime={machine} title={title}>
      {as === 'relative' ? formatRelative(moment, now, locale) : written(at, as, locale)}
    </time>
  )
}

function written(at: Date | string, as: WhenForm, locale: Locale): string {
  if (as === 'month')
    return formatMonth((typeof at === 'string' ? at : at.toISOString()).slice(0, 7), locale)
  if (as === 'time' && typeof at !== 'string') return formatDateTime(at, locale)
  const style = as === 'full' ? 'full' : as === 'short' ? 'short' : 'long'
  return formatDate(at, locale, { style })
}
