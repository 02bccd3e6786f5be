// A refund to a card that the processor goes on refusing stands before people, with its words.
import { afterEach, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { ask, requestRefund } from '../commands.ts'
import { nextTry } from '../rules.ts'

let here: CardWorld
afterEach(() => here.close())

const desk = '/desk/payments/cards'

async function anOperator() {
  const { db, settings, now } = here.world
  const { id } = await aPerson(db, settings, { name: 'Op', roles: ['operator'] })
  return aVisitor(db, settings, id, now())
}

/** Decided by a rule, as for a campaign that came to nothing. */
async function decided(pledge_id: string) {
  const { id: payment_id } = await here.db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  const wish = { payment_id, reason: 'purpose_failed', by: 'system', key: 'campaign' } as const
  const asked = await requestRefund(here.db, wish, here.world.now())
  if (!asked.ok) throw new Error(asked.refusal)
  await here.work()
  return asked.value
}

const asking = () => here.fake.state.asked.filter((one) => one.includes('POST /v1/refunds')).length

test('what the processor refuses stands on the desk with its words until it is asked again', async () => {
  here = await aCardWorld()
  const { charge, pledge_id } = await here.paid(5000n)
  await here.tell()
  const as = await anOperator()
  expect((await here.world.visit(desk, { as })).text).not.toContain('did not go')
  here.fake.thing(charge).amount = 1
  const first = await decided(pledge_id)
  for (const [locale, words] of [
    ['en', 'refused 1 time'],
    ['sq', 'refuzuar 1 herë'],
    ['sr', 'odbijeno 1 put'],
    ['sr-Cyrl', 'одбијено 1 пут'],
  ] as const) {
    const shown = await here.world.visit(desk, { as, locale })
    expect(shown.text, locale).toContain(words)
    expect(shown.text, locale).toContain('greater than unrefunded amount')
  }
  const again = (id: string) => here.world.submit(`${desk}/refunds/${id}/again`, {}, { as })
  here.later(60)
  expect((await again(first)).status).toBe(303)
  expect((await again(first)).status).toBe(303)
  await here.work()
  expect(asking()).toBe(2)
  expect((await here.world.visit(desk, { as })).text).toContain('refused 2 times')
  here.fake.thing(charge).amount = 5000
  const [second] = await here.db
    .selectFrom('payments.refund')
    .select('id')
    .where('id', '<>', first)
    .execute()
  await again(second?.id ?? '')
  await here.work()
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect((await here.world.visit(desk, { as })).text).not.toContain('did not go')
}, 30_000)

test('what it is silent about for hours stands there too, and is asked for once a day at last', async () => {
  here = await aCardWorld({ timeout_ms: 300 })
  const { pledge_id } = await here.paid(5000n)
  await here.tell()
  const as = await anOperator()
  const silent = () => {
    for (let i = 0; i < 2; i++) here.fake.state.breaks.push({ at: /POST .*refunds/, how: 'busy' })
  }
  silent()
  const id = await decided(pledge_id)
  expect((await here.world.visit(desk, { as })).text).not.toContain('did not go')
  await here.db
    .updateTable('payments.card_refund')
    .set({ attempts: 12 })
    .where('id', '=', id)
    .execute()
  expect((await here.world.visit(desk, { as })).text).toContain('asked 12 times')
  here.fake.state.breaks.length = 0
  await ask(here.db, 'refund', id)
  await here.work()
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  const now = here.world.now()
  const hours = (tries: number) => (nextTry(tries, now).getTime() - now.getTime()) / 3_600_000
  expect([hours(20), hours(59), hours(60), hours(900)]).toEqual([1, 1, 24, 24])
}, 30_000)
