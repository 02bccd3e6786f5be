// By card and by bank: what goes back goes once, whoever comes first and however they race.
import { afterEach, expect, test } from 'vitest'
import { brokenConstraint } from '#kit/db.ts'
import { anElsewhereWorld, type ElsewhereWorld } from '#test/elsewhere-world.ts'
import { writePain001 } from '../formats/pain001.ts'
import { drawOrder, dropOrder, sendOrder } from '../orders/commands.ts'
import { listConfirmedReturns } from '../orders/queries.ts'
import { askAgain } from '../refused/commands.ts'
import { approve, askCard, askGiver, nameAccount } from './commands.ts'

let here: ElsewhereWorld
afterEach(() => here.close())

const own = { holder: 'Arta Shembull', iban: 'XK051212012345678906', bic: null }
const loss = () => here.available('loss', here.entity)
const payable = () => here.available('payable', here.organisation)
const live = async () => (await here.refunds()).filter(({ state }) => state !== 'failed')
const now = () => here.world.now()

/** Asked by a treasurer, answered by the giver, approved by another, as far as is wanted. */
async function until(step: 'asked' | 'named' | 'approved' | 'ordered' | 'paid') {
  const gift = await here.refused()
  const asked = await askGiver(here.db, gift.refund_id, here.one.operator, now())
  if (!asked.ok) throw new Error(asked.refusal)
  const id = asked.value
  const at_least = (those: readonly string[]) => those.includes(step)
  if (at_least(['named', 'approved', 'ordered', 'paid']))
    await nameAccount(here.db, gift.pledge_id, own, now())
  if (at_least(['approved', 'ordered', 'paid'])) await approveNow(id)
  const [item] = at_least(['ordered', 'paid']) ? await here.order([id]) : []
  const end_to_end_id = item?.end_to_end_id ?? ''
  if (step === 'paid') await here.statement({ minor: -5000n, end_to_end_id })
  gift.mend()
  return { ...gift, id, end_to_end_id }
}

async function approveNow(id: string) {
  const [back] = await here.db
    .selectFrom('payments.bank_return')
    .select('giver_told_at')
    .where('id', '=', id)
    .execute()
  return approve(here.db, here.two.operator, id, back?.giver_told_at ?? now(), now())
}

async function agrees() {
  const theirs = BigInt(here.fake.balance().get('eur') ?? 0)
  expect(await here.available('processor', here.account)).toBe(theirs)
}

test('given back in the processor’s own pages, it is not sent by bank as well', async () => {
  for (const step of ['asked', 'named', 'approved'] as const) {
    here = await anElsewhereWorld()
    const { charge, pledge_id, id } = await until(step)
    here.fake.giveBack(charge, 5000)
    await here.tell({ times: 2 })
    expect(await here.returns(), step).toMatchObject([{ id, state: 'withdrawn' }])
    expect(await live()).toMatchObject([{ reason: 'processor_did', state: 'done' }])
    expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
    expect(await listConfirmedReturns(here.db)).toEqual([])
    expect([await loss(), await payable()]).toEqual([0n, 0n])
    await agrees()
    await here.close()
  }
  here = await anElsewhereWorld()
}, 90_000)

test('given back there after the bank had done it, the collecting entity bears it once', async () => {
  here = await anElsewhereWorld()
  const { charge, pledge_id } = await until('paid')
  here.fake.giveBack(charge, 5000)
  await here.tell({ times: 2 })
  expect(await live()).toMatchObject([{ state: 'done', reason: 'purpose_failed' }])
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect([await loss(), await payable()]).toEqual([5000n, 0n])
  await agrees()
}, 60_000)

test('where the bank did not do it after all, that loss is made good', async () => {
  here = await anElsewhereWorld()
  const { charge, pledge_id, end_to_end_id } = await until('ordered')
  here.fake.giveBack(charge, 5000)
  await here.tell()
  expect(await loss()).toBe(5000n)
  const { failPayoutByEntry, bringUpTo } = await import('../commands.ts')
  const entry = { id: crypto.randomUUID(), bank_account_id: here.bank, currency: 'EUR' }
  const says = { amount_minor: 5000n, booked_on: '2026-11-28', why: 'AC01', in_suspense: false }
  await failPayoutByEntry(here.db, { ...entry, ...says, end_to_end_id }, now())
  const { adapterOf } = await import('../adapters/choose.ts')
  const adapter = adapterOf({ provider: 'stripe', label: 'main' }, here.world.settings)
  const said = await adapter?.findState({ kind: 'charge', ref: charge })
  if (!said?.ok || !said.value) throw new Error('it is known there')
  for (let i = 0; i < 2; i++) await bringUpTo(here.db, here.account, said.value, now())
  expect(await live()).toMatchObject([{ reason: 'processor_did', state: 'done' }])
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect([await loss(), await payable()]).toEqual([0n, 0n])
  await agrees()
}, 60_000)

test('a dispute stops it until it is in a file, and holds what it sets free', async () => {
  for (const step of ['asked', 'named', 'approved'] as const) {
    here = await anElsewhereWorld()
    const { charge, id, refund_id } = await until(step)
    const { id: dispute } = here.fake.dispute(charge)
    await here.tell()
    expect(await here.returns(), step).toMatchObject([{ id, state: 'withdrawn' }])
    expect(await here.available('dispute_reserve', here.account)).toBe(0n)
    expect(await payable()).toBe(0n)
    expect(await askGiver(here.db, refund_id, 'system', now())).toMatchObject({ ok: false })
    expect(await approveNow(id)).toMatchObject({ refusal: 'not_waiting' })
    here.fake.closeDispute(dispute, false)
    await here.tell()
    expect(await loss()).toBe(0n)
    await here.close()
  }
  here = await anElsewhereWorld()
}, 90_000)

test('what was in a file that never left does not go while it is disputed', async () => {
  here = await anElsewhereWorld()
  const { charge, id } = await until('approved')
  const day = now().toISOString().slice(0, 10)
  const wish = { bank_account_id: here.bank, execute_on: day, items: [id], once: undefined }
  const drawn = await drawOrder(here.db, here.one.operator, wish, writePain001, now())
  const { id: dispute } = here.fake.dispute(charge)
  await here.tell()
  expect(await here.returns()).toMatchObject([{ state: 'ordered' }])
  const file = drawn.ok ? drawn.value : ''
  const sent = await sendOrder(here.db, here.two.operator, file, now())
  expect(sent).toMatchObject({ refusal: 'disputed_meanwhile' })
  await dropOrder(here.db, here.two.operator, file, now())
  expect(await here.returns()).toMatchObject([{ state: 'confirmed' }])
  const again = await drawOrder(here.db, here.one.operator, wish, writePain001, now())
  expect(again).toMatchObject({ ok: false })
  const past = here.db
    .updateTable('payments.bank_return')
    .set({ state: 'ordered' })
    .where('id', '=', id)
    .execute()
  expect(await past.then(() => null, brokenConstraint)).toBe('bank_return_not_disputed')
  here.fake.closeDispute(dispute, false)
  await here.tell()
  expect(await here.returns()).toMatchObject([{ state: 'withdrawn' }])
  expect([await loss(), await payable()]).toEqual([0n, 0n])
}, 60_000)

test('asked by two at once, by card and by bank, it goes one way', async () => {
  here = await anElsewhereWorld()
  const { refund_id } = await here.refused()
  const both = [here.one.operator, here.two.operator]
  await Promise.all([
    ...both.map((by) => askGiver(here.db, refund_id, by, now())),
    askAgain(here.db, refund_id, now()),
  ])
  expect(await live()).toHaveLength(1)
  expect(await payable()).toBe(0n)
}, 60_000)

test('approved and disputed, asked of the card and approved, at the same moment', async () => {
  here = await anElsewhereWorld()
  const first = await until('named')
  here.fake.dispute(first.charge)
  await Promise.all([approveNow(first.id), here.tell()])
  expect((await here.returns()).map(({ state }) => state)).toEqual(['withdrawn'])
  const second = await until('named')
  const [approved, asked] = await Promise.all([
    approveNow(second.id),
    askCard(here.db, here.one.operator, second.id, now()),
  ])
  expect(asked.ok).toBe(true)
  expect((await here.returns()).at(-1)).toMatchObject({ state: 'withdrawn' })
  expect(approved.ok || approved.refusal === 'not_waiting').toBe(true)
  await here.work()
  expect(await here.pledge(second.pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect(await here.returns()).toHaveLength(2)
}, 60_000)
