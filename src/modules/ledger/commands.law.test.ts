// What the books take and what they refuse, asked of the real database.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atomically, brokenConstraint } from '#kit/db.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { closePeriod, type Leg, post, postMany, release, reverse, settle } from './commands.ts'
import { balanceOf } from './queries.ts'
import { type AccountKey, chart, ledgerId } from './rules.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

let made = 0
const uuid = () => ledgerId('test', String(++made))
const on = '2026-11-21'
const by = 'system' as const

const aPayable = (): AccountKey => ({ kind: 'payable', owner_id: uuid(), currency: 'EUR' })
const aBank = (): AccountKey => ({ kind: 'bank', owner_id: uuid(), currency: 'EUR' })

const leg = (debit: AccountKey, credit: AccountKey, amount_minor: bigint, more = {}): Leg => ({
  id: uuid(),
  debit,
  credit,
  amount_minor,
  ...more,
})

const event = (...legs: Leg[]) => ({
  event_id: uuid(),
  kind: 'gift_received' as const,
  effective_on: on,
  by,
  legs,
})

async function filled(amount: bigint): Promise<[bank: AccountKey, payable: AccountKey]> {
  const [bank, payable] = [aBank(), aPayable()]
  expect(await post(world.db, event(leg(bank, payable, amount)))).toEqual({
    ok: true,
    value: 'created',
  })
  return [bank, payable]
}

const refusal = (code: string) => ({ ok: false, refusal: code })

test('the chart in the code is the chart in the database', async () => {
  const kinds = await world.db.selectFrom('ledger.account_kind').selectAll().execute()
  const law = kinds.map(({ code, ledger, normal, keeps_balance }) => [
    code,
    { ledger, normal, guarded: keeps_balance },
  ])
  expect(Object.fromEntries(law)).toEqual(chart)
})

test('what one account gives, another takes; the same again is the same', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  const gift = event(leg(bank, payable, 5000n))
  expect(await post(world.db, gift)).toEqual({ ok: true, value: 'created' })
  expect(await post(world.db, gift)).toEqual({ ok: true, value: 'exists' })
  const other = { ...gift, legs: gift.legs.map((one) => ({ ...one, amount_minor: 5001n })) }
  expect(await post(world.db, other)).toEqual(refusal('exists_with_different_fields'))
  expect(await balanceOf(world.db, payable)).toMatchObject({ posted_minor: 5000n })
  expect(await balanceOf(world.db, bank)).toMatchObject({ posted_minor: 5000n })
})

test('nothing leaves an account that is not on it, and what is reserved is gone', async () => {
  const [bank, payable] = await filled(1000n)
  const reserve = leg(payable, bank, 700n, { phase: 'pending' })
  expect((await post(world.db, event(reserve))).ok).toBe(true)
  expect(await balanceOf(world.db, payable)).toEqual({
    posted_minor: 1000n,
    pending_minor: 700n,
    available_minor: 300n,
  })
  expect(await post(world.db, event(leg(payable, bank, 301n)))).toEqual(refusal('overdrawn'))
  const order = { event_id: uuid(), kind: 'paid_out', effective_on: on, by } as const
  const pending_id = reserve.id
  const part = await settle(world.db, { ...order, id: uuid(), pending_id, amount_minor: 600n })
  expect(part.ok).toBe(true)
  const again = await settle(world.db, { ...order, id: uuid(), pending_id })
  expect(again).toEqual(refusal('pending_resolved'))
  expect(await balanceOf(world.db, payable)).toMatchObject({ available_minor: 400n })
  expect(await balanceOf(world.db, bank)).toMatchObject({ posted_minor: 400n })
})

test('what was released is there again, and no more is settled than was reserved', async () => {
  const [bank, payable] = await filled(1000n)
  const reserve = leg(payable, bank, 700n, { phase: 'pending' })
  await post(world.db, event(reserve))
  const order = { event_id: uuid(), kind: 'payout_failed', effective_on: on, by } as const
  const more = { ...order, id: uuid(), pending_id: reserve.id, amount_minor: 701n }
  expect(await settle(world.db, more)).toEqual(refusal('pending_exceeded'))
  const back = { ...order, id: uuid(), pending_id: reserve.id }
  expect((await release(world.db, back)).ok).toBe(true)
  expect(await release(world.db, back)).toEqual({ ok: true, value: 'exists' })
  expect(await balanceOf(world.db, payable)).toMatchObject({ available_minor: 1000n })
  const nothing = await settle(world.db, { ...order, id: uuid(), pending_id: uuid() })
  expect(nothing).toEqual(refusal('pending_unknown'))
})

test('what has expired is not settled any more', async () => {
  const [bank, payable] = await filled(1000n)
  const expires_at = new Date('2026-11-22T00:00:00Z')
  const reserve = leg(payable, bank, 700n, { phase: 'pending', expires_at })
  await post(world.db, event(reserve))
  const order = { event_id: uuid(), kind: 'paid_out', effective_on: on, by } as const
  const late = { ...order, id: uuid(), pending_id: reserve.id }
  const after = new Date('2026-11-22T00:00:01Z')
  expect(await settle(world.db, late, after)).toEqual(refusal('pending_expired'))
})

test('an event is taken back once, by name', async () => {
  const [bank, payable] = await filled(1000n)
  const wrong = event(leg(payable, bank, 400n))
  await post(world.db, wrong)
  const wish = { kind: 'corrected', effective_on: on, by, reason: 'Booked twice' } as const
  const reversal = { ...wish, event_id: uuid(), reverses_event: wrong.event_id }
  expect((await reverse(world.db, reversal)).ok).toBe(true)
  expect(await reverse(world.db, reversal)).toEqual({ ok: true, value: 'exists' })
  const second = { ...reversal, event_id: uuid() }
  expect(await reverse(world.db, second)).toEqual(refusal('reverses_unknown'))
  expect(await balanceOf(world.db, payable)).toMatchObject({ available_minor: 1000n })
  const [taken] = wrong.legs
  const more = leg(bank, payable, 1n, { reverses: taken?.id })
  expect(await post(world.db, event(more))).toEqual(refusal('reverses_exceeded'))
})

test('two currencies never meet in one transfer', async () => {
  const [bank] = await filled(1000n)
  const dollars = { ...aPayable(), currency: 'USD' }
  expect(await post(world.db, event(leg(bank, dollars, 1n)))).toEqual(refusal('currency_differs'))
})

test('each of many events has its own answer', async () => {
  const [bank, payable] = await filled(1000n)
  const events = [600n, 600n, 400n].map((amount) => event(leg(payable, bank, amount)))
  const answers = await atomically(world.db, (tx) => postMany(tx, events))
  expect(answers).toEqual([
    { ok: true, value: 'created' },
    refusal('overdrawn'),
    { ok: true, value: 'created' },
  ])
})

test('of many who take at once, as many get it as there is', async () => {
  const [bank, payable] = await filled(1000n)
  const takers = Array.from({ length: 40 }, () => event(leg(payable, bank, 100n)))
  const answers = await Promise.all(takers.map((one) => post(world.db, one)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(10)
  expect(await balanceOf(world.db, payable)).toMatchObject({ available_minor: 0n })
})

test('one thing said forty times at once is written once', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  const gift = event(leg(bank, payable, 5000n))
  const said = await Promise.all(
    Array.from({ length: 40 }, () => atomically(world.db, (tx) => post(tx, gift))),
  )
  expect(said.filter((one) => one.ok && one.value === 'created')).toHaveLength(1)
  expect(said.filter((one) => one.ok && one.value === 'exists')).toHaveLength(39)
})

test('closed books take nothing', async () => {
  const [bank, payable] = await filled(1000n)
  expect(await closePeriod(world.db, '2999-01-31', by)).toEqual(refusal('not_over'))
  expect(await closePeriod(world.db, '2025-12-31', by)).toEqual({ ok: true, value: '2025-12-31' })
  expect(await closePeriod(world.db, '2025-11-30', by)).toEqual(refusal('closed_already'))
  const late = { ...event(leg(payable, bank, 1n)), effective_on: '2025-12-31' }
  expect(await post(world.db, late)).toEqual(refusal('period_closed'))
})

const writings = [
  "insert into ledger.period_close values ('2024-12-31', now(), 'system')",
  'update ledger.account set credits_posted_minor = 1',
  'update ledger.transfer set amount_minor = 1',
  'delete from ledger.transfer',
  'truncate ledger.transfer cascade',
  'delete from ledger.account',
]

test.for(writings)('the application cannot: %s', async (statement) => {
  await expect(world.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
})

test('nor can the owner rewrite what is written', async () => {
  await filled(1n)
  const owner = new pg.Client({ connectionString: world.owner_url })
  await owner.connect()
  for (const statement of writings.slice(2)) {
    const fault = await owner.query(statement).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(fault, statement).toMatchObject({ code: '23001' })
    expect(brokenConstraint(fault)).toBe('ledger_is_kept')
  }
  await owner.end()
})
