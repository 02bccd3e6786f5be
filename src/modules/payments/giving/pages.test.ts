import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { openPurpose } from '../commands.ts'
import { aBankAccount, aPledge } from '../fixtures.ts'
import { paths } from '../paths.ts'
import { isReference } from '../references/rules.ts'
import { keyOf } from '../schema.ts'
import { aCollector, aVerifiedOrganisation } from './fixtures.ts'

let world: TestWorld
let operators: readonly [string, string]
let entity_id: string
let bank_account_id: string
let river: string
const slug = 'river'
const give = paths.give({ slug })
const filled = {
  amount: '12,50',
  currency: 'EUR',
  rhythm: 'once',
  method: 'bank',
  visibility: 'named',
  name: 'Đurđica Çelaj',
  email: 'Durdica@Example.org',
  country: 'CH',
}

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const one = await aPerson(db, settings, { roles: ['operator'] })
  const two = await aPerson(db, settings, { roles: ['operator'] })
  const owner = await aPerson(db, settings)
  operators = [one.id, two.id]
  river = await aVerifiedOrganisation(db, { slug, owner: owner.id, operators })
  await anOrganisation(db, { slug: 'unchecked', name: 'Unchecked', is_sample: true })
  const before = await world.visit(give)
  expect(before.text).toContain('no bank account for collecting gifts yet')
  ;({ entity_id, bank_account_id } = await aCollector(db, operators))
})
afterAll(() => world.close())

/** Somebody of their own, whom the limits for strangers do not concern. */
async function somebody() {
  const { db, settings } = world
  const { id } = await aPerson(db, settings)
  return aVisitor(db, settings, id, world.now())
}

const lastPledge = () =>
  world.db
    .selectFrom('payments.pledge')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

test('a stranger promises a gift and gets the details for the bank, in every language', async () => {
  for (const [locale, title] of [
    ['sq', 'Tani transferta'],
    ['sr', 'Sada uplata'],
    ['sr-Cyrl', 'Сада уплата'],
    ['en', 'Now the transfer'],
  ] as const) {
    expect((await world.visit(give, { locale })).status).toBe(200)
    const sent = await world.submit(give, filled, { locale })
    expect(sent.status).toBe(303)
    const pledge = await lastPledge()
    expect(pledge).toMatchObject({ amount_minor: 1250n, currency: 'EUR', locale })
    expect(pledge.donor_email).toBe('durdica@example.org')
    expect(isReference(pledge.reference)).toBe(true)
    const page = await world.visit(sent.location ?? '', { locale })
    expect(page.text).toContain(title)
    expect(page.text).toContain('XK05 1212 0123 4567 8906')
    expect(page.text).toContain(pledge.reference.replace(/(.{4})(?=.)/g, '$1 '))
    expect(page.html).toContain('<path d="M')
  }
})

test('what was typed is kept and each mistake is explained', async () => {
  for (const [change, sentence] of [
    [{ amount: '0' }, 'more than zero'],
    [{ amount: '-1' }, 'more than zero'],
    [{ amount: 'twelve' }, 'in digits'],
    [{ amount: '1000000' }, 'At most 100,000 EUR'],
    [{ amount: '' }, 'Choose an amount'],
    [{ currency: 'CHF' }, 'no account in this currency'],
    [{ name: '' }, 'Without my name'],
    [{ email: 'nonsense' }, 'e-mail'],
    [{ email: '', rhythm: 'month' }, 'To remind you'],
  ] as const) {
    const fields: Record<string, string> = { ...filled, ...change }
    const sent = await world.submit(give, fields)
    expect([sent.status, JSON.stringify(change)]).toEqual([422, JSON.stringify(change)])
    expect(sent.text).toContain(sentence)
    if (fields.amount) expect(sent.html).toContain(`value="${fields.amount}"`)
  }
})

test('a name that may be needed is not called optional', async () => {
  const { html, text } = await world.visit(give)
  const label = html.slice(html.indexOf('>Name') - 40, html.indexOf('name="name"'))
  expect(label).not.toContain('class="optional"')
  expect(text).toContain('may stay empty when your name is not shown')
})

test('what is wrong is said in the order in which the page asks', async () => {
  const sent = await world.submit(give, { ...filled, amount: '', name: '', email: 'nonsense' })
  const places = ['Choose an amount', 'Without my name', 'Write a whole address'].map((text) =>
    sent.text.indexOf(text, sent.text.indexOf('class="summary"')),
  )
  expect(places.every((at) => at > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('an amount we propose is taken; one that was typed counts before it', async () => {
  const { amount: _, ...without } = filled
  const as = await somebody()
  await world.submit(give, { ...without, proposed: '25' }, { as })
  expect((await lastPledge()).amount_minor).toBe(2500n)
  await world.submit(give, { ...filled, amount: '1.234,56', proposed: '25' }, { as })
  expect((await lastPledge()).amount_minor).toBe(123456n)
})

test('sent twice it is one promise', async () => {
  const once = '0190aaaa-0000-7000-8000-000000000001'
  const as = await somebody()
  const first = await world.submit(give, { ...filled, once }, { as })
  const second = await world.submit(give, { ...filled, once }, { as })
  expect(second.location).toBe(first.location)
})

test('a gift that returns keeps its rhythm and the day of the next letter', async () => {
  await world.submit(give, { ...filled, rhythm: 'quarter' }, { as: await somebody() })
  const { recurring_id } = await lastPledge()
  const series = await world.db
    .selectFrom('payments.recurring')
    .selectAll()
    .where('id', '=', recurring_id)
    .executeTakeFirstOrThrow()
  expect(series).toMatchObject({ rhythm: 'quarter', next_on: '2027-02-21', state: 'active' })
})

test('who is signed in has it filled in', async () => {
  const { db, settings } = world
  const person = await aPerson(db, settings, { name: 'Blerta Hoxha', email: 'blerta@example.org' })
  const as = await aVisitor(db, settings, person.id, world.now())
  const page = await world.visit(give, { as })
  expect(page.html).toContain('value="Blerta Hoxha"')
  expect(page.html).toContain('value="blerta@example.org"')
})

test('one that is not verified says why nobody can give', async () => {
  const page = await world.visit(paths.give({ slug: 'unchecked' }))
  expect(page.text).toContain('identity two people have checked')
  expect((await world.submit(paths.give({ slug: 'unchecked' }), filled)).text).toContain('checked')
  expect((await world.visit('/o/unchecked')).text).toContain('once the organisation')
  expect((await world.visit('/o/river')).text).toContain('Give by bank transfer')
})

test('what happens next is told of a transfer alone where no cards are taken', async () => {
  const { html, text } = await world.visit(give)
  expect(text).toContain('You pay from your bank')
  expect(html).not.toContain('by-card')
})

test('a code for the app of a bank is spoken of where there is one', async () => {
  const { db } = world
  const as = await somebody()
  expect((await world.visit(give)).text).toContain('the reference and a code for your bank')
  const letter = async (currency: string, email: string) => {
    await world.submit(give, { ...filled, currency, email }, { as })
    await world.work()
    return world.letters.findLast(({ to }) => to === email)?.text
  }
  expect(await letter('EUR', 'euro@example.org')).toContain('The page has the QR code')
  const [added_by, confirmed_by] = operators
  const confirmed = { added_by, confirmed_by, confirmed_at: new Date('2026-10-01T09:00:00Z') }
  const francs = { currency: 'CHF', iban: 'CH9300762011623852957', bic: 'POFICHBEXXX' }
  await aBankAccount(db, { entity_id, ...francs, ...confirmed })
  expect((await world.visit(give)).text).toContain('for euro also with a code')
  const inFrancs = await letter('CHF', 'francs@example.org')
  expect(inFrancs).toContain('The page has the slip')
  expect(inFrancs).not.toContain('QR code')
})

test('a link for something else leads there, and one for nothing says so', async () => {
  const { db } = world
  const lake = await anOrganisation(db, { slug: 'lake', name: 'Lake', is_sample: true })
  const begun = new Date('2026-10-01T09:00:00Z')
  const boats = {
    kind: 'campaign',
    title: { en: 'Boats' },
    is_sample: true,
    late: 'return',
    opens_at: begun,
  } as const
  const purpose = async (organisation_id: string, ref_id: string, closes_at: Date) => {
    const account = { kind: 'escrow', owner_id: ref_id } as const
    const path = `/campaigns/${ref_id}`
    const wish = { ...boats, organisation_id, ref_id, closes_at, account, path }
    return openPurpose(db, wish)
  }
  const over = '0190aaaa-0000-7000-8000-0000000000a1'
  const theirs = '0190aaaa-0000-7000-8000-0000000000a2'
  const ended = await purpose(river, over, new Date('2026-10-20T09:00:00Z'))
  const other = await purpose(lake.id, theirs, new Date('2027-10-20T09:00:00Z'))
  expect((await world.visit(`${give}?purpose=${ended}`)).location).toBe(`/campaigns/${over}`)
  expect((await world.visit(`${give}?purpose=${other}`)).location).toBe(`/campaigns/${theirs}`)
  const said = 'What you give here is for River itself'
  for (const nothing of [over, 'boats', 'x'.repeat(900)]) {
    const page = await world.visit(`${give}?purpose=${nothing}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(said)
    expect(page.html).not.toContain('name="purpose"')
  }
  for (const at of [give, `${give}?purpose=`])
    expect((await world.visit(at)).text).not.toContain(said)

  // Whoever promised in time and has not paid is told to pay no more: it would go back.
  const promised = { organisation_id: river, purpose_id: ended, collecting_entity_id: entity_id }
  const id = await aPledge(db, { ...promised, bank_account_id })
  const gift = paths.gift({ id, key: keyOf(id, world.settings.secret) })
  world.clock.now = new Date('2026-10-19T09:00:00Z')
  expect((await world.visit(gift)).text).toContain('Details for your bank')
  world.clock.now = new Date('2026-11-21T10:00:00Z')
  const late = await world.visit(gift)
  expect(late.text).toContain('Please do not pay any more')
  expect(late.text).not.toContain('Details for your bank')
})

test('too many promises from one place wait', async () => {
  let status = 0
  for (let i = 0; i < 14 && status !== 429; i++) status = (await world.submit(give, filled)).status
  expect(status).toBe(429)
})

test('the page of a gift is found by its key alone', async () => {
  const { id } = await lastPledge()
  expect((await world.visit(paths.gift({ id, key: '000000000000' }))).status).toBe(404)
  expect((await world.visit(paths.gift({ id: 'nonsense', key: 'x' }))).status).toBe(404)
})
