// Whoever gave before a campaign changed what it asks for may take all of it back.
import { atomically } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { sendBack } from '../commands.ts'
import { lockCampaign } from '../queries.ts'
import { hasEndedBadly, isAfter, isRunning } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findChange, findGift, type Left, listLeft } from './queries.ts'
import { isDueAgain } from './rules.ts'

export function takeBack(db: Db, pledgeId: string, campaignId: string, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, campaignId)
    const change = await findChange(tx, campaignId, now)
    const gift = found(await findGift(tx, pledgeId, campaignId))
    if (!change || gift.created_at >= change.at || !isRunning(campaign.state))
      return refused('nothing_to_take')
    if (gift.held.length > 0) {
      const answers = await sendBack(tx, gift.held, 'donor_asked', now)
      // What the donor's bank is taking already goes that way.
      if (!answers.some(({ ok }) => ok)) return refused('nothing_to_take')
    } else if (gift.state === 'open' && !gift.received)
      await tx
        .updateTable('payments.pledge')
        .set({ state: 'withdrawn' })
        .where('id', '=', gift.id)
        .execute()
    else return refused('nothing_to_take')
    return done(campaign.slug)
  })
}

/**
 * What was sent back and came back to us is ordered again: to another account, when the donor has
 * named one. Nothing of a campaign that came to nothing stays here because one try failed; what a
 * card's processor goes on refusing is for people.
 */
export function sendAgain(db: Db, campaignId: string, now: Date, freed?: string) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, campaignId)
    if (!campaign.purpose_id || !hasEndedBadly(campaign.state)) return refused('nothing_to_take')
    const all = await listLeft(tx, campaign.purpose_id, campaign.closes_at)
    const left = all.filter(isDue(now, freed))
    for (const { id, amount_minor, tries } of left)
      await sendBack(tx, [{ id, amount_minor }], 'purpose_failed', now, {
        key: `campaign ${tries}`,
      })
    return done(left.length)
  })
}

/**
 * What came after the last day of a campaign that succeeded and could not go back, because its bank
 * disputed it: won, it goes where it would have gone, and is not the organisation's. After what was
 * reserved has been handed over: that is where the purpose's money stands since the end.
 */
export function returnLate(db: Db, campaignId: string, now: Date, freed?: string) {
  return atomically(db, async (tx) => {
    const { state, purpose_id, closes_at } = await lockCampaign(tx, campaignId)
    if (!isAfter(state) || !purpose_id || !closes_at) return refused('nothing_to_take')
    const late = (await listLeft(tx, purpose_id, closes_at)).filter((one) => one.late)
    const left = late.filter(isDue(now, freed))
    for (const { id, amount_minor, tries } of left)
      await sendBack(tx, [{ id, amount_minor }], 'late', now, { key: `campaign ${tries}` })
    return done(left.length)
  })
}

/** What kept `freed` from going, a dispute, is over: it waits for no hour. */
const isDue = (now: Date, freed: string | undefined) => (one: Left) =>
  one.id === freed || isDueAgain(one, now)
