import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import { paths } from '../paths.ts'

let world: TestWorld
let one: Visitor
let two: Visitor

beforeAll(async () => {
  world = await aWorld()
  const operator = async () => {
    const { id } = await aPerson(world.db, world.settings, { roles: ['operator'] })
    return aVisitor(world.db, world.settings, id, world.now())
  }
  one = await operator()
  two = await operator()
})
afterAll(() => world.close())

const entity = {
  name: 'Fondacioni',
  address: 'Rruga 1',
  country: 'XK',
  is_home: 'yes',
  registration_number: '5110000',
}
const account = {
  iban: 'XK05 1212 0123 4567 8906',
  bic: 'nbxxxkpr',
  bank_name: 'Banka',
  holder: 'Fondacioni',
  currency: 'EUR',
}

const accountRow = () =>
  world.db
    .selectFrom('payments.bank_account')
    .selectAll()
    .orderBy('added_at', 'desc')
    .executeTakeFirstOrThrow()

test('an account is shown to payers once a second operator confirmed its IBAN', async () => {
  const added = await world.submit(paths.deskEntities(), entity, { as: one })
  const to = added.location ?? ''
  const again = await world.submit(paths.deskEntities(), entity, { as: one })
  expect(again.text).toContain('There is a home entity already')
  const bad = { ...account, iban: 'XK05 1212 0123 4567 8907' }
  expect((await world.submit(`${to}/accounts`, bad, { as: one })).text).toContain('check digits')
  await world.submit(`${to}/accounts`, account, { as: one })
  const { id, iban, bic, confirmed_at } = await accountRow()
  expect([iban, bic, confirmed_at]).toEqual(['XK051212012345678906', 'NBXXXKPR', null])
  await world.submit(paths.deskAccountConfirmation({ id }), {}, { as: one })
  expect((await accountRow()).confirmed_at).toBe(null)
  await world.submit(paths.deskAccountConfirmation({ id }), {}, { as: two })
  expect((await accountRow()).confirmed_at).not.toBe(null)
  expect((await world.visit(to, { as: one })).text).toContain('Confirmed by')
})

test('an account is never rewritten, only closed; the home entity stays', async () => {
  const { id, entity_id } = await accountRow()
  const rewriting = world.db
    .updateTable('payments.bank_account')
    .set({ iban: 'XK059900000000010177' })
    .where('id', '=', id)
    .execute()
  await expect(rewriting).rejects.toThrow('never rewritten')
  await world.submit(paths.deskAccountClosing({ id }), {}, { as: one })
  expect((await accountRow()).closed_at).not.toBe(null)
  await world.submit(paths.deskEntityClosing({ id: entity_id }), {}, { as: one })
  const home = world.db.selectFrom('payments.entity').select('closed_at')
  expect((await home.executeTakeFirstOrThrow()).closed_at).toBe(null)
})

test('a table of rates is brought whole or not at all', async () => {
  const file = (text: string) => new File([text], 'rates.csv', { type: 'text/csv' })
  const send = (text: string) =>
    world.submit(paths.deskRates(), { file: file(text), source: 'Bank' }, { as: one })
  const good = 'date,currency,per_euro\n2026-11-20,CHF,0.9345\n2026-11-20,USD,1.15\n'
  const bad = await send(`${good}2026-11-20,XXX,1\n`)
  expect(bad.text).toContain('Line 4: the currency is not known')
  expect((await send(good)).status).toBe(303)
  expect((await world.visit(paths.deskRates(), { as: one })).text).toContain('0.9345')
  await send(good.replace('0.9345', '0.94'))
  const chf = world.db.selectFrom('payments.rate').select('per_euro').where('currency', '=', 'CHF')
  expect(Number((await chf.executeTakeFirstOrThrow()).per_euro)).toBe(0.94)
})
