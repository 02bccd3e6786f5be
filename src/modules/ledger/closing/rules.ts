/** Months of which so many may be offered at once. */
const offeredMax = 36

/** Ends of months that are over and open, the earliest first. */
export function closable(closed_through: string | null, first: string | null, today: string) {
  const from = closed_through ?? first
  if (!from) return []
  const ends: string[] = []
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  for (let n = 0; n < offeredMax; n++) {
    // Day nought of a month is the last of the one before.
    const end = new Date(Date.UTC(year, month + n, 0)).toISOString().slice(0, 10)
    if (end >= today) break
    if (closed_through === null || end > closed_through) ends.push(end)
  }
  return ends
}
