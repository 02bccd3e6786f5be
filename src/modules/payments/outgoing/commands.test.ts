// What left the account, what came back, and what the bank takes back.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AccountKey, balanceOf, ledgerId, post } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { orders } from '../commands.ts'
import { aBankAccount, anEntity, aPledge } from '../fixtures.ts'
import { readStatements } from '../formats/reading.ts'
import { matchEntries } from '../matching/commands.ts'
import { findPledge } from '../queries.ts'
import { importStatement } from '../statements/commands.ts'
import { aCamt, anXkIban, type BankEntry } from '../statements/fixtures.ts'

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

test('orders of ours are closed by the statement, and come back by it', async () => {
  const { reference } = await promised()
  await arrives({ minor: 5000n, reference })
  const event_id = ledgerId('order', account)
  const ordered = await post(world.db, {
    event_id,
    kind: 'payout_ordered',
    effective_on: '2026-11-02',
    by: 'system',
    legs: [
      {
        id: ledgerId(event_id, 'leg'),
        amount_minor: 3000n,
        phase: 'pending',
        ext_ref: 'MZ-P-1',
        debit: { kind: 'payable', owner_id: organisation_id, currency: 'EUR' },
        credit: { kind: 'bank', owner_id: account, currency: 'EUR' },
      },
    ],
  })
  expect(ordered.ok).toBe(true)
  await arrives(
    { minor: -3000n, end_to_end_id: 'MZ-P-1' },
    { minor: -200n, end_to_end_id: 'MZ-P-9' },
  )
  expect((await states()).slice(1)).toEqual([
    ['executed', null],
    ['open', 'unknown_debit'],
  ])
  expect(await inEuro('payable', organisation_id)).toBe(2000n)
  expect(await inEuro('loss', entity)).toBe(200n)
  await arrives({ minor: 3000n, end_to_end_id: 'MZ-P-1', return_reason: 'AC04' })
  expect((await states())[3]).toEqual(['explained', null])
  expect(await inEuro('payable', organisation_id)).toBe(5000n)
  await arrives({ minor: 10n, end_to_end_id: 'MZ-P-77', return_reason: 'AC04' })
  expect((await states())[4]).toEqual(['open', 'return_unknown'])
})

test('what the bank takes back goes from where it had gone', async () => {
  const { id, reference } = await promised()
  await arrives(
    { minor: 5000n, reference, bank_reference: 'B1' },
    { minor: 70n, bank_reference: 'B2' },
  )
  await arrives({ minor: -5000n, bank_reference: 'B1', reversal: true })
  await arrives({ minor: -70n, bank_reference: 'B2', reversal: true })
  expect(await states()).toEqual(Array.from({ length: 4 }, () => ['reversed', null]))
  expect(await inEuro('payable', organisation_id)).toBe(0n)
  expect(await inEuro('suspense', account)).toBe(0n)
  expect(await findPledge(world.db, id)).toMatchObject({
    received_minor: 5000n,
    returned_minor: 5000n,
  })
  expect(await inEuro('bank', account)).toBe(0n)
  const { rows } = await world.pool.query(
    `select payload from facts.fact where kind = 'payment.returned' and payload ->> 'pledge_id' = $1`,
    [id],
  )
  expect(rows).toMatchObject([{ payload: { organisation_id, amount_minor: '5000' } }])
})
