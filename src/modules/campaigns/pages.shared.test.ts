// Strangers share a campaign's page. What each of them sees is what would be written for them at
// that moment, whatever happened since; nobody sees what somebody who is signed in sees.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '#app'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aSeason, type Season } from '#test/season.ts'
import { hideCampaign, showCampaign } from './hiding/commands.ts'
import { joinRound } from './joining/commands.ts'
import { type CampaignSteward, findCampaign } from './queries.ts'
import { settleCampaign } from './settlement/commands.ts'
import { pauseCampaign, resumeCampaign } from './standing/commands.ts'
import { answerQuestion, askQuestion, tell } from './talking/commands.ts'

let season: Season
let world: Season['here']['world']
let owner: { cookie: string }
let moderator: { cookie: string }
const page = '/campaigns/nets'
const en = (text: string) => ({ en: text })

beforeAll(async () => {
  season = await aSeason()
  world = season.here.world
  const { db, settings } = world
  owner = await aVisitor(db, settings, season.owner, world.now())
  const { id } = await aPerson(db, settings, { roles: ['moderator'] })
  moderator = await aVisitor(db, settings, id, world.now())
  await season.campaign('nets', { days: 20, grace_days: 1 }, [1_000_000n, 50_000n])
})
afterAll(() => season.close())

const campaign = async () => {
  const found = await findCampaign(world.db, 'nets')
  if (!found?.closes_at || !found.purpose_id) throw new Error('it was opened')
  return { ...found, closes_at: found.closes_at, purpose_id: found.purpose_id }
}

const steward = async () => {
  const { id, organisation_id } = await campaign()
  return { campaign_id: id, organisation_id, person_id: season.owner } as CampaignSteward
}

const at = (moment: Date, seconds: number) => {
  world.clock.now = new Date(moment.getTime() + seconds * 1000)
}

/** What another process would write, which has nothing on its shelf. */
async function fresh() {
  const app = createApp({ ...world, settings: { ...world.settings } }, { assets: (name) => name })
  return (await app.request(`http://localhost:3000/en${page}`)).text()
}

const bare = (html: string) => html.replaceAll('/assets/', '')

/** What a stranger sees: once kept, once more, and as if nobody had come before. */
async function stranger(): Promise<string> {
  const first = await world.visit(page)
  expect(bare((await world.visit(page)).html)).toBe(bare(first.html))
  expect(bare(first.html)).toBe(bare(await fresh()))
  return first.text
}

async function give(amount_minor: bigint, donor: number) {
  const { purpose_id } = await campaign()
  const id = await season.promise(purpose_id, amount_minor, donor)
  await season.transfers(id, amount_minor, donor, season.day())
  return id
}

test('a stranger sees a gift, an answer and an update the moment they are there', async () => {
  expect(await stranger()).toContain('Nobody yet. Be the first.')
  await give(30_000n, 1)
  expect(await stranger()).toContain('€300 more are promised')
  await season.statement()
  const given = await stranger()
  expect(given).toContain('Donor 1')
  expect(given).toContain(' 3 % of the minimum')
  const about = await campaign()
  const wish = { text: 'Of what are they?', language: 'en' as const, once: undefined }
  const asker = { person_id: season.patron } as Parameters<typeof askQuestion>[1]
  const asked = await askQuestion(world.db, asker, about, wish, world.now())
  expect(await stranger()).not.toContain('Of what are they?')
  if (!asked.ok) throw new Error(asked.refusal)
  await answerQuestion(world.db, await steward(), asked.value, en('Of hemp.'), world.now())
  expect(await stranger()).toContain('Of hemp.')
  const news = { title: en('Knots'), body: en('The first net is tied.'), once: undefined }
  await tell(world.db, await steward(), news, world.now())
  expect(await stranger()).toContain('The first net is tied.')
})

test('who keeps it or judges it has a page of their own, which no stranger gets', async () => {
  const before = await stranger()
  const { id } = await campaign()
  const mine = await world.visit(page, { as: owner })
  expect(mine.html).toContain(`${page}/edit/story`)
  expect(await stranger()).toBe(before)
  const by = { person_id: season.judges[0] }
  await hideCampaign(world.db, id, by, world.now())
  expect((await world.visit(page, { as: moderator })).text).toContain('taken this campaign')
  expect((await world.visit(page, { as: owner })).status).toBe(200)
  for (const _ of [1, 2]) expect((await world.visit(page)).status).not.toBe(200)
  await showCampaign(world.db, id, by, world.now())
  expect(await stranger()).toBe(before)
})

test('what one is told after sending a form is told to nobody else', async () => {
  const told = await world.visit(page, {
    headers: { cookie: `mozaik_notice=${encodeURIComponent('Your question was sent.')}` },
  })
  expect(told.text).toContain('Your question was sent.')
  expect(await stranger()).not.toContain('Your question was sent.')
})

test('a pause and its end are said at once', async () => {
  const running = await stranger()
  await pauseCampaign(world.db, await steward(), en('The river is high.'), world.now())
  expect(await stranger()).toContain('The river is high.')
  await resumeCampaign(world.db, await steward(), world.now())
  expect(await stranger()).not.toBe(running)
})

test('a round of matching is offered until it is over; without a write ten seconds at most', async () => {
  const round = await season.round({ title: en('Doubled'), days: 3, pot: '1000' }, async (to) => {
    const pot = await season.promise(to, 100_000n, 9)
    await season.transfers(pot, 100_000n, 9, season.day())
    await season.statement()
  })
  await joinRound(world.db, await steward(), round.id, world.now())
  // Its page says how the downloaded file is computed again; names in it are the same in Cyrillic.
  const told = await world.visit(`/matching/${round.slug}`, { locale: 'sr-Cyrl' })
  expect(told.html).toContain(`bin/mozaik campaigns match ${round.slug}.json --json`)
  expect(told.html).toContain('<code>at</code> место донације у реду')
  expect(await stranger()).toContain('your €20 become €40')
  // Nobody has counted this one yet; it stands before the next all the same.
  await give(99_000n, 5)
  await season.statement()
  expect(await stranger()).toContain('your €20 become €30')
  const { closes_at } = await world.db
    .selectFrom('campaigns.matching_round')
    .select('closes_at')
    .where('id', '=', round.id)
    .executeTakeFirstOrThrow()
  at(closes_at ?? world.now(), -4)
  expect(await stranger()).toContain('Doubled')
  at(closes_at ?? world.now(), 6)
  expect(await stranger()).not.toContain('Doubled')
})

test('the days that are left are counted, and when none is left nothing is asked for', async () => {
  const { closes_at } = await campaign()
  const toGive = async () => (await world.visit(page)).html.includes('give?purpose=')
  at(closes_at, -86_405)
  expect(await stranger()).toContain('2 days left')
  // Something is written elsewhere, so that the page is asked for again, and not given blindly.
  await world.pool.query(`insert into kit.limit (name, key, free_at) values ('x', 'y', now())`)
  at(closes_at, -86_399)
  expect(await stranger()).toContain('1 day left')
  at(closes_at, -1)
  expect(await toGive()).toBe(true)
  await world.pool.query(`delete from kit.limit where name = 'x'`)
  at(closes_at, 0)
  expect(await toGive()).toBe(false)
  expect(await stranger()).not.toContain('1 day left')
})

test('what waits seven days to go back is said to wait for seven days', async () => {
  const waits = 'held: its donor may still choose'
  const { id, closes_at } = await campaign()
  at(closes_at, 2 * 86_400)
  const settled = await settleCampaign(world.db, id, world.now())
  expect(settled.ok && settled.value.outcome).toBe('failed')
  expect(await stranger()).toContain(waits)
  season.days(7)
  const after = await stranger()
  expect(after).not.toContain(waits)
  expect(after).toContain('Donor 1')
})
