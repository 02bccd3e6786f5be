// Each law of the books is switched off in turn, and somebody notices: no constraint, trigger or
// missing privilege of the ledger stands there without a test.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passwordOf } from '#kit/postgres-cluster.ts'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { type Attack, insertion, listLaws, whyNotMissed } from '#test/laws.ts'
import { allLaws } from '../../src/modules/ledger/checking/schema.ts'

let database: TestDatabase
let client: pg.Client

const on = `'2026-11-20'`
const id = (last: number) => `'018f0000-0000-7000-8000-${String(last).padStart(12, '0')}'`
const account = (kind: string, currency = 'EUR') =>
  `(select id from ledger.account where kind = '${kind}' and currency = '${currency}')`
const hash = `sha256('x')`

/** What both tests begin with: money on an account, some of it reserved, a block, a month. */
const setUp = [
  `select ledger.open_account('bank', ${id(1)}, null, 'EUR')`,
  `select ledger.open_account('payable', ${id(2)}, null, 'EUR')`,
  `select ledger.open_account('escrow', ${id(3)}, null, 'EUR')`,
  `select ledger.open_account('bank', ${id(1)}, null, 'USD')`,
  posting({ id: id(11), debit: 'bank', credit: 'payable', amount: 1000 }),
  posting({ id: id(12), debit: 'payable', credit: 'bank', amount: 300, phase: 'pending' }),
  `insert into ledger.period_close (closed_through, closed_by) values ('2025-12-31', 'system')`,
  `insert into ledger.block values (1, 1, 1, 1, ${hash}, ${hash}, ${hash}, now(), ${hash})`,
  `insert into ledger.checking (began_at, ended_at, transfers, blocks, fault_count)
   values (now(), now(), 0, 0, 0)`,
  `insert into ledger.payer values (${id(11)}, '0123456789')`,
  `insert into ledger.owner (id, name) values (${id(2)}, '{"en": "Somebody"}')`,
]

interface Posting {
  readonly id: string
  readonly debit: string
  readonly credit: string
  readonly amount: number
  readonly phase?: string
}

function posting({ id: its_id, debit, credit, amount, phase = 'single' }: Posting): string {
  return `select ledger.post(jsonb_build_array(jsonb_build_object('id', ${its_id}, 'event_id', ${its_id},
    'kind', 'gift_received', 'phase', '${phase}', 'debit_account', ${account(debit)},
    'credit_account', ${account(credit)}, 'amount_minor', ${amount}, 'effective_on', ${on},
    'actor', 'system')))`
}

const wish = {
  schema: 'ledger',
  rows: {
    account: {
      id: '99',
      kind: `'payable'`,
      owner_id: id(90),
      counterparty_id: 'null',
      currency: `'EUR'`,
      ledger: '1',
      normal: `'credit'`,
      may_overdraw: 'false',
      keeps_balance: 'true',
      opened_at: 'now()',
      closed_at: 'null',
      debits_posted_minor: '0',
      credits_posted_minor: '0',
      debits_pending_minor: '0',
      credits_pending_minor: '0',
    },
    account_kind: {
      code: `'another'`,
      ledger: '1',
      normal: `'credit'`,
      may_overdraw: 'false',
      keeps_balance: 'true',
      ends_at_zero: 'false',
      owner_is_private: 'false',
    },
    block: {
      number: '2',
      first_seq: '11',
      last_seq: '20',
      transfers: '1',
      root: hash,
      previous: hash,
      hash,
      sealed_at: 'now()',
      leaves: hash,
    },
    checking: {
      began_at: 'now()',
      ended_at: 'now()',
      transfers: '0',
      blocks: '0',
      last_hash: hash,
      fault_count: '0',
      faults: `'[]'`,
    },
    currency: { code: `'XTS'`, exponent: '2' },
    owner: { id: id(91), name: `'{"en": "Somebody"}'`, told_at: 'now()' },
    payer: { event_id: id(96), payer: `'0123456789'` },
    period_close: {
      closed_through: `'2025-11-30'`,
      closed_at: 'now()',
      closed_by: `'system'`,
      closed_seq: '0',
    },
    transfer: {
      seq: '999',
      id: id(92),
      event_id: id(92),
      kind: `'gift_received'`,
      phase: `'single'`,
      debit_account: account('bank'),
      credit_account: account('payable'),
      currency: `'EUR'`,
      ledger: '1',
      amount_minor: '10',
      pending_id: 'null',
      expires_at: 'null',
      reverses: 'null',
      effective_on: on,
      recorded_at: 'now()',
      actor: `'system'`,
      reason: 'null',
      ext_ref: 'null',
    },
    watermark: { only_one: 'true', candidate_seq: '0' },
  },
} as const

type Row = Readonly<Record<string, string>>
const adding = (table: keyof typeof wish.rows, but: Row, by?: string): Attack => ({
  statements: [insertion(wish, table, but)],
  ...(by ? { by } : {}),
})
const doing = (statement: string, by?: string): Attack => ({
  statements: [statement],
  ...(by ? { by } : {}),
})
const kept = 'ledger_is_kept'
const resolving = {
  phase: `'post'`,
  pending_id: id(12),
  debit_account: account('payable'),
  credit_account: account('bank'),
}

const attacks: Readonly<Record<string, Attack>> = {
  'account.account_closed_is_empty': doing(
    `update ledger.account set closed_at = now() where kind = 'payable'`,
  ),
  // The two keys that point here lean on it; without it they are gone as well.
  'account.account_currency': adding('transfer', { currency: `'USD'` }, 'transfer_debit'),
  'account.account_kind_known': adding('account', { normal: `'debit'` }),
  'account.account_not_overdrawn': adding('transfer', {
    debit_account: account('payable'),
    credit_account: account('bank'),
    amount_minor: '701',
  }),
  'account.account_once': adding('account', { owner_id: id(2) }),
  'account.account_pkey': adding('account', { id: account('payable'), currency: `'CHF'` }),
  'account.account_sums': adding('account', { debits_posted_minor: '-1' }),
  'account.account_is_kept': doing(`delete from ledger.account where kind = 'escrow'`, kept),
  'account.account_is_not_emptied': {
    // It would take the transfers with it, and they have a guard of their own.
    statements: [
      'drop trigger transfer_is_not_emptied on ledger.transfer',
      'truncate ledger.account cascade',
    ],
    by: kept,
  },
  'account.account_stays_what_it_is': doing(
    `update ledger.account set owner_id = ${id(93)} where kind = 'escrow'`,
    kept,
  ),
  'account_kind.account_kind_code': adding('account_kind', { code: `'An Other'` }),
  'account_kind.account_kind_guards_what_it_counts': adding('account_kind', {
    keeps_balance: 'false',
  }),
  // What leans on it goes with it: an account could be of a law that its kind has not.
  'account_kind.account_kind_law': adding('account', { normal: `'debit'` }, 'account_kind_known'),
  'account_kind.account_kind_ledger': adding('account_kind', { ledger: '4' }),
  'account_kind.account_kind_normal': adding('account_kind', { normal: `'left'` }),
  'account_kind.account_kind_pkey': adding('account_kind', { code: `'payable'`, ledger: '3' }),
  'block.block_hashes': adding('block', { root: `'x'::bytea` }),
  'block.block_is_kept': doing('update ledger.block set transfers = 1', kept),
  'block.block_is_not_emptied': doing('truncate ledger.block', kept),
  'block.block_is_not_empty': adding('block', { transfers: '0', leaves: `''::bytea` }),
  'block.block_number': adding('block', { number: '0' }),
  'block.block_of_last': adding('block', { first_seq: '1', last_seq: '1' }),
  'block.block_pkey': adding('block', { number: '1' }),
  'block.block_range': adding('block', { first_seq: '0' }),
  'checking.checking_counts': adding('checking', { blocks: '-1' }),
  'checking.checking_hash': adding('checking', { last_hash: `'x'::bytea` }),
  'checking.checking_lasts': adding('checking', { ended_at: `now() - interval '1 day'` }),
  'checking.checking_names_faults': adding('checking', { fault_count: '1' }),
  'checking.checking_pkey': adding('checking', { id: '(select id from ledger.checking)' }),
  'currency.currency_code': adding('currency', { code: `'euro'` }),
  'currency.currency_exponent': adding('currency', { exponent: '5' }),
  'currency.currency_pkey': adding('currency', { code: `'EUR'` }),
  'owner.owner_pkey': adding('owner', { id: id(2) }),
  'owner.owner_slug': adding('owner', { slug: `''` }),
  'payer.payer_pkey': adding('payer', { event_id: id(11) }),
  'payer.payer_word': adding('payer', { payer: `'Arta'` }),
  'period_close.period_close_actor': adding('period_close', { closed_by: `'somebody'` }),
  'period_close.period_close_is_a_month_end': adding('period_close', {
    closed_through: `'2025-11-29'`,
  }),
  'period_close.period_close_is_kept': doing('delete from ledger.period_close', kept),
  'period_close.period_close_is_not_emptied': doing('truncate ledger.period_close', kept),
  'period_close.period_close_pkey': adding('period_close', { closed_through: `'2025-12-31'` }),
  'transfer.transfer_actor': adding('transfer', { actor: `'somebody'` }),
  'transfer.transfer_amount': adding('transfer', { amount_minor: '0' }),
  'transfer.transfer_between_two': adding('transfer', { credit_account: account('bank') }),
  'transfer.transfer_credit': adding('transfer', { credit_account: account('bank', 'USD') }),
  'transfer.transfer_debit': adding('transfer', { debit_account: account('bank', 'USD') }),
  'transfer.transfer_ext_ref': adding('transfer', { ext_ref: `''` }),
  'transfer.transfer_is_kept': doing('update ledger.transfer set amount_minor = 1', kept),
  'transfer.transfer_is_lawful': adding(
    'transfer',
    { ...resolving, amount_minor: '301' },
    'transfer_resolves_its_pending',
  ),
  'transfer.transfer_is_not_emptied': doing('truncate ledger.transfer cascade', kept),
  'transfer.transfer_kind': adding('transfer', { kind: `'A Gift'` }),
  'transfer.transfer_moves_balances': {
    ...adding('transfer', {}),
    look: `select credits_posted_minor from ledger.account where kind = 'payable'`,
  },
  'transfer.transfer_once': adding('transfer', { id: id(11) }),
  'transfer.transfer_only_pending_expires': adding('transfer', { expires_at: 'now()' }),
  'transfer.transfer_pending': adding('transfer', { ...resolving, pending_id: id(94) }),
  'transfer.transfer_phase': adding('transfer', { phase: `'perhaps'` }),
  'transfer.transfer_pkey': adding('transfer', { seq: '(select min(seq) from ledger.transfer)' }),
  'transfer.transfer_reason': adding('transfer', { reason: `''` }),
  'transfer.transfer_resolved_once': {
    statements: [
      insertion(wish, 'transfer', { ...resolving, amount_minor: '100' }),
      insertion(wish, 'transfer', { ...resolving, seq: '1000', id: id(95), amount_minor: '100' }),
    ],
  },
  'transfer.transfer_resolves_a_pending': adding('transfer', { phase: `'post'` }),
  'transfer.transfer_reversal_is_single': adding('transfer', {
    reverses: id(11),
    phase: `'pending'`,
    debit_account: account('payable'),
    credit_account: account('bank'),
  }),
  'transfer.transfer_reverses': adding('transfer', { reverses: id(94) }),
  'watermark.watermark_only_one': adding('watermark', { only_one: 'false' }),
  'watermark.watermark_pkey': adding('watermark', {}),
}

beforeAll(async () => {
  database = await cloneDatabase()
  const url = new URL(database.owner_url)
  url.username = 'postgres'
  url.password = passwordOf('.test', 'postgres')
  client = new pg.Client({ connectionString: url.href })
  await client.connect()
  for (const statement of setUp) await client.query(statement)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const listTables = async () => {
  const { rows } = await client.query<{ table: string }>(
    `select relname as table from pg_class
     where relnamespace = 'ledger'::regnamespace and relkind = 'r'`,
  )
  return rows.map(({ table }) => table)
}

test('each law of the books has an attack that only it refuses', async () => {
  const laws = await listLaws(client, { ...wish, tables: await listTables(), attacks })
  expect(laws.length).toBeGreaterThan(130)
  const unnoticed = []
  for (const law of laws) unnoticed.push(await whyNotMissed(client, law))
  expect(unnoticed.filter((why) => why !== null)).toEqual([])
  // What is attacked is there; nothing of it went away unseen.
  const names = new Set(laws.map(({ name }) => name))
  expect(Object.keys(attacks).filter((name) => !names.has(name))).toEqual([])
})

test('the nightly check knows the law by name', async () => {
  const tables = ['account', 'account_kind', 'block', 'period_close', 'transfer', 'watermark']
  const laws = await listLaws(client, { ...wish, tables, attacks })
  const plain = laws.filter(({ name }) => !/_not_null$|: no /.test(name)).map(({ name }) => name)
  expect(plain.filter((name) => !allLaws.includes(name))).toEqual([])
})
