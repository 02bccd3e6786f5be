import type { Limit } from '#kit/limits.ts'

/** Stripe sends some ten words for a payment, all at once, and after a silence those of days. */
export const hookLimit: Limit = { max: 3000, per_seconds: 60 }

// A large object of theirs has some twenty kilobytes.
export const hookBytesMax = 256 * 1024
