// Where a gift is, and what its giver may still decide.
import type { Standing } from '../rules.ts'

interface Promised {
  readonly state: 'open' | 'withdrawn' | 'expired'
  readonly received_minor: bigint
}

/** Why a promise cannot be taken back, or null when it can. */
export function whyNotWithdraw({ state, received_minor }: Promised) {
  if (received_minor > 0n) return 'arrived_already'
  return state === 'withdrawn' ? 'withdrawn_already' : null
}

/** Whether the details for the bank are still of use. */
export const awaitsMoney = (standing: Standing) =>
  standing === 'promised' || standing === 'part_paid' || standing === 'expired'

/** What it was for has ended: what comes now goes back, and nobody should send it. */
export const isOver = (
  { over_at }: { readonly over_at: Date | null },
  standing: Standing,
  now: Date,
) => awaitsMoney(standing) && over_at !== null && over_at <= now

/** What is still missing, as one would send it now. */
export const missingOf = (gift: { amount_minor: bigint; received_minor: bigint }) =>
  gift.received_minor === 0n ? gift.amount_minor : gift.amount_minor - gift.received_minor
