// What the processor lists against what we have, when words were lost.
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { aBank, aGift as aLedgerGift } from '#modules/ledger/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { adapterOf } from '../adapters/choose.ts'
import type { CardAdapter, PaymentState } from '../adapters/contract.ts'
import { supportPurposeOf } from '../commands.ts'
import { reconcile } from './commands.ts'
import { windowOf } from './rules.ts'

let here: CardWorld
afterEach(() => here.close())

type Said = (state: PaymentState) => PaymentState

function check(said: Said = (state) => state) {
  const { db, account, entity, world } = here
  const stripe = adapterOf({ provider: 'stripe', label: 'main' }, world.settings)
  if (!stripe) throw new Error('There are keys.')
  const findState: CardAdapter['findState'] = async (object) => {
    const found = await stripe.findState(object)
    return found.ok && found.value ? { ok: true, value: said(found.value) } : found
  }
  const adapter = { ...stripe, findState }
  const now = world.now()
  return reconcile(db, adapter, { id: account, entity_id: entity }, windowOf(now, 35), now)
}

test('16. words that never came are made up for, and then the books agree to the cent', async () => {
  here = await aCardWorld()
  const first = await here.paid(5000n)
  const second = await here.paid(7300n)
  here.fake.giveBack(first.charge, 1100)
  const { id } = here.fake.dispute(second.charge)
  await here.fake.deliver({ lose: () => true })
  expect(await check()).toMatchObject({ movements: 4, mended: 4, differences: [] })
  expect(await here.pledge(first.pledge_id)).toMatchObject({
    received_minor: 5000n,
    returned_minor: 1100n,
  })
  // While it is open, the processor has taken what we have only reserved: the comparison knows.
  expect(await here.available('payable', here.organisation)).toBe(5000n - 1100n)
  here.fake.closeDispute(id, false)
  here.fake.payOut(1000, 'eur')
  await here.fake.deliver({ lose: () => true })
  // A lost dispute moves nothing more there; its word has to be asked for.
  expect(await check()).toMatchObject({ movements: 5, mended: 1, differences: [] })
  const [dispute] = await here.db.selectFrom('payments.card_dispute').selectAll().execute()
  expect(dispute).toMatchObject({ state: 'lost' })
  expect(await here.pledge(second.pledge_id)).toMatchObject({ returned_minor: 7300n })
  expect(await check()).toMatchObject({ movements: 5, mended: 0, differences: [] })
})

test('a line that is nobody’s is named, with what they and what we say', async () => {
  here = await aCardWorld()
  const { charge } = await here.paid(5000n)
  const intent = here.fake.thing(String(here.fake.thing(charge).payment_intent))
  const session = here.fake.books.things.find(({ object }) => object === 'checkout.session')
  intent.metadata = {}
  if (session) Object.assign(session, { metadata: {}, payment_intent: 'pi_of_nobody' })
  const { differences } = await check()
  const line = String(here.fake.thing(charge).balance_transaction)
  expect(differences).toMatchObject([
    { what: 'missing', ref: line, theirs_minor: '4825', ours_minor: '0' },
    { what: 'balance', currency: 'EUR', theirs_minor: '4825', ours_minor: '0' },
  ])
  const [kept] = await here.db.selectFrom('payments.card_check').selectAll().execute()
  expect(kept).toMatchObject({ movements: 1, mended: 0 })
})

test('the worker compares by itself, beside webhooks that come at the same time', async () => {
  here = await aCardWorld()
  for (const amount of [3000n, 4000n, 5000n]) await here.paid(amount)
  const { enqueue } = await import('#kit/jobs.ts')
  await enqueue(here.db, 'payments.cards.reconcile', {})
  await here.fake.deliver({ together: true, times: 2 })
  await Promise.all([here.work(), here.work()])
  const [kept] = await here.db.selectFrom('payments.card_check').selectAll().execute()
  expect(kept).toMatchObject({ movements: 3 })
  expect(await check()).toMatchObject({ mended: 0, differences: [] })
  expect(await here.available('payable', here.organisation)).toBe(12_000n)
})

test('a processor that does not answer is asked three times a night, and not about everything', async () => {
  here = await aCardWorld({ timeout_ms: 300 })
  const charges = []
  for (let i = 0; i < 6; i++) charges.push((await here.paid(1000n)).charge)
  await here.tell()
  for (const charge of charges) here.fake.dispute(charge)
  await here.tell()
  const asked = () => here.fake.state.asked.filter((one) => /GET \/v1\/disputes\//.test(one)).length
  const before = asked()
  for (let i = 0; i < 20; i++)
    here.fake.state.breaks.push({ at: /GET \/v1\/disputes\//, how: 'fault' })
  await check()
  expect(asked() - before).toBe(3)
  here.fake.state.breaks.length = 0
  // Heard of today, the first is asked about last tomorrow.
  const listed = () =>
    here.db
      .selectFrom('payments.card_dispute')
      .select(['dispute_ref', 'changed_at'])
      .orderBy('changed_at')
      .orderBy('dispute_ref')
      .execute()
  here.later(24 * 60)
  await check()
  expect(asked() - before).toBe(9)
  const now = here.world.now().getTime()
  expect((await listed()).every(({ changed_at }) => changed_at.getTime() === now)).toBe(true)
}, 30_000)

/** An organisation whose account in the books takes nothing any more. */
async function aClosedPayable() {
  const { id } = await anOrganisation(here.db, { slug: 'mbyllur' })
  const payable = { kind: 'payable', owner_id: id, currency: 'EUR' } as const
  await aLedgerGift(here.db, aBank(), payable, 100n)
  await aLedgerGift(here.db, payable, aBank(), 100n)
  const owner = new pg.Client({ connectionString: here.world.owner_url })
  await owner.connect()
  await owner.query('update ledger.account set closed_at = now() where owner_id = $1', [id])
  await owner.end()
  return id
}

test('what the books refuse is told with its reason, and all else is compared', async () => {
  here = await aCardWorld()
  const closed = await aClosedPayable()
  const purpose = await supportPurposeOf(here.db, closed, here.world.now())
  const refused = await here.paid(2000n, purpose)
  const taken = await here.paid(5000n)
  const disputed = await here.paid(7000n)
  const { id } = here.fake.dispute(disputed.charge)
  await here.fake.deliver({ lose: () => true })
  const { mended, differences } = await check()
  const line = String(here.fake.thing(refused.charge).balance_transaction)
  const why = 'The books did not take gift_received: account_closed'
  const [not_booked, balance] = differences
  expect(not_booked).toMatchObject({ what: 'not_booked', ref: line, ours_minor: '0', why })
  expect(differences).toHaveLength(2)
  const { db, world } = here
  const { id: person_id } = await aPerson(db, world.settings, { roles: ['operator'] })
  const operator = await aVisitor(db, world.settings, person_id, world.now())
  const desk = await world.visit('/desk/payments/cards', { as: operator })
  expect(desk.text).toContain(why)
  expect(balance).toMatchObject({ what: 'balance' })
  expect(mended).toBe(3)
  expect(await here.pledge(taken.pledge_id)).toMatchObject({ received_minor: 5000n })
  expect(await here.db.selectFrom('payments.card_dispute').select('dispute_ref').execute()).toEqual(
    [{ dispute_ref: id }],
  )
})

test('a dispute that the books refuse is told, and the one after it is asked about', async () => {
  here = await aCardWorld()
  const [first, second] = [await here.paid(5000n), await here.paid(7000n)]
  await here.tell()
  const ids = [first, second].map(({ charge }) => here.fake.dispute(charge).id)
  await here.tell()
  for (const id of ids) here.fake.closeDispute(id, false)
  // More than the books can count: what a processor would never say.
  const { differences } = await check((state) => ({
    ...state,
    disputes: state.disputes.map((one) =>
      one.ref === ids[0] ? { ...one, amount_minor: 10n ** 30n } : one,
    ),
  }))
  expect(differences).toMatchObject([
    { what: 'not_booked', ref: ids[0], currency: 'EUR', why: expect.stringMatching(/./) },
  ])
  expect(await here.pledge(second.pledge_id)).toMatchObject({ returned_minor: 7000n })
})

test('a word that the books refuse waits with their reason, and those beside it are booked', async () => {
  here = await aCardWorld()
  const purpose = await supportPurposeOf(here.db, await aClosedPayable(), here.world.now())
  const refused = await here.paid(2000n, purpose)
  const taken = await here.paid(5000n)
  await here.tell({ together: true, times: 2 })
  const received = async (id: string) => (await here.pledge(id)).received_minor
  expect(await received(taken.pledge_id)).toBe(5000n)
  expect(await received(refused.pledge_id)).toBe(0n)
  const parked = await here.db
    .selectFrom('payments.card_event')
    .select('why')
    .where('state', '=', 'parked')
    .execute()
  expect(parked.length).toBeGreaterThan(0)
  for (const { why } of parked) expect(why).toContain('did not take gift_received: account_closed')
})
