// When the operator should look, and what may be decided.

export interface Figures {
  readonly failed: number
  readonly oldest_due_at: Date | null
  readonly mail_failed: number
  readonly disk_free_bytes: number | null
  readonly disk_size_bytes: number | null
  readonly backed_up_at: Date | null
  /** What the last check of the books found, whoever ran it. */
  readonly faults: number
  /** How much differed when the books were last held against card processors. */
  readonly differing: number
  readonly production: boolean
}

export type Ill = 'failed' | 'late' | 'mail' | 'disk' | 'backup' | 'books' | 'cards'

// A worker takes a job within seconds; after this either none runs or all have too much to do.
const lateMs = 10 * 60_000
// PostgreSQL stops when its disk is full: a tenth, and at most what a small disk has in all.
const freeShareMin = 0.1
const freeBytesMin = 5e9
// Daily, and a night that failed is noticed the day after.
const backupMs = 2 * 86_400_000

/** What needs attention, the gravest first. */
export function ills(figures: Figures, now: Date): Ill[] {
  const { oldest_due_at, disk_free_bytes: free, disk_size_bytes: size, backed_up_at } = figures
  const since = (at: Date) => now.getTime() - at.getTime()
  const found: Ill[] = []
  if (figures.faults > 0) found.push('books')
  if (figures.differing > 0) found.push('cards')
  if (free !== null && size !== null && free < Math.min(size * freeShareMin, freeBytesMin))
    found.push('disk')
  if (oldest_due_at && since(oldest_due_at) > lateMs) found.push('late')
  if (figures.mail_failed > 0) found.push('mail')
  if (figures.failed > 0) found.push('failed')
  if (figures.production && (!backed_up_at || since(backed_up_at) > backupMs)) found.push('backup')
  return found
}

/** A name as it stands in an address, where a point would look like a file's ending. */
export const addressOf = (name: string) => name.replace('.', '-')

/** Why this time may not be chosen, or null when it may. */
export const whyNotKeep = (keep_days: number, least_days: number) =>
  keep_days < least_days ? 'too_short' : null
