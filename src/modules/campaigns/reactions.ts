// What campaigns do when payments have moved their money.
import type { Reactions } from '#facts'
import { followPayout } from './accounting/commands.ts'
import { findByPurpose } from './queries.ts'
import { returnLate, sendAgain } from './returning/commands.ts'
import { handOverRest } from './settlement/commands.ts'
import type { Tables } from './tables.ts'

export const reactions: Reactions<Tables> = {
  // What was reserved for it is free again: where it would have gone then it goes now.
  async 'payment.disputed'(tx, { purpose_id, payment_id, outcome }, at) {
    const campaign = outcome === 'won' ? await findByPurpose(tx, purpose_id) : undefined
    if (!campaign) return
    await sendAgain(tx, campaign.id, at, payment_id)
    await handOverRest(tx, campaign.id, at)
    await returnLate(tx, campaign.id, at, payment_id)
  },
  'payout.paid': (tx, { payout_id }, at) => followPayout(tx, payout_id, at),
}
