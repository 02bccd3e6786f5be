// What campaigns do when payments have moved their money.
import type { Reactions } from '#facts'
import { followPayout } from './accounting/commands.ts'
import type { Tables } from './tables.ts'

export const reactions: Reactions<Tables> = {
  'payout.paid': (tx, { payout_id }, at) => followPayout(tx, payout_id, at),
}
