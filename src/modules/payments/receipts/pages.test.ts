import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '#facts'
import { found } from '#kit/outcome.ts'
import { ledgerId } from '#modules/ledger/index.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aBankGift, aPledge } from '../fixtures.ts'
import { keyOf } from '../gifts/schema.ts'
import { aCollector, aVerifiedOrganisation } from '../giving/fixtures.ts'
import { paths } from '../paths.ts'
import { receiptValues } from '../views.tsx'
import { words } from '../words.ts'
import { findReceipt } from './queries.ts'

let world: TestWorld
let house: { organisation_id: string; entity_id: string; bank_account_id: string }

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const one = await aPerson(db, settings, { roles: ['operator'] })
  const two = await aPerson(db, settings, { roles: ['operator'] })
  const owner = (await aPerson(db, settings)).id
  const operators = [one.id, two.id] as const
  const organisation_id = await aVerifiedOrganisation(db, { owner, operators })
  house = { organisation_id, ...(await aCollector(db, operators)) }
})
afterAll(() => world.close())

interface Wish {
  amount_minor?: bigint
  donor_name?: string | null
  donor_email?: string
  on?: string
}

/** A promise of 50 EUR and what came for it, as an import tells the rest of the house. */
async function aGift({ amount_minor = 5000n, on = '2026-11-20', ...donor }: Wish = {}) {
  const { db } = world
  const { organisation_id, entity_id: collecting_entity_id, bank_account_id } = house
  const promise = { organisation_id, collecting_entity_id, bank_account_id, is_sample: true }
  const pledge_id = await aPledge(db, { ...promise, ...donor })
  const payment_id = await aBankGift(db, { pledge_id, bank_account_id, amount_minor, on })
  const { purpose_id } = await db
    .selectFrom('payments.pledge')
    .select('purpose_id')
    .where('id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  const fact = { payment_id, pledge_id, purpose_id, organisation_id, currency: 'EUR' }
  await record(db, 'payment.received', { ...fact, amount_minor: String(amount_minor) }, 'system')
  await world.work()
  return { pledge_id, payment_id, fact }
}

const receiptsOf = (payment_id: string) =>
  world.db
    .selectFrom('payments.receipt')
    .selectAll()
    .where('payment_id', '=', payment_id)
    .orderBy('number')
    .execute()

async function giveBack(payment_id: string, fact: object, amount_minor: bigint) {
  const refund_id = ledgerId('test refund', payment_id, String(amount_minor))
  await world.db
    .insertInto('payments.refund')
    .values({
      id: refund_id,
      payment_id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'donor_asked',
      why: null,
      state: 'done',
      event_id: refund_id,
      requested_by: null,
      confirmed_by: null,
      created_at: world.now(),
      done_at: world.now(),
    })
    .execute()
  const returned = { ...fact, refund_id, amount_minor: String(amount_minor) }
  await record(world.db, 'payment.returned', returned as never, 'system')
  await world.work()
}

test('money that arrives brings a letter and a receipt in the language of the gift', async () => {
  const { pledge_id, payment_id } = await aGift({ donor_name: 'Đurđica Čekić' })
  const [receipt] = await receiptsOf(payment_id)
  expect(receipt).toMatchObject({
    year: 2026,
    amount_minor: 5000n,
    entity_name: 'Fondacioni Shembull',
  })
  const letter = world.letters.at(-1)
  expect(letter?.subject).toBe('Dhurimi juaj mbërriti: River')
  expect(letter?.text).toContain('50,00')
  const key = keyOf(pledge_id, world.settings.secret)
  const page = await world.visit(paths.gift({ id: pledge_id, key }), { locale: 'sr-Cyrl' })
  expect(page.text).toContain('Ваша донација је стигла')
  const pdf = await world.visit(paths.receipt({ id: pledge_id, key, receipt: receipt?.id ?? '' }))
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.html).toContain('/Lang (sq')
})

test('a name that the paper cannot show as it was written is said to be so', async () => {
  const noteFor = async (donor_name: string) => {
    const { pledge_id, payment_id } = await aGift({ donor_name })
    const [{ id } = { id: '' }] = await receiptsOf(payment_id)
    const receipt = found(await findReceipt(world.db, id))
    const key = keyOf(pledge_id, world.settings.secret)
    const pdf = await world.visit(paths.receipt({ id: pledge_id, key, receipt: id }))
    expect(pdf.status).toBe(200)
    return receiptValues(words('en'), receipt, { drawing: '', address: '' }).note
  }
  expect(await noteFor('王明')).toContain('in Latin letters')
  expect(await noteFor('Đurđica Čekić')).toBeNull()
})

test('the code of a receipt says what is true, and no more of the name than its first letters', async () => {
  const { payment_id } = await aGift({ donor_name: 'Đurđica Čekić' })
  const [receipt] = await receiptsOf(payment_id)
  const typed = (receipt?.code ?? '').toLowerCase().replace(/(.{4})(?=.)/g, '$1 ')
  const page = await world.visit(paths.verifyReceipt({ code: typed }))
  expect(page.text).toContain('This receipt was issued here and holds')
  expect(page.text).toContain('Đ. Č.')
  expect(page.text).not.toContain('Čekić')
  const none = await world.visit(paths.verifyReceipt({ code: 'AAAAAAAAAAAA' }))
  expect(none.text).toContain('No receipt was issued')
})

test('what goes back is corrected by a new receipt, and the old one says so', async () => {
  const { payment_id, fact } = await aGift()
  await giveBack(payment_id, fact, 2000n)
  const [before, after] = await receiptsOf(payment_id)
  expect(after).toMatchObject({ corrects_id: before?.id, amount_minor: 3000n, why: 'returned' })
  expect(world.letters.at(-1)?.text).toContain('30,00')
  const old = await world.visit(paths.verifyReceipt({ code: before?.code }))
  expect(old.text).toContain('another took its place')
  await giveBack(payment_id, fact, 3000n)
  const last = (await receiptsOf(payment_id)).at(-1)
  const gone = await world.visit(paths.verifyReceipt({ code: last?.code }))
  expect(gone.text).toContain('The gift went back')
})

test('numbers have no gap, also when several are issued at once and some fail', async () => {
  const { db } = world
  const wrong = (await aGift()).payment_id
  await Promise.allSettled(
    Array.from({ length: 12 }, (_, i) =>
      db.transaction().execute(async (tx) => {
        const [known] = await tx
          .selectFrom('payments.receipt')
          .selectAll()
          .where('payment_id', '=', wrong)
          .execute()
        const {
          id: _id,
          number: _number,
          code: _code,
          purpose_title,
          ...row
        } = known as never as {
          id: string
          number: number
          code: string
          purpose_title: object
        }
        const title = JSON.stringify(purpose_title)
        // A second receipt of the same payment is refused, after its number was given.
        await tx
          .insertInto('payments.receipt')
          .values({
            ...(row as never as Parameters<typeof Object.assign>[1]),
            purpose_title: title,
          })
          .execute()
        if (i % 2) throw new Error('not this time')
      }),
    ),
  )
  await Promise.all([aGift(), aGift(), aGift()])
  const numbers = await db
    .selectFrom('payments.receipt')
    .select('number')
    .where('year', '=', 2026)
    .orderBy('number')
    .execute()
  expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, i) => i + 1))
})

test('a receipt is never rewritten', async () => {
  const { payment_id } = await aGift()
  const rewriting = world.db
    .updateTable('payments.receipt')
    .set({ donor_name: 'Somebody Else' })
    .where('payment_id', '=', payment_id)
    .execute()
  await expect(rewriting).rejects.toThrow(/permission denied|never rewritten/)
})

test('a year is one paper, behind a link that only its owner gets', async () => {
  await aGift({ donor_email: 'yearly@example.org', on: '2025-03-01' })
  await aGift({ donor_email: 'yearly@example.org', on: '2025-06-01' })
  const sent = world.letters.length
  expect((await world.submit(paths.myGifts(), { email: 'nobody@example.org' })).status).toBe(303)
  await world.work()
  expect(world.letters).toHaveLength(sent)
  await world.submit(paths.myGifts(), { email: 'Yearly@Example.org' })
  await world.work()
  // With its locale: a dot in it looks like a file to the test's browser.
  const [, link = ''] = /(\/en\/my-gifts\/\S+)/.exec(world.letters.at(-1)?.text ?? '') ?? []
  const page = await world.visit(link)
  expect(page.text).toContain('The year 2025')
  const pdf = await world.visit(`${link}/2025`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect((await world.visit(`${link}/2024`)).status).toBe(404)
  expect((await world.visit(link.slice(0, -2))).status).toBe(410)
  world.clock.now = new Date('2026-12-21T10:00:00Z')
  expect((await world.visit(link)).status).toBe(410)
  world.clock.now = new Date('2026-11-21T10:00:00Z')
})
