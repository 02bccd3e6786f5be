// Counting gifts for a round and reserving what is added. Whoever counts holds the round, so that
// gifts stand in one queue; the books and the triggers hold the same limits once more.
import { sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { ledgerId, post, resolveMany } from '#modules/ledger/index.ts'
import type { Db } from '../tables.ts'
import {
  type DueGift,
  type Gone,
  greatestDonor,
  listDonors,
  listDueGifts,
  listGone,
  listJoined,
  listKnown,
  lockRound,
  type Round,
} from './queries.ts'
import { addNext } from './rules.ts'

// A statement holds some thousands of values; a row has eight.
const rowsAtOnce = 2000
type End = 'paid' | 'released'
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
  const matches = reserved.flatMap(({ match_id }) => match_id ?? [])
  await resolve(tx, matches, 'released', now)
  const left: string[] = []
  for (const one of gone)
    if (one.state !== 'paid' || (await fetchBack(tx, round, one, now))) left.push(one.id)
  await leave(tx, round, left)
}

/** What was paid already comes back while the organisation has it; what it spent is spent. */
async function fetchBack(tx: Db, { id, currency }: Round, gone: Gone, now: Date) {
  const { match_id, amount_minor, campaign_id } = gone
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
        debit: { kind: 'payable', owner_id: campaign_id, currency },
        credit: { kind: 'match_pool', owner_id: id, currency },
      },
    ],
  })
  if (booked.ok) await setState(tx, [match_id], 'released', now)
  return booked.ok
}

/** Gifts leave the queue, each at a place of its own. */
export async function leave(tx: Db, round: Round, gifts: readonly string[]) {
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
export async function resolve(tx: Db, matches: readonly string[], state: End, now: Date) {
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

async function setState(tx: Db, matches: readonly string[], state: End, now: Date) {
  for (let from = 0; from < matches.length; from += rowsAtOnce)
    await tx
      .updateTable('campaigns.match')
      .set({ state, resolved_at: now })
      .where('id', 'in', matches.slice(from, from + rowsAtOnce))
      .execute()
}

/**
 * The giver of each gift, by a number made for the round. A gift that joins two who were known as
 * two makes them one from then on: of a quadratic round everything is counted anew at its end; in a
 * queue what was promised before stays.
 */
async function knownAgain(tx: Db, round: Round, gifts: readonly DueGift[]) {
  const marks = [...new Set(gifts.flatMap((gift) => gift.marks))]
  const donorOf = new Map<string, number>()
  for (const { mark, donor } of await listKnown(tx, round.id, marks)) donorOf.set(mark, donor)
  let last = await greatestDonor(tx, round.id)
  const fresh: number[] = []
  const merged = new Map<number, number>()
  const present = (donor: number): number => {
    const into = merged.get(donor)
    return into === undefined ? donor : present(into)
  }
  const givers = new Map<string, number>()
  for (const gift of gifts) {
    const known = gift.marks.flatMap((mark) => donorOf.get(mark) ?? []).map(present)
    const donor = known.length > 0 ? Math.min(...known) : ++last
    if (known.length === 0) fresh.push(donor)
    for (const other of new Set(known)) if (other !== donor) merged.set(other, donor)
    for (const mark of gift.marks) donorOf.set(mark, donor)
    givers.set(gift.id, donor)
  }
  await keepMarks(tx, round, { fresh, merged, marks, donorOf, present })
  if (round.kind === 'quadratic') for (const [id, donor] of givers) givers.set(id, present(donor))
  return givers
}

interface Kept {
  readonly fresh: readonly number[]
  readonly merged: ReadonlyMap<number, number>
  readonly marks: readonly string[]
  readonly donorOf: ReadonlyMap<string, number>
  readonly present: (donor: number) => number
}

async function keepMarks(tx: Db, round: Round, { fresh, merged, marks, donorOf, present }: Kept) {
  const round_id = round.id
  if (fresh.length > 0)
    await tx
      .insertInto('campaigns.matching_donor')
      .values(fresh.map((donor) => ({ round_id, donor })))
      .execute()
  for (const from of merged.keys()) await become(tx, round, from, present(from))
  if (marks.length === 0) return
  const donors = marks.map((mark) => present(donorOf.get(mark) ?? 0))
  await sql`
    insert into campaigns.matching_identity (round_id, mark, donor)
    select ${round_id}::uuid, decode(n.mark, 'hex'), n.donor
    from unnest(${marks}::text[], ${donors}::int[]) as n (mark, donor)
    on conflict (round_id, mark) do update set donor = excluded.donor
  `.execute(tx)
}

/** Two numbers turn out to be one giver. */
async function become(tx: Db, { id, kind }: Round, from: number, to: number) {
  await tx
    .updateTable('campaigns.matching_identity')
    .set({ donor: to })
    .where('round_id', '=', id)
    .where('donor', '=', from)
    .execute()
  if (kind === 'quadratic')
    await tx
      .updateTable('campaigns.counted_gift')
      .set({ donor: to })
      .where('round_id', '=', id)
      .where('donor', '=', from)
      .execute()
}
