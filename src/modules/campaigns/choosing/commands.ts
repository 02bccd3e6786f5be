// Whoever gave for a campaign that came to nothing may give it on before it goes back. Nobody else
// chooses for them, and nothing is chosen where they say nothing.
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { passOn, supportPurposeOf } from '#modules/payments/index.ts'
import { type Campaign, lockCampaign } from '../queries.ts'
import { hasEndedBadly } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Gift, listOffered } from './queries.ts'
import type { ChoosingForm } from './schema.ts'

/** The id of the gift that it is from now on. */
export function choose(
  db: Db,
  campaign: Campaign,
  gift: Pick<Gift, 'id' | 'currency'>,
  { to, reference }: ChoosingForm & { readonly reference: string },
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { state, purpose_id: from_id } = await lockCampaign(tx, campaign.id)
    if (!hasEndedBadly(state) || !from_id) return refused('nothing_waits')
    const purpose_id = await purposeOf(tx, campaign, gift.currency, to, now)
    if (!purpose_id) return refused('closed')
    const passed = await passOn(tx, { pledge_id: gift.id, from_id, purpose_id, reference }, now)
    if (passed.ok) return done(passed.value)
    return refused(passed.refusal === 'nothing_waits' ? 'nothing_waits' : 'closed')
  })
}

async function purposeOf(tx: Db, campaign: Campaign, currency: string, to: string, now: Date) {
  if (to !== 'support') {
    const offered = await listOffered(tx, campaign, currency, now)
    return offered.find(({ id }) => id === to)?.purpose_id ?? null
  }
  if (campaign.recipient_state !== 'verified') return null
  return supportPurposeOf(tx, campaign.recipient_id, now)
}
