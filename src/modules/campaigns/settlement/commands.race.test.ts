// Moments at which two things happen at once: each on a connection of its own, many times over.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { addThanks } from '#modules/payments/index.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import type { Operator } from '#modules/people/index.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aCampaign, aDraft, aReview } from '../fixtures.ts'
import { jobs } from '../jobs.ts'
import { lockCampaign } from '../queries.ts'
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
const times = 12

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
  const account = { entity_id, added_by, confirmed_by, confirmed_at: opened }
  const bank_account_id = await aBankAccount(db, account)
  bank = { collecting_entity_id: entity_id, bank_account_id }
})
afterAll(() => world.close())

const open = (slug: string) =>
  aCampaign(world.db, {
    slug,
    organisation_id: river,
    asked_by: owner,
    judges,
    at: opened,
    terms: { days: 40, grace_days: 3 },
  })

const pledge = (purpose_id: string, amount_minor: bigint, thanks_id: string | null = null) =>
  aPledge(world.db, { ...bank, organisation_id: river, purpose_id, amount_minor, thanks_id })

async function give(purpose_id: string, amount_minor: bigint, on = '2026-11-20') {
  const pledge_id = await pledge(purpose_id, amount_minor)
  const { bank_account_id } = bank
  return aBankGift(world.db, { pledge_id, bank_account_id, amount_minor, on })
}

const held = async (kind: 'escrow' | 'payable', owner_id: string) =>
  (await balanceOf(world.db, { kind, owner_id, currency: 'EUR' })).available_minor

test('of the last reward two donors get one, every time', async () => {
  for (let time = 0; time < times; time++) {
    const { id: ref_id, purpose_id } = await open(`reward-${time}`)
    const what = { title: { en: 'A boat ride' }, note: {}, least_minor: 1000n, stock: 1 }
    const kept = { ...what, kind: 'campaign', ref_id, currency: 'EUR' }
    const thanks = await addThanks(world.db, kept, opened)
    if (!thanks.ok) throw new Error(thanks.refusal)
    const wish = () => pledge(purpose_id, 2_000n, thanks.value)
    const both = await Promise.allSettled([wish(), wish(), wish()])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const row = world.db.selectFrom('payments.thanks').select('taken')
    expect(await row.where('id', '=', thanks.value).executeTakeFirstOrThrow()).toEqual({ taken: 1 })
  }
}, 60_000)

test('a gift that is booked in the second in which a campaign is settled is in one place', async () => {
  for (let time = 0; time < times; time++) {
    const { id, purpose_id } = await open(`second-${time}`)
    await give(purpose_id, 99_999n)
    const before = await held('payable', id)
    const [, settled] = await Promise.all([
      // It decides: with it the minimum is there to the cent.
      give(purpose_id, 1n, '2026-12-11'),
      settleCampaign(world.db, id, over),
    ])
    if (!settled.ok) throw new Error(settled.refusal)
    const kept = async () => [
      (await held('payable', id)) - before,
      await held('escrow', id),
      await reservedIn(purpose_id),
    ]
    expect((await kept()).reduce((sum, one) => sum + one, 0n)).toBe(100_000n)
    // What came too late to be seen is found by the clock's next look.
    await clock()
    const succeeded = settled.value.outcome === 'succeeded'
    expect(await kept()).toEqual(succeeded ? [100_000n, 0n, 0n] : [0n, 0n, 100_000n])
  }
}, 60_000)

const clock = () => jobs['campaigns.settle']?.({ ...world, now: () => over }, {})

async function reservedIn(purpose_id: string): Promise<bigint> {
  const rows = await world.db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .select('r.amount_minor')
    .where('m.purpose_id', '=', purpose_id)
    .where('r.state', '<>', 'failed')
    .execute()
  return rows.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
}

test('many workers that settle at the same moment settle once', async () => {
  for (let time = 0; time < times; time++) {
    const { id, purpose_id } = await open(`settled-${time}`)
    await give(purpose_id, time % 2 === 0 ? 120_000n : 20_000n)
    const all = await Promise.all([1, 2, 3, 4].map(() => settleCampaign(world.db, id, over)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    const paid = await held('payable', id)
    expect(paid).toBe(time % 2 === 0 ? 120_000n : 0n)
    expect(await reservedIn(purpose_id)).toBe(time % 2 === 0 ? 0n : 20_000n)
    expect(await held('escrow', id)).toBe(0n)
  }
}, 60_000)

test('two operators who say yes at once open it once; one who says it twice is one', async () => {
  for (let time = 0; time < times; time++) {
    const draft = await aDraft(world.db, { slug: `judged-${time}`, organisation_id: river })
    const review = await aReview(world.db, draft.id, owner)
    const yes = (person_id: string) =>
      approveCampaign(world.db, { person_id } as Operator, review, checklist, opened)
    const twice = await Promise.all([yes(judges[0]), yes(judges[0])])
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await lockCampaign(world.db, draft.id)).state).toBe('in_review')
    const both = await Promise.all([yes(judges[1]), yes(judges[1]), yes(judges[0])])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const { state } = await lockCampaign(world.db, draft.id)
    expect(state).toBe('open')
    const opening = await world.db
      .selectFrom('campaigns.state_change')
      .select('id')
      .where('campaign_id', '=', draft.id)
      .where('to_state', '=', 'open')
      .execute()
    expect(opening).toHaveLength(1)
  }
}, 60_000)
