// Counting gifts for a round and reserving what is added. Whoever counts holds the round, so that
// gifts stand in one queue; the books and the triggers hold the same limits once more.
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { ledgerId, post, resolveMany } from '#modules/ledger/index.ts'
import type { Db } from '../tables.ts'
import { knownAgain } from './knowing/commands.ts'
import {
  type DueGift,
  type Gone,
  listDonors,
  listDueGifts,
  listGone,
  listJoined,
  listRoundsOf,
  lockRound,
  type Reserved,
  type Round,
} from './queries.ts'
import { addNext } from './rules.ts'

// A statement holds some thousands of values; a row has eight.
const rowsAtOnce = 2000
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** Looks at what came and went since the last time. Says how many gifts it looked at. */
export function countGifts(db: Db, roundId: string, now: Date) {
  return atomically(db, async (tx) => {
    const round = await lockRound(tx, roundId)
    // What a quadratic round shared out stands by the gifts that were published then.
    const queue = round.kind === 'first_come'
    if (round.state === 'computed' && queue) await letGoOfGone(tx, round, now)
    if (round.state !== 'open') return refused('not_running')
    await letGoOfGone(tx, round, now)
    const due = await listDueGifts(tx, await lockRound(tx, roundId), now)
    await count(tx, await lockRound(tx, roundId), due, now)
    return done(due.length)
  })
}

/** All that is due, some thousands at a time. */
export async function countAll(db: Db, roundId: string, now: Date): Promise<number> {
  let looked = 0
  while (true) {
    const outcome = await countGifts(db, roundId, now)
    if (!outcome.ok || outcome.value === 0) return looked
    looked += outcome.value
  }
}

const whyNotCounted = ({ own, went_back }: DueGift) =>
  own ? ('own_people' as const) : went_back ? ('went_back' as const) : null

async function count(tx: Db, round: Round, due: readonly DueGift[], now: Date) {
  if (due.length === 0) return
  const good = due.filter((gift) => whyNotCounted(gift) === null)
  const donors = await knownAgain(tx, round, good)
  let place = round.places
  const rows = due.map((gift) => {
    const excluded = whyNotCounted(gift)
    const donor = donors.get(gift.id) ?? null
    if (excluded === null) place += 1
    return {
      id: ledgerId('counted', round.id, gift.id),
      round_id: round.id,
      campaign_id: gift.campaign_id,
      payment_id: gift.id,
      excluded,
      donor,
      place: excluded === null ? place : null,
      gone_place: null,
      amount_minor: gift.amount_minor,
      counted_at: now,
    }
  })
  await tx.insertInto('campaigns.counted_gift').values(rows).execute()
  await takePlaces(tx, round.id, place)
  if (round.kind === 'first_come') await promise(tx, round, rows, now)
}

const takePlaces = (tx: Db, id: string, places: number) =>
  tx.updateTable('campaigns.matching_round').set({ places }).where('id', '=', id).execute()

interface CountedRow {
  readonly id: string
  readonly campaign_id: string
  readonly donor: number | null
  readonly amount_minor: bigint
}

/** First come: each gets its share of what is left, reserved in the books. */
async function promise(tx: Db, round: Round, rows: readonly CountedRow[], now: Date) {
  const counted = rows.flatMap((row) => (row.donor === null ? [] : [{ ...row, donor: row.donor }]))
  const [joined, givers] = await Promise.all([
    listJoined(tx, round.id),
    listDonors(tx, round.id, [...new Set(counted.map(({ donor }) => donor))]),
  ])
  const queue = {
    left_minor: round.pot_minor - round.promised_minor - round.paid_minor,
    of_donor: new Map(givers.map((one) => [String(one.donor), one.promised_minor])),
    of_campaign: new Map(joined.map((one) => [one.campaign_id, one.promised_minor])),
  }
  const shares = counted.flatMap(({ id, campaign_id, donor, amount_minor }) => {
    const added = addNext(round, queue, { campaign_id, donor: String(donor), amount_minor })
    return added > 0n ? [{ campaign_id, gift_id: id, amount_minor: added }] : []
  })
  await reserve(tx, round, shares, now)
}

export interface NewShare {
  readonly campaign_id: string
  readonly gift_id: string | null
  readonly amount_minor: bigint
}

/** In the books and here, under one id; all of them or none. */
export async function reserve(tx: Db, round: Round, shares: readonly NewShare[], now: Date) {
  const rows = shares.map((share) => ({
    ...share,
    round_id: round.id,
    created_at: now,
    resolved_at: null,
    id: ledgerId('match', round.id, share.gift_id ?? share.campaign_id),
  }))
  const [first] = rows
  if (!first) return
  const { id, currency } = round
  const booked = await post(tx, {
    event_id: ledgerId('match_promised', first.id),
    kind: 'match_promised',
    effective_on: dayOf(now),
    by: 'system',
    legs: rows.map((row) => ({
      id: row.id,
      amount_minor: row.amount_minor,
      phase: 'pending' as const,
      debit: { kind: 'match_pool', owner_id: id, currency },
      credit: { kind: 'escrow', owner_id: row.campaign_id, currency },
    })),
  })
  if (!booked.ok) throw new Error(`the books refuse what a round promises: ${booked.refusal}`)
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx
      .insertInto('campaigns.match')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute()
}

/** Whoever takes a gift back takes its match back. */
async function letGoOfGone(tx: Db, round: Round, now: Date) {
  const gone = await listGone(tx, round.id)
  const reserved = gone.flatMap((one) => (one.match_id && one.state === 'reserved' ? one : []))
  await resolve(
    tx,
    reserved.flatMap(({ match_id }) => match_id ?? []),
    'released',
    now,
  )
  const left: string[] = []
  for (const one of gone)
    if (one.state !== 'paid' || (await fetchBack(tx, round, one, now))) left.push(one.id)
  await leave(tx, round, left)
}

/** What was paid already comes back while the organisation has it; what it spent is spent. */
async function fetchBack(tx: Db, { id, currency }: Round, gone: Gone, now: Date) {
  const { match_id, amount_minor, recipient_id } = gone
  if (!match_id || !amount_minor) return false
  const event_id = ledgerId('match_taken_back', match_id)
  const booked = await post(tx, {
    event_id,
    kind: 'match_taken_back',
    effective_on: dayOf(now),
    by: 'system',
    legs: [
      {
        id: ledgerId(event_id, 'leg'),
        amount_minor,
        debit: { kind: 'payable', owner_id: recipient_id, currency },
        credit: { kind: 'match_pool', owner_id: id, currency },
      },
    ],
  })
  if (booked.ok) await setState(tx, [match_id], 'released', now)
  return booked.ok
}

/** Gifts leave the queue, each at a place of its own. */
async function leave(tx: Db, round: Round, gifts: readonly string[]) {
  let place = round.places
  for (const id of gifts) {
    place += 1
    await tx
      .updateTable('campaigns.counted_gift')
      .set({ gone_place: place })
      .where('id', '=', id)
      .execute()
  }
  if (gifts.length > 0) await takePlaces(tx, round.id, place)
}

/** Reserved becomes paid, or is let go; in the books and here. */
export async function resolve(
  tx: Db,
  matches: readonly string[],
  state: 'paid' | 'released',
  now: Date,
) {
  const [first] = matches
  if (!first) return
  const event_id = ledgerId(`match_${state}`, first)
  const booked = await resolveMany(
    tx,
    matches.map((pending_id) => ({
      id: ledgerId(pending_id, state),
      pending_id,
      event_id,
      kind: `match_${state}`,
      effective_on: dayOf(now),
      by: 'system' as const,
    })),
    state === 'paid' ? 'post' : 'void',
  )
  if (!booked.ok) throw new Error(`the books refuse the end of a match: ${booked.refusal}`)
  await setState(tx, matches, state, now)
}

async function setState(tx: Db, matches: readonly string[], state: 'paid' | 'released', now: Date) {
  for (let from = 0; from < matches.length; from += rowsAtOnce)
    await tx
      .updateTable('campaigns.match')
      .set({ state, resolved_at: now })
      .where('id', 'in', matches.slice(from, from + rowsAtOnce))
      .execute()
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
