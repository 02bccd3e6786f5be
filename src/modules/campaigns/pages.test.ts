import { afterAll, beforeAll, expect, test } from 'vitest'
import { enqueue } from '#kit/jobs.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aCampaign } from './fixtures.ts'
import { findCampaign } from './queries.ts'
import { checklist } from './rules.ts'

interface Visitor {
  id: string
  cookie: string
}

let world: TestWorld
let owner: Visitor
let one: Visitor
let two: Visitor
let river: string

beforeAll(async () => {
  world = await aWorld()
  const { db } = world
  const come = async (roles: readonly 'operator'[] = []) => {
    const { id } = await aPerson(db, world.settings, { roles })
    return { id, ...(await aVisitor(db, world.settings, id, world.now())) }
  }
  // An operator too: of their own campaign they are no judge.
  owner = await come(['operator'])
  one = await come(['operator'])
  two = await come(['operator'])
  river = (await anOrganisation(db, { slug: 'river', members: { owner: owner.id } })).id
  const vouched = { organisation_id: river, requested_by: owner.id, at: world.now() }
  await aVerification(db, { ...vouched, operators: [one.id, two.id] })
})
afterAll(() => world.close())

test('a campaign is written, looked at by two, opened, and can be given to', async () => {
  const begun = { 'title.en': 'Two boats', 'summary.en': 'For the far banks.' }
  await world.submit('/o/river/campaigns/new', begun, { as: owner })
  expect((await world.visit('/campaigns/two-boats')).status).toBe(404)
  const budget = { 'title.en': 'Boats', amount: '1.250,50', essential: 'yes', version: '1' }
  const added = await world.submit('/campaigns/two-boats/edit/budget', budget, { as: owner })
  expect(added.status).toBe(303)
  const story = { ...begun, 'story.en': 'We go where no road goes.', version: '2' }
  const told = await world.submit('/campaigns/two-boats/edit/story', story, { as: owner })
  expect(told.status).toBe(303)
  const stale = await world.submit('/campaigns/two-boats/edit/story', story, { as: owner })
  expect(stale.status).toBe(422)
  expect(stale.text).toContain('Somebody changed the campaign meanwhile')
  const handed = await world.submit('/campaigns/two-boats/submission', {}, { as: owner })
  expect(handed.status).toBe(303)
  // Those who may look at it hear that it waits; whoever belongs to the organisation does not.
  for (const [who, times] of [
    [one, 1],
    [two, 1],
    [owner, 0],
  ] as const) {
    const { text } = await world.visit('/account/notifications', { as: who })
    expect(text.split('“Two boats” by River waits to be looked at')).toHaveLength(times + 1)
  }

  const desk = await world.visit('/desk/campaigns', { as: one })
  const [, id = ''] = /\/desk\/campaigns\/([0-9a-f-]{36})/.exec(desk.html) ?? []
  const short = await world.submit(`/desk/campaigns/${id}/approval`, {}, { as: one })
  expect(short.status).toBe(422)
  const checks = { 'checks[]': [...checklist] }
  await world.submit(`/desk/campaigns/${id}/approval`, checks, { as: one })
  const again = await world.submit(`/desk/campaigns/${id}/approval`, checks, { as: one })
  expect(again.status).toBe(409)
  expect((await world.visit('/campaigns/two-boats')).status).toBe(404)
  await world.submit(`/desk/campaigns/${id}/approval`, checks, { as: two })

  const page = await world.visit('/campaigns/two-boats')
  expect(page.status).toBe(200)
  expect(page.text).toContain('1,250.50')
  const { purpose_id } = (await findCampaign(world.db, 'two-boats')) ?? {}
  expect(page.html).toContain(`/o/river/give?purpose=${purpose_id}`)
  expect((await world.visit('/campaigns')).html).toContain('/campaigns/two-boats')
  expect((await world.visit('/o/river')).html).toContain('/campaigns/two-boats')
  const terms = { kind: 'keep_what_comes', rounds: '1', days: '30', version: '3' }
  const changed = await world.submit('/campaigns/two-boats/edit/terms', terms, { as: owner })
  expect(changed.status).toBe(422)
})

test('received and promised stand apart, and names as people chose', async () => {
  const { db } = world
  const { purpose_id } = await aCampaign(db, {
    slug: 'nets',
    organisation_id: river,
    asked_by: owner.id,
    judges: [one.id, two.id],
    at: world.now(),
    texts: { title: { sq: 'Rrjeta', sr: 'Mreže', en: 'Nets' } },
  })
  const collecting_entity_id = await anEntity(db)
  const bank_account_id = await aBankAccount(db, {
    entity_id: collecting_entity_id,
    is_sample: false,
    added_by: one.id,
    confirmed_by: two.id,
    confirmed_at: world.now(),
  })
  const give = async (amount_minor: bigint, wish: object, comes: boolean) => {
    const pledge_id = await aPledge(db, {
      organisation_id: river,
      purpose_id,
      collecting_entity_id,
      bank_account_id,
      amount_minor,
      ...wish,
    })
    if (comes) await aBankGift(db, { pledge_id, bank_account_id, amount_minor })
  }
  await give(40_000n, { donor_name: 'Era Shembulli' }, true)
  await give(30_000n, { donor_name: 'Hidden Name', visibility: 'anonymous' }, true)
  await give(20_000n, { donor_name: 'Not Yet' }, false)
  const { text } = await world.visit('/campaigns/nets')
  expect(text).toContain('€700')
  expect(text).toContain('70 % of the minimum')
  expect(text).toContain('€200 more are promised')
  expect(text).toContain('Era Shembulli')
  expect(text).not.toContain('Hidden Name')
  expect(text).not.toContain('Not Yet')
  for (const [locale, title] of [
    ['sq', 'Rrjeta'],
    ['sr', 'Mreže'],
    ['sr-Cyrl', 'Мреже'],
  ] as const)
    expect((await world.visit('/campaigns/nets', { locale })).text).toContain(title)
  const form = await world.visit(`/o/river/give?purpose=${purpose_id}`)
  expect(form.html).toContain(`name="purpose" value="${purpose_id}"`)
  expect(form.text).toContain('Nets')
  const told = await world.visit('/api/v1/campaigns/nets')
  expect(JSON.parse(told.html)).toMatchObject({
    received_minor: '70000',
    promised_minor: '20000',
    minimum_minor: '100000',
  })
})

test('what came in other money stands apart', async () => {
  const { db } = world
  const { purpose_id } = (await findCampaign(db, 'nets')) ?? {}
  const entity_id = await anEntity(db, { is_home: false, country: 'CH' })
  const francs = { iban: 'CH5604835012345678009', currency: 'CHF', is_sample: false }
  const confirmed = { added_by: one.id, confirmed_by: two.id, confirmed_at: world.now() }
  const bank_account_id = await aBankAccount(db, { entity_id, ...francs, ...confirmed })
  const pledge_id = await aPledge(db, {
    organisation_id: river,
    purpose_id: purpose_id ?? '',
    collecting_entity_id: entity_id,
    bank_account_id,
    currency: 'CHF',
    donor_name: 'Aunt in Zürich',
  })
  await aBankGift(db, { pledge_id, bank_account_id, amount_minor: 5_000n })
  const { text } = await world.visit('/campaigns/nets')
  expect(text).toContain('Besides, in other money: CHF 50.00.')
  expect(text).toContain('€700')
})

test('a campaign is passed on: a card with its progress, an element, a picture, a code', async () => {
  const share = await world.visit('/campaigns/nets/share')
  expect(share.text).toContain('mozaik-card')
  expect(share.html).toContain('/qr/campaigns/nets.svg')
  const card = await world.visit('/embed/campaigns/nets')
  expect(card.text).toContain('€700 received, 70 % of the minimum')
  expect(card.html).toContain('http-equiv="refresh"')
  const element = await world.app.request('http://localhost:3000/widget.js')
  expect(await element.text()).toContain("customElements.define('mozaik-card'")
})

test('what ends on a day is not given to again and again', async () => {
  const { purpose_id } = (await findCampaign(world.db, 'nets')) ?? {}
  const to = '/o/river/give'
  const form = await world.visit(`${to}?purpose=${purpose_id}`)
  expect(form.html).not.toContain('name="rhythm"')
  // What has goals says which money counts towards them.
  expect(form.text).toContain('only the campaign’s own currency counts')
  expect((await world.visit(to)).text).not.toContain('own currency counts')
  expect((await world.visit(to)).html).toContain('name="rhythm"')
  const wish = { amount: '10', currency: 'EUR', name: 'Era', email: 'era@example.org' }
  const more = { visibility: 'named', rhythm: 'month', purpose: purpose_id ?? '' }
  const sent = await world.submit(to, { ...wish, ...more })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('one gives for it once')
})

test('a question is shown with its answer, and until then to the organisation alone', async () => {
  const asker = await aPerson(world.db, world.settings, { locale: 'sr-Cyrl' })
  const as = await aVisitor(world.db, world.settings, asker.id, world.now())
  const question = { text: 'How many nets?', language: 'en' }
  await world.submit('/campaigns/nets/questions', question, { as })
  const heard = await world.visit('/account/notifications', { as: owner })
  expect(heard.text).toContain('Somebody asks something about the campaign “Nets”')
  expect(heard.html).toContain('/campaigns/nets#questions')
  expect((await world.visit('/campaigns/nets')).text).not.toContain('How many nets?')
  const { html } = await world.visit('/campaigns/nets', { as: owner })
  const [, path = ''] = /(\/campaigns\/nets\/questions\/[0-9a-f-]{36}\/answer)/.exec(html) ?? []
  await world.submit(path, { 'answer.en': 'Twelve.' }, { as: owner })
  const { text } = await world.visit('/campaigns/nets')
  expect(text).toContain('How many nets?')
  expect(text).toContain('Twelve.')

  // Whoever asked gets the answer itself: in their language, once, and again when it changed.
  const same = { 'answer.en': 'Twelve.' }
  expect((await world.submit(path, same, { as: owner })).status).toBe(303)
  await morning()
  const first = lettersTo(asker.email)
  expect(first).toHaveLength(1)
  expect(first[0]?.subject).toBe('На ваше питање о кампањи „Мреже“ стигао је одговор.')
  for (const said of ['„How many nets?“', 'Twelve.', '/sr-Cyrl/campaigns/nets#questions'])
    expect(first[0]?.text).toContain(said)
  const better = { 'answer.en': 'Twelve.', 'answer.sr': 'Dvanaest mreža.' }
  await world.submit(path, better, { as: owner })
  await morning()
  expect(lettersTo(asker.email)[1]?.text).toContain('Дванаест мрежа.')
})

const lettersTo = (address: string) => world.letters.filter(({ to }) => to === address)

/** What the worker does each morning: what one was told goes out as one letter. */
async function morning() {
  await enqueue(world.db, 'people.digests', {})
  await world.work()
}
