// 18. A donor's bank takes the money, and it is won, lost, or only asked about.
import { afterEach, expect, test } from 'vitest'
import { ledgerId, post } from '#modules/ledger/index.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { ask, refundByCard } from '../commands.ts'

let here: CardWorld
afterEach(() => here.close())

const payable = () => here.available('payable', here.organisation)
const disputes = () => here.db.selectFrom('payments.card_dispute').selectAll().execute()

/** What the ledger says of the processor is what the processor says. */
async function agrees(currency = 'eur') {
  const theirs = BigInt(here.fake.balance().get(currency) ?? 0)
  expect(await here.available('processor', here.account)).toBe(theirs)
}

async function facts() {
  const found = await here.db
    .selectFrom('facts.fact')
    .select('payload')
    .where('kind', '=', 'payment.disputed')
    .orderBy('id')
    .execute()
  return found.map(({ payload }) => (payload as { outcome: string }).outcome)
}

async function payOut(amount_minor: bigint) {
  const event_id = ledgerId('test', 'paid out', String(amount_minor))
  return post(here.db, {
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
}

test('at its opening the money is reserved and cannot be paid out; won, it is free again', async () => {
  here = await aCardWorld()
  const { charge, pledge_id } = await here.paid(5000n)
  await here.tell()
  const { id } = here.fake.dispute(charge)
  await here.tell()
  expect(await disputes()).toMatchObject([{ state: 'open', reserved_minor: 5000n }])
  expect(await payable()).toBe(0n)
  expect(await payOut(1n)).toMatchObject({ refusal: 'overdrawn' })
  here.fake.closeDispute(id, true)
  await here.tell()
  expect(await disputes()).toMatchObject([{ state: 'won' }])
  expect(await payable()).toBe(5000n)
  // The processor keeps its fee of 15 EUR though it was won.
  expect(await here.available('processor_fee', here.entity)).toBe(175n + 1500n)
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 0n })
  await agrees()
  expect(await facts()).toEqual(['opened', 'won'])
})

test('lost, it went back to the donor, out of the reserve', async () => {
  for (const abroad of [false, true]) {
    here = await aCardWorld({ abroad })
    const { charge, pledge_id } = await here.paid(5000n)
    await here.tell()
    const { id } = here.fake.dispute(charge)
    here.fake.closeDispute(id, false)
    // Everything is heard at once, backwards and twice.
    await here.tell({ order: 'backwards', times: 2, together: true })
    expect(await disputes()).toMatchObject([{ state: 'lost', lost_minor: 0n }])
    expect(await payable()).toBe(0n)
    expect(await here.available('dispute_reserve', here.account)).toBe(0n)
    expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
    await agrees()
    expect(await facts()).toEqual(['opened', 'lost'])
    if (!abroad) await here.close()
  }
}, 30_000)

test('what was paid out already is the loss of who collected, said in so many words', async () => {
  here = await aCardWorld()
  const { charge } = await here.paid(5000n)
  await here.tell()
  expect(await payOut(3500n)).toMatchObject({ ok: true })
  const { id } = here.fake.dispute(charge)
  await here.tell()
  expect(await disputes()).toMatchObject([{ reserved_minor: 1500n }])
  here.fake.closeDispute(id, false)
  await here.tell()
  expect(await disputes()).toMatchObject([
    { state: 'lost', reserved_minor: 1500n, lost_minor: 3500n },
  ])
  expect(await here.available('loss', here.entity)).toBe(3500n)
  expect(await payable()).toBe(0n)
  await agrees()
})

test('a question of the bank holds nothing; a fee that is given back is booked', async () => {
  here = await aCardWorld({ tariff: { dispute_fee_returned: true } })
  const first = await here.paid(5000n)
  await here.tell()
  const asked = here.fake.dispute(first.charge, true)
  await here.tell()
  expect(await disputes()).toMatchObject([{ state: 'inquiry', reserved_minor: 0n }])
  expect(await payable()).toBe(5000n)
  here.fake.closeDispute(asked.id, true)
  await here.tell()
  expect(await disputes()).toMatchObject([{ state: 'won' }])
  const second = await here.paid(2000n)
  await here.tell()
  const { id } = here.fake.dispute(second.charge)
  await here.tell()
  here.fake.closeDispute(id, true)
  await here.tell()
  expect(await here.available('processor_fee', here.entity)).toBe(175n + 88n)
  await agrees()
})

test('after a part went back, only the rest can be disputed and reserved', async () => {
  here = await aCardWorld()
  const { charge, pledge_id } = await here.paid(5000n)
  here.fake.giveBack(charge, 2000)
  const { id } = here.fake.dispute(charge)
  here.fake.closeDispute(id, false)
  await here.tell({ order: 'backwards' })
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect(await payable()).toBe(0n)
  await agrees()
})

/** A refund that people decided on, and that the processor was too busy to hear of. */
async function refundUnheard(pledge_id: string, amount_minor: bigint) {
  const payment = await here.db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  const id = ledgerId('test', pledge_id, 'refund')
  await here.db
    .insertInto('payments.refund')
    .values({
      id,
      payment_id: payment.id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'donor_asked',
      state: 'confirmed',
      event_id: ledgerId(id, 'event'),
      created_at: here.world.now(),
    })
    .execute()
  for (let i = 0; i < 2; i++) here.fake.state.breaks.push({ at: /POST .*refunds/, how: 'busy' })
  expect(await refundByCard(here.db, id, here.world.now())).toMatchObject({ ok: true })
  await here.work()
  here.fake.state.breaks.length = 0
  return id
}

async function askAgain(refund: string) {
  here.later(60)
  await ask(here.db, 'refund', refund)
  await here.work()
}

test('what a refused refund sets free while the bank disputes it is held for the dispute', async () => {
  for (const [amount, won] of [
    [5000n, false],
    [2000n, false],
    [2000n, true],
  ] as const) {
    here = await aCardWorld({ timeout_ms: 500 })
    const { charge, pledge_id } = await here.paid(5000n)
    await here.tell()
    const refund = await refundUnheard(pledge_id, amount)
    // The donor's bank is quicker than the second asking.
    const { id } = here.fake.dispute(charge)
    await here.tell()
    expect(await disputes()).toMatchObject([{ state: 'open', reserved_minor: 5000n - amount }])
    await askAgain(refund)
    expect(await disputes()).toMatchObject([{ state: 'open', reserved_minor: 5000n }])
    expect(await payable()).toBe(0n)
    expect(await payOut(1n)).toMatchObject({ refusal: 'overdrawn' })
    here.fake.closeDispute(id, won)
    await here.tell({ times: 2 })
    expect(await disputes()).toMatchObject([{ state: won ? 'won' : 'lost', lost_minor: 0n }])
    expect(await here.available('loss', here.entity)).toBe(0n)
    expect(await here.available('dispute_reserve', here.account)).toBe(0n)
    expect(await payable()).toBe(won ? 5000n : 0n)
    expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: won ? 0n : 5000n })
    await agrees()
    await here.close()
  }
  here = await aCardWorld()
}, 60_000)

test('a refund refused after the dispute was lost makes the loss good that was booked', async () => {
  here = await aCardWorld({ timeout_ms: 500 })
  const { charge, pledge_id } = await here.paid(5000n)
  await here.tell()
  const refund = await refundUnheard(pledge_id, 2000n)
  const { id } = here.fake.dispute(charge)
  here.fake.closeDispute(id, false)
  await here.tell()
  expect(await disputes()).toMatchObject([{ state: 'lost', lost_minor: 2000n }])
  await askAgain(refund)
  expect(await disputes()).toMatchObject([{ state: 'lost', lost_minor: 0n }])
  expect(await here.available('loss', here.entity)).toBe(0n)
  expect(await payable()).toBe(0n)
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  await agrees()
})
