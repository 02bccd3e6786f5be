// The end of a round: what is held goes to whom it is owed, or back to where it came from. Every
// step has an id made from what it is, so that settling twice settles once.
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Localized } from '#kit/localized.ts'
import { done, refused } from '#kit/outcome.ts'
import { balanceOf, ledgerId, post } from '#modules/ledger/index.ts'
import { redirectPurpose } from '#modules/payments/index.ts'
import {
  countForCampaign,
  endMatches,
  move,
  registerPurpose,
  sendBack,
  sendBackLater,
  tellEnd,
} from '../commands.ts'
import {
  type CampaignSteward,
  type Locked,
  listReserved,
  lockCampaign,
  type Reserved,
} from '../queries.ts'
import { inDays, isAfter, isRunning, settlesAt, whyNotCancel } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type HeldPayment, listFree, listHeld } from './queries.ts'
import { type Flow, type Outcome, settle } from './rules.ts'

export interface Settled {
  readonly slug: string
  readonly outcome: Outcome | 'cancelled'
  readonly received_minor: bigint
  /** Added by rounds of matching. */
  readonly matched_minor: bigint
  readonly to_organisation_minor: bigint
  readonly back_minor: bigint
  readonly payments_back: number
  readonly currency: string
}

/** What the clock does. With `dry` it does all of it, says what came of it, and leaves no trace. */
export const settleCampaign = (db: Db, campaignId: string, now: Date, dry = false) =>
  dry ? rehearse(db, campaignId, now) : settleNow(db, campaignId, now)

class Rehearsed extends Error {
  readonly outcome: Awaited<ReturnType<typeof settleNow>>
  constructor(outcome: Rehearsed['outcome']) {
    super('taken back, as was wished')
    this.outcome = outcome
  }
}

async function rehearse(db: Db, campaignId: string, now: Date) {
  try {
    return await atomically(db, async (tx) => {
      throw new Rehearsed(await settleNow(tx, campaignId, now))
    })
  } catch (thrown) {
    if (thrown instanceof Rehearsed) return thrown.outcome
    throw thrown
  }
}

function settleNow(db: Db, campaignId: string, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, campaignId)
    const { closes_at, purpose_id } = campaign
    if (!isRunning(campaign.state) || !closes_at || !purpose_id) return refused('not_running')
    if (now < settlesAt(closes_at, campaign.grace_days)) return refused('not_over')
    await countForCampaign(tx, campaignId, now)
    const matches = await listReserved(tx, campaignId)
    const held = await listHeld(tx, purpose_id, closes_at)
    const counted = [...held, ...matches.map((one) => ({ ...one, in_time: true }))].map((one) => ({
      ...one,
      counts: one.currency === campaign.currency,
    }))
    const { outcome, received_minor, flows } = settle(termsOf(campaign), roundOf(campaign), counted)
    const ways = new Map(flows.map(({ id, to }) => [id, to] as const))
    const settled = summary(campaign, { outcome, held, matches, ways, received_minor })
    await move(tx, campaign, { to: outcome, by: 'system' }, now)
    await keep(tx, campaign, settled, now)
    const going = (way: Way) => held.filter(({ id }) => ways.get(id) === way)
    if (outcome === 'failed') await sendBackLater(tx, campaignId, going('back'), now)
    else await sendBack(tx, going('back'), 'late', now)
    await endMatches(tx, campaignId, matches, outcome, now)
    if (outcome === 'succeeded') {
      await handOver(tx, campaign, [...going('organisation'), ...matches], 'system', now)
      await enqueue(tx, 'campaigns.tell_givers', { campaign_id: campaign.id, what: outcome })
    }
    if (outcome === 'second_round') await goOn(tx, campaign, now)
    const { id: campaign_id, organisation_id, round } = campaign
    await record(tx, 'campaign.settled', { campaign_id, organisation_id, round, outcome }, 'system')
    await tellEnd(tx, campaign, outcome, now)
    return done(settled)
  })
}

/** Before its end, with a reason: everything goes back. */
export function cancelCampaign(db: Db, steward: CampaignSteward, reason: Localized, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const refusal = whyNotCancel(campaign)
    if (refusal || !campaign.purpose_id) return refused(refusal ?? 'not_running')
    await move(tx, campaign, { to: 'cancelled', reason, by: steward }, now)
    const held = await listHeld(tx, campaign.purpose_id, now)
    const ways = new Map(held.map(({ id }) => [id, 'back'] as const))
    const received_minor = sumIn(campaign.currency, held)
    const matches = await listReserved(tx, campaign.id)
    const settled = { outcome: 'cancelled', held, matches: [], ways, received_minor } as const
    await keep(tx, campaign, summary(campaign, settled), now)
    await sendBackLater(tx, campaign.id, held, now)
    await endMatches(tx, campaign.id, matches, 'cancelled', now)
    await registerPurpose(tx, campaign, { closes_at: now, late: 'return' })
    const { id: campaign_id, organisation_id } = campaign
    await record(tx, 'campaign.cancelled', { campaign_id, organisation_id }, steward)
    return done(campaign.slug)
  })
}

const termsOf = ({ kind, rounds, enough_percent, minimum_minor, optimum_minor }: Locked) => ({
  kind,
  enough_percent,
  minimum_minor,
  optimum_minor,
  rounds: rounds === 2 ? (2 as const) : (1 as const),
})

const roundOf = ({ round }: Locked) => (round === 2 ? 2 : 1)

type Way = Flow['to']

interface Ended {
  readonly outcome: Settled['outcome']
  readonly held: readonly HeldPayment[]
  readonly matches: readonly Reserved[]
  readonly ways: ReadonlyMap<string, Way>
  readonly received_minor: bigint
}

/** The sums of an end, in the campaign's currency. What was matched is not part of received. */
function summary({ slug, currency }: Locked, ended: Ended): Settled {
  const { outcome, held, matches, ways, received_minor } = ended
  const matched_minor = sumIn(currency, matches)
  const sum = (way: Way) =>
    sumIn(
      currency,
      [...held, ...matches].filter(({ id }) => ways.get(id) === way),
    )
  return {
    slug,
    outcome,
    currency,
    matched_minor,
    received_minor: received_minor - matched_minor,
    to_organisation_minor: sum('organisation'),
    back_minor: sumIn(
      currency,
      held.filter(({ id }) => ways.get(id) === 'back'),
    ),
    payments_back: held.filter(({ id }) => ways.get(id) === 'back').length,
  }
}

const sumIn = (
  wanted: string,
  of: readonly { readonly currency: string; readonly amount_minor: bigint }[],
) => of.reduce((sum, one) => (one.currency === wanted ? sum + one.amount_minor : sum), 0n)

async function keep(tx: Db, campaign: Locked, settled: Settled, now: Date) {
  const { outcome, received_minor, to_organisation_minor, back_minor, matched_minor } = settled
  await tx
    .insertInto('campaigns.settlement')
    .values({
      campaign_id: campaign.id,
      round: campaign.round,
      outcome,
      at: now,
      received_minor,
      to_organisation_minor,
      back_minor,
      matched_minor,
    })
    .execute()
}

// `Math.min` knows floats alone.
function smaller(one: bigint, other: bigint): bigint {
  if (one < other) return one
  return other
}

type Held = Pick<HeldPayment, 'currency' | 'amount_minor'>

/**
 * What was held is owed to the organisation from now on, in each currency by itself: for this
 * campaign alone, until it is paid out against documents.
 */
async function handOver(tx: Db, campaign: Locked, held: readonly Held[], by: By, now: Date) {
  const payable = { kind: 'payable', owner_id: campaign.id } as const
  const sums = new Map<string, bigint>()
  for (const { currency, amount_minor } of held)
    sums.set(currency, (sums.get(currency) ?? 0n) + amount_minor)
  for (const [currency, sum] of sums) {
    const escrow = { kind: 'escrow', owner_id: campaign.id, currency } as const
    // What a dispute reserves is not ours to hand over yet.
    const { available_minor } = await balanceOf(tx, escrow)
    const amount_minor = smaller(available_minor, sum)
    if (amount_minor <= 0n) continue
    const event_id = ledgerId('campaign', campaign.id, 'succeeded', currency)
    const posted = await post(tx, {
      event_id,
      kind: 'campaign_succeeded',
      by,
      effective_on: now.toISOString().slice(0, 10),
      legs: [
        {
          id: ledgerId(event_id, 'leg'),
          amount_minor,
          debit: escrow,
          credit: { ...payable, currency },
        },
      ],
    })
    if (!posted.ok) throw new Error(`the books refuse the end of a campaign: ${posted.refusal}`)
  }
  if (campaign.purpose_id) await redirectPurpose(tx, campaign.purpose_id, payable)
}

/**
 * What a dispute reserved when the campaign succeeded, and what was booked in the very second of
 * its end, stayed behind. As soon as it is free the organisation is owed it as well.
 */
export function handOverRest(db: Db, campaignId: string, now: Date) {
  return atomically(db, async (tx) => {
    const { id, state } = await lockCampaign(tx, campaignId)
    if (!isAfter(state)) return refused('not_succeeded')
    for (const { currency, amount_minor } of await listFree(tx, id)) {
      const event_id = ledgerId('campaign', id, 'rest', currency, now.toISOString())
      const debit = { kind: 'escrow', owner_id: id, currency } as const
      const credit = { kind: 'payable', owner_id: id, currency } as const
      const legs = [{ id: ledgerId(event_id, 'leg'), debit, credit, amount_minor }]
      const effective_on = now.toISOString().slice(0, 10)
      const event = { event_id, kind: 'campaign_succeeded', effective_on, legs } as const
      const posted = await post(tx, { ...event, by: 'system' })
      if (!posted.ok) throw new Error(`the books refuse what stayed behind: ${posted.refusal}`)
    }
    return done(id)
  })
}

/** The second round begins where the first one ended; what was held stays. */
async function goOn(tx: Db, campaign: Locked, now: Date) {
  const closes_at = inDays(now, campaign.days)
  await tx
    .updateTable('campaigns.campaign')
    .set({ round: 2, closes_at })
    .where('id', '=', campaign.id)
    .execute()
  await registerPurpose(tx, campaign, { closes_at, late: 'return' })
}
