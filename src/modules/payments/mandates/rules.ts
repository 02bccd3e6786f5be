// When a card that was declined is tried again, and when that has an end.

/** After the first failure, and after the second; a third one ends the series. */
const waitDays = [3, 5] as const
const dayMs = 24 * 60 * 60 * 1000

/** When a kept card is charged once more; null when it was tried often enough. */
export function nextCharge(failures: number, last_at: Date): Date | null {
  const days = waitDays[failures - 1]
  return days === undefined ? null : new Date(last_at.getTime() + days * dayMs)
}
