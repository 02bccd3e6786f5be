import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '#facts'
import { balanceOf, ledgerId, post } from '#modules/ledger/index.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { newReference } from '../formats/reference.ts'
import { aCollector, aGift, aVerifiedOrganisation } from '../giving/fixtures.ts'
import { paths } from '../paths.ts'
import { promiseDue } from '../recurring/commands.ts'
import { keepTime } from './commands.ts'
import { keyOf } from './schema.ts'

let world: TestWorld
let owner: string
let river: string
let lake: string
let account: { id: string; entity_id: string; currency: string }

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const one = await aPerson(db, settings, { roles: ['operator'] })
  const two = await aPerson(db, settings, { roles: ['operator'] })
  owner = (await aPerson(db, settings)).id
  const operators = [one.id, two.id] as const
  river = await aVerifiedOrganisation(db, { owner, operators })
  lake = await aVerifiedOrganisation(db, { owner, operators, slug: 'lake', name: 'Lake' })
  const { entity_id, bank_account_id } = await aCollector(db, operators)
  account = { id: bank_account_id, entity_id, currency: 'EUR' }
})
afterAll(() => world.close())

const promise = (wish: Partial<Parameters<typeof aGift>[1]> = {}) =>
  aGift(world.db, {
    organisation_id: river,
    account,
    amount_minor: 5000n,
    donor_name: 'Giver',
    donor_email: 'giver@example.org',
    locale: 'en',
    promised_on: '2026-11-10',
    ...wish,
  })

/** A gift of 50 EUR for which 20 EUR too much came, as the import books it. */
async function anOverpaidGift() {
  const id = await promise({ received_minor: 5000n })
  const legs = (of: string, debit: object, credit: object) => [
    { id: ledgerId(of, 'leg'), debit, credit, amount_minor: 2000n },
  ]
  const day = { effective_on: '2026-11-20', by: 'system' } as const
  const suspense = { kind: 'suspense', owner_id: account.id, currency: 'EUR' }
  const bank = { kind: 'bank', owner_id: account.id, currency: 'EUR' }
  const credit = { kind: 'donor_credit', owner_id: id, currency: 'EUR' }
  for (const [kind, from, to] of [
    ['money_arrived', bank, suspense],
    ['overpaid', suspense, credit],
  ] as const) {
    const event_id = ledgerId('test', kind, id)
    await post(world.db, { ...day, event_id, kind, legs: legs(event_id, from, to) as never })
  }
  return { id, at: { id, key: keyOf(id, world.settings.secret) } }
}

const payable = async (owner_id: string) =>
  (await balanceOf(world.db, { kind: 'payable', owner_id, currency: 'EUR' })).posted_minor

test('too much is added to the gift when its giver says so', async () => {
  const { at } = await anOverpaidGift()
  const before = await payable(river)
  expect((await world.visit(paths.gift(at))).text).toContain('€20.00 is more than you promised')
  expect((await world.submit(paths.giftCredit(at), {})).status).toBe(422)
  const sent = await world.submit(paths.giftCredit(at), { choice: 'keep' })
  expect(sent.status).toBe(303)
  expect(await payable(river)).toBe(before + 2000n)
  await world.work()
  const page = await world.visit(paths.gift(at))
  expect(page.text).not.toContain('more than you promised')
  expect(page.text).toContain('€70.00 arrived')
  expect((await world.submit(paths.giftCredit(at), { choice: 'keep' })).status).toBe(422)
})

test('or given to another organisation, but to none that nobody has checked', async () => {
  const { at } = await anOverpaidGift()
  const before = await payable(lake)
  const to = (organisation_id: string) =>
    world.submit(paths.giftCredit(at), { choice: 'other', organisation_id })
  expect((await to('0190aaaa-0000-7000-8000-000000000009')).status).toBe(422)
  expect((await to(lake)).status).toBe(303)
  expect(await payable(lake)).toBe(before + 2000n)
})

test('or asked back, and then it is reserved until it has gone', async () => {
  const { id, at } = await anOverpaidGift()
  expect((await world.submit(paths.giftCredit(at), { choice: 'back' })).status).toBe(303)
  expect((await world.visit(paths.gift(at))).text).toContain('You want €20.00 back')
  const left = await balanceOf(world.db, { kind: 'donor_credit', owner_id: id, currency: 'EUR' })
  expect([left.posted_minor, left.available_minor]).toEqual([2000n, 0n])
})

test('a promise nobody has paid yet is withdrawn; one that has been paid is not', async () => {
  const [open, paid] = [await promise(), await promise({ received_minor: 5000n })]
  for (const [id, title] of [
    [open, 'The promise is withdrawn'],
    [paid, 'Your gift has arrived'],
  ] as const) {
    const at = { id, key: keyOf(id, world.settings.secret) }
    await world.submit(paths.giftWithdrawal(at))
    expect((await world.visit(paths.gift(at))).text).toContain(title)
  }
})

test('whoever promised is reminded once, and a promise ends', async () => {
  const id = await promise({ donor_email: 'late@example.org' })
  const letters = () => world.letters.filter(({ to }) => to === 'late@example.org')
  const night = async (day: string) => {
    world.clock.now = new Date(`${day}T05:00:00Z`)
    await keepTime(world.db, world.clock.now)
    await world.work()
  }
  await night('2026-12-10')
  expect(letters()).toHaveLength(0)
  await night('2026-12-16')
  await night('2026-12-17')
  expect(letters()).toHaveLength(1)
  expect(letters()[0]?.text).toContain('Nothing has arrived so far')
  await night('2026-12-26')
  const at = { id, key: keyOf(id, world.settings.secret) }
  expect((await world.visit(paths.gift(at))).text).toContain('This promise has run out')
  world.clock.now = new Date('2026-11-21T10:00:00Z')
})

test('the slip is a paper in the language of the reader', async () => {
  const id = await promise({ donor_name: '#read("/etc/passwd") *x*' })
  const at = { id, key: keyOf(id, world.settings.secret) }
  const pdf = await world.visit(paths.slip(at), { locale: 'sr-Cyrl' })
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.html).toContain('/Lang (sr')
})

test('a standing order with the first reference pays the later promises too', async () => {
  const { db } = world
  const { id, at } = await anOverpaidGift()
  const { purpose_id } = await db
    .selectFrom('payments.pledge')
    .select('purpose_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const series = await db
    .insertInto('payments.recurring')
    .values({
      purpose_id,
      rhythm: 'month',
      amount_minor: 2000n,
      currency: 'EUR',
      bank_account_id: account.id,
      donor_email: 'again@example.org',
      locale: 'en',
      visibility: 'anonymous',
      next_on: '2026-12-10',
      is_sample: true,
      stopped_at: null,
      created_at: new Date('2026-11-10T09:00:00Z'),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('payments.pledge')
    .set({ recurring_id: series.id })
    .where('id', '=', id)
    .execute()
  const due = new Date('2026-12-10T05:00:00Z')
  expect(await promiseDue(db, due, newReference)).toBe(1)
  expect(await promiseDue(db, due, newReference)).toBe(0)
  const next = await db
    .selectFrom('payments.pledge')
    .selectAll()
    .where('recurring_id', '=', series.id)
    .where('id', '<>', id)
    .executeTakeFirstOrThrow()
  expect(next).toMatchObject({ amount_minor: 2000n, received_minor: 2000n })
  expect((await world.visit(paths.gift(at))).text).toContain('returns: every month')
  const after = await db
    .selectFrom('payments.recurring')
    .select('next_on')
    .where('id', '=', series.id)
    .executeTakeFirstOrThrow()
  expect(after.next_on).toBe('2027-01-10')
})

test('a receipt follows the money that was given on', async () => {
  const { id, at } = await anOverpaidGift()
  const { purpose_id } = await world.db
    .selectFrom('payments.pledge')
    .select('purpose_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await world.submit(paths.giftCredit(at), { choice: 'keep' })
  const paid = await world.db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', id)
    .where('source', '=', 'credit')
    .executeTakeFirstOrThrow()
  await world.work()
  // Told twice, it is still one receipt.
  const about = { payment_id: paid.id, pledge_id: id, purpose_id }
  const fact = { ...about, organisation_id: river, currency: 'EUR' }
  await record(world.db, 'payment.received', { ...fact, amount_minor: '2000' }, 'system')
  await world.work()
  const receipts = await world.db
    .selectFrom('payments.receipt')
    .select('amount_minor')
    .where('payment_id', '=', paid.id)
    .execute()
  expect(receipts).toEqual([{ amount_minor: 2000n }])
})

test('its people read in whose name a gift is and what it is for', async () => {
  await promise({ received_minor: 5000n, visibility: 'anonymous', in_name_of: 'Baka Stana' })
  const { db, settings } = world
  const as = await aVisitor(db, settings, owner, world.now())
  const list = await world.visit('/o/river/gifts', { as })
  expect(list.text).toContain('Without a name · in the name of Baka Stana')
  expect(list.html).toContain('>For<')
  const table = await world.visit('/o/river/gifts/table', { as })
  expect(table.text.split('\r\n')[0]).toContain('For')
})
