// When money that nobody knows goes back by itself.

/** So long before it goes, operators hear of it. */
export const noticeDays = 7

/** The day before which an entry must have come to go back today. */
export function dueBefore(now: Date, days: number): string {
  const day = new Date(now)
  day.setUTCDate(day.getUTCDate() - days)
  return day.toISOString().slice(0, 10)
}
