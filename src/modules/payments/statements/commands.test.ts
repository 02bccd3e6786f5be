// A bank's file comes in: cases 5 to 8 of what may be wrong with it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findClosings, verify } from '#modules/ledger/fixtures.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { matchEntries, orders } from '../commands.ts'
import { aBankAccount, anEntity, aPledge } from '../fixtures.ts'
import { readStatements } from '../formats/reading.ts'
import { importStatement, refuseFile, releaseFile } from './commands.ts'
import { aCamt, aNotice, anXkIban, type BankStatement } from './fixtures.ts'

let world: TestWorld
let entity: string
let organisation_id: string
let person_id: string
beforeAll(async () => {
  world = await aWorld()
  entity = await anEntity(world.db)
  organisation_id = (await anOrganisation(world.db, { slug: 'lumi' })).id
  person_id = (await aPerson(world.db, world.settings, {})).id
})
afterAll(() => world.close())

let iban: string
let account: string
beforeEach(async () => {
  iban = anXkIban()
  account = await aBankAccount(world.db, { entity_id: entity, iban })
})

const bring = (text: string) => {
  const bytes = Buffer.from(text)
  const read = readStatements(bytes)
  return importStatement(
    world.db,
    { name: 'statement.xml', bytes, read },
    { files: world.files, by: { person_id }, now: world.now() },
  )
}

const statement = (wish: Partial<BankStatement>) => aCamt({ iban, entries: [], ...wish })
const gift = { minor: 2500n, name: 'Arta Shembull', iban: 'DE89370400440532013000' }

const onBank = async () =>
  (await balanceOf(world.db, { kind: 'bank', owner_id: account, currency: 'EUR' })).posted_minor
const inSuspense = async () =>
  (await balanceOf(world.db, { kind: 'suspense', owner_id: account, currency: 'EUR' })).posted_minor

test('the first statement brings what stood there before, and its entries into suspense', async () => {
  const done = await bring(
    statement({ opening: 10000n, entries: [gift, { minor: -300n, lines: ['Provizion'] }] }),
  )
  expect(done).toMatchObject({ state: 'imported', entries_new: 2, entries_known: 0, reasons: [] })
  expect(await onBank()).toBe(12200n)
  expect(await inSuspense()).toBe(2500n)
})

test('the check of the books compares with where the last statement of each account ended', async () => {
  await bring(statement({ opening: 10000n, entries: [gift] }))
  const closings = await findClosings(world.db, world.modules)
  expect(closings).toContainEqual(
    expect.objectContaining({ bank_account_id: account, currency: 'EUR', closing_minor: 12500n }),
  )
  const now = world.now()
  const report = await verify(world.db, { now, closings })
  expect(report.faults).toEqual([])
  expect(report.banks).toBe(closings.length)
  const differing = closings.map((one) =>
    one.bank_account_id === account ? { ...one, closing_minor: 12501n } : one,
  )
  const { faults } = await verify(world.db, { now, closings: differing })
  expect(faults).toMatchObject([{ code: 'bank_differs', is: '12500', should: '12501' }])
})

test('case 5: a file replayed, and the same days in another version, are posted once', async () => {
  const wish = { opening: 100n, entries: [gift, gift, { minor: -50n, lines: ['Fee'] }] }
  await bring(statement({ ...wish, version: '02' }))
  expect(await bring(statement({ ...wish, version: '02' }))).toMatchObject({
    state: 'imported',
    again: true,
    entries_new: 3,
  })
  expect(await bring(statement({ ...wish, version: '08' }))).toMatchObject({
    state: 'imported',
    again: false,
    entries_new: 0,
    entries_known: 3,
  })
  expect(await onBank()).toBe(5050n)
})

test('a week after the statement of its first day brings what is new alone', async () => {
  const first = { ...gift, on: '2026-11-19', bank_reference: 'A' }
  const second = { ...gift, on: '2026-11-21', bank_reference: 'B' }
  await bring(statement({ opening: 100n, entries: [first], on: '2026-11-19', id: 'day' }))
  const week = await bring(
    statement({
      opening: 100n,
      entries: [first, second],
      on: '2026-11-21',
      id: 'week',
      sequence: 9,
    }),
  )
  expect(week).toMatchObject({ state: 'imported', entries_new: 1, entries_known: 1 })
  expect(await onBank()).toBe(5100n)
})

test('what notices told of before the first statement is in its opening balance, once', async () => {
  const early = { ...gift, on: '2026-11-18', bank_reference: 'early' }
  const late = { ...gift, on: '2026-11-20', bank_reference: 'late' }
  await bring(aNotice({ iban, entries: [early], on: '2026-11-18', id: 'n1' }))
  await bring(aNotice({ iban, entries: [late], on: '2026-11-20', id: 'n2' }))
  expect(await onBank()).toBe(5000n)
  // 70 euro stood there: 45 from before the books, 25 that the first notice told of.
  const first = statement({ opening: 7000n, entries: [late], on: '2026-11-20' })
  expect(await bring(first)).toMatchObject({ state: 'imported', entries_new: 0, entries_known: 1 })
  expect(await onBank()).toBe(9500n)
  const closings = await findClosings(world.db, world.modules)
  expect((await verify(world.db, { now: world.now(), closings })).faults).toEqual([])
})

test('a notice before the statement, and then the statement, are posted once', async () => {
  const told = { iban, opening: 0n, entries: [gift] }
  const [text, notice] = [aCamt(told), aNotice(told)]
  expect(await bring(notice)).toMatchObject({ state: 'imported', entries_new: 1 })
  expect(await bring(text)).toMatchObject({ state: 'imported', entries_new: 0, entries_known: 1 })
  const next = statement({
    opening: 2500n,
    entries: [{ ...gift, bank_reference: 'n' }],
    sequence: 2,
    on: '2026-11-21',
  })
  expect(await bring(next)).toMatchObject({ state: 'imported', entries_new: 1 })
  expect(await onBank()).toBe(5000n)
})

test('case 6: a gap is held and posts nothing until somebody releases or refuses it', async () => {
  await bring(statement({ opening: 0n, entries: [gift] }))
  const missing = { opening: 9900n, entries: [gift], sequence: 3, on: '2026-11-22' }
  const text = statement(missing)
  const held = await bring(text)
  expect(held.state).toBe('held')
  expect(held.reasons.map(({ code }) => code)).toEqual(['opening_differs', 'sequence_gap'])
  expect(await onBank()).toBe(2500n)
  // What was missing arrives: the same file, brought again, follows it.
  const between = statement({
    opening: 2500n,
    entries: [{ ...gift, minor: 7400n }],
    sequence: 2,
    on: '2026-11-21',
  })
  expect((await bring(between)).state).toBe('imported')
  expect((await bring(text)).state).toBe('imported')
  expect(await onBank()).toBe(12400n)
  const other = await bring(statement({ ...missing, opening: 1n, sequence: 9, on: '2026-11-25' }))
  const decision = { person_id, reason: 'The bank confirms it by telephone.' }
  const released = await releaseFile(
    world.db,
    other.id,
    readStatements(
      Buffer.from(statement({ ...missing, opening: 1n, sequence: 9, on: '2026-11-25' })),
    ),
    decision,
    { now: world.now() },
  )
  expect(released).toMatchObject({ ok: true, value: { state: 'released', entries_new: 1 } })
  expect(await refuseFile(world.db, other.id, decision, world.now())).toMatchObject({ ok: false })
})

test('case 7: another account and another currency are rejected whole', async () => {
  const foreign = aCamt({ iban: 'CH9300762011623852957', entries: [gift] })
  expect(await bring(foreign)).toMatchObject({ state: 'rejected', entries_new: 0 })
  const francs = await bring(statement({ currency: 'CHF', entries: [gift] }))
  expect(francs.state).toBe('rejected')
  expect(francs.reasons[0]?.code).toBe('currency_differs')
  expect(await onBank()).toBe(0n)
})

test('case 8: wrong sums and digits beyond the cent are rejected with their place', async () => {
  const wrong = await bring(statement({ entries: [gift], closing: 1n }))
  expect(wrong).toMatchObject({ state: 'rejected' })
  expect(wrong.reasons[0]).toMatchObject({ code: 'sum_differs' })
  const digits = await bring(statement({ entries: [gift] }).replace('>25.00<', '>25.00001<'))
  expect(digits.reasons[0]?.code).toBe('decimals')
  expect(digits.reasons[0]?.message).toContain('line 8')
  expect(await onBank()).toBe(0n)
})

test('pending entries are never booked, and zero is no money', async () => {
  const pending = { ...gift, status: 'PDNG' as const }
  const done = await bring(statement({ entries: [gift, pending, { minor: 0n }] }))
  expect(done).toMatchObject({ state: 'imported', entries_new: 1, entries_not_booked: 1 })
  expect(await onBank()).toBe(2500n)
})

test('a file of two hands at once is booked once', async () => {
  const text = statement({ entries: [gift] })
  const both = await Promise.all([bring(text), bring(text).catch(() => null)])
  expect(both.filter((one) => one && !one.again).length).toBeLessThanOrEqual(1)
  expect(await onBank()).toBe(2500n)
})

test('matching twice at once books each gift once', async () => {
  const pledge_id = await aPledge(world.db, {
    organisation_id,
    collecting_entity_id: entity,
    bank_account_id: account,
  })
  const { reference } = await world.db
    .selectFrom('payments.pledge')
    .select('reference')
    .where('id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  await bring(statement({ entries: [{ ...gift, lines: [reference] }] }))
  const around = { by: 'system', now: world.now(), orders } as const
  await Promise.all([matchEntries(world.db, around), matchEntries(world.db, around)])
  await matchEntries(world.db, around)
  const paid = await world.db
    .selectFrom('payments.payment')
    .select('amount_minor')
    .where('pledge_id', '=', pledge_id)
    .execute()
  expect(paid).toEqual([{ amount_minor: 2500n }])
  expect(await inSuspense()).toBe(0n)
})
