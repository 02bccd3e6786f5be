// The budget: before a campaign opens it can be changed freely; afterwards every change says why,
// and whoever had given may take it back.
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { rememberVersion } from '../commands.ts'
import { type CampaignSteward, type Locked, listBudget, lockCampaign } from '../queries.ts'
import { whyNotEdit } from '../rules.ts'
import { itemsMax } from '../schema.ts'
import type { Db } from '../tables.ts'
import type { Item } from './schema.ts'

export function addItem(db: Db, steward: CampaignSteward, wish: Item, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const campaign = await lockCampaign(tx, steward.campaign_id)
      const present = await listBudget(tx, campaign.id)
      const read = whyNotStore(campaign, wish)
      if (!read.ok) return read
      if (present.length >= itemsMax) return refused('too_many_items')
      const place = Math.max(0, ...present.map((item) => item.place)) + 1
      const { title, essential } = wish
      await tx
        .insertInto('campaigns.budget_item')
        .values({
          campaign_id: campaign.id,
          place,
          essential,
          amount_minor: read.value,
          title: JSON.stringify(title),
        })
        .execute()
      await budgetChanged(tx, campaign, steward, wish.reason, now)
      return done(campaign.slug)
    }),
  )
}

export function changeItem(db: Db, steward: CampaignSteward, id: string, wish: Item, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const item = await findItem(tx, campaign.id, id)
    const read = whyNotStore(campaign, wish)
    if (!read.ok) return read
    const { title, essential } = wish
    await tx
      .updateTable('campaigns.budget_item')
      .set({ essential, amount_minor: read.value, title: JSON.stringify(title) })
      .where('id', '=', item.id)
      .execute()
    await budgetChanged(tx, campaign, steward, wish.reason, now)
    return done(campaign.slug)
  })
}

interface Removing {
  readonly version: number
  readonly reason: Localized
}

export function removeItem(
  db: Db,
  steward: CampaignSteward,
  id: string,
  wish: Removing,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const item = await findItem(tx, campaign.id, id)
    const refusal = whyNotTouch(campaign, wish)
    if (refusal) return refused(refusal)
    const left = (await listBudget(tx, campaign.id)).filter((one) => one.id !== item.id)
    if (campaign.opened_at && !left.some(({ essential }) => essential))
      return refused('no_essential_left')
    await tx
      .updateTable('campaigns.budget_item')
      .set({ removed_at: now })
      .where('id', '=', item.id)
      .execute()
    await budgetChanged(tx, campaign, steward, wish.reason, now)
    return done(campaign.slug)
  })
}

const findItem = async (tx: Db, campaignId: string, id: string) =>
  found(
    await tx
      .selectFrom('campaigns.budget_item')
      .select('id')
      .where('id', '=', id)
      .where('campaign_id', '=', campaignId)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  )

const outdated = (campaign: Pick<Locked, 'version'>, version: number) =>
  campaign.version === version ? null : 'changed_meanwhile'

function whyNotTouch(campaign: Locked, { version, reason }: Removing) {
  const refusal = whyNotEdit(campaign.state, 'budget') ?? outdated(campaign, version)
  if (refusal) return refusal
  return campaign.opened_at && languagesOf(reason).length === 0 ? 'say_why' : null
}

function whyNotStore(campaign: Locked, wish: Item) {
  const refusal = whyNotTouch(campaign, wish)
  if (refusal) return refused(refusal)
  const amount = minorOf(wish.amount, campaign.currency)
  if (amount === null) return refused('too_many_decimals')
  return amount === 0n ? refused('nothing_asked') : done(amount)
}

/** What money was asked for is another thing now: whoever gave is told and may take it back. */
async function budgetChanged(
  tx: Db,
  campaign: Locked,
  steward: CampaignSteward,
  reason: Localized,
  now: Date,
) {
  const material = campaign.opened_at !== null && (await hasPledges(tx, campaign.purpose_id))
  const version = await rememberVersion(tx, campaign, steward, { material, reason }, now)
  if (material) await enqueue(tx, 'campaigns.tell_changed', { campaign_id: campaign.id, version })
}

async function hasPledges(tx: Db, purpose_id: string | null): Promise<boolean> {
  if (!purpose_id) return false
  const first = await tx
    .selectFrom('payments.pledge')
    .select('id')
    .where('purpose_id', '=', purpose_id)
    .where('state', '<>', 'withdrawn')
    .limit(1)
    .executeTakeFirst()
  return first !== undefined
}
