// The money of a campaign is asked for line by line of its budget, and what was bought is told with
// its receipt. Payments see to the rest: two approve, the bank is ordered, its statement closes it.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Localized } from '#kit/localized.ts'
import { minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Steward } from '#modules/organisations/index.ts'
import { draftPayout, type PayoutForm } from '#modules/payments/index.ts'
import { move } from '../commands.ts'
import { type CampaignSteward, findSpending, lockCampaign } from '../queries.ts'
import { isPaidOut, whyNotAsk, whyNotReport, whyNotSpend } from '../rules.ts'
import type { Db } from '../tables.ts'

interface Bought {
  readonly title: Localized
  /** A company, or "a person". */
  readonly paid_to: string
  /** Plain, in whole units and cents. */
  readonly amount: string
  /** `YYYY-MM-DD` */
  readonly spent_on: string
  readonly once?: string | undefined
}

interface Told {
  readonly results: Localized
  /** What happens with what is left. */
  readonly remainder: Localized
  readonly once?: string | undefined
}

/** A draft of a payout, bound to the campaign and to a line of its budget. */
export function askForItem(
  db: Db,
  treasurer: Steward,
  { campaign_id, item_id }: { campaign_id: string; item_id: string },
  wish: PayoutForm,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { state, purpose_id } = await lockCampaign(tx, campaign_id)
    const why = whyNotAsk(state)
    if (why || !purpose_id) return refused(why ?? 'not_succeeded')
    const { title } = await itemOf(tx, campaign_id, item_id)
    const bound = { purpose_id, part_id: item_id, part_title: title }
    return draftPayout(tx, treasurer, { ...wish, bound }, now)
  })
}

const itemOf = async (tx: Db, campaign_id: string, id: string) =>
  found(
    await tx
      .selectFrom('campaigns.budget_item')
      .select(['id', 'title'])
      .where('campaign_id', '=', campaign_id)
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  )

export function addExpense(
  db: Db,
  steward: CampaignSteward,
  { item_id, file_id }: { item_id: string; file_id: string },
  wish: Bought,
  now: Date,
) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const campaign = await lockCampaign(tx, steward.campaign_id)
      const item = await itemOf(tx, campaign.id, item_id)
      const amount_minor = minorOf(wish.amount, campaign.currency)
      if (!amount_minor) return refused('not_an_amount')
      if (wish.spent_on > now.toISOString().slice(0, 10)) return refused('day_in_future')
      const { sums } = await findSpending(tx, campaign)
      const why = whyNotSpend({ state: campaign.state, ...sums }, amount_minor)
      if (why) return refused(why)
      const { id } = await tx
        .insertInto('campaigns.expense')
        .values({
          campaign_id: campaign.id,
          item_id: item.id,
          file_id,
          amount_minor,
          at: now,
          title: JSON.stringify(wish.title),
          paid_to: wish.paid_to,
          spent_on: wish.spent_on,
          person_id: steward.person_id,
          removed_at: null,
          removed_by: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const { organisation_id } = campaign
      const fact = { campaign_id: campaign.id, organisation_id, expense_id: id }
      await record(tx, 'campaign.spent', fact, steward)
      return done(id)
    }),
  )
}

/** It was wrong: it counts no more, and why stands in public. */
export function removeExpense(
  db: Db,
  steward: CampaignSteward,
  id: string,
  reason: Localized,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { campaign_id, organisation_id, person_id } = steward
    const removed = await tx
      .updateTable('campaigns.expense')
      .set({ removed_at: now, removed_by: person_id, removal_reason: JSON.stringify(reason) })
      .where('id', '=', id)
      .where('campaign_id', '=', campaign_id)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!removed) return refused('removed_already')
    const fact = { campaign_id, organisation_id, expense_id: id }
    await record(tx, 'campaign.expense_removed', fact, steward)
    return done(id)
  })
}

/** What came of it, for everybody. A campaign that is paid out is finished with it. */
export function publishReport(db: Db, steward: CampaignSteward, wish: Told, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const campaign = await lockCampaign(tx, steward.campaign_id)
      const why = whyNotReport(campaign.state)
      if (why) return refused(why)
      const { report: told } = await findSpending(tx, campaign)
      await tx
        .insertInto('campaigns.report')
        .values({
          campaign_id: campaign.id,
          person_id: steward.person_id,
          at: now,
          results: JSON.stringify(wish.results),
          remainder: JSON.stringify(wish.remainder),
        })
        .execute()
      if (campaign.state === 'paid_out')
        await move(tx, campaign, { to: 'reported', by: steward }, now)
      const { id: campaign_id, organisation_id } = campaign
      // Who mends a report tells it to whoever looks, and writes to nobody again.
      if (!told) await enqueue(tx, 'campaigns.tell_givers', { campaign_id, what: 'reported' })
      await record(tx, 'campaign.reported', { campaign_id, organisation_id }, steward)
      return done(campaign.slug)
    }),
  )
}

/** The bank paid something out: when nothing is left, the campaign is paid out, or finished. */
export async function followPayout(tx: Db, payout_id: string, now: Date) {
  const row = await tx
    .selectFrom('payments.bound_payout as p')
    .innerJoin('campaigns.campaign as c', 'c.purpose_id', 'p.purpose_id')
    .select('c.id')
    .where('p.id', '=', payout_id)
    .executeTakeFirst()
  if (!row) return
  const campaign = await lockCampaign(tx, row.id)
  // Whoever takes the open data along is told that it changed.
  await tx
    .updateTable('campaigns.campaign')
    .set({ updated_at: now })
    .where('id', '=', row.id)
    .execute()
  if (campaign.state !== 'succeeded') return
  const { sums, report } = await findSpending(tx, campaign)
  if (!isPaidOut(sums)) return
  await move(tx, campaign, { to: 'paid_out', by: 'system' }, now)
  const { id: campaign_id, organisation_id } = campaign
  await record(tx, 'campaign.paid_out', { campaign_id, organisation_id }, 'system')
  if (report)
    await move(tx, { id: campaign_id, state: 'paid_out' }, { to: 'reported', by: 'system' }, now)
}
