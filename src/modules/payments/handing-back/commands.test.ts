// What a donor sent too much goes back because they say so, and their page follows it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { enqueue } from '#kit/jobs.ts'
import { ledgerId } from '#modules/ledger/index.ts'
import { aBankWorld, ana, type BankWorld } from '#test/bank-world.ts'
import { failPayoutByEntry } from '../commands.ts'
import { keyOf } from '../gifts/schema.ts'
import { paths } from '../paths.ts'

let bank: BankWorld
beforeEach(async () => {
  bank = await aBankWorld()
})
afterEach(() => bank.close())

/** 50 EUR were promised, 70 came. */
async function overpaid(from: { name?: string; iban?: string } = ana) {
  const id = await bank.promise(5000n, { locale: 'en' })
  await bank.pays(id, 7000n, from)
  return { id, key: keyOf(id, bank.world.settings.secret) }
}

const back = (at: { id: string; key: string }) =>
  bank.world.submit(paths.giftCredit(at), { choice: 'back' })
const page = async (at: { id: string; key: string }) =>
  (await bank.world.visit(paths.gift(at), { locale: 'en' })).text
const returns = () =>
  bank.db.selectFrom('payments.bank_return').selectAll().orderBy('number').execute()
const credit = (owner_id: string) => bank.available({ kind: 'donor_credit', owner_id })
const letters = async () => {
  await bank.world.work()
  return bank.world.letters.map(({ subject }) => subject)
}

test('what is asked back is reserved, ordered, closed by the statement, and shown', async () => {
  const at = await overpaid()
  expect(await credit(at.id)).toBe(2000n)
  expect((await back(at)).status).toBe(303)
  expect(await credit(at.id)).toBe(0n)
  expect((await back(at)).status).toBe(422)
  expect((await bank.world.submit(paths.giftCredit(at), { choice: 'keep' })).status).toBe(422)
  expect(await page(at)).toContain('you want €20.00 back')
  const [one] = await returns()
  expect(one).toMatchObject({ state: 'confirmed', iban: ana.iban, amount_minor: 2000n })
  const [item] = await bank.order([one?.id ?? ''])
  expect(item?.remittance).toMatch(/^MZ-R-\d+ RF/)
  await bank.arrives({ minor: -2000n, end_to_end_id: item?.end_to_end_id ?? '' })
  expect(await page(at)).toContain('€20.00 went back on')
  expect(await letters()).toContain('Went back: €20.00')
})

test('an order that the bank books in one sum is closed payment by payment', async () => {
  for (const at of [await overpaid(), await overpaid()]) await back(at)
  const waiting = (await returns()).map(({ id }) => id)
  const items = await bank.order(waiting)
  const { xml } = await bank.db
    .selectFrom('payments.payment_order')
    .select('xml')
    .executeTakeFirstOrThrow()
  const [, block = ''] = /<PmtInfId>([^<]+)</.exec(xml) ?? []
  expect(block).toMatch(/-[NS]$/)
  // Another sum is another thing: nobody guesses which of them the bank left out.
  await bank.arrives({ minor: -3900n, payment_information_id: block })
  expect((await returns()).map(({ state }) => state)).toEqual(['ordered', 'ordered'])
  await bank.arrives({ minor: -4000n, payment_information_id: block })
  expect((await returns()).map(({ state }) => state)).toEqual(['done', 'done'])
  const booked = await bank.db
    .selectFrom('payments.entry')
    .select(['state', 'end_to_end_id', 'amount_minor'])
    .where('state', '=', 'executed')
    .orderBy('part')
    .execute()
  expect(booked.map((one) => one.end_to_end_id).toSorted()).toEqual(
    items.map((one) => one.end_to_end_id).toSorted(),
  )
})

test('what bounced is the donor’s again, and goes to an account that two operators saw', async () => {
  const at = await overpaid()
  await back(at)
  const [first] = await returns()
  const [item] = await bank.order([first?.id ?? ''])
  const entry = { id: ledgerId('bounced'), bank_account_id: bank.bank, booked_on: '2026-11-20' }
  const sum = { amount_minor: 2000n, currency: 'EUR', why: 'AC04', in_suspense: false }
  const named = { end_to_end_id: item?.end_to_end_id ?? '' }
  const failed = await failPayoutByEntry(bank.db, { ...entry, ...sum, ...named }, bank.world.now())
  expect(failed.ok).toBe(true)
  expect(await credit(at.id)).toBe(2000n)
  expect(await letters()).toContain('The return did not arrive: €20.00')
  expect((await back(at)).status).toBe(303)
  expect(await page(at)).toContain('did not tell us which account')
  const second = (await returns())[1]
  const to = `/desk/returns/${second?.id}`
  const tell = (by: BankWorld['first'], iban: string) =>
    bank.world.submit(`${to}/account`, { iban, holder: 'Ana Šarić', bic: '' }, { as: by.as })
  const confirm = (by: BankWorld['first']) =>
    bank.world.submit(`${to}/confirmation`, {}, { as: by.as })
  expect((await confirm(bank.second)).status).toBe(409)
  expect((await tell(bank.first, 'DE00')).status).toBe(422)
  expect((await tell(bank.first, 'DE02120300000000202051')).status).toBe(303)
  expect((await confirm(bank.first)).status).toBe(409)
  expect((await confirm(bank.second)).status).toBe(303)
  expect((await tell(bank.first, ana.iban)).status).toBe(409)
  const [again] = await bank.order([second?.id ?? ''])
  expect(again).toMatchObject({ iban: 'DE02120300000000202051', amount_minor: 2000n })
})

test('what was asked back before anything was reserved is seen to in the night', async () => {
  const at = await overpaid({})
  const noted = { id: ledgerId('noted'), pledge_id: at.id, choice: 'back', amount_minor: 2000n }
  const when = { chosen_at: bank.world.now(), purpose_id: null, event_id: null }
  await bank.db
    .insertInto('payments.credit_choice')
    .values({ ...noted, ...when, choice: 'back', currency: 'EUR' })
    .execute()
  await enqueue(bank.db, 'payments.hand_back', {})
  await bank.world.work()
  expect(await credit(at.id)).toBe(0n)
  expect(await returns()).toMatchObject([{ state: 'requested', iban: null }])
})
