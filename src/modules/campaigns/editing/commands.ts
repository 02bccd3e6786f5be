// Changing what a campaign says and under which terms it asks. From its opening on the terms stand.

import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { rememberVersion, tellHost } from '../commands.ts'
import { type CampaignSteward, type Locked, lockCampaign } from '../queries.ts'
import { whyNotEdit } from '../rules.ts'
import type { Db } from '../tables.ts'
import type { Story, Terms } from './schema.ts'

export function changeStory(
  db: Db,
  steward: CampaignSteward,
  { version, reason, ...texts }: Story & { picture_id?: string },
  now: Date,
) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const refusal = whyNotEdit(campaign.state, 'story') ?? outdated(campaign, version)
    if (refusal) return refused(refusal)
    const { picture_id, ...said } = texts
    const columns = Object.entries(said).map(([name, text]) => [name, JSON.stringify(text)])
    await tx
      .updateTable('campaigns.campaign')
      .set({ ...Object.fromEntries(columns), ...(picture_id ? { picture_id } : {}) })
      .where('id', '=', campaign.id)
      .execute()
    await rememberVersion(tx, campaign, steward, { material: false, reason }, now)
    return done(campaign.slug)
  })
}

export function changeTerms(db: Db, steward: CampaignSteward, wish: Terms, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const { version, host, ...terms } = wish
    const refusal = whyNotEdit(campaign.state, 'terms') ?? outdated(campaign, version)
    if (refusal) return refused(refusal)
    const named = host ? await findHost(tx, host) : null
    if (named === undefined || named?.id === campaign.organisation_id)
      return refused('unknown_host')
    const host_id = named?.id ?? null
    // Another host has agreed to nothing yet.
    const agreed =
      host_id === campaign.host_id ? {} : { host_agreed_by: null, host_agreed_at: null }
    await tx
      .updateTable('campaigns.campaign')
      .set({ ...terms, host_id, ...agreed })
      .where('id', '=', campaign.id)
      .execute()
    await rememberVersion(tx, campaign, steward, { material: false, reason: {} }, now)
    if (named && named.id !== campaign.host_id) await tellHost(tx, campaign, named, now)
    return done(campaign.slug)
  })
}

const findHost = (tx: Db, slug: string) =>
  tx
    .selectFrom('organisations.card')
    .select(['id', 'state'])
    .where('slug', '=', slug)
    .where('state', '=', 'verified')
    .executeTakeFirst()

const outdated = (campaign: Pick<Locked, 'version'>, version: number) =>
  campaign.version === version ? null : 'changed_meanwhile'
