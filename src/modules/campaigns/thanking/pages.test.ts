// Something in return, of which there are so many and not one more.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aCampaign } from '../fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let purpose_id: string
let thanks_id: string
let bank: { collecting_entity_id: string; bank_account_id: string }
const page = '/campaigns/boats/edit/thanks'

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) => {
    const { id } = await aPerson(db, settings, { roles })
    return { id, ...(await aVisitor(db, settings, id, world.now())) }
  }
  owner = await come()
  const [one, two] = [await come(['operator']), await come(['operator'])]
  const river = (await anOrganisation(db, { slug: 'river', members: { owner: owner.id } })).id
  const vouched = { organisation_id: river, requested_by: owner.id, at: world.now() }
  await aVerification(db, { ...vouched, operators: [one.id, two.id] })
  const judged = { organisation_id: river, asked_by: owner.id, judges: [one.id, two.id] as const }
  ;({ purpose_id } = await aCampaign(db, { ...judged, slug: 'boats', at: world.now() }))
  const collecting_entity_id = await anEntity(db)
  const bank_account_id = await aBankAccount(db, {
    entity_id: collecting_entity_id,
    is_sample: false,
    added_by: one.id,
    confirmed_by: two.id,
    confirmed_at: world.now(),
  })
  bank = { collecting_entity_id, bank_account_id }
  const wish = { 'title.en': 'A ride in the boat', least: '25', stock: '2' }
  expect((await world.submit(page, wish, { as: owner })).status).toBe(303)
  const row = db.selectFrom('payments.thanks').select('id')
  thanks_id = (await row.executeTakeFirstOrThrow()).id
})
afterAll(() => world.close())

const taken = async () =>
  (await world.db.selectFrom('payments.thanks').select('taken').executeTakeFirstOrThrow()).taken

const give = async (amount: string) => {
  // The limits of forms have tests of their own.
  await world.pool.query('delete from kit.limit')
  const donor = { name: 'Era', visibility: 'named', currency: 'EUR', purpose: purpose_id }
  return world.submit('/o/river/give', { ...donor, amount, thanks: thanks_id })
}

const giftOf = ({ location }: { location: string | null }) =>
  /\/gifts\/([0-9a-f-]{36})\//.exec(location ?? '')?.[1] ?? ''

test('it is chosen on the form, for a gift that is large enough, and shown with what is left', async () => {
  const form = await world.visit(`/o/river/give?purpose=${purpose_id}`)
  expect(form.text).toContain('A ride in the boat')
  expect(form.text).toContain('from €25.00 · 2 left')
  expect((await world.visit('/campaigns/boats')).text).toContain('A ride in the boat')
  expect((await give('24')).text).toContain('takes a larger gift')
  expect(await taken()).toBe(0)
})

test('two who want the last one at once: one has it, and a withdrawn promise gives it back', async () => {
  const first = await give('25')
  expect(first.status).toBe(303)
  const both = await Promise.all([give('30'), give('40')])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(await taken()).toBe(2)
  expect((await give('50')).text).toContain('took the last one')
  expect((await world.visit('/campaigns/boats')).text).toContain('all are taken')
  await world.submit(`${first.location}/withdrawal`, {})
  expect(await taken()).toBe(1)
  const again = await give('60')
  expect(again.status).toBe(303)
  const at = { pledge_id: giftOf(again), amount_minor: 6000n }
  await aBankGift(world.db, { ...at, bank_account_id: bank.bank_account_id })
  expect(await taken()).toBe(2)
})

test('the database counts by itself and lets nobody past the stock', async () => {
  const { db } = world
  const wish = { ...bank, organisation_id: '', purpose_id, amount_minor: 9000n, thanks_id }
  await expect(aPledge(db, wish)).rejects.toMatchObject({ constraint: 'thanks_in_stock' })
  const small = aPledge(db, { ...wish, amount_minor: 100n })
  await expect(small).rejects.toMatchObject({ constraint: 'pledge_thanks_fit' })
  expect(await taken()).toBe(2)
})

test('whoever paid is thanked, and the organisation notes it; whoever only promised is not shown', async () => {
  const shown = await world.visit(page, { as: owner })
  expect(shown.html.match(/handing-over"/g)).toHaveLength(1)
  const [path = ''] =
    /\/campaigns\/boats\/edit\/thanks\/[0-9a-f-]{36}\/handing-over/.exec(shown.html) ?? []
  await world.submit(path, { note: 'On Saturday' }, { as: owner })
  expect((await world.visit(page, { as: owner })).text).toContain('On Saturday')
  const [close = ''] =
    /\/campaigns\/boats\/edit\/thanks\/[0-9a-f-]{36}\/closing/.exec(shown.html) ?? []
  await world.submit(close, {}, { as: owner })
  const form = await world.visit(`/o/river/give?purpose=${purpose_id}`)
  expect(form.text).not.toContain('A ride in the boat')
})
