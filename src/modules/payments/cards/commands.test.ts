// Gifts by card against a processor that misbehaves: the cases are numbered as in the list of what
// goes wrong with money.
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { stripeAdapter } from '../adapters/stripe.ts'
import { signatureHeader } from '../adapters/stripe-signature.ts'
import { bringUpTo, hear, startCheckout } from '../commands.ts'

let here: CardWorld
afterEach(() => here.close())

const all = (table: 'payments.payment' | 'payments.card_event' | 'payments.card_intent') =>
  here.db.selectFrom(table).selectAll().execute()

/** Received, what the processor kept, and what is left there for us. */
async function books() {
  const [payable, fee, processor] = await Promise.all([
    here.available('payable', here.organisation),
    here.available('processor_fee', here.entity),
    here.available('processor', here.account),
  ])
  return { payable, fee, processor, theirs: BigInt(here.fake.balance().get('eur') ?? 0) }
}

test('a gift by card reaches its purpose whole, and the fee is the entity’s', async () => {
  here = await aCardWorld()
  const { pledge_id } = await here.paid(5000n)
  expect((await here.pledge(pledge_id)).received_minor).toBe(0n)
  const statuses = await here.tell()
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await here.pledge(pledge_id)).toMatchObject({ received_minor: 5000n, returned_minor: 0n })
  expect(await here.intent(pledge_id)).toMatchObject({ state: 'paid', next_at: null })
  const fee = 175n
  const left = 5000n - fee
  expect(await books()).toEqual({ payable: 5000n, fee, processor: left, theirs: left })
})

test('1. a word that comes twice, also at once and to two workers, is booked once', async () => {
  here = await aCardWorld()
  const { pledge_id } = await here.paid()
  const statuses = await here.fake.deliver({ times: 4, together: true })
  expect(statuses.every((status) => status === 200)).toBe(true)
  await Promise.all([here.work(), here.work(), here.work()])
  expect(await all('payments.card_event')).toHaveLength(here.fake.books.events.length)
  expect(await all('payments.payment')).toHaveLength(1)
  expect((await here.pledge(pledge_id)).received_minor).toBe(5000n)
  const { processor, theirs } = await books()
  expect(processor).toBe(theirs)
})

test('1. one state taken in by many at once is booked once', async () => {
  here = await aCardWorld()
  const { charge } = await here.paid()
  here.fake.giveBack(charge, 1200)
  here.fake.dispute(charge)
  const adapter = stripeAdapter(here.world.settings.cards?.stripe?.main ?? never())
  const said = await adapter.findState({ kind: 'charge', ref: charge })
  if (!said.ok || !said.value) throw new Error('It is known.')
  const state = said.value
  const takings = Array.from({ length: 6 }, () =>
    bringUpTo(here.db, here.account, state, here.world.now()),
  )
  for (const outcome of await Promise.all(takings)) expect(outcome.ok).toBe(true)
  expect(await all('payments.payment')).toHaveLength(1)
  expect(await here.available('payable', here.organisation)).toBe(0n)
  expect(await here.db.selectFrom('payments.card_movement').select('id').execute()).toHaveLength(3)
})

test('on an evening on which all give to one purpose, few transactions book many words', async () => {
  here = await aCardWorld()
  const { db, account, fake, world } = here
  const given = []
  for (let i = 0; i < 12; i++) given.push(await here.paid(1000n + BigInt(i)))
  await fake.deliver()
  const events = await all('payments.card_event')
  const adapter = stripeAdapter(world.settings.cards?.stripe?.main ?? never())
  const heard = events.map(async ({ id: event_id, object_kind: kind, object_ref: ref }) => {
    const said = kind && ref ? await adapter.findState({ kind, ref }) : never()
    if (!said.ok || !said.value) throw new Error('It is known.')
    return { account_id: account, event_id, state: said.value, now: world.now() }
  })
  await Promise.all((await Promise.all(heard)).map((one) => hear(db, one)))
  for (const [place, { pledge_id }] of given.entries())
    expect((await here.pledge(pledge_id)).received_minor).toBe(1000n + BigInt(place))
  const { rows } = await sql<{ payments: bigint; transactions: bigint }>`
    select count(*) as payments, count(distinct xmin::text) as transactions from payments.payment
  `.execute(db)
  expect(rows[0]?.payments).toBe(12n)
  expect(rows[0]?.transactions).toBeLessThan(6n)
  const states = (await all('payments.card_event')).map(({ state }) => state)
  expect(new Set(states)).toEqual(new Set(['done']))
}, 30_000)

const never = (): never => {
  throw new Error('There are keys.')
}

test('2. words in the wrong order end in the same books', async () => {
  here = await aCardWorld()
  const { charge, pledge_id } = await here.paid()
  here.fake.giveBack(charge, 2000)
  // The refund is heard of first, when nothing is known of the charge.
  await here.fake.deliver({ order: 'backwards' })
  await here.work()
  expect(await here.pledge(pledge_id)).toMatchObject({
    received_minor: 5000n,
    returned_minor: 2000n,
  })
  const states = (await all('payments.card_event')).map(({ state }) => state)
  expect(new Set(states)).toEqual(new Set(['done']))
})

test('2. a word about something that cannot be asked for yet waits, and is never dropped', async () => {
  here = await aCardWorld()
  const { pledge_id } = await here.paid()
  for (let i = 0; i < 40; i++) here.fake.state.breaks.push({ at: /GET/, how: 'fault' })
  await here.tell()
  const parked = await all('payments.card_event')
  expect(new Set(parked.map(({ state }) => state))).toEqual(new Set(['parked']))
  expect((await here.pledge(pledge_id)).received_minor).toBe(0n)
  here.fake.state.breaks.length = 0
  here.later(10)
  await here.world.db.transaction().execute(async (tx) => {
    const { hearSoon } = await import('../card-words/commands.ts')
    for (const { id } of parked) await hearSoon(tx, id)
  })
  await here.work()
  expect(new Set((await all('payments.card_event')).map(({ state }) => state))).toEqual(
    new Set(['done']),
  )
  expect((await here.pledge(pledge_id)).received_minor).toBe(5000n)
})

test('3. what is forged, old or not readable is answered 400, counted, and not kept', async () => {
  here = await aCardWorld()
  await here.paid()
  const [event] = here.fake.books.events
  const raw = JSON.stringify(event)
  const now = here.world.now()
  const { webhook_secret } = here.fake
  const send = async (body: string, signature: string) => (await here.post(body, signature)).status
  expect(await send(raw, signatureHeader(raw, 'whsec_other', now))).toBe(400)
  expect(await send(raw, '')).toBe(400)
  expect(await send(raw.replace('5000', '9000'), signatureHeader(raw, webhook_secret, now))).toBe(
    400,
  )
  const old = new Date(now.getTime() - 301_000)
  expect(await send(raw, signatureHeader(raw, webhook_secret, old))).toBe(400)
  expect(await send('not json', signatureHeader('not json', webhook_secret, now))).toBe(400)
  expect(await all('payments.card_event')).toEqual([])
  const refusals = await here.db.selectFrom('payments.card_refusal').selectAll().execute()
  expect(Object.fromEntries(refusals.map(({ why, times }) => [why, times]))).toEqual({
    forged: 3,
    too_old: 1,
    unreadable: 1,
  })
  expect(
    await send(raw, signatureHeader(raw, webhook_secret, new Date(now.getTime() - 299_000))),
  ).toBe(200)
})

test('4. a double click opens one payment page, and its id was written down before', async () => {
  here = await aCardWorld()
  const pledge_id = await here.promise()
  const place = { settings: here.world.settings, now: here.world.now() }
  const clicks = Array.from({ length: 5 }, () => startCheckout(here.db, place, pledge_id))
  const ids = (await Promise.all(clicks)).map((one) => one.ok && one.value.intent_id)
  expect(new Set(ids).size).toBe(1)
  expect(await all('payments.card_intent')).toMatchObject([{ id: ids[0], state: 'asking' }])
  expect(here.fake.state.asked).toEqual([])
  await Promise.all([here.work(), here.work()])
  expect(here.fake.books.things.filter(({ object }) => object === 'checkout.session')).toHaveLength(
    1,
  )
})

test('40. no answer is “unknown”: asked again under the same name, and done once', async () => {
  for (const how of ['lost', 'unheard', 'silence', 'fault after work'] as const) {
    here = await aCardWorld({ timeout_ms: 300 })
    for (let i = 0; i < 2; i++) here.fake.state.breaks.push({ at: /POST .*sessions/, how })
    const { intent_id, pledge_id } = await here.checkout()
    const first = await here.intent(pledge_id)
    expect(first?.state, how).toBe('unknown')
    expect(first?.redirect_to).toBeNull()
    here.fake.state.breaks.length = 0
    const page = await here.world.visit(
      `/gifts/${pledge_id}/${here.key(pledge_id)}/card/${intent_id}`,
    )
    expect(page.text).toContain('does not answer')
    expect(page.text).toContain('Nothing was taken')
    await open(intent_id)
    expect((await here.intent(pledge_id))?.state, how).toBe('open')
    const sessions = here.fake.books.things.filter(({ object }) => object === 'checkout.session')
    expect(sessions, how).toHaveLength(1)
    if (how !== 'fault after work') await here.close()
  }
}, 30_000)

/** As when its time has come. */
async function open(intent_id: string) {
  here.later(60)
  const { ask } = await import('../commands.ts')
  await ask(here.db, 'open', intent_id)
  await here.work()
}

test('42. money that is not certain is not counted, and nobody is thanked', async () => {
  here = await aCardWorld()
  const { session, pledge_id } = await here.checkout()
  here.fake.pay(session, 'slow')
  await here.tell()
  expect(await here.intent(pledge_id)).toMatchObject({ state: 'processing' })
  expect((await here.pledge(pledge_id)).received_minor).toBe(0n)
  const facts = () =>
    here.db.selectFrom('facts.fact').select('kind').where('kind', '=', 'payment.received').execute()
  expect(await facts()).toEqual([])
  here.fake.settleSlow(session, false)
  await here.tell()
  expect(await here.intent(pledge_id)).toMatchObject({ state: 'failed' })
  expect((await here.pledge(pledge_id)).received_minor).toBe(0n)

  const other = await here.checkout()
  here.fake.pay(other.session, 'slow')
  await here.tell()
  here.fake.settleSlow(other.session, true)
  await here.tell()
  expect((await here.pledge(other.pledge_id)).received_minor).toBe(5000n)
  expect(await facts()).toHaveLength(1)
})

test('39. amounts are exact in currencies without and with three decimals', async () => {
  for (const [currency, minor, theirs] of [
    ['JPY', 5000n, 5000],
    ['KWD', 12_340n, 12_340],
    ['ISK', 900n, 90_000],
  ] as const) {
    here = await aCardWorld({ currency, tariff: { fixed: 0 } })
    const { pledge_id, charge } = await here.paid(minor)
    expect(here.fake.thing(charge).amount).toBe(theirs)
    await here.tell()
    expect((await here.pledge(pledge_id)).received_minor).toBe(minor)
    if (currency !== 'ISK') await here.close()
  }
}, 30_000)

test('money abroad: each entity’s books are whole, and what one owes the other is written', async () => {
  here = await aCardWorld({ abroad: true, currency: 'CHF' })
  const { charge } = await here.paid()
  await here.tell()
  const { balanceOf } = await import('#modules/ledger/index.ts')
  const owed = async (kind: 'owed_to_entity' | 'owed_by_entity', from: string, to: string) =>
    (await balanceOf(here.db, { kind, owner_id: from, counterparty_id: to, currency: 'CHF' }))
      .posted_minor
  expect(await owed('owed_to_entity', here.entity, here.home)).toBe(5000n)
  expect(await owed('owed_by_entity', here.home, here.entity)).toBe(5000n)
  expect(await here.available('payable', here.organisation)).toBe(5000n)
  here.fake.giveBack(charge, 2000)
  await here.tell()
  expect(await owed('owed_to_entity', here.entity, here.home)).toBe(3000n)
  expect(await owed('owed_by_entity', here.home, here.entity)).toBe(3000n)
  expect(await here.available('payable', here.organisation)).toBe(3000n)
  const theirs = BigInt(here.fake.balance().get('chf') ?? 0)
  expect(await here.available('processor', here.account)).toBe(theirs)
})

test('a charge that was not begun here waits for people', async () => {
  here = await aCardWorld()
  const { charge } = await here.paid()
  const intent = here.fake.thing(String(here.fake.thing(charge).payment_intent))
  intent.metadata = {}
  const session = here.fake.books.things.find(({ object }) => object === 'checkout.session')
  if (session) Object.assign(session, { metadata: {}, id: 'cs_elsewhere' })
  await here.tell()
  const states = (await all('payments.card_event')).map(({ state, why }) => [state, why])
  expect(states).toContainEqual(['unresolved', 'not_ours'])
  expect(await all('payments.payment')).toEqual([])
})

test('changed into another currency there: the gift stays what was given', async () => {
  here = await aCardWorld({ currency: 'USD', tariff: { settles: { currency: 'eur', rate: 0.9 } } })
  const { pledge_id, charge } = await here.paid(10_000n)
  here.fake.giveBack(charge, 1000)
  await here.tell()
  expect(await here.pledge(pledge_id)).toMatchObject({
    received_minor: 10_000n,
    returned_minor: 1000n,
  })
  expect(await here.available('processor', here.account, 'USD')).toBe(0n)
  const theirs = BigInt(here.fake.balance().get('eur') ?? 0)
  expect(await here.available('processor', here.account, 'EUR')).toBe(theirs)
  expect(await here.available('payable', here.organisation)).toBe(9000n)
})
