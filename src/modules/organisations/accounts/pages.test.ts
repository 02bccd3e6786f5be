import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let finance: { id: string; cookie: string }
let editor: { id: string; cookie: string }
let slug: string

beforeAll(async () => {
  world = await aWorld()
  const come = async () => {
    const person = await aPerson(world.db, world.settings)
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  ;[owner, finance, editor] = [await come(), await come(), await come()]
  const members = { owner: owner.id, finance: finance.id, editor: editor.id }
  slug = (await anOrganisation(world.db, { name: 'Purse', members })).slug
})

afterAll(() => world.close())

const iban = 'XK05 1212 0123 4567 8906'
const page = () => world.visit(`/o/${slug}`)

test('an account is shown once a second person has confirmed it', async () => {
  const accounts = `/o/${slug}/edit/accounts`
  const wish = { iban, bank_name: 'The Bank', shown: 'yes' }
  expect((await world.submit(accounts, wish, { as: finance })).status).toBe(303)
  expect((await page()).text).not.toContain('XK05')

  const told = async (as: { cookie: string }) =>
    (await world.visit('/account/notifications', { as })).text.includes('waits for you to confirm')
  expect([await told(owner), await told(finance), await told(editor)]).toEqual([true, false, false])

  const list = await world.visit(accounts, { as: finance })
  expect(list.text).toContain('Waits for the second person')
  const [, id] = /accounts\/([0-9a-f-]{36})\/showing/.exec(list.html) ?? []
  const confirmation = `${accounts}/${id}/confirmation`
  expect((await world.visit(accounts, { as: owner })).html).toContain(confirmation)

  await world.submit(confirmation, {}, { as: finance })
  expect((await page()).text).not.toContain('XK05')
  await world.submit(confirmation, {}, { as: owner })
  expect((await page()).text).toContain(iban)

  await world.submit(`${accounts}/${id}/showing`, {}, { as: owner })
  expect((await page()).text).not.toContain('XK05')
  await world.submit(`${accounts}/${id}/removal`, {}, { as: owner })
  expect((await world.visit(accounts, { as: owner })).text).toContain('No account yet')
})

test('the database itself refuses one person in both places', async () => {
  const { id } = await anOrganisation(world.db, { name: 'Alone' })
  const account = { organisation_id: id, iban: 'XK051212012345678906', bank_name: 'The Bank' }
  const alone = { added_by: owner.id, confirmed_by: owner.id, confirmed_at: world.now() }
  await expect(
    world.db
      .insertInto('organisations.bank_account')
      .values({ ...account, ...alone })
      .execute(),
  ).rejects.toThrow('bank_account_two_people')
})

test('a number that does not add up is refused, and so is the same one twice', async () => {
  const accounts = `/o/${slug}/edit/accounts`
  const add = (number: string) =>
    world.submit(accounts, { iban: number, bank_name: 'The Bank' }, { as: owner })
  expect((await add('XK05 1212 0123 4567 8907')).status).toBe(422)
  expect((await add('AL47 2121 1009 0000 0002 3569 8741')).status).toBe(303)
  const again = await add('al47212110090000000235698741')
  expect(again.status).toBe(422)
  expect(again.text).toContain('already here')
})

test('editors do not see accounts; the public benefit status they may note', async () => {
  expect((await world.visit(`/o/${slug}/edit/accounts`, { as: editor })).status).toBe(404)
  const benefit = `/o/${slug}/edit/public-benefit`
  const note = (year: string, status: string) =>
    world.submit(benefit, { year, status }, { as: editor })
  expect((await note('2024', 'held')).status).toBe(303)
  expect((await note('2025', 'suspended')).status).toBe(303)
  expect((await note('2027', 'held')).status).toBe(422)
  expect((await page()).text).toContain('2024: held')
  await note('2024', '')
  expect((await page()).text).not.toContain('2024: held')
})
