// What a round of matching promises, tried on the books: nothing twice, nothing without its money,
// nothing for those who give to themselves, and nothing for a gift that goes back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendBack } from '#modules/campaigns/commands.ts'
import { balanceOf, ledgerId } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import type { Operator } from '#modules/people/index.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { closeRound, computeRound } from '../closing/commands.ts'
import { type AMatchingRound, aCampaign, aMatchingRound, aWaitingRound } from '../fixtures.ts'
import { joinRound } from '../joining/commands.ts'
import { publishRound } from '../pots/queries.ts'
import { type CampaignSteward, findRound } from '../queries.ts'
import { openRound } from '../rounds/commands.ts'
import { settleCampaign } from '../settlement/commands.ts'
import { countAll } from './commands.ts'
import { computeRound as recompute } from './formats/round.ts'

let world: TestWorld
let owner: string
let patron: string
let judges: [string, string]
let river: string
let fund: string
let bank: { collecting_entity_id: string; bank_account_id: string }
const opened = new Date('2026-11-01T09:00:00Z')
const later = new Date('2026-11-25T09:00:00Z')
const over = new Date('2026-12-20T09:00:00Z')

beforeAll(async () => {
  world = await aWorld()
  const { db } = world
  const come = async (email: string, roles: readonly 'operator'[] = []) =>
    (await aPerson(db, world.settings, { email, roles })).id
  owner = await come('owner@river.example')
  patron = await come('patron@fund.example')
  judges = [
    await come('one@judges.example', ['operator']),
    await come('two@judges.example', ['operator']),
  ]
  river = (await anOrganisation(db, { slug: 'river', members: { owner } })).id
  fund = (await anOrganisation(db, { slug: 'fund', members: { owner: patron } })).id
  const vouched = { organisation_id: river, requested_by: owner, operators: judges }
  await aVerification(db, { ...vouched, at: new Date('2026-10-01T09:00:00Z') })
  const entity_id = await anEntity(db)
  const [added_by, confirmed_by] = judges
  const bank_account_id = await aBankAccount(db, {
    ...{ entity_id, added_by, confirmed_by, confirmed_at: opened },
  })
  bank = { collecting_entity_id: entity_id, bank_account_id }
})
afterAll(() => world.close())

const open = (slug: string, terms = {}) =>
  aCampaign(world.db, {
    ...{ slug, organisation_id: river, asked_by: owner, judges, at: opened },
    terms: { days: 40, grace_days: 3, ...terms },
  })

interface Giver {
  readonly mail?: string
  readonly person_id?: string
  readonly on?: string
}

async function give(purpose_id: string, amount_minor: bigint, giver: Giver = {}) {
  const { mail = `${Math.random()}@example.org`, person_id = null, on = '2026-11-20' } = giver
  const pledge_id = await aPledge(world.db, {
    ...{ ...bank, organisation_id: river, purpose_id, amount_minor, person_id },
    donor_email: mail,
  })
  const { bank_account_id } = bank
  return aBankGift(world.db, { pledge_id, bank_account_id, amount_minor, on })
}

const wish = (more: Partial<AMatchingRound> = {}): AMatchingRound => ({
  ...{ organisation_id: fund, asked_by: patron, opened_by: judges[0], at: opened, ...more },
})

async function aRound(more: Partial<AMatchingRound> & { in_pot?: bigint } = {}) {
  const { in_pot = 100_000n, ...terms } = more
  return aMatchingRound(world.db, {
    ...wish(terms),
    fund: (purpose_id) => give(purpose_id, in_pot, { on: '2026-11-01' }),
  })
}

const join = (campaign_id: string, round_id: string) =>
  joinRound(
    world.db,
    { person_id: owner, organisation_id: river, campaign_id } as CampaignSteward,
    round_id,
    opened,
  )

const held = async (kind: 'match_pool' | 'escrow' | 'payable', owner_id: string) =>
  (await balanceOf(world.db, { kind, owner_id, currency: 'EUR' })).available_minor

const matches = (round_id: string) =>
  world.db
    .selectFrom('campaigns.match')
    .select(['amount_minor', 'state'])
    .where('round_id', '=', round_id)
    .orderBy('created_at')
    .orderBy('amount_minor', 'desc')
    .execute()

/** Anybody with the published inputs gets the same cents. */
async function agrees(slug: string) {
  const published = await publishRound(world.db, slug)
  const again = recompute(JSON.parse(JSON.stringify(published)))
  expect(again.ok && again.value).toEqual(published?.added)
  return published
}

test('a round opens by a second person from outside, when its money is there', async () => {
  const { db } = world
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
  const { id, purpose_id } = await open('doubled')
  const round = await aRound()
  expect((await join(id, round.id)).ok).toBe(true)
  expect(await join(id, round.id)).toEqual({ ok: false, refusal: 'joined_already' })
  await give(purpose_id, 60_000n)
  await give(purpose_id, 30_000n)
  await give(purpose_id, 30_000n)
  expect(await countAll(world.db, round.id, later)).toBe(3)
  expect(await countAll(world.db, round.id, later)).toBe(0)
  expect(await matches(round.id)).toEqual([
    { amount_minor: 60_000n, state: 'reserved' },
    { amount_minor: 30_000n, state: 'reserved' },
    { amount_minor: 10_000n, state: 'reserved' },
  ])
  expect(await held('match_pool', round.id)).toBe(0n)
  expect(await held('escrow', id)).toBe(120_000n)
  await agrees(round.slug)
  const before = await held('payable', river)
  const settled = await settleCampaign(world.db, id, over)
  expect(settled.ok && settled.value).toMatchObject({
    ...{ outcome: 'succeeded', received_minor: 120_000n, matched_minor: 100_000n },
    to_organisation_minor: 220_000n,
  })
  expect((await held('payable', river)) - before).toBe(220_000n)
  expect((await findRound(world.db, round.slug))?.paid_minor).toBe(100_000n)
  await agrees(round.slug)
})

test('a match makes the minimum full; a campaign that fails gives it back to the pot', async () => {
  const full = await open('filled')
  const failing = await open('missed')
  const round = await aRound()
  await join(full.id, round.id)
  await join(failing.id, round.id)
  await give(full.purpose_id, 50_000n)
  await give(failing.purpose_id, 49_999n)
  const settled = await settleCampaign(world.db, full.id, over)
  expect(settled.ok && settled.value.outcome).toBe('succeeded')
  const failed = await settleCampaign(world.db, failing.id, over)
  expect(failed.ok && failed.value).toMatchObject({ outcome: 'failed', back_minor: 49_999n })
  expect(await held('match_pool', round.id)).toBe(50_000n)
  expect(await held('escrow', failing.id)).toBe(0n)
  await agrees(round.slug)
  expect(await computeRound(world.db, round.id, later)).toEqual({ ok: false, refusal: 'not_over' })
  expect((await computeRound(world.db, round.id, over)).ok).toBe(true)
  expect((await closeRound(world.db, round.id, over)).ok).toBe(true)
  const back = await world.db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .select('r.amount_minor')
    .where('m.purpose_id', '=', round.purpose_id)
    .execute()
  expect(back).toEqual([{ amount_minor: 50_000n }])
  expect(await held('match_pool', round.id)).toBe(0n)
})

test('who gives to themselves, with several names, or takes back, gets nothing added for it', async () => {
  const { id, purpose_id } = await open('abused')
  const round = await aRound({ donor_cap: '50' })
  await join(id, round.id)
  await give(purpose_id, 10_000n, { mail: 'owner@river.example' })
  await give(purpose_id, 10_000n, { person_id: owner })
  await give(purpose_id, 4000n, { mail: 'two@names.example' })
  await give(purpose_id, 4000n, { mail: 'two@names.example' })
  const taken = await give(purpose_id, 3000n)
  await countAll(world.db, round.id, later)
  expect((await matches(round.id)).map(({ amount_minor }) => amount_minor)).toEqual([
    4000n,
    3000n,
    1000n,
  ])
  await sendBack(world.db, [{ id: taken, amount_minor: 3000n }], 'donor_asked', later)
  await countAll(world.db, round.id, later)
  expect(await held('match_pool', round.id)).toBe(95_000n)
  await give(purpose_id, 2000n)
  await countAll(world.db, round.id, later)
  const published = await agrees(round.slug)
  expect(Object.values(published?.added ?? {}).sort()).toEqual(['1000', '2000', '4000'])
})

test('a gift by card counts when its holding time is over', async () => {
  const { id, purpose_id } = await open('held')
  const round = await aRound({ hold_days: 2 })
  await join(id, round.id)
  const payment = await give(purpose_id, 1000n, { on: '2026-11-20' })
  const row = await world.db
    .selectFrom('payments.payment')
    .selectAll()
    .where('id', '=', payment)
    .executeTakeFirstOrThrow()
  const card = ledgerId('by card', payment)
  await world.db
    .insertInto('payments.payment')
    .values({ ...row, id: card, event_id: card, method: 'card', amount_minor: 100n })
    .execute()
  expect(await countAll(world.db, round.id, new Date('2026-11-22T11:00:00Z'))).toBe(1)
  expect(await countAll(world.db, round.id, new Date('2026-11-22T13:00:00Z'))).toBe(1)
})

test('quadratic: shared by what was published, to campaigns that run and that succeeded', async () => {
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
  const before = await held('payable', river)
  for (const { id } of [many, few, lost]) await settleCampaign(world.db, id, over)
  expect((await held('payable', river)) - before).toBe(228_000n)
  expect((await computeRound(world.db, round.id, over)).ok).toBe(true)
  expect((await held('payable', river)) - before).toBe(328_000n)
  expect(await held('match_pool', round.id)).toBe(0n)
  const published = await agrees(round.slug)
  expect(Object.keys(published?.added ?? {}).sort()).toEqual(['few', 'many'])
})

test('the last euro of a pot is not promised twice, whoever asks at the same moment', async () => {
  const { id, purpose_id } = await open('raced')
  const round = await aRound({ pot: '10', in_pot: 1000n })
  await join(id, round.id)
  await Promise.all([1, 2, 3, 4].map(() => give(purpose_id, 700n)))
  await Promise.all([1, 2, 3, 4].map(() => countAll(world.db, round.id, later)))
  expect(await matches(round.id)).toEqual([
    { amount_minor: 700n, state: 'reserved' },
    { amount_minor: 300n, state: 'reserved' },
  ])
  await agrees(round.slug)
})

test('past the program the database says the same: not above the pot, not above a cap', async () => {
  const { id } = await open('forced')
  const pot = await aRound({ pot: '10', in_pot: 1000n })
  const capped = await aRound({ campaign_cap: '5' })
  await join(id, pot.id)
  await join(id, capped.id)
  const promise = (round_id: string, amount_minor: bigint) =>
    world.db
      .insertInto('campaigns.match')
      .values({
        ...{ id: ledgerId(String(Math.random())), round_id, campaign_id: id, gift_id: null },
        ...{ amount_minor, created_at: later, resolved_at: null },
      })
      .execute()
  await expect(promise(capped.id, 501n)).rejects.toMatchObject({ constraint: 'match_within_caps' })
  await expect(promise(pot.id, 1001n)).rejects.toMatchObject({ constraint: 'matching_round_pot' })
  const named = await aRound({ named: ['doubled'] })
  expect(await join(id, named.id)).toEqual({ ok: false, refusal: 'round_is_for_others' })
})
