// When a digest is due, and what a link in a letter may do.
import { isUuid } from '#kit/ids.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
// Before people begin to work, in Europe's morning.
const digestHour = 5

/** The end of the last whole period: a digest tells what came out until then. */
export function periodEnd(rhythm: 'daily' | 'weekly', now: Date): Date {
  const today = Math.floor((+now - digestHour * hourMs) / dayMs) * dayMs + digestHour * hourMs
  if (rhythm === 'daily') return new Date(today)
  // Weeks begin on Monday, as here; the first day of the clock was a Thursday.
  const weekday = (Math.floor(today / dayMs) + 3) % 7
  return new Date(today - weekday * dayMs)
}

// A post is public when its transaction ends, a moment after the time that it carries.
const settleMs = 30_000

/** Until when posts are certainly all there. */
export const settledUntil = (now: Date): Date => new Date(+now - settleMs)

/** When to tell those who want to know at once. A burst of posts is one letter. */
export function tellingAt(at: Date): Date {
  return new Date((Math.floor((+at + settleMs) / 60_000) + 1) * 60_000)
}

const purposes = ['reader', 'follow', 'subscription'] as const
export type Purpose = (typeof purposes)[number]

/** What stands signed in a link. */
export const linkText = (purpose: Purpose, id: string) => `news.${purpose} ${id}`

/** A signed text read back; null when it was signed for something else. */
export function readLink(text: string | null): { purpose: Purpose; id: string } | null {
  const [, named, id = ''] = /^news\.([a-z]+) (\S+)$/.exec(text ?? '') ?? []
  const purpose = purposes.find((one) => one === named)
  return purpose && isUuid(id) ? { purpose, id } : null
}
