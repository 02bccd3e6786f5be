// Cards and matching: a matched gift is disputed, and won or lost, before the end or after it.
import { afterEach, expect, test } from 'vitest'
import { aSeason, type Season } from '#test/season.ts'
import { countAll } from '../commands.ts'
import { joinRound } from '../joining/commands.ts'
import type { CampaignSteward } from '../queries.ts'
import { settleCampaign } from '../settlement/commands.ts'

let season: Season
afterEach(() => season.close())

const pot = 30_000n
const matches = async () =>
  (await season.here.db.selectFrom('campaigns.match').select(['amount_minor', 'state']).execute())
    .map(({ amount_minor, state }) => `${amount_minor} ${state}`)
    .sort()

/** A pot, a campaign, and two gifts by card that are matched: of 10 and of 20 euros. */
async function matched(essential: bigint) {
  season = await aSeason()
  const { here, owner, river } = season
  const terms = { days: 20, grace_days: 1 }
  const campaign = await season.campaign('boats', terms, [essential, 50_000n])
  const round = await season.round({ pot: '300', hold_days: 0, days: 60 }, async (purpose_id) => {
    const pledge = await season.promise(purpose_id, pot, 999)
    await season.transfers(pledge, pot, 999, season.day())
    await season.statement()
  })
  const steward = { person_id: owner, organisation_id: river, campaign_id: campaign.id }
  await joinRound(here.db, steward as CampaignSteward, round.id, season.now())
  await season.pays(campaign.purpose_id, 1_000n, 1)
  const second = await season.pays(campaign.purpose_id, 2_000n, 2)
  await here.tell()
  const count = () => countAll(here.db, round.id, season.now())
  await count()
  expect(await matches()).toEqual(['1000 reserved', '2000 reserved'])
  const { charge_ref } = await here.db
    .selectFrom('payments.card_charge as c')
    .innerJoin('payments.card_intent as i', 'i.id', 'c.intent_id')
    .select('c.charge_ref')
    .where('i.pledge_id', '=', second)
    .executeTakeFirstOrThrow()
  const open = async () => {
    const { id } = here.fake.dispute(charge_ref)
    await here.tell()
    return async (won: boolean) => {
      here.fake.closeDispute(id, won)
      await here.tell()
      await count()
    }
  }
  const end = async () => {
    season.days(22)
    const settled = await settleCampaign(here.db, campaign.id, season.now())
    if (!settled.ok) throw new Error(settled.refusal)
    await here.work()
    return settled.value
  }
  return { campaign, round, open, end }
}

const books = async (campaign: { id: string }, round: { id: string }) => ({
  escrow: await season.held('escrow', campaign.id),
  payable: await season.held('payable', campaign.id),
  pool: await season.held('match_pool', round.id),
  loss: await season.held('loss', season.here.entity),
})

test('while it is disputed its match stands; won, both stay; lost, the pot has it again', async () => {
  const { campaign, round, open } = await matched(100_000n)
  const first = await open()
  expect(await matches()).toEqual(['1000 reserved', '2000 reserved'])
  await first(true)
  expect(await matches()).toEqual(['1000 reserved', '2000 reserved'])
  expect(await books(campaign, round)).toEqual({
    escrow: 3_000n,
    payable: 0n,
    pool: 27_000n,
    loss: 0n,
  })
})

test('lost before the end, its match is free for others', async () => {
  const { campaign, round, open } = await matched(100_000n)
  await (await open())(false)
  expect(await matches()).toEqual(['1000 reserved', '2000 released'])
  expect(await books(campaign, round)).toEqual({
    escrow: 1_000n,
    payable: 0n,
    pool: 29_000n,
    loss: 0n,
  })
})

test('disputed when its campaign succeeds: it stays behind, and is handed over once it is won', async () => {
  const { campaign, round, open, end } = await matched(5_000n)
  const decide = await open()
  expect((await end()).outcome).toBe('succeeded')
  expect(await books(campaign, round)).toEqual({
    escrow: 0n,
    payable: 4_000n,
    pool: 27_000n,
    loss: 0n,
  })
  await decide(true)
  expect(await books(campaign, round)).toMatchObject({ escrow: 0n, payable: 6_000n })
})

test('lost after its campaign succeeded: the gift is gone, and its match is fetched back', async () => {
  const { campaign, round, open, end } = await matched(5_000n)
  const decide = await open()
  await end()
  await decide(false)
  expect(await matches()).toEqual(['1000 paid', '2000 released'])
  expect(await books(campaign, round)).toEqual({
    escrow: 0n,
    payable: 2_000n,
    pool: 29_000n,
    loss: 0n,
  })
})

test('disputed when its campaign fails: others have theirs back, and it when it is won', async () => {
  const { campaign, round, open, end } = await matched(100_000n)
  const decide = await open()
  expect(await end()).toMatchObject({ outcome: 'failed' })
  const refunds = () =>
    season.here.db
      .selectFrom('payments.refund as r')
      .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
      .select(['r.amount_minor', 'r.state'])
      .where('m.purpose_id', '=', campaign.purpose_id)
      .orderBy('r.amount_minor')
      .execute()
  expect(await refunds()).toEqual([{ amount_minor: 1_000n, state: 'requested' }])
  await decide(true)
  await season.here.work()
  await season.here.tell()
  expect(await refunds()).toEqual([
    { amount_minor: 1_000n, state: 'requested' },
    { amount_minor: 2_000n, state: 'done' },
  ])
  expect(await books(campaign, round)).toEqual({
    escrow: 0n,
    payable: 0n,
    pool: 30_000n,
    loss: 0n,
  })
})

test('a pot takes no card', async () => {
  const { round } = await matched(100_000n)
  const { purpose_id } = await season.here.db
    .selectFrom('campaigns.matching_round')
    .select('purpose_id')
    .where('id', '=', round.id)
    .executeTakeFirstOrThrow()
  await expect(season.promise(purpose_id ?? '', 1_000n, 3, true)).rejects.toMatchObject({
    constraint: 'pledge_by_bank_only',
  })
})
