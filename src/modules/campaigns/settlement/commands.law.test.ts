import { afterAll, beforeAll, expect, test } from 'vitest'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import type { Operator } from '#modules/people/index.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { rememberVersion } from '../commands.ts'
import { aCampaign, aDraft, aReview } from '../fixtures.ts'
import { findCampaign, lockCampaign } from '../queries.ts'
import { takeBack } from '../returning/commands.ts'
import { approveCampaign } from '../reviewing/commands.ts'
import { checklist } from '../rules.ts'
import { settleCampaign } from './commands.ts'

let world: TestWorld
let owner: string
let judges: [string, string]
let river: string
let bank: { collecting_entity_id: string; bank_account_id: string }
const opened = new Date('2026-11-01T09:00:00Z')
const over = new Date('2026-12-20T09:00:00Z')

beforeAll(async () => {
  world = await aWorld()
  const { db } = world
  const come = async (roles: readonly 'operator'[] = []) =>
    (await aPerson(db, world.settings, { roles })).id
  owner = await come()
  judges = [await come(['operator']), await come(['operator'])]
  river = (await anOrganisation(db, { slug: 'river', members: { owner } })).id
  const vouched = { organisation_id: river, requested_by: owner, operators: judges }
  await aVerification(db, { ...vouched, at: new Date('2026-10-01T09:00:00Z') })
  const entity_id = await anEntity(db)
  const [added_by, confirmed_by] = judges
  const bank_account_id = await aBankAccount(db, {
    entity_id,
    added_by,
    confirmed_by,
    confirmed_at: opened,
  })
  bank = { collecting_entity_id: entity_id, bank_account_id }
})
afterAll(() => world.close())

const open = (slug: string, terms = {}) =>
  aCampaign(world.db, {
    slug,
    organisation_id: river,
    asked_by: owner,
    judges,
    at: opened,
    terms: { days: 40, grace_days: 3, ...terms },
  })

const pledge = (purpose_id: string, amount_minor: bigint) =>
  aPledge(world.db, { ...bank, organisation_id: river, purpose_id, amount_minor })

async function give(purpose_id: string, amount_minor: bigint, on = '2026-11-20') {
  const pledge_id = await pledge(purpose_id, amount_minor)
  const { bank_account_id } = bank
  await aBankGift(world.db, { pledge_id, bank_account_id, amount_minor, on })
  return pledge_id
}

const escrowOf = async (owner_id: string) =>
  (await balanceOf(world.db, { kind: 'escrow', owner_id, currency: 'EUR' })).available_minor
/** What stands there, and what of it is reserved to go back. */
const reservedOf = async (owner_id: string) => {
  const account = { kind: 'escrow', owner_id, currency: 'EUR' } as const
  const { posted_minor, available_minor } = await balanceOf(world.db, account)
  return [posted_minor, posted_minor - available_minor]
}
const payable = async (owner_id: string) =>
  (await balanceOf(world.db, { kind: 'payable', owner_id, currency: 'EUR' })).available_minor

const refundsOf = (purpose_id: string) =>
  world.db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .select(['r.amount_minor', 'r.reason', 'r.state'])
    .where('m.purpose_id', '=', purpose_id)
    .orderBy('r.amount_minor')
    .execute()

test('what reached its minimum is owed to the organisation, to the cent and once', async () => {
  const { id, purpose_id } = await open('reached')
  await give(purpose_id, 60_000n)
  await give(purpose_id, 45_001n)
  await pledge(purpose_id, 900_000n)
  const before = await payable(id)
  expect((await settleCampaign(world.db, id, new Date('2026-12-12T09:00:00Z'))).ok).toBe(false)
  const dry = await settleCampaign(world.db, id, over, true)
  expect(dry.ok && dry.value.outcome).toBe('succeeded')
  expect(await escrowOf(id)).toBe(105_001n)
  const settled = await settleCampaign(world.db, id, over)
  expect(settled.ok && settled.value.to_organisation_minor).toBe(105_001n)
  expect(await escrowOf(id)).toBe(0n)
  expect((await payable(id)) - before).toBe(105_001n)
  expect(await settleCampaign(world.db, id, over)).toEqual({ ok: false, refusal: 'not_running' })
  expect((await payable(id)) - before).toBe(105_001n)
  expect((await findCampaign(world.db, 'reached'))?.received_minor).toBe(105_001n)
})

test('what did not reach it goes back payment by payment, promises notwithstanding', async () => {
  const { id, purpose_id } = await open('missed')
  await give(purpose_id, 60_000n)
  await give(purpose_id, 39_999n)
  await pledge(purpose_id, 500_000n)
  const before = await payable(id)
  const settled = await settleCampaign(world.db, id, over)
  expect(settled.ok && settled.value).toMatchObject({ outcome: 'failed', back_minor: 99_999n })
  expect(await refundsOf(purpose_id)).toEqual([
    { amount_minor: 39_999n, reason: 'purpose_failed', state: 'requested' },
    { amount_minor: 60_000n, reason: 'purpose_failed', state: 'requested' },
  ])
  expect(await reservedOf(id)).toEqual([99_999n, 99_999n])
  expect(await payable(id)).toBe(before)
})

test('money that was booked after the last day counts for nothing and goes back', async () => {
  const { id, purpose_id } = await open('late')
  await give(purpose_id, 100_000n)
  await give(purpose_id, 777n, '2026-12-13')
  const settled = await settleCampaign(world.db, id, over)
  expect(settled.ok && settled.value).toMatchObject({
    outcome: 'succeeded',
    received_minor: 100_000n,
    back_minor: 777n,
  })
  expect(await refundsOf(purpose_id)).toEqual([
    { amount_minor: 777n, reason: 'late', state: 'requested' },
  ])
  expect(await reservedOf(id)).toEqual([777n, 777n])
})

test('with two rounds the first decides and the second hands over', async () => {
  const { id, purpose_id } = await open('twice', { rounds: 2 })
  await give(purpose_id, 100_000n)
  const first = await settleCampaign(world.db, id, over)
  expect(first.ok && first.value.outcome).toBe('second_round')
  expect(await escrowOf(id)).toBe(100_000n)
  await give(purpose_id, 5_000n, '2027-01-05')
  const second = await settleCampaign(world.db, id, new Date('2027-02-20T09:00:00Z'))
  expect(second.ok && second.value.to_organisation_minor).toBe(105_000n)
  expect(await escrowOf(id)).toBe(0n)
})

test('two workers who settle at the same moment settle once', async () => {
  const { id, purpose_id } = await open('raced')
  await give(purpose_id, 120_000n)
  const before = await payable(id)
  const both = await Promise.all([
    settleCampaign(world.db, id, over),
    settleCampaign(world.db, id, over),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await payable(id)) - before).toBe(120_000n)
})

test('whoever gave before the budget changed takes all of it back', async () => {
  const { id, purpose_id } = await open('changed')
  const gift = await give(purpose_id, 4_000n)
  const promise = await pledge(purpose_id, 3_000n)
  const at = new Date('2026-11-25T09:00:00Z')
  const take = (which: string) => takeBack(world.db, which, id, at)
  expect((await take(gift)).ok).toBe(false)
  const campaign = await lockCampaign(world.db, id)
  const steward = { person_id: owner, organisation_id: river }
  const change = { material: true, reason: { en: 'Boats cost more.' } }
  await rememberVersion(world.db, campaign, steward, change, new Date('2026-11-24T09:00:00Z'))
  expect((await take(gift)).ok).toBe(true)
  expect((await take(promise)).ok).toBe(true)
  expect((await take(gift)).ok).toBe(false)
  expect(await refundsOf(purpose_id)).toEqual([
    { amount_minor: 4_000n, reason: 'donor_asked', state: 'requested' },
  ])
  const seen = await findCampaign(world.db, 'changed')
  expect([seen?.received_minor, seen?.promised_minor]).toEqual([0n, 0n])
})

test('nobody opens a campaign alone, for their own house, or for somebody unverified', async () => {
  const { db } = world
  const draft = await aDraft(db, { slug: 'alone', organisation_id: river })
  const review = await aReview(db, draft.id, owner)
  const [one = ''] = judges
  const operator = { person_id: one } as Operator
  expect((await approveCampaign(db, operator, review, checklist, opened)).ok).toBe(true)
  expect((await approveCampaign(db, operator, review, checklist, opened)).ok).toBe(false)
  expect((await lockCampaign(db, draft.id)).state).toBe('in_review')
  const approving = (operator_id: string) =>
    db
      .insertInto('campaigns.review_approval')
      .values({ review_id: review, operator_id, checks: [...checklist], approved_at: opened })
      .execute()
  await expect(approving(owner)).rejects.toMatchObject({ constraint: 'review_by_outsiders' })
  const forced = db
    .updateTable('campaigns.review')
    .set({ state: 'approved', decided_by: one, decided_at: opened })
    .where('id', '=', review)
    .execute()
  await expect(forced).rejects.toMatchObject({ constraint: 'review_by_two' })
})

test('the terms and the end of an open campaign stand, and its state is written down', async () => {
  const { db } = world
  const { id } = await open('stands')
  const set = (columns: Record<string, unknown>) =>
    db.updateTable('campaigns.campaign').set(columns).where('id', '=', id).execute()
  await expect(set({ kind: 'keep_what_comes' })).rejects.toMatchObject({
    constraint: 'campaign_terms_stand',
  })
  await expect(set({ closes_at: over })).rejects.toMatchObject({
    constraint: 'campaign_ends_when_it_said',
  })
  await expect(set({ state: 'succeeded', state_since: over })).rejects.toMatchObject({
    constraint: 'campaign_state_is_written_down',
  })
})
