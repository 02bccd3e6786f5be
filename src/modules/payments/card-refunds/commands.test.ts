// Money that goes back to a card: by us, from the processor's dashboard, failing, in parts.
import { afterEach, expect, test } from 'vitest'
import { brokenConstraint } from '#kit/db.ts'
import { ledgerId } from '#modules/ledger/index.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { refundByCard } from '../commands.ts'

let here: CardWorld
afterEach(() => here.close())

const paymentOf = (pledge_id: string) =>
  here.db
    .selectFrom('payments.payment')
    .selectAll()
    .where('pledge_id', '=', pledge_id)
    .executeTakeFirstOrThrow()

/** A refund that people decided on, as the desk writes it. */
async function decide(pledge_id: string, amount_minor: bigint, name: string) {
  const { id: payment_id } = await paymentOf(pledge_id)
  const id = ledgerId('test', pledge_id, name)
  await here.db
    .insertInto('payments.refund')
    .values({
      id,
      payment_id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'donor_asked',
      state: 'confirmed',
      event_id: ledgerId(id, 'event'),
      created_at: here.world.now(),
    })
    .execute()
  return id
}

const states = async (id: string) => {
  const row = await here.db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.card_refund as c', 'c.id', 'r.id')
    .select(['r.state as refund', 'c.state as card'])
    .where('r.id', '=', id)
    .executeTakeFirstOrThrow()
  return `${row.refund} ${row.card}`
}

const refunds = () => here.db.selectFrom('payments.refund').selectAll().execute()
const payable = () => here.available('payable', here.organisation)

test('15. parts go back one after another, and never more than came', async () => {
  here = await aCardWorld()
  const { pledge_id } = await here.paid(5000n)
  await here.tell()
  for (const [name, amount] of [
    ['first', 1500n],
    ['second', 2000n],
  ] as const) {
    const id = await decide(pledge_id, amount, name)
    expect(await refundByCard(here.db, id, here.world.now())).toMatchObject({ ok: true })
    await here.work()
    expect(await states(id)).toBe('done done')
  }
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 3500n })
  expect(await payable()).toBe(1500n)
  const more = await decide(pledge_id, 1501n, 'third').catch(brokenConstraint)
  expect(more).toBe('refund_within_payment')
  await here.tell()
  expect(await refunds()).toHaveLength(2)
  const theirs = BigInt(here.fake.balance().get('eur') ?? 0)
  expect(await here.available('processor', here.account)).toBe(theirs)
})

test('19. what was spent cannot be given back by us: only what is there', async () => {
  here = await aCardWorld()
  const { pledge_id } = await here.paid(5000n)
  await here.tell()
  await spend(4000n)
  const id = await decide(pledge_id, 5000n, 'whole')
  expect(await refundByCard(here.db, id, here.world.now())).toMatchObject({ refusal: 'overdrawn' })
  await here.work()
  expect(here.fake.state.asked.filter((one) => one.includes('POST /v1/refunds'))).toEqual([])
})

/** Paid out to the organisation. */
async function spend(amount_minor: bigint) {
  const { post } = await import('#modules/ledger/index.ts')
  const event_id = ledgerId('test', 'spent', String(amount_minor))
  const written = await post(here.db, {
    event_id,
    kind: 'paid_out',
    effective_on: '2026-11-20',
    by: 'system',
    legs: [
      {
        id: ledgerId(event_id, 'leg'),
        amount_minor,
        debit: { kind: 'payable', owner_id: here.organisation, currency: 'EUR' },
        credit: { kind: 'bank', owner_id: here.home, currency: 'EUR' },
      },
    ],
  })
  if (!written.ok) throw new Error(written.refusal)
}

test('16. what somebody gave back in the dashboard is booked, also when it was spent', async () => {
  here = await aCardWorld()
  const { pledge_id, charge } = await here.paid(5000n)
  await here.tell()
  here.fake.giveBack(charge, 1000)
  await here.tell()
  expect(await refunds()).toMatchObject([{ reason: 'processor_did', amount_minor: 1000n }])
  expect(await payable()).toBe(4000n)
  await spend(3500n)
  here.fake.giveBack(charge, 2000)
  await here.tell()
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 3000n })
  expect(await payable()).toBe(0n)
  expect(await here.available('loss', here.entity)).toBe(1500n)
  const theirs = BigInt(here.fake.balance().get('eur') ?? 0)
  expect(await here.available('processor', here.account)).toBe(theirs)
})

test('17. a refund that fails gives the purpose its money again', async () => {
  here = await aCardWorld()
  here.fake.state.slow_refunds = true
  const { pledge_id } = await here.paid(5000n)
  await here.tell()
  const id = await decide(pledge_id, 2000n, 'slow')
  await refundByCard(here.db, id, here.world.now())
  await here.work()
  expect(await states(id)).toBe('sent sent')
  expect(await payable()).toBe(3000n)
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 0n })
  const refund = here.fake.books.things.find(({ object }) => object === 'refund')
  here.fake.settleRefund(refund?.id ?? '', false)
  await here.tell()
  expect(await states(id)).toBe('failed failed')
  expect(await payable()).toBe(5000n)
  const theirs = BigInt(here.fake.balance().get('eur') ?? 0)
  expect(await here.available('processor', here.account)).toBe(theirs)
})

test('17. one that comes back after it was there belongs to its purpose once more', async () => {
  here = await aCardWorld()
  const { pledge_id, charge } = await here.paid(5000n)
  const { id } = here.fake.giveBack(charge, 2000)
  await here.tell()
  expect(await payable()).toBe(3000n)
  here.fake.settleRefund(id, false)
  await here.tell({ times: 2 })
  expect(await payable()).toBe(5000n)
  expect(await here.pledge(pledge_id)).toMatchObject({
    received_minor: 7000n,
    returned_minor: 2000n,
  })
  const theirs = BigInt(here.fake.balance().get('eur') ?? 0)
  expect(await here.available('processor', here.account)).toBe(theirs)
})

test('40. a refund whose answer is lost is asked for again, and given back once', async () => {
  for (const how of ['lost', 'unheard', 'fault after work', 'busy'] as const) {
    here = await aCardWorld({ timeout_ms: 500 })
    const { pledge_id } = await here.paid(5000n)
    await here.tell()
    const id = await decide(pledge_id, 2000n, how)
    await refundByCard(here.db, id, here.world.now())
    for (let i = 0; i < 2; i++) here.fake.state.breaks.push({ at: /POST .*refunds/, how })
    await here.work()
    expect(await states(id), how).toBe('confirmed unknown')
    expect(await payable()).toBe(3000n)
    here.fake.state.breaks.length = 0
    here.later(60)
    const { ask } = await import('../commands.ts')
    await ask(here.db, 'refund', id)
    await here.work()
    expect(await states(id), how).toBe('done done')
    await here.tell()
    expect(here.fake.books.things.filter(({ object }) => object === 'refund')).toHaveLength(1)
    expect(await payable()).toBe(3000n)
    if (how !== 'busy') await here.close()
  }
}, 40_000)

test('a refund that the processor refuses is failed, and the purpose has its money', async () => {
  here = await aCardWorld()
  const { pledge_id, charge } = await here.paid(5000n)
  await here.tell()
  const id = await decide(pledge_id, 2000n, 'late')
  await refundByCard(here.db, id, here.world.now())
  here.fake.giveBack(charge, 4000)
  await here.work()
  expect(await states(id)).toBe('failed failed')
  await here.tell()
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 4000n })
  expect(await payable()).toBe(1000n)
})

test('what is under way there is asked about, and never given back a second time', async () => {
  here = await aCardWorld()
  const { charge } = await here.paid(5000n)
  const { id } = here.fake.giveBack(charge, 1200, true)
  await here.tell()
  const { ask } = await import('../commands.ts')
  for (let i = 0; i < 3; i++) {
    here.later(24 * 60)
    for (const one of await refunds()) await ask(here.db, 'refund', one.id)
    await here.work()
  }
  const theirs = () => here.fake.books.things.filter(({ object }) => object === 'refund')
  expect(theirs()).toHaveLength(1)
  expect(await refunds()).toMatchObject([{ state: 'sent', amount_minor: 1200n }])
  here.fake.settleRefund(id, true)
  here.later(24 * 60)
  for (const one of await refunds()) await ask(here.db, 'refund', one.id)
  await here.work()
  expect(await refunds()).toMatchObject([{ state: 'done' }])
  expect(await payable()).toBe(3800n)
})
