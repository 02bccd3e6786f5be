// A campaign came to nothing: its gifts wait a week, and whoever gave may choose something else.
import { afterEach, expect, test } from 'vitest'
import { giftKey } from '#modules/payments/index.ts'
import { aSeason, type Season } from '#test/season.ts'
import { settleCampaign } from '../settlement/commands.ts'

let season: Season
afterEach(() => season.close())

const terms = { days: 20, grace_days: 1 }
const asking = (slug: string, days = 20) =>
  season.campaign(slug, { ...terms, days }, [100_000n, 50_000n])

async function transfer(purpose_id: string, amount_minor: bigint, donor: number) {
  const id = await season.promise(purpose_id, amount_minor, donor)
  await season.transfers(id, amount_minor, donor, season.day())
  return id
}

const key = (id: string) => giftKey(id, season.here.world.settings.secret)
const pageOf = (slug: string, id: string) => `/campaigns/${slug}/gifts/${id}/${key(id)}`
const giftIn = (location: string | null) => /\/gifts\/([0-9a-f-]{36})\//.exec(location ?? '')?.[1]
const choose = (slug: string, id: string, to: string) =>
  season.here.world.submit(`${pageOf(slug, id)}/choice`, { to })

async function fail({ id }: { id: string }) {
  const settled = await settleCampaign(season.here.db, id, season.now())
  expect(settled.ok && settled.value.outcome).toBe('failed')
  await season.here.work()
}

const refunds = (pledge_id: string) =>
  season.here.db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .select(['r.reason', 'r.state', 'r.amount_minor'])
    .where('m.pledge_id', '=', pledge_id)
    .orderBy('r.created_at')
    .execute()

const receiptsOf = async (pledge_id: string) =>
  (
    await season.here.db
      .selectFrom('payments.receipt as r')
      .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
      .select(['r.amount_minor', 'r.why'])
      .where('m.pledge_id', '=', pledge_id)
      .orderBy('r.number')
      .execute()
  ).map(({ amount_minor, why }) => [amount_minor, why])

async function threeWait() {
  season = await aSeason()
  const { here } = season
  const lost = await asking('lost')
  const next = await asking('next', 60)
  const to_next = await transfer(lost.purpose_id, 3_000n, 1)
  const to_support = await transfer(lost.purpose_id, 4_000n, 2)
  const silent = await transfer(lost.purpose_id, 5_000n, 3)
  await season.statement()
  await here.work()
  season.days(22)
  here.world.letters.length = 0
  await fail(lost)
  return { lost, next, to_next, to_support, silent }
}

test('whoever gave is told, and may give it on to another campaign or to the organisation', async () => {
  const { lost, next, to_next, to_support, silent } = await threeWait()
  const { world } = season.here
  const told = world.letters.filter(({ subject }) => subject.includes('nuk u realizua'))
  expect(told).toHaveLength(3)
  expect(told[0]?.text).toContain(`${pageOf('lost', to_next)}/choice`)
  expect(await season.held('escrow', lost.id)).toBe(0n)
  // A stranger chooses nothing.
  const wrong = await world.visit(`/campaigns/lost/gifts/${silent}/${key(to_next)}/choice`)
  expect(wrong.status).toBe(404)
  const mine = await world.visit(pageOf('lost', to_next))
  expect(mine.text).toContain('Choose something else for it')
  expect((await world.visit(`${pageOf('lost', to_next)}/choice`)).html).toContain(next.id)

  const chosen = await choose('lost', to_next, next.id)
  expect(chosen.status).toBe(303)
  const gift = giftIn(chosen.location) ?? ''
  expect(await season.held('escrow', next.id)).toBe(3_000n)
  expect((await choose('lost', to_next, 'support')).status).toBe(422)
  expect((await choose('lost', to_support, 'support')).status).toBe(303)
  expect(await season.held('payable', season.river)).toBe(4_000n)
  await season.here.work()
  expect(await refunds(to_next)).toEqual([
    { reason: 'purpose_failed', state: 'failed', amount_minor: 3_000n },
    { reason: 'passed_on', state: 'done', amount_minor: 3_000n },
  ])
  expect(await receiptsOf(to_next)).toEqual([
    [3_000n, null],
    [0n, 'passed_on'],
  ])
  expect(await receiptsOf(gift)).toEqual([[3_000n, null]])
  const says = async (page: string, text: string) =>
    expect((await world.visit(page)).text).toContain(text)
  await says(pageOf('lost', to_next), 'given on to something else')
  await says(`/gifts/${to_next}/${key(to_next)}`, 'You gave it on')
  await says(pageOf('next', gift), 'held for the campaign')
  await says('/campaigns/next', 'Donor 1')
  await says('/campaigns/lost', 'its donor chose something else')
  await says('/campaigns/lost', 'held: its donor may still choose')
  // Programs read it apart from what went back: nothing went back yet.
  const { pledges } = JSON.parse((await world.visit('/api/v1/campaigns/lost/pledges')).html)
  const pledge = (id: string) => pledges.find((one: { id: string }) => one.id === id)
  const sums = { received_minor: '3000', returned_minor: '0', passed_on_minor: '3000' }
  expect(pledge(to_next)).toMatchObject(sums)
  expect(pledge(silent)).toMatchObject({ returned_minor: '0', passed_on_minor: '0' })
}, 60_000)

test('without a word it goes back after a week, and not before', async () => {
  const { lost, next, silent } = await threeWait()
  expect(await season.sendDue()).toBe(0)
  expect(await season.returnsGoOut(() => false)).toBe(0)
  season.days(7)
  expect(await season.sendDue()).toBe(3)
  expect(await season.sendDue()).toBe(0)
  expect((await choose('lost', silent, next.id)).status).toBe(422)
  expect(await season.returnsGoOut(() => false)).toBe(3)
  expect(await season.held('bank', season.account)).toBe(season.bank.balance())
  expect(await refunds(silent)).toMatchObject([{ state: 'done', amount_minor: 5_000n }])
  const told = (await season.here.world.visit('/api/v1/campaigns/lost/pledges')).html
  expect(JSON.parse(told).pledges).toContainEqual(
    expect.objectContaining({ id: silent, returned_minor: '5000', passed_on_minor: '0' }),
  )
  expect(await season.held('escrow', lost.id)).toBe(0n)
}, 60_000)

test('what was given on by card goes back to the card, and a dispute takes it from where it is', async () => {
  season = await aSeason()
  const { here } = season
  const first = await asking('first')
  const second = await asking('second', 40)
  const third = await asking('third', 90)
  const returns = await season.pays(first.purpose_id, 3_000n, 1)
  const disputed = await season.pays(first.purpose_id, 4_000n, 2)
  await here.tell()
  season.days(22)
  await fail(first)
  const there = giftIn((await choose('first', returns, second.id)).location) ?? ''
  const [other = ''] = [giftIn((await choose('first', disputed, second.id)).location)]
  expect(await season.held('escrow', second.id)).toBe(7_000n)
  season.days(20)
  await fail(second)
  const last = giftIn((await choose('second', other, third.id)).location) ?? ''
  expect(await season.held('escrow', third.id)).toBe(4_000n)
  season.days(8)
  expect(await season.sendDue()).toBe(1)
  await here.work()
  await here.tell()
  expect(await refunds(there)).toMatchObject([{ state: 'done', amount_minor: 3_000n }])
  // It was given on twice, and its bank finds it.
  const charge = await chargeOf(disputed)
  const { id } = here.fake.dispute(charge)
  await here.tell()
  expect(await season.held('escrow', third.id)).toBe(0n)
  here.fake.closeDispute(id, false)
  await here.tell()
  expect(await refunds(last)).toMatchObject([{ reason: 'dispute_lost', state: 'done' }])
  expect(await season.held('loss', here.entity)).toBe(0n)
  expect(await season.held('processor', here.account)).toBe(
    BigInt(here.fake.balance().get('eur') ?? 0),
  )
}, 60_000)

const chargeOf = async (pledge_id: string) =>
  (
    await season.here.db
      .selectFrom('payments.card_charge as c')
      .innerJoin('payments.card_intent as i', 'i.id', 'c.intent_id')
      .select('c.charge_ref')
      .where('i.pledge_id', '=', pledge_id)
      .executeTakeFirstOrThrow()
  ).charge_ref

test('two who choose at once choose once, and a dispute stops what waits', async () => {
  season = await aSeason()
  const { here } = season
  const { world } = here
  const lost = await asking('lost')
  const next = await asking('next', 60)
  const gift = await transfer(lost.purpose_id, 3_000n, 1)
  await season.statement()
  const card = await season.pays(lost.purpose_id, 2_000n, 2)
  await here.tell()
  season.days(22)
  await fail(lost)
  const both = await Promise.all([
    choose('lost', gift, next.id),
    choose('lost', gift, 'support'),
    season.sendDue(),
  ])
  expect(
    both
      .slice(0, 2)
      .map((one) => (one as { status: number }).status)
      .sort(),
  ).toEqual([303, 422])
  const kept = await Promise.all([
    season.held('escrow', next.id),
    season.held('payable', season.river),
  ])
  expect(kept[0] + kept[1]).toBe(3_000n)
  const { id } = here.fake.dispute(await chargeOf(card))
  await here.tell()
  expect((await choose('lost', card, next.id)).status).toBe(422)
  here.fake.closeDispute(id, false)
  await here.tell()
  expect(await season.held('loss', here.entity)).toBe(0n)
  expect(await season.held('escrow', lost.id)).toBe(0n)
  expect(world.letters.length).toBeGreaterThan(0)
}, 60_000)

test('a promise is worth sending until the last day of what it is for', async () => {
  season = await aSeason()
  const { world } = season.here
  const { purpose_id } = await asking('soon', 10)
  const id = await season.promise(purpose_id, 2_000n, 1)
  const { closes_at } = await world.db
    .selectFrom('campaigns.campaign')
    .select('closes_at')
    .where('slug', '=', 'soon')
    .executeTakeFirstOrThrow()
  const { text } = await world.visit(`/gifts/${id}/${key(id)}`)
  const last = new Date(closes_at ?? 0).toLocaleDateString('en-GB', { dateStyle: 'long' })
  expect(text).toContain(`Valid until ${last}`)
})

test('whoever sends more than they promised gets one letter about it, beside the receipt', async () => {
  season = await aSeason()
  const { world } = season.here
  const { purpose_id } = await asking('generous')
  const [exact, more] = [
    await season.promise(purpose_id, 2_000n, 1),
    await season.promise(purpose_id, 2_000n, 2),
  ]
  await season.transfers(exact, 2_000n, 1, season.day())
  await season.transfers(more, 2_500n, 2, season.day())
  world.letters.length = 0
  await season.statement()
  await season.here.work()
  const subjects = world.letters.map(({ subject }) => subject).sort()
  expect(subjects.filter((one) => one.startsWith('Ka mbërritur më shumë'))).toHaveLength(1)
  expect(subjects.filter((one) => one.includes('generous'))).toHaveLength(2)
  expect(subjects).toHaveLength(3)
})
