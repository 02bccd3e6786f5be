// An organisation is paid: it asks, two outsiders approve, a file goes out, the bank speaks.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balanceOf } from '#modules/ledger/index.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { failPayoutByEntry, settlePayoutByEntry } from '../commands.ts'
import { aBankAccount, anEntity } from '../fixtures.ts'
import { aPayee, moneyFor } from './fixtures.ts'

type Somebody = Awaited<ReturnType<typeof come>>

let world: TestWorld
let [owner, finance, first, second, third]: Somebody[] = []
let bank: string

async function come(name: string, roles: readonly 'operator'[] = []) {
  const person = await aPerson(world.db, world.settings, { name, roles })
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { id: person.id, as }
}

beforeAll(async () => {
  world = await aWorld()
  owner = await come('Owner')
  finance = await come('Finance')
  first = await come('Vesa', ['operator'])
  second = await come('Jelena', ['operator'])
  third = await come('Third', ['operator'])
  bank = await aBankAccount(world.db, {
    ...{ entity_id: await anEntity(world.db), confirmed_at: world.now(), confirmed_by: first.id },
  })
})
afterAll(() => world.close())

const who = (one: Somebody | undefined) => {
  if (!one) throw new Error('everybody comes before the first test')
  return one
}

let made = 0
async function aHouse(amount_minor = 100_000n) {
  // The limits of forms have tests of their own.
  await world.pool.query('delete from kit.limit')
  made += 1
  const payee = await aPayee(world.db, {
    ...{ owner: who(owner).id, finance: who(finance).id, now: world.now(), slug: `house-${made}` },
    operators: [who(first).id, who(second).id],
  })
  await moneyFor(world.db, { organisation_id: payee.id, bank_account_id: bank, amount_minor })
  return payee
}
type House = Awaited<ReturnType<typeof aHouse>>

const asks = async (house: House, amount = '250,00', more = {}) => {
  const wish = { amount, currency: 'EUR', account_id: house.account_id, purpose: 'Qiraja', ...more }
  return world.submit(`/o/${house.slug}/money/asking`, wish, { as: who(finance).as })
}

async function requested(house: House, amount = '250,00') {
  const kept = await asks(house, amount)
  expect(kept.status).toBe(303)
  const page = kept.location ?? ''
  const sent = await world.submit(`${page}/request`, {}, { as: who(finance).as })
  return { page, sent, id: page.split('/').at(-1) ?? '' }
}

const approve = (id: string, by: Somebody | undefined) =>
  world.submit(`/desk/payouts/${id}/approval`, { compared: 'yes' }, { as: who(by).as })

async function approved(house: House, amount = '250,00') {
  const { id, page } = await requested(house, amount)
  await approve(id, first)
  await approve(id, second)
  return { id, page }
}

const draw = (ids: string[], by: Somebody | undefined = first) =>
  world.submit(
    '/desk/orders',
    { bank_account_id: bank, execute_on: '2026-11-23', 'items[]': ids },
    { as: who(by).as },
  )

const stateOf = async (id: string) =>
  (await world.pool.query('select state from payments.payout where id = $1', [id])).rows[0].state

const available = async ({ id }: House) =>
  (await balanceOf(world.db, { kind: 'payable', owner_id: id, currency: 'EUR' })).available_minor

const itemOf = async (id: string) =>
  (
    await world.pool.query(
      `select i.id, i.end_to_end_id, i.order_id from payments.order_item i where i.payout_id = $1
       and state <> 'dropped'`,
      [id],
    )
  ).rows[0]

test('from the request to the bank, and each sees what concerns them', async () => {
  const house = await aHouse()
  const { id, page, sent } = await requested(house)
  expect(sent.status).toBe(303)
  expect(await stateOf(id)).toBe('requested')
  const money = await world.visit(`/o/${house.slug}/money`, { as: who(owner).as })
  expect(money.text).toContain('€750.00 you can ask for today')
  const gifts = await world.visit(`/o/${house.slug}/gifts`, { as: who(owner).as })
  expect(gifts.html).toContain(`href="/en/o/${house.slug}/money"`)

  const queue = await world.visit('/desk/payouts', { as: who(first).as })
  expect(queue.html).toContain(`/desk/payouts/${id}`)
  expect((await approve(id, first)).status).toBe(303)
  expect((await approve(id, first)).status).toBe(409)
  expect(await stateOf(id)).toBe('approved_once')
  expect((await approve(id, second)).status).toBe(303)
  expect(await stateOf(id)).toBe('approved')

  const drawn = await draw([id])
  expect(drawn.status).toBe(303)
  expect(await stateOf(id)).toBe('ordered')
  expect(await available(house)).toBe(75_000n)
  const order = drawn.location ?? ''
  const file = await world.visit(`${order}/file`, { as: who(first).as })
  expect(file.html).toContain('<InstdAmt Ccy="EUR">250.00</InstdAmt>')
  const { sha256Of } = await import('#kit/hash.ts')
  const shown = await world.visit(order, { as: who(second).as })
  expect(shown.text.replaceAll(' ', '')).toContain(await sha256Of(file.html))
  const list = await world.visit(`${order}/list`, { as: who(first).as })
  expect(list.html).toContain('250.00')

  const tick = { compared: 'yes' }
  expect((await world.submit(`${order}/sending`, tick, { as: who(first).as })).status).toBe(409)
  expect((await world.submit(`${order}/sending`, tick, { as: who(second).as })).status).toBe(303)

  const item = await itemOf(id)
  const entry = {
    ...{ id: crypto.randomUUID(), bank_account_id: bank, amount_minor: 25_000n, currency: 'EUR' },
    ...{ booked_on: '2026-11-24', end_to_end_id: item.end_to_end_id },
  }
  const wrong = await settlePayoutByEntry(world.db, { ...entry, amount_minor: 1n }, world.now())
  expect(wrong).toEqual({ ok: false, refusal: 'amount_differs' })
  const settled = await settlePayoutByEntry(world.db, entry, world.now())
  expect(settled).toMatchObject({ ok: true, value: { state: 'paid' } })
  const again = await settlePayoutByEntry(world.db, entry, world.now())
  expect(again).toMatchObject({ ok: true, value: { state: 'known' } })
  expect(await stateOf(id)).toBe('paid')
  const told = await world.visit('/account/notifications', { as: who(owner).as })
  expect(told.text).toContain('the bank paid it')
  expect((await world.visit(page, { as: who(owner).as })).text).not.toContain('Vesa')

  await failPayoutByEntry(world.db, { ...entry, why: 'AC04', in_suspense: false }, world.now())
  expect(await stateOf(id)).toBe('returned')
  expect(await available(house)).toBe(100_000n)
  await world.work()
  const letter = world.letters.find(({ text }) => text.includes('AC04'))
  expect(letter?.text).toContain(page)
})

test('two approvers at once are two, one of them twice at once is one', async () => {
  const house = await aHouse()
  const two = await requested(house, '10')
  const both = await Promise.all([approve(two.id, first), approve(two.id, second)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(await stateOf(two.id)).toBe('approved')
  const one = await requested(house, '10')
  const twice = await Promise.all([approve(one.id, first), approve(one.id, first)])
  expect(twice.map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await stateOf(one.id)).toBe('approved_once')
})

test('two requests for the last euro: one of them is told no, and a double click sends once', async () => {
  const house = await aHouse(10_000n)
  const [a, b] = [await asks(house, '80'), await asks(house, '80')]
  const send = (page: string | null) => world.submit(`${page}/request`, {}, { as: who(finance).as })
  const sent = await Promise.all([send(a.location), send(b.location)])
  expect(sent.map(({ status }) => status).sort()).toEqual([303, 422])
  const once = { once: crypto.randomUUID() }
  const drafts = await Promise.all([asks(house, '5', once), asks(house, '5', once)])
  expect(drafts[0].location).toBe(drafts[1].location)
})

test('two files at once carry a payout once', async () => {
  const house = await aHouse()
  const { id } = await approved(house)
  const drawn = await Promise.all([draw([id], first), draw([id], second)])
  expect(drawn.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(await available(house)).toBe(75_000n)
})

test('a file that was not sent can be discarded, and its payments go into another', async () => {
  const house = await aHouse()
  const { id } = await approved(house)
  const order = (await draw([id])).location ?? ''
  expect((await world.submit(`${order}/dropping`, {}, { as: who(second).as })).status).toBe(303)
  expect(await stateOf(id)).toBe('approved')
  expect(await available(house)).toBe(100_000n)
  expect((await draw([id])).status).toBe(303)
  expect(await available(house)).toBe(75_000n)
})

test('until the statement can, two operators say what the bank did, with what shows it', async () => {
  const house = await aHouse()
  const { id } = await approved(house)
  const order = (await draw([id])).location ?? ''
  await world.submit(`${order}/sending`, { compared: 'yes' }, { as: who(second).as })
  const item = await itemOf(id)
  const at = `${order}/items/${item.id}/word`
  const said = { says: 'failed', on_date: '2026-11-21', why: 'Account closed' }
  expect((await world.submit(at, said, { as: who(first).as })).status).toBe(422)
  const evidence = new File(['%PDF-1.4\ntrailer<<>>\n%%EOF\n'], 'bank.pdf')
  const kept = await world.submit(at, { ...said, evidence }, { as: who(first).as })
  expect(kept.status).toBe(303)
  const shown = await world.visit(order, { as: who(second).as })
  const [, word_id = ''] = /name="word_id" value="([^"]+)"/.exec(shown.html) ?? []
  const confirm = (by: Somebody | undefined) =>
    world.submit(`${at}-confirmation`, { word_id }, { as: who(by).as })
  expect((await confirm(first)).status).toBe(409)
  expect(await stateOf(id)).toBe('ordered')
  expect((await confirm(second)).status).toBe(303)
  expect(await stateOf(id)).toBe('failed')
  expect(await available(house)).toBe(100_000n)
})

test('a thief who changes the account gets nothing the next day, and the old contacts are told', async () => {
  const house = await aHouse()
  const at = `/o/${house.slug}/edit/accounts`
  const fresh = { iban: 'AL47 2121 1009 0000 0002 3569 8741', bank_name: 'Elsewhere' }
  await world.submit(at, fresh, { as: who(finance).as })
  const list = await world.visit(at, { as: who(owner).as })
  const [, id = ''] = /accounts\/([0-9a-f-]{36})\/confirmation/.exec(list.html) ?? []
  await world.submit(`${at}/${id}/confirmation`, {}, { as: who(owner).as })
  await world.work()
  const letter = world.letters.find(({ text }) => text.includes('8741'))
  expect(letter?.text).toContain('If it was not you')
  expect(letter?.text).not.toContain('235698741')

  const before = world.clock.now
  world.clock.now = new Date(before.getTime() + 24 * 60 * 60 * 1000)
  const page = await world.visit(`/o/${house.slug}/money/asking`, { as: who(finance).as })
  expect(page.text).toContain('may be paid to from')
  expect(page.html).not.toContain(`value="${id}"`)
  const kept = await asks(house, '250', { account_id: id, bic: 'SGSBALTX' })
  const sent = await world.submit(`${kept.location}/request`, {}, { as: who(finance).as })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('until the waiting time is over')
  world.clock.now = new Date(before.getTime() + 8 * 24 * 60 * 60 * 1000)
  const later = await world.submit(`${kept.location}/request`, {}, { as: who(finance).as })
  expect(later.status).toBe(303)
  world.clock.now = before
})

test('an account that goes after the approval stops the file', async () => {
  const house = await aHouse()
  const { id } = await approved(house)
  const removal = `/o/${house.slug}/edit/accounts/${house.account_id}/removal`
  await world.submit(removal, {}, { as: who(owner).as })
  expect((await draw([id])).status).toBe(422)
  const shown = await world.visit('/desk/orders', { as: who(first).as })
  expect(shown.text).toContain('does not have this account any more')
})

test('a suspended organisation is not paid, and a refusal says why', async () => {
  const house = await aHouse()
  const { id } = await approved(house)
  const { id: other } = await requested(house, '10')
  const at = `/desk/organisations/${house.slug}/suspension`
  await world.submit(at, { reason: 'misleading' }, { as: who(third).as })
  await world.pool.query(
    `insert into organisations.state_change (organisation_id, from_state, to_state, reason, at, decided_by)
     select id, state, 'suspended', 'misleading', now(), $2 from organisations.organisation
     where id = $1 and state = 'verified'`,
    [house.id, who(third).id],
  )
  expect((await draw([id])).status).toBe(422)
  expect((await approve(other, first)).status).toBe(409)
  const no = { reason: 'organisation_doubtful', why: 'We look into it.' }
  const refused = await world.submit(`/desk/payouts/${id}/refusal`, no, { as: who(third).as })
  expect(refused.status).toBe(303)
  const told = await world.visit('/account/notifications', { as: who(owner).as })
  expect(told.text).toContain('We look into it.')
  expect((await asks(house)).status).toBe(404)
})

test('an operator of the organisation itself approves nothing, and strangers see nothing', async () => {
  const house = await aHouse()
  await world.db
    .insertInto('organisations.membership')
    .values({
      ...{ organisation_id: house.id, person_id: who(third).id, role: 'editor' },
      since: world.now(),
    })
    .execute()
  const { id, page } = await requested(house)
  expect((await approve(id, third)).status).toBe(409)
  const shown = await world.visit(`/desk/payouts/${id}`, { as: who(third).as })
  expect(shown.text).not.toContain('Refuse it')
  expect((await world.visit(page)).location).toContain('/sign-in')
  expect((await world.visit(page, { as: who(third).as })).status).toBe(404)
  expect((await world.submit(`${page}/cancellation`, {}, { as: who(owner).as })).status).toBe(303)
  expect(await stateOf(id)).toBe('cancelled')
})
