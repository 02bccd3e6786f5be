// A season: campaigns of both kinds, thousands of gifts by bank and card, late, short, doubled
// and returned payments, disputes, pots that run dry, changes that donors withdraw from. At its end
// each cent is at its place, and the ledger, the bank and the processor agree.
import { expect, test } from 'vitest'
import { choose } from '#modules/campaigns/choosing/commands.ts'
import { listOffered } from '#modules/campaigns/choosing/queries.ts'
import { closeRound, computeRound } from '#modules/campaigns/closing/commands.ts'
import { countAll, rememberVersion } from '#modules/campaigns/commands.ts'
import { joinRound } from '#modules/campaigns/joining/commands.ts'
import { computeRound as recompute } from '#modules/campaigns/matching/formats/round.ts'
import { publishRound } from '#modules/campaigns/pots/queries.ts'
import {
  type CampaignSteward,
  findCampaign,
  listRunning,
  lockCampaign,
} from '#modules/campaigns/queries.ts'
import { sendAgain, takeBack } from '#modules/campaigns/returning/commands.ts'
import { settleCampaign } from '#modules/campaigns/settlement/commands.ts'
import { listDue } from '#modules/campaigns/settlement/queries.ts'
import { verify } from '#modules/ledger/checking/queries.ts'
import { sealed } from '#modules/ledger/fixtures.ts'
import { adapterOf } from '#modules/payments/adapters/choose.ts'
import { list } from '#modules/payments/adapters/practice-books.ts'
import { newReference } from '#modules/payments/formats/reference.ts'
import { reconcile } from '#modules/payments/reconciling/commands.ts'
import { windowOf } from '#modules/payments/reconciling/rules.ts'
import { aSeason, dice, type Season } from '#test/season.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
// A hundred campaigns and some thousand gifts; SEASON=5 is five times the gifts.
const scale = Number(process.env.SEASON ?? 1)
const many = { campaigns: 100, transfers: 1600 * scale, cards: 60 * scale, donors: 600 }
const { chance, upTo, pick } = dice(seed)

interface Asked {
  readonly id: string
  readonly slug: string
  readonly purpose_id: string
}

test(`a season of campaigns leaves each cent at its place (SEED=${seed})`, async () => {
  const season = await aSeason()
  try {
    const campaigns = await open(season)
    const rounds = await match(season, campaigns)
    const withdrawn = await give(season, campaigns)
    const chosen = await end(season, rounds)
    expect(chosen).toBeGreaterThan(5)
    await everybodyIsRepaid(season)
    await booksAgree(season)
    for (const { slug } of rounds) await anybodyComputes(season, slug)
    console.log(`SEED=${seed}: ${await told(season, withdrawn)}, ${chosen} chose`)
  } finally {
    await season.close()
  }
}, 300_000)

async function open(season: Season): Promise<Asked[]> {
  const all: Asked[] = []
  for (let number = 0; number < many.campaigns; number++) {
    const keeps = chance(0.3)
    const terms = keeps
      ? { kind: 'keep_what_comes', days: 30 }
      : { kind: 'all_or_nothing', days: 30, rounds: chance(0.2) ? 2 : 1 }
    // Some ask for what comes, some for far more.
    const minimum = BigInt(20_000 + upTo(chance(0.5) ? 60_000 : 400_000))
    all.push(await season.campaign(`campaign-${number}`, terms, [minimum, minimum / 2n + 1n]))
  }
  return all
}

/** Pots that run dry, pots that do not, and two that are shared at the end. */
async function match(season: Season, campaigns: readonly Asked[]) {
  const { here, river, owner } = season
  const fill = (pot: bigint) => async (purpose_id: string) => {
    const pledge = await season.promise(purpose_id, pot, 999)
    await season.transfers(pledge, pot, 999, season.day())
    await season.statement()
  }
  const rounds: { id: string; slug: string }[] = []
  for (const [pot, wish] of [
    ['300', { hold_days: 0 }],
    ['2000', { percent: 50, donor_cap: '40', hold_days: 1 }],
    ['5000', { campaign_cap: '400', hold_days: 2 }],
    ['1500', { kind: 'quadratic', hold_days: 1 }],
    ['900', { kind: 'quadratic', campaign_cap: '200', hold_days: 1 }],
  ] as const) {
    const title = { en: `Pot ${rounds.length}` }
    const cents = BigInt(pot) * 100n
    rounds.push(await season.round({ ...wish, pot, title, days: 25 }, fill(cents)))
  }
  for (const { id } of campaigns)
    if (chance(0.6)) {
      const steward = { person_id: owner, organisation_id: river, campaign_id: id }
      await joinRound(here.db, steward as CampaignSteward, pick(rounds).id, season.now())
    }
  return rounds
}

/** Five weeks of giving; the last days are after most of the campaigns. */
async function give(season: Season, campaigns: readonly Asked[]) {
  const changed: Given[] = []
  const weeks = 5
  for (let week = 0; week < weeks; week++) {
    for (let one = 0; one < many.transfers / weeks; one++) {
      const campaign = pick(campaigns)
      const pledge = await oneTransfer(season, campaign)
      if (week < 2 && chance(0.05)) changed.push({ campaign: campaign.id, pledge })
    }
    await season.statement()
    for (let one = 0; one < many.cards / weeks; one++)
      await season.pays(pick(campaigns).purpose_id, BigInt(500 + upTo(20_000)), upTo(many.donors))
    await banksComplain(season)
    if (week === 2) await changeAndWithdraw(season, changed)
    for (const { id } of await listRunning(season.here.db))
      await countAll(season.here.db, id, season.now())
    season.days(7)
  }
  return changed.length
}

async function oneTransfer(season: Season, { purpose_id }: Asked) {
  const donor = upTo(many.donors)
  const amount = BigInt(500 + upTo(12_000))
  const pledge = await season.promise(purpose_id, amount, donor)
  // Some promise and never pay, some pay less, some pay twice.
  if (chance(0.08)) return pledge
  const sent = chance(0.05) ? amount - BigInt(1 + upTo(400)) : amount
  await season.transfers(pledge, sent, donor, season.day())
  if (chance(0.03)) await season.transfers(pledge, amount, donor, season.day())
  return pledge
}

async function banksComplain({ here }: Season) {
  const disputed = new Set(list(here.fake.books, 'dispute').map(({ charge }) => charge))
  const free = list(here.fake.books, 'charge').filter(({ id }) => !disputed.has(id))
  if (free.length > 0 && chance(0.7)) here.fake.dispute(pick(free).id)
  await here.tell({ times: 1 + upTo(2), order: 'as told' })
}

interface Given {
  readonly campaign: string
  readonly pledge: string
}

async function changeAndWithdraw(season: Season, all: readonly Given[]) {
  const { here, river, owner } = season
  const { db } = here
  for (const id of new Set(all.map(({ campaign }) => campaign))) {
    const change = { material: true, reason: { en: 'It costs more.' } }
    const who = { person_id: owner, organisation_id: river }
    await rememberVersion(db, await lockCampaign(db, id), who, change, season.now())
  }
  for (const { campaign, pledge } of all) await takeBack(db, pledge, campaign, season.now())
}

/** Disputes are decided, the clock ends campaigns and rounds, the bank executes what we order. */
async function end(season: Season, rounds: readonly { id: string }[]) {
  const { here } = season
  const { db } = here
  let chosen = 0
  for (const { id } of list(here.fake.books, 'dispute')) here.fake.closeDispute(id, chance(0.5))
  await here.tell()
  for (let month = 0; month < 3; month++) {
    season.days(32)
    for (const { id } of await listDue(db, season.now())) {
      const dry = await settleCampaign(db, id, season.now(), true)
      const settled = await settleCampaign(db, id, season.now())
      expect(dry).toEqual(settled)
      expect((await settleCampaign(db, id, season.now())).ok).toBe(false)
    }
    for (const { id } of rounds) {
      await computeRound(db, id, season.now())
      await closeRound(db, id, season.now())
    }
    chosen += await someChoose(season)
    season.days(8)
    await season.sendDue()
    // One in forty of the accounts is no more: what comes back is sent to where the donor says.
    await season.returnsGoOut((number) => number % 40 === 7)
    await here.work()
    await here.tell()
  }
  for (const id of await failedOnes(season)) await sendAgain(db, id, season.now())
  await season.donorsTellAccounts()
  await season.returnsGoOut(() => false)
  await here.work()
  await here.tell()
  return chosen
}

/** One in twenty would rather that it is for something else; some press the button twice. */
async function someChoose({ here, now }: Season): Promise<number> {
  const { db } = here
  const waiting = await db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .innerJoin('campaigns.campaign as c', 'c.purpose_id', 'm.purpose_id')
    .select(['m.pledge_id as id', 'm.currency', 'c.slug'])
    .distinct()
    .where('r.state', '=', 'requested')
    .where('r.goes_at', '>', now())
    .orderBy('m.pledge_id')
    .execute()
  let chosen = 0
  for (const { id, currency, slug } of waiting) {
    const campaign = await findCampaign(db, slug)
    if (!id || !campaign || !chance(1 / 20)) continue
    const offered = await listOffered(db, campaign, currency, now())
    const to = offered.length > 0 && chance(0.7) ? pick(offered).id : 'support'
    const say = (what: string) =>
      choose(db, campaign, { id, currency }, { to: what, reference: newReference() }, now())
    const tries = [say(to)]
    if (chance(0.2)) tries.push(say('support'))
    expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(1)
    chosen += 1
  }
  return chosen
}

async function failedOnes({ here }: Season): Promise<string[]> {
  const rows = await here.db
    .selectFrom('campaigns.campaign')
    .select('id')
    .where('state', '=', 'failed')
    .execute()
  return rows.map(({ id }) => id)
}

/** Of a campaign that failed nothing is left, and all of it is with those who gave. */
async function everybodyIsRepaid(season: Season) {
  const { db } = season.here
  const rows = await db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('payments.payment as m', 'm.purpose_id', 'c.purpose_id')
    .leftJoin('payments.refund as r', (back) =>
      back.onRef('r.payment_id', '=', 'm.id').on('r.state', '=', 'done'),
    )
    .select(['c.slug', 'm.id', 'm.method', 'm.amount_minor'])
    .select(({ fn }) => fn.sum<bigint | null>('r.amount_minor').as('back_minor'))
    .where('c.state', '=', 'failed')
    .groupBy(['c.slug', 'm.id'])
    .execute()
  const wrong = rows.filter((row) => row.amount_minor !== BigInt(row.back_minor ?? 0))
  expect(wrong).toEqual([])
  expect(rows.length).toBeGreaterThan(20)
  const held = await db
    .selectFrom('ledger.account')
    .select(['kind', 'owner_id', 'credits_posted_minor', 'debits_posted_minor'])
    .select('debits_pending_minor')
    .where('kind', 'in', ['escrow', 'match_pool', 'dispute_reserve'])
    .whereRef('credits_posted_minor', '<>', 'debits_posted_minor')
    .execute()
  expect(held).toEqual([])
}

async function booksAgree(season: Season) {
  const { here, bank, account } = season
  const { db, world } = here
  expect(await season.held('bank', account)).toBe(bank.balance())
  expect(await season.held('processor', here.account)).toBe(
    BigInt(here.fake.balance().get('eur') ?? 0),
  )
  const adapter = adapterOf({ provider: 'stripe', label: 'main' }, world.settings)
  if (!adapter) throw new Error('There are keys.')
  const at = { id: here.account, entity_id: here.entity }
  const window = windowOf(world.now(), 200)
  expect(await reconcile(db, adapter, at, window, world.now())).toMatchObject({ differences: [] })
  const settled = await db
    .selectFrom('campaigns.settlement')
    .select(({ fn }) => fn.sum<bigint>('to_organisation_minor').as('sum'))
    .executeTakeFirstOrThrow()
  const late = await season.sharedLate()
  expect(await season.owed()).toBe(BigInt(settled.sum) + late)
  await sealed(db)
  const report = await verify(db, { now: world.now(), closings: [] })
  expect(report.faults).toEqual([])
}

/** Whoever downloads what is published gets the same cents. */
async function anybodyComputes({ here }: Season, slug: string) {
  const published = JSON.parse(JSON.stringify(await publishRound(here.db, slug)))
  const again = recompute(published)
  expect(again.ok && again.value).toEqual(published.added)
  expect(published.gifts.length).toBeGreaterThan(10)
}

async function told({ here, bank }: Season, withdrawn: number): Promise<string> {
  const states = await here.db
    .selectFrom('campaigns.campaign')
    .select(['state', ({ fn }) => fn.countAll<bigint>().as('count')])
    .groupBy('state')
    .execute()
  const said = states.map(({ state, count }) => `${count} ${state}`).join(', ')
  const { transfers } = await verify(here.db, { now: here.world.now(), closings: [] })
  return `${said}; ${bank.bookings.length} bookings, ${transfers} transfers, ${withdrawn} withdrawn`
}
