// What the processor lists against what we have, when words were lost.
import { afterEach, expect, test } from 'vitest'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { adapterOf } from '../adapters/choose.ts'
import { reconcile } from './commands.ts'
import { windowOf } from './rules.ts'

let here: CardWorld
afterEach(() => here.close())

function check() {
  const { db, account, entity, world } = here
  const adapter = adapterOf({ provider: 'stripe', label: 'main' }, world.settings)
  if (!adapter) throw new Error('There are keys.')
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
