// How a campaign begins, how its state changes, and how a change of it is written down.
import { sql } from 'kysely'
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { limited } from '#kit/limits.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { once } from '#kit/once.ts'
import { done, refused } from '#kit/outcome.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { freeSlug, type Steward, slugFrom } from '#modules/organisations/index.ts'
import { openPurpose, requestRefunds } from '#modules/payments/index.ts'
import { type NewCampaign, newCampaignsLimit } from './editing/schema.ts'
import { countAll, leave, resolve } from './matching/commands.ts'
import {
  type CampaignSteward,
  type Locked,
  listBudget,
  listPotPayments,
  listRoundsOf,
  listTakenSlugs,
  lockRound,
  type Reserved,
  type Round,
  snapshotOf,
} from './queries.ts'
import { choosingDays, inDays, type State, withdrawalDays } from './rules.ts'
import type { Db } from './tables.ts'

export { tellAsker, tellEnd, tellHost, tellKeepers, tellReviewers } from './hearing/commands.ts'
export { countAll, reserve } from './matching/commands.ts'

/** A draft that nobody but its organisation sees. Gives its address, which it keeps. */
export function addCampaign(db: Db, steward: Steward, wish: NewCampaign, now: Date) {
  const { organisation_id, person_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const wait = await limited(tx, 'campaigns.add', person_id, newCampaignsLimit, now)
      if (wait > 0) return refused('too_often')
      const [language = 'en'] = languagesOf(wish.title)
      const name = wish.title[language] ?? ''
      // Two who add the same name at once are given two addresses, one after the other.
      await sql`select pg_advisory_xact_lock(hashtext('campaigns.slug'))`.execute(tx)
      const slug = freeSlug(name, await listTakenSlugs(tx, slugFrom(name)))
      const house = await tx
        .selectFrom('organisations.card')
        .select('is_sample')
        .where('id', '=', organisation_id)
        .executeTakeFirstOrThrow()
      const { id } = await tx
        .insertInto('campaigns.campaign')
        .values({
          slug,
          organisation_id,
          is_sample: house.is_sample,
          title: JSON.stringify(wish.title),
          summary: JSON.stringify(wish.summary),
          state_since: now,
          created_at: now,
          updated_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'campaign.created', { campaign_id: id, organisation_id }, { person_id })
      return done({ id, slug })
    }),
  )
}

interface Step {
  readonly to: State
  readonly reason?: Localized
  readonly by: By
}

/** One row of the history; the state that everybody reads follows from it. */
export async function move(
  tx: Db,
  campaign: Pick<Locked, 'id' | 'state'>,
  { to, reason = {}, by }: Step,
  now: Date,
) {
  await tx
    .insertInto('campaigns.state_change')
    .values({
      campaign_id: campaign.id,
      from_state: campaign.state,
      to_state: to,
      at: now,
      reason: JSON.stringify(reason),
      decided_by: by === 'system' ? null : by.person_id,
    })
    .execute()
}

interface NewVersion {
  /** It changes what money was given for. */
  readonly material: boolean
  readonly reason: Localized
}

/** The campaign has changed: its version grows, and once it was opened what it says is kept. */
export async function rememberVersion(
  tx: Db,
  campaign: Pick<Locked, 'id' | 'opened_at'>,
  { person_id, organisation_id }: Pick<CampaignSteward, 'person_id' | 'organisation_id'>,
  { material, reason }: NewVersion,
  now: Date,
): Promise<number> {
  const changed = await tx
    .updateTable('campaigns.campaign')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('id', '=', campaign.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  if (campaign.opened_at) await keepVersion(tx, campaign.id, person_id, { material, reason }, now)
  const fact = { campaign_id: campaign.id, organisation_id, material }
  await record(tx, 'campaign.changed', fact, { person_id })
  return changed.version
}

/** What the campaign says today, whole. */
export async function keepVersion(
  tx: Db,
  campaign_id: string,
  person_id: string | null,
  { material, reason }: NewVersion,
  now: Date,
) {
  const { version } = await tx
    .selectFrom('campaigns.campaign')
    .select('version')
    .where('id', '=', campaign_id)
    .executeTakeFirstOrThrow()
  const snapshot = await snapshotOf(tx, campaign_id, await listBudget(tx, campaign_id))
  await tx
    .insertInto('campaigns.version')
    .values({
      campaign_id,
      version,
      material,
      person_id,
      at: now,
      reason: JSON.stringify(reason),
      snapshot: JSON.stringify(snapshot),
      withdraw_until: material ? inDays(now, withdrawalDays) : null,
    })
    .execute()
}

interface Window {
  readonly closes_at: Date
  /** What becomes of money that comes after it. */
  readonly late: 'accept' | 'return'
}

/** What payments know of a campaign: what is given for it is held until it ends. */
export const registerPurpose = (tx: Db, campaign: Locked, { closes_at, late }: Window) =>
  openPurpose(tx, {
    kind: 'campaign',
    ref_id: campaign.id,
    title: campaign.title,
    late,
    closes_at,
    organisation_id: campaign.recipient_id,
    is_sample: campaign.is_sample,
    path: `/campaigns/${campaign.slug}`,
    whereabouts: `/campaigns/${campaign.slug}/gifts`,
    account: { kind: 'escrow', owner_id: campaign.id },
    opens_at: campaign.opened_at ?? closes_at,
  })

interface Going {
  readonly id: string
  readonly amount_minor: bigint
}

/**
 * Each payment goes back to where it came from; payments reserve it and see it through. What is
 * disputed meanwhile is on its way back already, and is left to that.
 */
export const sendBack = (
  tx: Db,
  held: readonly Going[],
  reason: 'purpose_failed' | 'late' | 'donor_asked',
  now: Date,
  { key = 'campaign', goes_at }: { key?: string; goes_at?: Date } = {},
) =>
  requestRefunds(
    tx,
    // A campaign that failed costs its donors nothing.
    held.map(({ id: payment_id, amount_minor }) => ({
      payment_id,
      amount_minor,
      reason,
      key,
      by: 'system',
      fee_bearer: 'entity',
      ...(goes_at ? { goes_at } : {}),
    })),
    now,
  )

/**
 * What was given for a campaign that came to nothing goes back after some days: reserved now, while
 * its givers are told and may choose something else.
 */
export async function sendBackLater(
  tx: Db,
  campaign_id: string,
  held: readonly Going[],
  now: Date,
) {
  await sendBack(tx, held, 'purpose_failed', now, { goes_at: inDays(now, choosingDays) })
  if (held.length > 0) await enqueue(tx, 'campaigns.tell_failed', { campaign_id })
}

/** What is in the pot and promised to nobody, to where it came from. */
export async function returnPot(tx: Db, { id, currency, purpose_id }: Round, now: Date) {
  if (!purpose_id) return
  const pool = { kind: 'match_pool', owner_id: id, currency } as const
  let { available_minor: left } = await balanceOf(tx, pool)
  const going: { id: string; amount_minor: bigint }[] = []
  for (const payment of await listPotPayments(tx, purpose_id)) {
    if (left <= 0n) break
    const part = { id: payment.id, amount_minor: payment.amount_minor }
    if (part.amount_minor > left) part.amount_minor = left
    going.push(part)
    left -= part.amount_minor
  }
  await sendBack(tx, going, 'purpose_failed', now)
}

/** Before a campaign ends: whatever may still count for it counts now. */
export async function countForCampaign(tx: Db, campaignId: string, now: Date) {
  for (const round_id of await listRoundsOf(tx, campaignId)) await countAll(tx, round_id, now)
}

/** With the campaign its matches end: they are paid to it, or the pots have them again. */
export async function endMatches(
  tx: Db,
  campaignId: string,
  matches: readonly Reserved[],
  outcome: 'succeeded' | 'failed' | 'cancelled' | 'second_round',
  now: Date,
) {
  if (outcome === 'second_round') return
  const state = outcome === 'succeeded' ? 'paid' : 'released'
  await resolve(
    tx,
    matches.map(({ id }) => id),
    state,
    now,
  )
  if (state === 'released') await leaveRounds(tx, campaignId)
}

/** A campaign that came to nothing: its gifts leave every queue, and the pots have it again. */
async function leaveRounds(tx: Db, campaignId: string) {
  for (const round_id of await listRoundsOf(tx, campaignId)) {
    const round = await lockRound(tx, round_id)
    if (round.kind === 'quadratic' && round.state !== 'open') continue
    const there = await tx
      .selectFrom('campaigns.counted_gift')
      .select('id')
      .where('round_id', '=', round_id)
      .where('campaign_id', '=', campaignId)
      .where('place', 'is not', null)
      .where('gone_place', 'is', null)
      .orderBy('place')
      .execute()
    await leave(
      tx,
      round,
      there.map(({ id }) => id),
    )
  }
}
