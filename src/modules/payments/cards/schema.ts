import { z } from 'zod'
import type { Limit } from '#kit/limits.ts'

/**
 * The least that is taken by card, by currency: less would go to the processor, and tiny gifts are
 * how stolen cards are tried. A currency that is not here is not taken by card.
 */
export const smallest: Readonly<Record<string, bigint>> = {
  EUR: 200n,
  CHF: 200n,
  USD: 200n,
  GBP: 200n,
  CAD: 300n,
  AUD: 300n,
  BAM: 400n,
  SEK: 2000n,
  NOK: 2000n,
  DKK: 1500n,
  PLN: 1000n,
  CZK: 5000n,
  RON: 1000n,
  BGN: 400n,
  ALL: 20_000n,
  RSD: 25_000n,
  MKD: 12_000n,
  TRY: 10_000n,
  HUF: 80_000n,
  JPY: 300n,
  ISK: 300n,
  KWD: 1000n,
  BHD: 1000n,
}

/** Up to five times the least is a small gift: of those only so many an hour. */
export const isSmall = (amount_minor: bigint, currency: string): boolean =>
  amount_minor < 5n * (smallest[currency] ?? 0n)

/** How often somebody may begin to pay by card. People need one or two tries, thieves hundreds. */
export const cardLimits = {
  /** Without a proof of work, for each address. */
  free: { max: 2, per_seconds: 3600 },
  hour: { max: 8, per_seconds: 3600 },
  day: { max: 20, per_seconds: 86_400 },
  small: { max: 4, per_seconds: 3600 },
  /** Small gifts of all strangers together, so that many addresses help no thief. */
  small_together: { max: 120, per_seconds: 3600 },
} as const satisfies Record<string, Limit>

/** A button and a proof of work: nothing is typed. */
export const BeginForm = z.object({})

export const BackQuery = z.object({ back: z.enum(['paid', 'left']).optional().catch(undefined) })
