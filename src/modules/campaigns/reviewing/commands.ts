// Two operators from outside look at a campaign before anybody can give. With the second it opens.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import { keepVersion, move, registerPurpose, tellKeepers } from '../commands.ts'
import { campaignOf, type Locked, lockCampaign } from '../queries.ts'
import { approvalsNeeded, type Check, inDays, whyNotApprove, whyNotRefuse } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findReview } from './queries.ts'

export function approveCampaign(
  db: Db,
  operator: Operator,
  id: string,
  checks: readonly Check[],
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { campaign, review, judge } = await lockReview(tx, operator, id)
    const refusal = whyNotApprove(review, judge)
    if (refusal) return refused(refusal)
    const { recipient_state } = await campaignOf(tx, campaign.id)
    if (recipient_state !== 'verified') return refused('not_verified')
    await tx
      .insertInto('campaigns.review_approval')
      .values({
        review_id: id,
        operator_id: operator.person_id,
        checks: [...checks],
        approved_at: now,
      })
      .execute()
    if (review.approvals + 1 < approvalsNeeded) return done('first' as const)
    await decide(tx, id, { state: 'approved', decided_by: operator.person_id, reason: null }, now)
    await open(tx, campaign, operator, now)
    return done('opened' as const)
  })
}

/** One is enough to say no, with what there is to put right. */
export function refuseCampaign(db: Db, operator: Operator, id: string, reason: string, now: Date) {
  return atomically(db, async (tx) => {
    const { campaign, review, judge } = await lockReview(tx, operator, id)
    const refusal = whyNotRefuse(review, judge)
    if (refusal) return refused(refusal)
    await decide(tx, id, { state: 'refused', decided_by: operator.person_id, reason }, now)
    await move(tx, campaign, { to: 'draft', by: operator }, now)
    const { organisation_id } = campaign
    await record(tx, 'campaign.refused', { campaign_id: campaign.id, organisation_id }, operator)
    await tellKeepers(tx, campaign, { what: 'refused' }, now)
    return done('refused' as const)
  })
}

/** The campaign first, then its review: everybody takes the two in this order. */
async function lockReview(tx: Db, { person_id }: Operator, id: string) {
  const { campaign_id } = found(await findReview(tx, id, person_id))
  const campaign = await lockCampaign(tx, campaign_id)
  const review = found(await findReview(tx, id, person_id))
  const { belonged, approved } = review
  return { campaign, review, judge: { person_id, belonged, approved } }
}

interface Decision {
  readonly state: 'approved' | 'refused'
  readonly decided_by: string
  readonly reason: string | null
}

const decide = (tx: Db, id: string, decision: Decision, now: Date) =>
  tx
    .updateTable('campaigns.review')
    .set({ ...decision, decided_at: now })
    .where('id', '=', id)
    .execute()

/** Its time begins, its terms stand, and money can be given for it. */
async function open(tx: Db, campaign: Locked, operator: Operator, now: Date) {
  const closes_at = inDays(now, campaign.days)
  const opening = { ...campaign, opened_at: now }
  const purpose_id = await registerPurpose(tx, opening, { closes_at, late: 'return' })
  await tx
    .updateTable('campaigns.campaign')
    .set({ opened_at: now, closes_at, purpose_id })
    .where('id', '=', campaign.id)
    .execute()
  await move(tx, campaign, { to: 'open', by: operator }, now)
  await keepVersion(tx, campaign.id, null, { material: false, reason: {} }, now)
  const { id: campaign_id, organisation_id } = campaign
  await record(tx, 'campaign.opened', { campaign_id, organisation_id }, operator)
  await tellKeepers(tx, campaign, { what: 'opened' }, now)
}
