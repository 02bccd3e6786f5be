// A campaign joins a round of matching: from then on gifts for it count there.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { type CampaignSteward, lockCampaign, lockRound } from '../queries.ts'
import { isRunning, whyNotJoin } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findJoining } from './queries.ts'

export function joinRound(db: Db, steward: CampaignSteward, roundId: string, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const round = await lockRound(tx, roundId)
    const joining = found(await findJoining(tx, roundId, campaign.id))
    const refusal = whyNotJoin(
      round,
      { ...campaign, ...joining, running: isRunning(campaign.state) },
      now,
    )
    if (refusal) return refused(refusal)
    const { person_id } = steward
    await tx
      .insertInto('campaigns.matching_joined')
      .values({ round_id: roundId, campaign_id: campaign.id, person_id, joined_at: now })
      .execute()
    const { organisation_id } = round
    const fact = { round_id: roundId, organisation_id, campaign_id: campaign.id }
    await record(tx, 'matching.joined', fact, { person_id })
    return done(round.slug)
  })
}
