// Money goes back to where it came from: the books, the bank's file and the donor agree.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { balanceOf } from '#modules/ledger/index.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { orders } from '../commands.ts'
import { aBankAccount, anEntity, aPledge } from '../fixtures.ts'
import { readStatements } from '../formats/reading.ts'
import { matchEntries } from '../matching/commands.ts'
import { aPayee } from '../payouts/fixtures.ts'
import { findPledge } from '../queries.ts'
import { importStatement } from '../statements/commands.ts'
import { aCamt, anXkIban, type BankEntry } from '../statements/fixtures.ts'

let world: TestWorld
type Somebody = Awaited<ReturnType<typeof come>>
let people: Record<'owner' | 'finance' | 'first' | 'second', Somebody>
let entity: string

async function come(name: string, roles: readonly 'operator'[] = []) {
  const person = await aPerson(world.db, world.settings, { name, roles })
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { id: person.id, as }
}

beforeAll(async () => {
  world = await aWorld()
  entity = await anEntity(world.db)
  people = {
    owner: await come('Owner'),
    finance: await come('Finance'),
    first: await come('First', ['operator']),
    second: await come('Second', ['operator']),
  }
})
afterAll(() => world.close())

let iban: string
let bank: string
let house: Awaited<ReturnType<typeof aPayee>>
let closing: bigint
let day: number
let made = 0

beforeEach(async () => {
  await world.pool.query('delete from kit.limit')
  const { owner, finance, first, second } = people
  iban = anXkIban()
  bank = await aBankAccount(world.db, {
    entity_id: entity,
    iban,
    confirmed_at: world.now(),
    confirmed_by: first.id,
  })
  made += 1
  house = await aPayee(world.db, {
    owner: owner.id,
    finance: finance.id,
    operators: [first.id, second.id],
    now: world.now(),
    slug: `lumi-${made}`,
  })
  ;[closing, day] = [0n, 0]
})

async function arrives(...entries: BankEntry[]) {
  const on = `2026-11-${String(++day).padStart(2, '0')}`
  const bytes = Buffer.from(aCamt({ iban, opening: closing, entries, on, sequence: day }))
  const upload = { name: `${on}.xml`, bytes, read: readStatements(bytes) }
  const around = { by: 'system', now: world.now(), orders } as const
  const done = await importStatement(world.db, upload, { ...around, files: world.files })
  expect(done).toMatchObject({ state: 'imported', reasons: [] })
  closing += entries.reduce((sum, { minor }) => sum + minor, 0n)
  await matchEntries(world.db, around)
}

/** A gift that came by bank, from an account that the statement names. */
async function given(minor = 5000n) {
  const pledge_id = await aPledge(world.db, {
    organisation_id: house.id,
    collecting_entity_id: entity,
    bank_account_id: bank,
    amount_minor: minor,
  })
  const pledge = await findPledge(world.db, pledge_id)
  await arrives({ minor, reference: pledge?.reference ?? '', ...donor })
  const payment = await world.db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  return { pledge_id, at: `/o/${house.slug}/money/gifts/${payment.id}` }
}

const donor = { name: 'Ana Šarić', iban: 'DE89370400440532013000' }
const wish = { fee_bearer: 'organisation', reason: 'donor_asked', why: 'Siç kërkuat' }
const asked = (at: string, amount: string, more = {}) =>
  world.submit(at, { ...wish, amount, ...more }, { as: people.finance.as })

const refundsOf = async (at: string) =>
  (
    await world.pool.query(
      `select r.id, r.state, b.id as back, b.state as back_state from payments.refund r
       left join payments.bank_return b on b.refund_id = r.id where r.payment_id = $1 order by r.created_at`,
      [at.split('/').at(-1)],
    )
  ).rows

const available = async () =>
  (await balanceOf(world.db, { kind: 'payable', owner_id: house.id, currency: 'EUR' }))
    .available_minor

async function sendBack(ids: string[]) {
  const fields = { bank_account_id: bank, execute_on: '2026-11-23', 'items[]': ids }
  const drawn = await world.submit('/desk/orders', fields, { as: people.first.as })
  expect(drawn.status).toBe(303)
  const compared = { compared: 'yes' }
  await world.submit(`${drawn.location}/sending`, compared, { as: people.second.as })
  const { rows } = await world.pool.query(
    'select end_to_end_id, iban, holder from payments.order_item where bank_return_id = any($1)',
    [ids],
  )
  return rows
}

test('a part of a gift goes back to its account, and the statement closes it', async () => {
  const { at, pledge_id } = await given()
  expect((await asked(at, '20')).status).toBe(303)
  expect(await available()).toBe(3000n)
  const [refund] = await refundsOf(at)
  const confirmation = `/o/${house.slug}/money/refunds/${refund.id}/confirmation`
  expect((await world.submit(confirmation, {}, { as: people.finance.as })).status).toBe(409)
  expect((await world.submit(confirmation, {}, { as: people.owner.as })).status).toBe(303)
  const [item] = await sendBack([refund.back])
  expect(item).toMatchObject({ iban: donor.iban, holder: donor.name })
  await arrives({ minor: -2000n, end_to_end_id: item.end_to_end_id })
  expect(await refundsOf(at)).toMatchObject([{ state: 'done', back_state: 'done' }])
  expect(await findPledge(world.db, pledge_id)).toMatchObject({ returned_minor: 2000n })
  expect(await available()).toBe(3000n)
  await world.work()
  const said = world.letters.map(({ subject }) => subject)
  expect(said.some((one) => one.startsWith('Dhurimi juaj kthehet'))).toBe(true)
})

test('never more goes back than came, in however many parts', async () => {
  const { at } = await given()
  const both = await Promise.all([asked(at, '30'), asked(at, '30')])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
  expect((await asked(at, '20.01')).text).toContain('more than is left')
  expect((await asked(at, '20')).status).toBe(303)
  expect((await asked(at, '1')).text).toContain('All of it went back')
})

test('what was paid out does not go back; a payout and a refund meet at the last euro', async () => {
  const { at } = await given()
  const draft = await world.submit(
    `/o/${house.slug}/money/asking`,
    { amount: '50', currency: 'EUR', account_id: house.account_id, purpose: 'Qiraja' },
    { as: people.finance.as },
  )
  const [sent, back] = await Promise.all([
    world.submit(`${draft.location}/request`, {}, { as: people.finance.as }),
    asked(at, '50'),
  ])
  // Asking reserves nothing, a refund does: whichever came first, the books decide at the file.
  expect(back.status).toBe(303)
  if (sent.status === 303) {
    const id = draft.location?.split('/').at(-1) ?? ''
    for (const { as } of [people.first, people.second])
      await world.submit(`/desk/payouts/${id}/approval`, { compared: 'yes' }, { as })
    const fields = { bank_account_id: bank, execute_on: '2026-11-23', 'items[]': [id] }
    const drawn = await world.submit('/desk/orders', fields, { as: people.first.as })
    expect(drawn.status).toBe(422)
    expect(drawn.text).toContain('not enough money')
  }
  expect(await available()).toBe(0n)
})

test('what the bank does not take is the organisation’s again; what is withdrawn never left', async () => {
  const { at } = await given()
  await asked(at, '20', { fee: '1,50', fee_bearer: 'donor' })
  const [refund] = await refundsOf(at)
  const path = `/o/${house.slug}/money/refunds/${refund.id}`
  await world.submit(`${path}/confirmation`, {}, { as: people.owner.as })
  expect((await world.submit(`${path}/withdrawal`, {}, { as: people.owner.as })).status).toBe(303)
  expect(await available()).toBe(5000n)
  await asked(at, '20', { fee: '1,50', fee_bearer: 'donor' })
  const second = (await refundsOf(at))[1]
  await world.submit(`/desk/refunds/${second.id}/confirmation`, {}, { as: people.first.as })
  const [item] = await sendBack([second.back])
  await arrives({ minor: -1850n, end_to_end_id: item.end_to_end_id })
  expect((await refundsOf(at))[1]).toMatchObject({ state: 'done' })
  expect(await available()).toBe(3000n)
  await arrives({ minor: 1850n, end_to_end_id: item.end_to_end_id, return_reason: 'AC04' })
  const suspense = { kind: 'suspense', owner_id: bank, currency: 'EUR' } as const
  expect((await balanceOf(world.db, suspense)).available_minor).toBe(1850n)
})

test('money that nobody claims goes back when two operators say so', async () => {
  await arrives({ minor: 700n, ...donor })
  await world.pool.query(
    `update payments.entry set state = 'to_return' where bank_account_id = $1`,
    [bank],
  )
  const page = await world.visit('/desk/returns', { as: people.first.as })
  const [, entry] = /returns\/entries\/([0-9a-f-]{36})/.exec(page.html) ?? []
  const send = () => world.submit(`/desk/returns/entries/${entry}`, {}, { as: people.first.as })
  const twice = await Promise.all([send(), send()])
  expect(twice.map(({ status }) => status).sort()).toEqual([303, 409])
  const shown = await world.visit('/desk/returns', { as: people.second.as })
  const [, id = ''] = /returns\/([0-9a-f-]{36})\/confirmation/.exec(shown.html) ?? []
  const confirm = (by: Somebody) =>
    world.submit(`/desk/returns/${id}/confirmation`, {}, { as: by.as })
  expect((await confirm(people.first)).status).toBe(409)
  expect((await confirm(people.second)).status).toBe(303)
  const [item] = await sendBack([id])
  await arrives({ minor: -700n, end_to_end_id: item.end_to_end_id })
  const { rows } = await world.pool.query('select state from payments.entry where id = $1', [entry])
  expect(rows).toEqual([{ state: 'returned' }])
  const suspense = { kind: 'suspense', owner_id: bank, currency: 'EUR' } as const
  expect((await balanceOf(world.db, suspense)).posted_minor).toBe(0n)
})
