// What people show to prove who they are: how old it may be.

/** An extract shows what was true on its day; after half a year too much may have changed. */
export const extractDaysMax = 183

/** Why the day on which the extract was seen cannot be right, or null. Days as `YYYY-MM-DD`. */
export function whyNotSeenOn(seenOn: string, today: string) {
  if (seenOn > today) return 'extract_in_future'
  const days = (Date.parse(today) - Date.parse(seenOn)) / 86_400_000
  return days > extractDaysMax ? 'extract_old' : null
}
