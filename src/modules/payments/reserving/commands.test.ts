// What goes back is nobody else's from the moment it is asked for, by bank and by card.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aBankWorld, type BankWorld } from '#test/bank-world.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { requestRefund, requestRefunds } from '../commands.ts'
import { confirmRefund, withdrawRefund } from '../refunds/commands.ts'

let bank: BankWorld
let cards: CardWorld | null = null
beforeEach(async () => {
  bank = await aBankWorld()
})
afterEach(async () => {
  await bank.close()
  await cards?.close()
  cards = null
})

const failed = { reason: 'purpose_failed', by: 'system', key: 'failed' } as const
const ask = (payment_id: string, more = {}) =>
  requestRefund(bank.db, { payment_id, ...failed, ...more }, bank.world.now())

const returns = () =>
  bank.db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.bank_return as b', 'b.refund_id', 'r.id')
    .select(['r.id', 'r.state', 'b.state as back', 'b.iban', 'b.why', 'r.payment_id'])
    .orderBy('r.created_at')
    .execute()

const facts = async (kind: string) =>
  (await bank.world.pool.query('select payload from facts.fact where kind = $1', [kind])).rows

test('what a rule decides is reserved, waits for nobody, and is asked for once', async () => {
  const { payment_id } = await bank.given(5000n)
  const first = await ask(payment_id)
  expect(await ask(payment_id)).toEqual(first)
  expect(await returns()).toMatchObject([
    { state: 'confirmed', back: 'confirmed', iban: 'DE89370400440532013000' },
  ])
  expect((await returns())[0]?.why).toMatch(/^RF/)
  expect(await bank.available()).toBe(0n)
  const id = first.ok ? first.value : ''
  const refused = { ok: false, refusal: 'decided_by_rule' }
  expect(await withdrawRefund(bank.db, bank.owner, id, payment_id, bank.world.now())).toEqual(
    refused,
  )
  expect(await ask(payment_id, { key: 'again' })).toEqual({ ok: false, refusal: 'nothing_left' })
  await bank.world.work()
  expect(bank.world.letters.map(({ to }) => to)).toContain('arta@example.org')
})

test('what came from nowhere that we know is reserved, and waits for an account', async () => {
  const { payment_id } = await bank.given(5000n, {})
  expect(await ask(payment_id)).toMatchObject({ ok: true })
  const [back] = await returns()
  expect(back).toMatchObject({ state: 'requested', back: 'requested', iban: null })
  expect(await bank.available()).toBe(0n)
  const confirmed = confirmRefund(bank.db, bank.first, back?.id ?? '', payment_id, bank.world.now())
  expect(await confirmed).toEqual({ ok: false, refusal: 'origin_unknown' })
  const forced = bank.world.pool.query(
    `update payments.bank_return set state = 'confirmed', confirmed_at = now(), confirmed_by = $1`,
    [bank.first.id],
  )
  await expect(forced).rejects.toMatchObject({ constraint: 'bank_return_knows_whither' })
})

test('each of many has its own answer, and one that cannot go stops no other', async () => {
  const gone = await bank.given(3000n)
  const whole = await bank.given(2000n)
  const wishes = [gone, whole].map(({ payment_id }) => ({ payment_id, ...failed }))
  const nobody = { payment_id: crypto.randomUUID(), ...failed }
  const part = { ...wishes[0], payment_id: gone.payment_id, ...failed, amount_minor: 3001n }
  const now = bank.world.now()
  const said = await requestRefunds(
    bank.db,
    [nobody, part, { ...failed, ...wishes[1], payment_id: whole.payment_id }],
    now,
  )
  expect(said).toMatchObject([
    { refusal: 'not_a_payment' },
    { refusal: 'more_than_left' },
    { ok: true },
  ])
  expect(await bank.available()).toBe(3000n)
  expect(await facts('payment.returned')).toEqual([])
})

test('by card it is reserved when it is asked for, and the processor is asked', async () => {
  cards = await aCardWorld()
  const { pledge_id } = await cards.paid(5000n)
  await cards.tell()
  const { id: payment_id } = await cards.db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  const wish = { payment_id, ...failed, amount_minor: 2000n }
  expect(await requestRefund(cards.db, wish, cards.world.now())).toMatchObject({ ok: true })
  expect(await cards.available('payable', cards.organisation)).toBe(3000n)
  await cards.work()
  expect(await cards.pledge(pledge_id)).toMatchObject({ returned_minor: 2000n })
  const theirs = BigInt(cards.fake.balance().get('eur') ?? 0)
  expect(await cards.available('processor', cards.account)).toBe(theirs)
})

test('what a person asks for by card waits reserved, and is free again when it is withdrawn', async () => {
  cards = await aCardWorld({ abroad: true })
  const { db, world, organisation } = cards
  const { pledge_id } = await cards.paid(5000n)
  await cards.tell()
  const { id: payment_id } = await db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  const [one, two] = await Promise.all([cards.person(), cards.person()])
  const asking = (key: string) =>
    requestRefund(db, { payment_id, reason: 'donor_asked', by: one, key }, world.now())
  const first = await asking('first')
  expect(await cards.available('payable', organisation)).toBe(0n)
  const id = first.ok ? first.value : ''
  expect(await withdrawRefund(db, two, id, payment_id, world.now())).toMatchObject({ ok: true })
  expect(await cards.available('payable', organisation)).toBe(5000n)
  const second = await asking('second')
  // A day later, and reserved under the day of the asking.
  cards.later(24 * 60)
  const again = second.ok ? second.value : ''
  const alone = await confirmRefund(db, one, again, payment_id, world.now())
  expect(alone).toEqual({ ok: false, refusal: 'asked_by_yourself' })
  expect(await confirmRefund(db, two, again, payment_id, world.now())).toMatchObject({ ok: true })
  await cards.work()
  expect(await cards.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect(await cards.available('payable', organisation)).toBe(0n)
})
