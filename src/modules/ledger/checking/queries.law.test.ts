// The check finds what somebody with every right changed behind our back, and says where.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#kit/db.ts'
import { passwordOf } from '#kit/postgres-cluster.ts'
import type { Database } from '#modules'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { aWorld, type RestingWorld } from '#test/world.ts'
import { closePeriod, post, settle } from '../commands.ts'
import { aBank, aGift, aLeg, anEvent, anId, aPayable, sealed } from '../fixtures.ts'
import { verify } from './queries.ts'
import type { FaultCode } from './schema.ts'

const now = new Date('2026-11-21T10:00:00Z')
const bank = aBank()
const payable = aPayable()
let books: RestingWorld
const made: TestDatabase[] = []

beforeAll(async () => {
  const world = await aWorld()
  for (let n = 1n; n <= 12n; n++)
    await aGift(world.db, bank, payable, n * 100n, { ext_ref: `r${n}` })
  const reserve = aLeg(payable, bank, 300n, { phase: 'pending' })
  await post(world.db, anEvent([reserve], { kind: 'payout_ordered' }))
  const happening = { event_id: anId(), kind: 'paid_out', effective_on: '2026-11-20' } as const
  const paid = { ...happening, id: anId(), pending_id: reserve.id, amount_minor: 250n }
  await settle(world.db, { ...paid, by: 'system' })
  await sealed(world.db)
  for (let n = 1n; n <= 3n; n++) await aGift(world.db, bank, payable, n)
  await sealed(world.db)
  await closePeriod(world.db, '2026-10-31', 'system')
  books = await world.rest()
}, 60_000)
afterAll(async () => {
  for (const database of made) await database.drop()
  await books.end()
})

/** The books after somebody with every right wrote into them, with all triggers off. */
async function after(...tampering: readonly string[]) {
  const database = await cloneDatabase(books.database)
  made.push(database)
  const owner = new pg.Client({ connectionString: superuserOf(database.owner_url) })
  await owner.connect()
  await owner.query(`set session_replication_role = replica`)
  for (const statement of tampering) await owner.query(statement)
  await owner.end()
  const db = connect<Database>(database.url, { max: 1 })
  try {
    return await verify(db, { now, closings: [] })
  } finally {
    await db.destroy()
  }
}

function superuserOf(owner_url: string): string {
  const url = new URL(owner_url)
  url.username = 'postgres'
  url.password = passwordOf('.test', 'postgres')
  return url.href
}

test('sound books are found sound', async () => {
  const report = await after('select 1')
  expect(report.faults).toEqual([])
  expect(report).toMatchObject({ ok: true, transfers: 17n, blocks: 2n, unsealed: 0n, pending: 0 })
  const [euro] = report.conserved
  expect(euro?.debits_minor).toBe(euro?.credits_minor)
  expect(euro?.debits_minor).toBe(7800n + 250n + 6n)
})

test('a row on an account that does not exist is named, and adds to no currency', async () => {
  const report = await after(`delete from ledger.account where kind = 'payable'`)
  expect(report.ok).toBe(false)
  expect(report.faults).toContainEqual({ code: 'account_unknown', seq: '1', account: '2' })
  expect(report.conserved.map(({ currency }) => currency)).toEqual(['EUR'])
  const [euro] = report.conserved
  expect(euro?.debits_minor).not.toBe(euro?.credits_minor)
})

// What somebody does, and how the check names it: code, block, row.
const tampers: readonly (readonly [string, FaultCode, string?, string?])[] = [
  [`update ledger.transfer set amount_minor = 501 where seq = 5`, 'transfer_changed', '1', '5'],
  [`update ledger.transfer set ext_ref = 'r8x' where seq = 8`, 'transfer_changed', '1', '8'],
  [`update ledger.transfer set reason = 'x' where seq = 9`, 'transfer_changed', '1', '9'],
  [
    `update ledger.transfer set recorded_at = recorded_at + interval '1 microsecond' where seq = 2`,
    ...(['transfer_changed', '1', '2'] as const),
  ],
  [
    `update ledger.transfer set effective_on = '2026-11-19' where seq = 16`,
    'transfer_changed',
    '2',
  ],
  [
    `update ledger.transfer set effective_on = '2026-10-19' where seq = 16`,
    'transfer_changed',
    '2',
  ],
  [`delete from ledger.transfer where seq = 3`, 'transfer_missing', '1', '4'],
  [
    `insert into ledger.transfer (seq, id, event_id, kind, phase, debit_account, credit_account,
       currency, ledger, amount_minor, effective_on, actor) overriding system value
     select 0, uuidv7(), uuidv7(), kind, phase, debit_account, credit_account, currency, ledger, 7,
       effective_on, actor from ledger.transfer where seq = 1`,
    ...(['transfer_added', '1'] as const),
  ],
  [
    `update ledger.account set credits_posted_minor = credits_posted_minor + 1 where kind = 'payable'`,
    'balance_differs',
  ],
  [`update ledger.account set debits_pending_minor = 50 where kind = 'payable'`, 'balance_differs'],
  [
    `update ledger.account set owner_id = uuidv7() where kind = 'payable'`,
    'transfer_changed',
    '1',
    '1',
  ],
  [`update ledger.block set root = sha256('x') where number = 1`, 'block_changed', '1'],
  [
    `update ledger.block set sealed_at = sealed_at - interval '1 day' where number = 2`,
    'block_changed',
    '2',
  ],
  [
    `update ledger.block set leaves = overlay(leaves placing '\\x00' from 40) where number = 1`,
    'leaves_changed',
    '1',
  ],
  [`delete from ledger.block where number = 1`, 'block_missing', '1'],
  [`update ledger.block set previous = sha256('x') where number = 2`, 'block_unlinked', '2'],
  [`alter table ledger.transfer disable trigger transfer_is_kept`, 'law_off'],
  [`alter table ledger.transfer drop constraint transfer_amount`, 'law_off'],
  [`drop index ledger.transfer_resolved_once`, 'law_off'],
  [`grant update on ledger.transfer to mozaik_app`, 'law_off'],
  [`alter table ledger.transfer disable trigger all`, 'law_off'],
]

test.for(tampers)('found: %s', async ([tampering, code, block, seq]) => {
  const report = await after(tampering)
  expect(report.ok).toBe(false)
  const fault = report.faults.find((one) => one.code === code)
  expect(fault, JSON.stringify(report.faults)).toBeDefined()
  if (block) expect(fault?.block).toBe(block)
  if (seq) expect(fault?.seq).toBe(seq)
  if (block) expect(report.first_wrong_block).toBe(block)
})

test('whoever forges a whole block is given away by the one after it', async () => {
  const report = await after(
    `update ledger.transfer set amount_minor = 999 where seq = 5`,
    `update ledger.account set credits_posted_minor = credits_posted_minor + 499 where kind = 'payable'`,
    `with leaf as (
       select t.seq, ledger.leaf(t, d, false, c, false) as hash from ledger.transfer t
       join ledger.account d on d.id = t.debit_account
       join ledger.account c on c.id = t.credit_account where t.seq <= 14
     ), made as (
       select ledger.merkle_root(array_agg(hash order by seq)) as root,
         string_agg(hash, ''::bytea order by seq) as leaves from leaf
     )
     update ledger.block b set root = made.root, leaves = made.leaves, hash = ledger.block_hash(
       b.number, b.first_seq, b.last_seq, b.transfers, made.root, b.previous, b.sealed_at)
     from made where b.number = 1`,
  )
  expect(report.faults).toEqual([{ code: 'block_unlinked', block: '2' }])
})

test('the books are compared with what the bank says', async () => {
  const database = await cloneDatabase(books.database)
  made.push(database)
  const db = connect<Database>(database.url, { max: 1 })
  const closing = { bank_account_id: bank.owner_id ?? '', currency: 'EUR', on: '2026-11-20' }
  const asked = (closing_minor: bigint) =>
    verify(db, { now, closings: [{ ...closing, closing_minor }] })
  expect((await asked(7800n - 250n + 6n)).ok).toBe(true)
  const { faults } = await asked(7800n)
  expect(faults).toMatchObject([{ code: 'bank_differs', is: '7556', should: '7800' }])
  await db.destroy()
})

test('what waits too long for its seal, and what is reserved too long, is told', async () => {
  const report = await after(
    `delete from ledger.block where number = 2`,
    `update ledger.transfer set recorded_at = '2026-11-01' where seq > 14`,
    `delete from ledger.transfer where pending_id is not null`,
    `update ledger.transfer set expires_at = '2026-11-02' where phase = 'pending'`,
  )
  const codes = report.faults.map(({ code }) => code)
  expect(codes).toContain('sealing_late')
  expect(codes).toContain('pending_overdue')
})
