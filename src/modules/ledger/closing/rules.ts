/** Months of which so many may be offered at once. */
const offeredMax = 36

/** Ends of months that are over and open, the earliest first. */
export function closable(closed_through: string | null, first: string | null, today: string) {
  const from = closed_through ?? first
  if (!from) return []
  const ends: string[] = []
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  for (let n = 0; n < offeredMax; n++) {
    const end = endOf(year, month + n)
    if (end >= today) break
    if (closed_through === null || end > closed_through) ends.push(end)
  }
  return ends
}

/** Whether a text from an address is the last day of a month. */
export function isMonthEnd(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))]
  return month >= 1 && month <= 12 && text === endOf(year, month)
}

// Day nought of a month is the last of the one before.
const endOf = (year: number, month: number) =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
