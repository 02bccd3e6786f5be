// What a bank told the town: a file that is held, an entry that waits, what somebody thinks it is.
import type { Visitors } from './town.ts'
import { add, aFile } from './town-rows.ts'
import type { TestWorld } from './world.ts'

export async function statementsThere(world: TestWorld, { operator }: Visitors) {
  const now = world.now()
  const entity_id = await add(world, 'payments.entity', {
    name: 'A collector',
    address: 'Street 1',
    country: 'XK',
  })
  const bank = await add(world, 'payments.bank_account', {
    entity_id,
    iban: 'XK051299400000002036',
    bic: 'SHMBXKPR',
    bank_name: 'Bank',
    holder: 'A collector',
    currency: 'EUR',
    added_by: operator.id,
  })
  const file_id = await aFile(world, 'evidence', operator.id)
  const statement_file = await add(world, 'payments.statement_file', {
    file_id,
    sha256: 'a'.repeat(64),
    name: 'statement.xml',
    format: 'camt.053.001.02',
    state: 'held',
    bank_account_id: bank,
    reasons: '[]',
    imported_at: now,
  })
  const id = '018f0000-0000-8000-8000-000000000001'
  await add(world, 'payments.statement', {
    id,
    statement_file_id: statement_file,
    bank_account_id: bank,
    kind: 'statement',
    currency: 'EUR',
    entries: 1,
    created_at: now,
  })
  const entry = await anEntry(world, id, bank)
  const proposal = await add(world, 'payments.proposal', {
    entry_id: entry,
    kind: 'return',
    pledges: '[]',
    reason: 'Nobody knows it.',
    proposed_by: operator.id,
    proposed_at: now,
  })
  return { statement_bank: bank, statement_file, entry, proposal }
}

async function anEntry(world: TestWorld, id: string, bank_account_id: string) {
  const entry = await add(world, 'payments.entry', {
    id,
    bank_account_id,
    statement_id: id,
    booking_key: 'k',
    path: 'line 1',
    amount_minor: 100n,
    currency: 'EUR',
    booked_on: '2026-11-20',
    event_id: id,
    why_open: 'no_reference',
    created_at: world.now(),
  })
  await world.db.insertInto('payments.entry_party').values({ entry_id: entry }).execute()
  return entry
}
