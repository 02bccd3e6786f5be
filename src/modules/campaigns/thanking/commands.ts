// What whoever gives for a campaign is thanked with. Payments count how many are left.
import { atomically } from '#kit/db.ts'
import { minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { refused } from '#kit/outcome.ts'
import { addThanks, closeThanks, handOver } from '#modules/payments/index.ts'
import { type CampaignSteward, lockCampaign } from '../queries.ts'
import { isRunning } from '../rules.ts'
import type { Db } from '../tables.ts'
import type { NewThanks } from './schema.ts'

const of = (campaign_id: string) => ({ kind: 'campaign', ref_id: campaign_id })

/** From the draft on, and as long as somebody can still choose it. */
export function offerThanks(db: Db, steward: CampaignSteward, wish: NewThanks, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const { id, state, currency } = await lockCampaign(tx, steward.campaign_id)
      if (state !== 'draft' && !isRunning(state)) return refused('over_already')
      const least_minor = minorOf(wish.least, currency)
      if (!least_minor) return refused('not_an_amount')
      const { title, note, stock } = wish
      return addThanks(tx, { ...of(id), title, note, stock, currency, least_minor }, now)
    }),
  )
}

export const stopThanks = (db: Db, { campaign_id }: CampaignSteward, id: string, now: Date) =>
  atomically(db, (tx) => closeThanks(tx, of(campaign_id), id, now))

export const noteHandedOver = (
  db: Db,
  { campaign_id, person_id }: CampaignSteward,
  pledge_id: string,
  note: string | null,
  now: Date,
) => atomically(db, (tx) => handOver(tx, pledge_id, { ...of(campaign_id), person_id, note }, now))
