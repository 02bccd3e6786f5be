// A campaign is handed to the reviewers, paused, resumed, given more time once, or cancelled.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { done, refused } from '#kit/outcome.ts'
import { move, registerPurpose, tellKeepers, tellReviewers } from '../commands.ts'
import {
  type CampaignSteward,
  campaignOf,
  handedInOf,
  listBudget,
  lockCampaign,
} from '../queries.ts'
import { inDays, whyNotExtend, whyNotPause, whyNotResume, whyNotSubmit } from '../rules.ts'
import type { Db } from '../tables.ts'

/** As it stands now; while it is looked at nothing is changed. */
export function submitCampaign(db: Db, steward: CampaignSteward, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const { recipient_state } = await campaignOf(tx, campaign.id)
    const recipient_verified = recipient_state === 'verified'
    const refusal = whyNotSubmit({ ...campaign, recipient_verified })
    if (refusal) return refused(refusal)
    const said = await handedInOf(tx, campaign.id, await listBudget(tx, campaign.id))
    await tx
      .insertInto('campaigns.review')
      .values({
        campaign_id: campaign.id,
        version: campaign.version,
        requested_by: steward.person_id,
        requested_at: now,
        said: JSON.stringify(said),
      })
      .execute()
    await move(tx, campaign, { to: 'in_review', by: steward }, now)
    const { organisation_id } = steward
    await record(tx, 'campaign.submitted', { campaign_id: campaign.id, organisation_id }, steward)
    await tellReviewers(tx, campaign, now)
    return done(campaign.slug)
  })
}

export function withdrawSubmission(db: Db, steward: CampaignSteward, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    if (campaign.state !== 'in_review') return refused('already_decided')
    await tx
      .updateTable('campaigns.review')
      .set({ state: 'withdrawn', decided_at: now, decided_by: steward.person_id })
      .where('campaign_id', '=', campaign.id)
      .where('state', '=', 'open')
      .execute()
    await move(tx, campaign, { to: 'draft', by: steward }, now)
    return done(campaign.slug)
  })
}

/** The fiscal host says that it receives and answers for the money. */
export function agreeToHost(
  db: Db,
  host: { readonly organisation_id: string; readonly person_id: string },
  campaignId: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, campaignId)
    if (campaign.host_id !== host.organisation_id || campaign.state !== 'draft')
      return refused('not_a_draft')
    await tx
      .updateTable('campaigns.campaign')
      .set({ host_agreed_by: host.person_id, host_agreed_at: now })
      .where('id', '=', campaign.id)
      .execute()
    const { organisation_id } = campaign
    const fact = { campaign_id: campaign.id, organisation_id }
    await record(tx, 'campaign.host_agreed', fact, { person_id: host.person_id })
    await tellKeepers(tx, campaign, { what: 'hosting_agreed', host_id: campaign.host_id }, now)
    return done(campaign.slug)
  })
}

/** Nobody can promise meanwhile; what is on its way is taken. */
export function pauseCampaign(db: Db, by: CampaignSteward, reason: Localized, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, by.campaign_id)
    const refusal = whyNotPause(campaign)
    if (refusal) return refused(refusal)
    await move(tx, campaign, { to: 'paused', reason, by }, now)
    await registerPurpose(tx, campaign, { closes_at: now, late: 'accept' })
    const { organisation_id } = campaign
    await record(tx, 'campaign.paused', { campaign_id: campaign.id, organisation_id }, by)
    return done(campaign.slug)
  })
}

/** It goes on as it was; the time that has passed has passed. */
export function resumeCampaign(db: Db, by: CampaignSteward, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, by.campaign_id)
    const refusal = whyNotResume(campaign)
    if (refusal) return refused(refusal)
    const to = campaign.round === 2 ? 'second_round' : 'open'
    await move(tx, campaign, { to, by }, now)
    await registerPurpose(tx, campaign, { closes_at: campaign.closes_at ?? now, late: 'return' })
    const { organisation_id } = campaign
    await record(tx, 'campaign.resumed', { campaign_id: campaign.id, organisation_id }, by)
    return done(campaign.slug)
  })
}

interface Extending {
  readonly days: number
  readonly reason: Localized
}

export function extendCampaign(db: Db, steward: CampaignSteward, wish: Extending, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const { extended } = await campaignOf(tx, campaign.id)
    const refusal = whyNotExtend({ ...campaign, extended }, now)
    if (refusal) return refused(refusal)
    const from_closes_at = campaign.closes_at ?? now
    const to_closes_at = inDays(from_closes_at, wish.days)
    await tx
      .insertInto('campaigns.extension')
      .values({
        campaign_id: campaign.id,
        from_closes_at,
        to_closes_at,
        at: now,
        reason: JSON.stringify(wish.reason),
        person_id: steward.person_id,
      })
      .execute()
    await tx
      .updateTable('campaigns.campaign')
      .set({ closes_at: to_closes_at, updated_at: now })
      .where('id', '=', campaign.id)
      .execute()
    await registerPurpose(tx, campaign, { closes_at: to_closes_at, late: 'return' })
    const { organisation_id } = steward
    await record(tx, 'campaign.extended', { campaign_id: campaign.id, organisation_id }, steward)
    return done(campaign.slug)
  })
}
