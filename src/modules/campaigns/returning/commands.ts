// Whoever gave before a campaign changed what it asks for may take all of it back.
import { atomically } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { sendBack } from '../commands.ts'
import { lockCampaign } from '../queries.ts'
import { isRunning } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findChange, findGift } from './queries.ts'

export function takeBack(db: Db, pledgeId: string, campaignId: string, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, campaignId)
    const change = await findChange(tx, campaignId, now)
    const gift = found(await findGift(tx, pledgeId, campaignId))
    if (!change || gift.created_at >= change.at || !isRunning(campaign.state))
      return refused('nothing_to_take')
    if (gift.held.length > 0) await sendBack(tx, gift.held, 'donor_asked', now)
    else if (gift.state === 'open' && !gift.received)
      await tx
        .updateTable('payments.pledge')
        .set({ state: 'withdrawn' })
        .where('id', '=', gift.id)
        .execute()
    else return refused('nothing_to_take')
    return done(campaign.slug)
  })
}
