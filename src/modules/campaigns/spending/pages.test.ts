// A campaign succeeded: its money is asked for line by line, paid out, accounted for, and whoever
// gave sees on one page where each cent is.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatMoney } from '#kit/format.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { giftKey, settlePayoutByEntry } from '#modules/payments/index.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aCampaign } from '../fixtures.ts'
import { findCampaign } from '../queries.ts'
import { settleCampaign } from '../settlement/commands.ts'

let world: TestWorld
let people: Record<'owner' | 'finance' | 'one' | 'two', { id: string; cookie: string }>
let house: Awaited<ReturnType<typeof aPayee>>
let bank: { collecting_entity_id: string; bank_account_id: string }
let campaign: { id: string; purpose_id: string; slug: string }
let gift: string

const pdf = () => new File(['%PDF-1.4\ntrailer<<>>\n%%EOF\n'], 'invoice.pdf')

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) => {
    const { id } = await aPerson(db, settings, { roles })
    return { id, ...(await aVisitor(db, settings, id, world.now())) }
  }
  const [owner, finance] = [await come(), await come()]
  const [one, two] = [await come(['operator']), await come(['operator'])]
  people = { owner, finance, one, two }
  house = await aPayee(db, {
    owner: owner.id,
    finance: finance.id,
    operators: [one.id, two.id],
    now: world.now(),
    slug: 'boats',
  })
  const collecting_entity_id = await anEntity(db)
  const bank_account_id = await aBankAccount(db, {
    entity_id: collecting_entity_id,
    added_by: one.id,
    confirmed_by: two.id,
    confirmed_at: world.now(),
  })
  bank = { collecting_entity_id, bank_account_id }
  campaign = await aCampaign(db, {
    slug: 'two-boats',
    organisation_id: house.id,
    asked_by: owner.id,
    judges: [one.id, two.id],
    at: new Date('2026-09-01T09:00:00Z'),
    terms: { days: 30, grace_days: 0 },
  })
  gift = await give(3_333n)
  await give(96_668n)
  const settled = await settleCampaign(db, campaign.id, new Date('2026-10-05T09:00:00Z'))
  expect(settled.ok && settled.value.outcome).toBe('succeeded')
})
afterAll(() => world.close())

async function give(amount_minor: bigint) {
  const pledge_id = await aPledge(world.db, {
    ...bank,
    organisation_id: house.id,
    purpose_id: campaign.purpose_id,
    amount_minor,
  })
  const { bank_account_id } = bank
  await aBankGift(world.db, { pledge_id, bank_account_id, amount_minor, on: '2026-09-10' })
  return pledge_id
}

const boats = async () => {
  const { id } = await world.db
    .selectFrom('campaigns.budget_item')
    .select('id')
    .where('campaign_id', '=', campaign.id)
    .where('essential', '=', true)
    .executeTakeFirstOrThrow()
  return id
}

const ask = async (amount: string) => {
  const wish = { amount, currency: 'EUR', account_id: house.account_id, purpose: 'Two boats' }
  const at = `/campaigns/two-boats/spending/${await boats()}/asking`
  return world.submit(at, wish, { as: people.finance })
}

async function payOut(amount: string, amount_minor: bigint) {
  const page = (await ask(amount)).location ?? ''
  const id = page.split('/').at(-1) ?? ''
  const bare = await world.submit(`${page}/request`, {}, { as: people.finance })
  expect(bare.status).toBe(422)
  expect(bare.html).not.toContain('<select id="currency"')
  expect(bare.text).toContain('asked for with a document')
  await world.submit(`${page}/documents`, { document: pdf() }, { as: people.finance })
  const sent = await world.submit(`${page}/request`, {}, { as: people.finance })
  expect(sent.status).toBe(303)
  for (const by of [people.one, people.two]) {
    const desk = await world.visit(`/desk/payouts/${id}`, { as: by })
    expect(desk.text).toContain('two-boats : Boats')
    // What is compared is the money of this campaign, not what its organisation has besides.
    expect(desk.text).toContain('In the books, of what was given for this In our books')
    expect(desk.text).toContain(`In requests that wait ${formatMoney(amount_minor, 'EUR', 'en')}`)
    await world.submit(`/desk/payouts/${id}/approval`, { compared: 'yes' }, { as: by })
  }
  const { bank_account_id } = bank
  const order = { bank_account_id, execute_on: '2026-11-23', 'items[]': [id] }
  const drawn = await world.submit('/desk/orders', order, { as: people.one })
  const at = drawn.location ?? ''
  await world.submit(`${at}/sending`, { compared: 'yes' }, { as: people.two })
  const item = await world.db
    .selectFrom('payments.order_item')
    .select('end_to_end_id')
    .where('payout_id', '=', id)
    .executeTakeFirstOrThrow()
  const entry = { id: crypto.randomUUID(), bank_account_id, amount_minor, currency: 'EUR' }
  const said = { ...entry, ...item, booked_on: '2026-11-24' }
  const paid = await settlePayoutByEntry(world.db, said, world.now())
  expect(paid.ok).toBe(true)
  await world.work()
}

const bought = async (amount: string, more = {}) => {
  const wish = { 'title.en': 'A boat', paid_to: 'Boatyard', amount, spent_on: '2026-11-20' }
  const at = `/campaigns/two-boats/spending/${await boats()}/expenses`
  return world.submit(at, { ...wish, document: pdf(), ...more }, { as: people.owner })
}

const donorsPage = (key = giftKey(gift, world.settings.secret)) =>
  world.visit(`/campaigns/two-boats/gifts/${gift}/${key}`)

test('the money of a campaign is not the free money of its organisation', async () => {
  const of = (owner_id: string) =>
    balanceOf(world.db, { kind: 'payable', owner_id, currency: 'EUR' })
  expect((await of(campaign.id)).available_minor).toBe(100_001n)
  expect((await of(house.id)).available_minor).toBe(0n)
  const wish = { amount: '10', currency: 'EUR', account_id: house.account_id, purpose: 'Rent' }
  const free = await world.submit('/o/boats/money/asking', wish, { as: people.finance })
  const draft = await world.visit(free.location ?? '', { as: people.finance })
  expect(draft.text).toContain('This is €10.00 more than you can ask for: today at most €0.00.')
  const sent = await world.submit(`${free.location}/request`, {}, { as: people.finance })
  expect(sent.text).toContain('more than you can ask for')
  expect(sent.text).toContain('at most €0.00')
  const page = (await ask('1000,02')).location ?? ''
  const bound = await world.visit(page, { as: people.finance })
  expect(bound.text).toContain('This is €0.01 more than you can ask for: today at most €1,000.01.')
  await world.submit(`${page}/documents`, { document: pdf() }, { as: people.finance })
  const more = await world.submit(`${page}/request`, {}, { as: people.finance })
  expect(more.text).toContain('more than you can ask for')
  expect(more.text).toContain('at most €1,000.01')
})

test('the books find a campaign by its name, by its address, and by the end of that', async () => {
  const called = (title: string) =>
    world.db
      .updateTable('payments.purpose')
      .set({ title: JSON.stringify({ en: title }) })
      .where('path', '=', '/campaigns/two-boats')
      .execute()
  await called('Ferry over the river')
  const { base_url } = world.settings
  const typed = ['Ferry', 'two-boats', 'Two-Boats', `${base_url}/en/campaigns/two-boats/?x=1`]
  for (const q of typed) {
    const books = await world.visit(`/ledger?q=${encodeURIComponent(q)}`)
    expect([q, books.html.includes('/ledger/rows/')]).toEqual([q, true])
  }
  const none = await world.visit('/ledger?q=three-boats')
  expect(none.html).not.toContain('/ledger/rows/')
  await called('two-boats')
})

test('paid out in parts, bought with receipts, and each cent of a gift is somewhere', async () => {
  const before = await donorsPage()
  expect(before.text).toContain('€33.33 held for the campaign')
  expect((await bought('10')).text).toContain('more than was paid out to you')

  await payOut('700', 70_000n)
  expect((await findCampaign(world.db, 'two-boats'))?.state).toBe('succeeded')
  expect((await bought('500', { document: '' })).status).toBe(422)
  expect((await bought('500')).status).toBe(303)
  expect((await bought('200,01')).text).toContain('more than was paid out to you')
  const page = await donorsPage()
  // 500, 200 and 300.01 of 1000.01, of 33.33.
  expect(page.text).toContain('€16.66 spent on: Boats')
  expect(page.text).toContain('€6.67 paid out to the organisation for: Boats')
  expect(page.text).toContain('€10.00 held for the campaign')
  expect((await donorsPage('x'.repeat(16))).status).toBe(404)
  expect((await world.visit('/campaigns/two-boats')).text).toContain('What became of the money')

  const spending = await world.visit('/campaigns/two-boats/spending', { as: people.finance })
  expect(spending.html).toContain('href="/en/o/boats/money"')
  const stranger = await world.visit('/campaigns/two-boats/spending')
  expect(stranger.html).not.toContain('/o/boats/money')
  const money = await world.visit('/o/boats/money', { as: people.finance })
  expect(money.text).toContain('What campaigns hold and were paid is not in these figures')
  expect(money.html).toContain('href="/en/campaigns/two-boats"')
})

test('a wrong expense is taken out with its reason, and stays to be seen', async () => {
  await bought('100')
  const list = await world.visit('/campaigns/two-boats/spending', { as: people.owner })
  const [path = ''] =
    /\/campaigns\/two-boats\/expenses\/[0-9a-f-]{36}\/removal/.exec(list.html) ?? []
  expect((await world.submit(path, {}, { as: people.owner })).status).toBe(422)
  const why = { 'reason.en': 'Booked twice.' }
  expect((await world.submit(path, why, { as: people.owner })).status).toBe(303)
  const shown = await world.visit('/campaigns/two-boats/spending')
  expect(shown.text).toContain('Booked twice.')
  expect(shown.html).not.toContain('/removal')
})

test('a report that is late is said calmly, and with it the campaign is finished', async () => {
  const before = world.clock.now
  expect((await world.visit('/campaigns/two-boats')).text).toContain('The report is expected by')
  world.clock.now = new Date('2027-06-01T09:00:00Z')
  expect((await world.visit('/campaigns/two-boats')).text).toContain('has not come yet')
  world.clock.now = before
  await payOut('300,01', 30_001n)
  expect((await findCampaign(world.db, 'two-boats'))?.state).toBe('paid_out')
  const results = { 'results.en': 'Two boats are on the water.' }
  const sent = await world.submit('/campaigns/two-boats/report', results, { as: people.owner })
  expect(sent.status).toBe(303)
  expect((await findCampaign(world.db, 'two-boats'))?.state).toBe('reported')
  const page = await world.visit('/campaigns/two-boats')
  expect(page.text).toContain('Two boats are on the water.')
  expect(page.text).not.toContain('The report is expected')
})

test('programs read the same: pledges, spending and updates; a key tells how it goes', async () => {
  const read = async (what: string) =>
    JSON.parse((await world.visit(`/api/v1/campaigns/two-boats/${what}`)).html)
  expect((await read('spending')).paid_minor).toBe('100001')
  expect((await read('spending')).lines[0]).toMatchObject({ spent_minor: '50000' })
  const { pledges } = await read('pledges')
  expect(pledges.map((one: { received_minor: string }) => one.received_minor)).toEqual([
    '3333',
    '96668',
  ])
  expect(JSON.stringify(pledges)).not.toContain('@')
  expect(await read('updates')).toEqual({ updates: [] })
  const data = await world.visit('/data/campaigns.json')
  expect(data.html).toContain('"paid_out":"1000.01"')
  expect(data.html).toContain('"spent":"500.00"')
})

test('the database holds the same: nothing spent that was not paid, no report without one', async () => {
  const { db } = world
  const file = await db.selectFrom('campaigns.expense').select('file_id').executeTakeFirstOrThrow()
  const more = db
    .insertInto('campaigns.expense')
    .values({
      campaign_id: campaign.id,
      item_id: await boats(),
      title: '{"en":"More"}',
      ...file,
      paid_to: 'Somebody',
      amount_minor: 100_000n,
      spent_on: '2026-11-20',
      at: world.now(),
      person_id: null,
      removed_at: null,
      removed_by: null,
    })
    .execute()
  await expect(more).rejects.toMatchObject({ constraint: 'expense_was_paid_out' })
  const rewritten = db.updateTable('campaigns.expense').set({ paid_to: 'Else' }).execute()
  await expect(rewritten).rejects.toMatchObject({ constraint: 'expense_is_kept' })
})
