// The end of a round: its last gifts count, a quadratic pot is shared out, and what nobody got
// goes back to whoever gave it.
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { ledgerId, post } from '#modules/ledger/index.ts'
import { countAll, endMatches, reserve, returnPot } from '../commands.ts'
import { listInputs, listReserved, lockRound, type Round } from '../queries.ts'
import { countsUntil, giftsOf, matchQuadratic } from '../rules.ts'
import type { Db } from '../tables.ts'
import { countReserved, listSucceeded } from './queries.ts'

/** Nothing counts any more. A quadratic round is shared out by what was published of it. */
export function computeRound(db: Db, roundId: string, now: Date) {
  return atomically(db, async (tx) => {
    const round = await lockRound(tx, roundId)
    if (round.state !== 'open') return refused('not_running')
    const { closes_at, hold_days } = round
    if (!closes_at || now < countsUntil(closes_at, hold_days)) return refused('not_over')
    await countAll(tx, roundId, now)
    if (round.kind === 'quadratic') await shareOut(tx, round, now)
    await tx
      .updateTable('campaigns.matching_round')
      .set({ state: 'computed', computed_at: now, updated_at: now })
      .where('id', '=', roundId)
      .execute()
    return done(round.slug)
  })
}

async function shareOut(tx: Db, round: Round, now: Date) {
  const inputs = await listInputs(tx, round.id)
  const ids = new Map(inputs.map(({ campaign, campaign_id }) => [campaign, campaign_id]))
  const shares = matchQuadratic(round, giftsOf(inputs)).flatMap(({ campaign_id, amount_minor }) => {
    const id = ids.get(campaign_id)
    return id && amount_minor > 0n ? [{ campaign_id: id, amount_minor, gift_id: null }] : []
  })
  await reserve(tx, round, shares, now)
  for (const id of await listSucceeded(tx, round.id)) await payAfterwards(tx, round, id, now)
}

/** A campaign that had ended well before the round did gets its share at once. */
async function payAfterwards(tx: Db, round: Round, id: string, now: Date) {
  const matches = (await listReserved(tx, id)).filter(({ round_id }) => round_id === round.id)
  const amount_minor = matches.reduce((sum, one) => sum + one.amount_minor, 0n)
  if (amount_minor === 0n) return
  await endMatches(tx, id, matches, 'succeeded', now)
  const { currency } = round
  const event_id = ledgerId('match_handed_over', round.id, id)
  const booked = await post(tx, {
    event_id,
    kind: 'match_handed_over',
    by: 'system',
    effective_on: now.toISOString().slice(0, 10),
    legs: [
      {
        id: ledgerId(event_id, 'leg'),
        amount_minor,
        debit: { kind: 'escrow', owner_id: id, currency },
        credit: { kind: 'payable', owner_id: id, currency },
      },
    ],
  })
  if (!booked.ok) throw new Error(`the books refuse a share: ${booked.refusal}`)
}

/** When every campaign has ended: the rest of the pot goes back, the last money first. */
export function closeRound(db: Db, roundId: string, now: Date) {
  return atomically(db, async (tx) => {
    await countAll(tx, roundId, now)
    const round = await lockRound(tx, roundId)
    if (round.state !== 'computed') return refused('not_running')
    if ((await countReserved(tx, roundId)) > 0) return refused('still_promised')
    await returnPot(tx, round, now)
    await tx
      .updateTable('campaigns.matching_round')
      .set({ state: 'closed', closed_at: now, updated_at: now })
      .where('id', '=', roundId)
      .execute()
    return done(round.slug)
  })
}
