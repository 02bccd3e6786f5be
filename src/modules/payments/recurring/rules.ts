// When a gift that returns is due again.

export const rhythms = ['month', 'quarter', 'year'] as const
export type Rhythm = (typeof rhythms)[number]

const months: Readonly<Record<Rhythm, number>> = { month: 1, quarter: 3, year: 12 }

/**
 * The day after `times` rhythms from the first day: the 31st becomes the last day of a shorter
 * month, and is the 31st again where there is one.
 */
export function dayOf(first: string, rhythm: Rhythm, times: number): string {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number)
  const count = month - 1 + months[rhythm] * times
  const last = new Date(Date.UTC(year, count + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, count, Math.min(day, last))).toISOString().slice(0, 10)
}

/** The first of its days after `after`. */
export function nextDay(first: string, rhythm: Rhythm, after: string): string {
  let times = 1
  while (dayOf(first, rhythm, times) <= after) times++
  return dayOf(first, rhythm, times)
}
