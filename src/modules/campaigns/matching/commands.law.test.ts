// What a round of matching promises, tried on the books: nothing twice, nothing without its money,
// nothing for those who give to themselves, and nothing for a gift that goes back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ledgerId } from '#modules/ledger/index.ts'
import type { Operator } from '#modules/people/index.ts'
import { aMatchingWorld, later, opened, over } from '#test/matching-town.ts'
import { closeRound, computeRound } from '../closing/commands.ts'
import { sendBack } from '../commands.ts'
import { aWaitingRound } from '../fixtures.ts'
import { publishRound } from '../pots/queries.ts'
import { findRound } from '../queries.ts'
import { openRound } from '../rounds/commands.ts'
import { settleCampaign } from '../settlement/commands.ts'
import { countAll } from './commands.ts'
import { computeRound as recompute } from './formats/round.ts'

let town: Awaited<ReturnType<typeof aMatchingWorld>>
beforeAll(async () => {
  town = await aMatchingWorld()
})
afterAll(() => town.close())

const matches = (round_id: string) =>
  town.db
    .selectFrom('campaigns.match')
    .select(['amount_minor', 'state'])
    .where('round_id', '=', round_id)
    .orderBy('created_at')
    .orderBy('amount_minor', 'desc')
    .execute()

/** Anybody with the published inputs gets the same cents. */
async function agrees(slug: string) {
  const published = await publishRound(town.db, slug)
  const again = recompute(JSON.parse(JSON.stringify(published)))
  expect(again.ok && again.value).toEqual(published?.added)
  return published
}

test('a round opens by a second person from outside, when its money is there', async () => {
  const { db, judges, patron, owner, wish, give } = town
  const round = await aWaitingRound(db, wish())
  const by = (person_id: string) => openRound(db, { person_id } as Operator, round.id, opened)
  expect(await by(judges[0])).toEqual({ ok: false, refusal: 'pot_not_there' })
  const forced = (columns: Record<string, unknown>) =>
    db
      .updateTable('campaigns.matching_round')
      .set({ state: 'open', opened_at: opened, opens_at: opened, closes_at: over, ...columns })
      .where('id', '=', round.id)
      .execute()
  await expect(forced({ opened_by: judges[0] })).rejects.toMatchObject({
    constraint: 'matching_round_money_first',
  })
  await give(round.purpose_id, 100_000n, { on: '2026-11-01' })
  expect(await by(patron)).toEqual({ ok: false, refusal: 'own_organisation' })
  await expect(forced({ opened_by: owner })).rejects.toMatchObject({
    constraint: 'matching_round_by_outsider',
  })
  await expect(forced({ opened_by: judges[0], asked_by: judges[0] })).rejects.toMatchObject({
    constraint: 'matching_round_second_person',
  })
  const both = await Promise.all([by(judges[0]), by(judges[1])])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  await expect(forced({ state: 'open', pot_minor: 1n })).rejects.toMatchObject({
    constraint: 'matching_round_terms_stand',
  })
})

test('first come: what is promised is reserved, and paid when the campaign succeeds', async () => {
  const { open, give, aRound, join, held } = town
  const { id, purpose_id } = await open('doubled')
  const round = await aRound()
  expect((await join(id, round.id)).ok).toBe(true)
  expect(await join(id, round.id)).toEqual({ ok: false, refusal: 'joined_already' })
  await give(purpose_id, 60_000n, { on: '2026-11-20' })
  await give(purpose_id, 30_000n, { on: '2026-11-21' })
  await give(purpose_id, 30_000n, { on: '2026-11-22' })
  expect(await countAll(town.db, round.id, later)).toBe(3)
  expect(await countAll(town.db, round.id, later)).toBe(0)
  expect(await matches(round.id)).toEqual([
    { amount_minor: 60_000n, state: 'reserved' },
    { amount_minor: 30_000n, state: 'reserved' },
    { amount_minor: 10_000n, state: 'reserved' },
  ])
  expect(await held('match_pool', round.id)).toBe(0n)
  expect(await held('escrow', id)).toBe(120_000n)
  await agrees(round.slug)
  const settled = await settleCampaign(town.db, id, over)
  expect(settled.ok && settled.value).toMatchObject({
    outcome: 'succeeded',
    received_minor: 120_000n,
    matched_minor: 100_000n,
    to_organisation_minor: 220_000n,
  })
  expect(await held('payable', id)).toBe(220_000n)
  expect((await findRound(town.db, round.slug))?.paid_minor).toBe(100_000n)
  await agrees(round.slug)
})

test('a match makes the minimum full; a campaign that fails gives it back to the pot', async () => {
  const { open, give, aRound, join, held } = town
  const full = await open('filled')
  const failing = await open('missed')
  const round = await aRound()
  await join(full.id, round.id)
  await join(failing.id, round.id)
  await give(full.purpose_id, 50_000n)
  await give(failing.purpose_id, 49_999n)
  const settled = await settleCampaign(town.db, full.id, over)
  expect(settled.ok && settled.value.outcome).toBe('succeeded')
  const failed = await settleCampaign(town.db, failing.id, over)
  expect(failed.ok && failed.value).toMatchObject({ outcome: 'failed', back_minor: 49_999n })
  expect(await held('match_pool', round.id)).toBe(50_000n)
  expect(await held('escrow', failing.id)).toBe(0n)
  await agrees(round.slug)
  expect(await computeRound(town.db, round.id, later)).toEqual({ ok: false, refusal: 'not_over' })
  expect((await computeRound(town.db, round.id, over)).ok).toBe(true)
  expect((await closeRound(town.db, round.id, over)).ok).toBe(true)
  const back = await town.db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .select('r.amount_minor')
    .where('m.purpose_id', '=', round.purpose_id)
    .execute()
  expect(back).toEqual([{ amount_minor: 50_000n }])
  expect(await held('match_pool', round.id)).toBe(0n)
})

test('who gives to themselves, with several names, or takes back, gets nothing added for it', async () => {
  const { open, give, aRound, join, held, owner } = town
  const { id, purpose_id } = await open('abused')
  const round = await aRound({ donor_cap: '50' })
  await join(id, round.id)
  await give(purpose_id, 10_000n, { mail: 'owner@river.example' })
  await give(purpose_id, 10_000n, { person_id: owner })
  await give(purpose_id, 4000n, { mail: 'two@names.example' })
  await give(purpose_id, 4000n, { mail: 'two@names.example' })
  const taken = await give(purpose_id, 3000n)
  await countAll(town.db, round.id, later)
  expect((await matches(round.id)).map(({ amount_minor }) => amount_minor)).toEqual([
    4000n,
    3000n,
    1000n,
  ])
  await sendBack(town.db, [{ id: taken, amount_minor: 3000n }], 'donor_asked', later)
  await countAll(town.db, round.id, later)
  expect(await held('match_pool', round.id)).toBe(95_000n)
  await give(purpose_id, 2000n)
  await countAll(town.db, round.id, later)
  const published = await agrees(round.slug)
  expect(Object.values(published?.added ?? {}).sort()).toEqual(['1000', '2000', '4000'])
})

test('a gift by card counts when its holding time is over', async () => {
  const { open, give, aRound, join } = town
  const { id, purpose_id } = await open('held')
  const round = await aRound({ hold_days: 2 })
  await join(id, round.id)
  const payment = await give(purpose_id, 1000n, { on: '2026-11-20' })
  const row = await town.db
    .selectFrom('payments.payment')
    .selectAll()
    .where('id', '=', payment)
    .executeTakeFirstOrThrow()
  const card = ledgerId('by card', payment)
  await town.db
    .insertInto('payments.payment')
    .values({ ...row, id: card, event_id: card, method: 'card', amount_minor: 100n })
    .execute()
  expect(await countAll(town.db, round.id, new Date('2026-11-22T11:00:00Z'))).toBe(1)
  expect(await countAll(town.db, round.id, new Date('2026-11-22T13:00:00Z'))).toBe(1)
})

test('quadratic: shared by what was published, to campaigns that run and that succeeded', async () => {
  const { open, give, aRound, join, held } = town
  const many = await open('many')
  const few = await open('few')
  const lost = await open('lost')
  const round = await aRound({ kind: 'quadratic' })
  for (const { id } of [many, few, lost]) await join(id, round.id)
  for (let one = 0; one < 9; one++) await give(many.purpose_id, 12_000n)
  await give(few.purpose_id, 60_000n)
  await give(few.purpose_id, 60_000n)
  await give(lost.purpose_id, 100n)
  await give(lost.purpose_id, 100n)
  const owed = async () => {
    const sums = [many, few, lost].map(({ id }) => held('payable', id))
    return (await Promise.all(sums)).reduce((sum, one) => sum + one, 0n)
  }
  for (const { id } of [many, few, lost]) await settleCampaign(town.db, id, over)
  expect(await owed()).toBe(228_000n)
  expect((await computeRound(town.db, round.id, over)).ok).toBe(true)
  expect(await owed()).toBe(328_000n)
  expect(await held('match_pool', round.id)).toBe(0n)
  const published = await agrees(round.slug)
  expect(Object.keys(published?.added ?? {}).sort()).toEqual(['few', 'many'])
})

test('the last euro of a pot is not promised twice, whoever asks at the same moment', async () => {
  const { open, give, aRound, join } = town
  const { id, purpose_id } = await open('raced')
  const round = await aRound({ pot: '10', in_pot: 1000n })
  await join(id, round.id)
  await Promise.all([1, 2, 3, 4].map(() => give(purpose_id, 700n)))
  await Promise.all([1, 2, 3, 4].map(() => countAll(town.db, round.id, later)))
  expect(await matches(round.id)).toEqual([
    { amount_minor: 700n, state: 'reserved' },
    { amount_minor: 300n, state: 'reserved' },
  ])
  await agrees(round.slug)
})

test('past the program the database says the same: not above the pot, not above a cap', async () => {
  const { open, aRound, join } = town
  const { id } = await open('forced')
  const pot = await aRound({ pot: '10', in_pot: 1000n })
  const capped = await aRound({ campaign_cap: '5' })
  await join(id, pot.id)
  await join(id, capped.id)
  const promise = (round_id: string, amount_minor: bigint) =>
    town.db
      .insertInto('campaigns.match')
      .values({
        id: ledgerId(String(Math.random())),
        round_id,
        campaign_id: id,
        gift_id: null,
        amount_minor,
        created_at: later,
        resolved_at: null,
      })
      .execute()
  await expect(promise(capped.id, 501n)).rejects.toMatchObject({ constraint: 'match_within_caps' })
  await expect(promise(pot.id, 1001n)).rejects.toMatchObject({ constraint: 'matching_round_pot' })
  const named = await aRound({ named: ['doubled'] })
  expect(await join(id, named.id)).toEqual({ ok: false, refusal: 'round_is_for_others' })
})
