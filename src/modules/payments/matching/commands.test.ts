// What a transfer is for: cases 9 to 14, and what comes back.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AccountKey, balanceOf, ledgerId } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { openPurpose, orders } from '../commands.ts'
import { aBankAccount, anEntity, aPledge } from '../fixtures.ts'
import { readStatements } from '../formats/reading.ts'
import { findPledge } from '../queries.ts'
import { importStatement } from '../statements/commands.ts'
import { aCamt, anXkIban, type BankEntry } from '../statements/fixtures.ts'
import { matchEntries } from './commands.ts'

let world: TestWorld
let entity: string
beforeAll(async () => {
  world = await aWorld()
  entity = await anEntity(world.db)
})
afterAll(() => world.close())

let iban: string
let account: string
let organisation_id: string
let closing: bigint
let day: number
beforeEach(async () => {
  iban = anXkIban()
  account = await aBankAccount(world.db, { entity_id: entity, iban })
  organisation_id = (await anOrganisation(world.db, {})).id
  ;[closing, day] = [0n, 0]
})

/** The next statement of the account, brought and matched. */
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

async function promised(wish: Partial<Parameters<typeof aPledge>[1]> = {}) {
  const id = await aPledge(world.db, {
    organisation_id,
    collecting_entity_id: entity,
    bank_account_id: account,
    ...wish,
  })
  const found = await findPledge(world.db, id)
  if (!found) throw new Error('it was made a moment ago')
  return found
}

const inEuro = async (kind: AccountKey['kind'], owner_id: string) =>
  (await balanceOf(world.db, { kind, owner_id, currency: 'EUR' })).posted_minor

const entries = () =>
  world.db
    .selectFrom('payments.entry')
    .select(['id', 'state', 'why_open', 'allocated_minor', 'amount_minor'])
    .where('bank_account_id', '=', account)
    .orderBy('booked_on')
    .orderBy('path')
    .execute()
const states = async () => (await entries()).map(({ state, why_open }) => [state, why_open])
const received = async (id: string) => (await findPledge(world.db, id))?.received_minor

test('a reference in the text finds the promise: in small letters, in fours, over two lines', async () => {
  const { id, reference } = await promised()
  const written = reference.toLowerCase().replace(/(.{4})/g, '$1 ')
  const lines = [`Dhurim ${written.slice(0, 9)}`, `${written.slice(9)} faleminderit`]
  await arrives({ minor: 5000n, lines })
  expect(await states()).toEqual([['matched', null]])
  expect(await received(id)).toBe(5000n)
  expect(await inEuro('payable', organisation_id)).toBe(5000n)
  expect(await inEuro('suspense', account)).toBe(0n)
  const facts = await world.db
    .selectFrom('facts.fact')
    .select('payload')
    .where('kind', '=', 'payment.received')
    .execute()
  expect(facts.map(({ payload }) => payload)).toContainEqual(
    expect.objectContaining({ pledge_id: id, amount_minor: '5000', currency: 'EUR' }),
  )
})

test('case 9: without a reference, or with one we never gave, money waits in suspense', async () => {
  const { id, reference } = await promised()
  const mistyped = `${reference.slice(0, -1)}${reference.endsWith('1') ? '2' : '1'}`
  await arrives(
    { minor: 700n },
    { minor: 800n, reference: 'RF47DON000001' },
    { minor: 5000n, lines: [mistyped] },
  )
  expect(await states()).toEqual([
    ['open', 'no_reference'],
    ['open', 'unknown_reference'],
    ['open', 'no_reference'],
  ])
  expect(await inEuro('suspense', account)).toBe(6500n)
  expect(await received(id)).toBe(0n)
})

test('case 10: one transfer for several promises when it is exactly their sum', async () => {
  const [a, b] = [await promised(), await promised({ amount_minor: 1500n })]
  const lines = [`${a.reference} ${b.reference}`]
  await arrives({ minor: 6499n, lines })
  expect(await states()).toEqual([['open', 'sum_differs']])
  await arrives({ minor: 6500n, lines })
  expect((await states())[1]).toEqual(['matched', null])
  expect([await received(a.id), await received(b.id)]).toEqual([5000n, 1500n])
})

test('case 10: several transfers for one promise, in one statement and in the next', async () => {
  const { id, reference } = await promised()
  await arrives({ minor: 2000n, reference }, { minor: 1000n, reference, bank_reference: 'second' })
  await arrives({ minor: 2000n, reference })
  expect(await received(id)).toBe(5000n)
  expect(await findPledge(world.db, id)).toMatchObject({ paid_at: expect.any(Date) })
})

test('case 11: what is more than was promised is kept for the donor to decide', async () => {
  const { id, reference } = await promised()
  await arrives({ minor: 7500n, reference })
  expect(await states()).toEqual([['matched', null]])
  expect(await received(id)).toBe(5000n)
  expect(await inEuro('donor_credit', id)).toBe(2500n)
  await arrives({ minor: 5000n, reference })
  expect(await inEuro('donor_credit', id)).toBe(7500n)
  expect(await inEuro('payable', organisation_id)).toBe(5000n)
})

test('case 12: less than was promised is a gift all the same', async () => {
  const { id, reference } = await promised()
  await arrives({ minor: 4650n, reference })
  expect(await states()).toEqual([['matched', null]])
  expect(await received(id)).toBe(4650n)
  expect(await findPledge(world.db, id)).toMatchObject({ paid_at: null })
})

test('case 13: after the end the rule of the purpose decides', async () => {
  const purpose = (late: 'accept' | 'return', ref_id: string) =>
    openPurpose(world.db, {
      kind: 'campaign',
      organisation_id,
      ref_id,
      title: { en: 'A roof' },
      path: '/roof',
      late,
      account: { kind: 'escrow', owner_id: ref_id },
      opens_at: new Date('2026-10-01'),
      closes_at: new Date('2026-11-01T22:00:00Z'),
    })
  const [yes, no] = [ledgerId('roof', account), ledgerId('well', account)]
  const kept = await promised({ purpose_id: await purpose('accept', yes) })
  const back = await promised({ purpose_id: await purpose('return', no) })
  const more = await promised({ purpose_id: await purpose('return', no) })
  await arrives({ minor: 5000n, reference: more.reference })
  await arrives(
    { minor: 5000n, reference: kept.reference },
    { minor: 5000n, reference: back.reference },
  )
  expect(await states()).toEqual([
    ['matched', null],
    ['matched', null],
    ['to_return', 'late'],
  ])
  expect(await inEuro('escrow', yes)).toBe(5000n)
  expect(await inEuro('escrow', no)).toBe(5000n)
  expect(await inEuro('suspense', account)).toBe(5000n)
})

test('case 14: another currency than was promised waits; what was sent stays known', async () => {
  const inFrancs = await promised({ currency: 'CHF' })
  const inEuros = await promised()
  await arrives({ minor: 5000n, reference: inFrancs.reference })
  expect(await states()).toEqual([['open', 'currency_differs']])
  const bytes = Buffer.from(
    aCamt({
      iban,
      opening: closing,
      entries: [{ minor: 5000n, reference: inEuros.reference }],
      on: '2026-11-09',
      sequence: 2,
    }).replace('<AmtDtls>', '<AmtDtls><InstdAmt><Amt Ccy="CHF">47.30</Amt></InstdAmt>'),
  )
  const around = { by: 'system', now: world.now(), orders } as const
  await importStatement(
    world.db,
    { name: 'x', bytes, read: readStatements(bytes) },
    { ...around, files: world.files },
  )
  await matchEntries(world.db, around)
  const payment = await world.db
    .selectFrom('payments.payment')
    .select(['amount_minor', 'currency', 'original_minor', 'original_currency'])
    .where('pledge_id', '=', inEuros.id)
    .executeTakeFirst()
  expect(payment).toEqual({
    amount_minor: 5000n,
    currency: 'EUR',
    original_minor: 4730n,
    original_currency: 'CHF',
  })
})

test('a promise that was taken back is not filled by itself', async () => {
  const { reference } = await promised({ state: 'withdrawn' })
  await arrives({ minor: 5000n, reference })
  expect(await states()).toEqual([['open', 'withdrawn']])
})

test('a batch is opened, each payment finding its own promise', async () => {
  const [a, b] = [await promised(), await promised()]
  const parts = [
    { minor: 5000n, reference: a.reference },
    { minor: 5000n, reference: b.reference },
    { minor: 100n },
  ]
  await arrives({ minor: 10100n, parts })
  expect(await states()).toEqual([
    ['matched', null],
    ['matched', null],
    ['open', 'no_reference'],
  ])
  expect([await received(a.id), await received(b.id)]).toEqual([5000n, 5000n])
})

test('no part of an entry is given away twice, and a guess needs a second person', async () => {
  await arrives({ minor: 100n })
  const [entry] = await entries()
  const row = (
    amount_minor: bigint,
    origin: 'reference' | 'proposal',
    proposal_id: string | null,
  ) =>
    world.db
      .insertInto('payments.allocation')
      .values({
        id: ledgerId(String(amount_minor), account),
        entry_id: entry?.id ?? '',
        origin,
        proposal_id,
        kind: 'overpaid',
        pledge_id: null,
        payment_id: null,
        amount_minor,
        event_id: ledgerId('e', account),
        created_at: world.now(),
      })
      .execute()
  await expect(row(101n, 'reference', null)).rejects.toMatchObject({
    constraint: 'entry_allocated',
  })
  await expect(row(1n, 'proposal', null)).rejects.toMatchObject({
    constraint: 'allocation_of_a_proposal',
  })
})
