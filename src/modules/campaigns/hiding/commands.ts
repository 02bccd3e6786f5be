// A moderator takes a campaign from public view, and gives it back. The clock goes on.
import { record } from '#facts'
import type { Db } from '../tables.ts'

interface By {
  readonly person_id: string
}

export const hideCampaign = (tx: Db, id: string, by: By, now: Date) =>
  setHidden(tx, id, by, now, now)

export const showCampaign = (tx: Db, id: string, by: By, now: Date) =>
  setHidden(tx, id, by, now, null)

/** Nothing is recorded where it was so before. */
async function setHidden(tx: Db, id: string, by: By, now: Date, hidden_at: Date | null) {
  const campaign = await tx
    .updateTable('campaigns.campaign')
    // Whoever keeps a copy of our data learns of it by the moment of the change.
    .set({ hidden_at, updated_at: now })
    .where('id', '=', id)
    .where('hidden_at', hidden_at ? 'is' : 'is not', null)
    .returning('organisation_id')
    .executeTakeFirst()
  if (!campaign) return
  const fact = { campaign_id: id, organisation_id: campaign.organisation_id }
  await record(tx, hidden_at ? 'campaign.hidden' : 'campaign.shown', fact, by)
}
