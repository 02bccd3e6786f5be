// How quickly the books are written and recomputed, each beside a baseline on the same PostgreSQL:
//
//   npm run bench -- ledger
//   node bench/ledger.ts [posting|gathering|checking …] [--seconds 10] [--transfers 1000000]
//
// By itself it runs as it is; only `checking` asks the built program, as an operator would.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { connect } from '#kit/db.ts'
import { grantApp } from '#kit/grants.ts'
import { migrate } from '#kit/migrate.ts'
import { type Postgres, startPostgres } from '#kit/postgres.ts'
import { passwordOf } from '#kit/postgres-cluster.ts'
import { openAccount, sealAll } from '../src/modules/ledger/commands.ts'
import { postTogether } from '../src/modules/ledger/gathering/commands.ts'
import type { Tables } from '../src/modules/ledger/tables.ts'
import { measured } from './measured.ts'
import { spread } from './sums.ts'
import { apart, table, tenth, whole } from './table.ts'

interface Effort {
  readonly seconds: number
  readonly rounds: number
  readonly transfers: number
}

const tell = (text: string) => process.stdout.write(`${text}\n\n`)
// Whoever measures stands in the project's folder.
const root = process.cwd()
const data_dir = join(root, '.bench')

interface Place {
  readonly url: string
  readonly owner_url: string
  readonly super_url: string
}

/** An empty database with our tables, and one for pgbench. */
async function prepare(server: Postgres, name: string): Promise<Place> {
  const [url, owner_url, super_url] = [server.url, server.admin_url, server.admin_url].map(
    (address) => new URL(address),
  )
  if (!url || !owner_url || !super_url) throw new Error('three addresses')
  super_url.username = 'postgres'
  super_url.password = passwordOf(data_dir, 'postgres')
  super_url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: super_url.href })
  await client.connect()
  await client.query(`drop database if exists ${name} with (force)`)
  await client.query(`create database ${name} owner mozaik_owner`)
  await client.end()
  for (const address of [url, owner_url, super_url]) address.pathname = `/${name}`
  const owner = new pg.Client({ connectionString: owner_url.href })
  await owner.connect()
  await grantApp(owner).finally(() => owner.end())
  await migrate(owner_url.href, join(root, 'db/migrations'))
  return { url: url.href, owner_url: owner_url.href, super_url: super_url.href }
}

async function asked(url: string, ...statements: readonly string[]) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

const accounts = 100_000

/** So many accounts with money on them, posted through the front door. */
async function fill({ owner_url, super_url }: Place) {
  await asked(
    owner_url,
    `insert into ledger.account (kind, owner_id, currency, ledger, normal, may_overdraw, keeps_balance)
     select 'payable', uuidv7(), 'EUR', 1, 'credit', false, true from generate_series(1, ${accounts})`,
    `select ledger.open_account('bank', uuidv7(), null, 'EUR')`,
  )
  for (let from = 1; from <= accounts; from += 5000)
    await asked(
      owner_url,
      `select ledger.post(jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'event_id',
         gen_random_uuid(), 'kind', 'gift_received', 'debit_account', ${accounts + 1},
         'credit_account', n, 'amount_minor', 1000000000, 'effective_on', '2026-11-21',
         'actor', 'system'))) from generate_series(${from}, ${from + 4999}) n`,
    )
  await asked(super_url, 'vacuum analyze ledger.account', 'vacuum analyze ledger.transfer')
}

const oneTransfer = `\\set a random(1, ${accounts})
\\set b random(1, ${accounts - 1})
\\set c 1+(:a+:b-1)%${accounts}
select ledger.post(jsonb_build_array(jsonb_build_object('id', gen_random_uuid(), 'event_id', gen_random_uuid(), 'kind', 'gift_received', 'debit_account', :a::bigint, 'credit_account', :c::bigint, 'amount_minor', 1, 'effective_on', '2026-11-21', 'actor', 'system')));
`

function pgbench(
  url: string,
  seconds: number,
  clients: number,
  ...more: readonly string[]
): number {
  const words = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds)]
  const run = spawnSync('pgbench', [...words, ...more, url], { encoding: 'utf8' })
  const tps = /^tps = ([\d.]+)/m.exec(run.stdout ?? '')?.[1]
  if (!tps || !/failed transactions: 0 /.test(run.stdout))
    throw new Error(`pgbench: ${run.stderr ?? run.error}`)
  return Number(tps)
}

/** Transfers between any two accounts, one a transaction, beside pgbench's own script. */
async function posting(server: Postgres, { seconds, rounds }: Effort) {
  const [books, plain] = [await prepare(server, 'bench_books'), await prepare(server, 'bench_tpcb')]
  await fill(books)
  const made = spawnSync('pgbench', ['-i', '-q', '-s', '50', plain.super_url])
  if (made.status !== 0) throw new Error(`pgbench -i: ${made.stderr}`)
  const script = join(mkdtempSync(join(tmpdir(), 'bench-')), 'transfer.sql')
  writeFileSync(script, oneTransfer)
  const rows = [1, 8, 16].map((clients) => {
    // In turns, so that whatever else the machine does falls on both.
    const pairs = Array.from({ length: rounds }, () => ({
      ours: pgbench(books.url, seconds, clients, '-f', script),
      theirs: pgbench(plain.super_url, seconds, clients),
    }))
    const [ours, theirs] = [
      spread(pairs.map((pair) => pair.ours)),
      spread(pairs.map((pair) => pair.theirs)),
    ]
    const ratio = spread(pairs.map((pair) => pair.ours / pair.theirs))
    return [clients, apart(ours, whole), apart(theirs, whole), apart(ratio, (n) => n.toFixed(2))]
  })
  tell(`${accounts} accounts\n${table(['clients', 'transfers/s', 'TPC-B-like/s', 'ratio'], rows)}`)
  return rows
}

/** Payments into one account: gathered by one writer, beside a row that everybody locks. */
async function gathering(server: Postgres, { seconds, rounds }: Effort) {
  const books = await prepare(server, 'bench_one')
  await asked(books.owner_url, 'create schema plain', 'grant usage on schema plain to mozaik_app')
  await asked(
    books.owner_url,
    'create table plain.account (id int primary key, balance_minor bigint not null)',
    'create table plain.payment (id uuid primary key, amount_minor bigint, at timestamptz default now())',
    'insert into plain.account values (1, 0)',
    'grant all on all tables in schema plain to mozaik_app',
  )
  const payers = 256
  const db: Kysely<Tables> = connect<Tables>(books.url, { max: 16 })
  const [bank, escrow] = [
    await openAccount(db, { kind: 'bank', owner_id: randomUUID(), currency: 'EUR' }),
    await openAccount(db, { kind: 'escrow', owner_id: randomUUID(), currency: 'EUR' }),
  ]
  const ours = async () => {
    const leg = { id: randomUUID(), debit: bank, credit: escrow, amount_minor: 100n }
    const said = await postTogether(db, {
      event_id: randomUUID(),
      kind: 'gift_received',
      effective_on: '2026-11-21',
      by: 'system',
      legs: [leg],
    })
    if (!said.ok) throw new Error(said.refusal)
  }
  const pool = new pg.Pool({ connectionString: books.url, max: 16 })
  const theirs = async () => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('update plain.account set balance_minor = balance_minor + 100 where id = 1')
    await client.query('insert into plain.payment (id, amount_minor) values ($1, 100)', [
      randomUUID(),
    ])
    await client.query('commit')
    client.release()
  }
  const pairs: { ours: number; theirs: number }[] = []
  for (let round = 0; round < rounds; round++)
    pairs.push({
      ours: await perSecond(seconds, payers, ours),
      theirs: await perSecond(seconds, payers, theirs),
    })
  await pool.end()
  await db.destroy()
  const figures = (of: 'ours' | 'theirs') => apart(spread(pairs.map((pair) => pair[of])), whole)
  const times = spread(pairs.map((pair) => pair.ours / pair.theirs))
  const row = [payers, figures('ours'), figures('theirs'), apart(times, tenth)]
  tell(`into one account\n${table(['payers', 'gathered/s', 'row-locked/s', 'times'], [row])}`)
  return row
}

/** How often a second, when so many do it over and over, each waiting for its own answer. */
async function perSecond(seconds: number, at_once: number, work: () => Promise<void>) {
  const until = performance.now() + seconds * 1000
  let count = 0
  const one = async () => {
    while (performance.now() < until) {
      await work()
      count += 1
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: at_once }, one))
  return (count * 1000) / (performance.now() - began)
}

/** Everything recomputed from zero. */
async function checking(server: Postgres, { transfers }: Effort) {
  const books = await prepare(server, 'bench_check')
  await fill(books)
  const batch = 20_000
  for (let made = accounts; made < transfers; made += batch)
    await asked(
      books.owner_url,
      `select ledger.post(jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'event_id',
         gen_random_uuid(), 'kind', 'gift_received', 'debit_account', 1 + n % ${accounts},
         'credit_account', 1 + (n + 7) % ${accounts}, 'amount_minor', 1 + n % 100,
         'effective_on', '2026-11-21', 'actor', 'system', 'ext_ref', 'reference ' || n)))
       from generate_series(${made}, ${made + batch - 1}) n`,
    )
  const db: Kysely<Tables> = connect<Tables>(books.url, { max: 2 })
  const sealing = performance.now()
  const sealed = await sealAll(db, 10_000)
  const sealed_s = (performance.now() - sealing) / 1000
  await db.destroy()
  const env = { DATABASE_URL: books.url, DATABASE_OWNER_URL: books.owner_url }
  const checked = await measured(['ledger', 'verify', '--json'], env)
  const report = Report.parse(JSON.parse(checked.said))
  const row = [whole(Number(report.transfers)), whole(Number(report.blocks))]
  tell(
    `sealed ${whole(Number(sealed))} in ${tenth(sealed_s)} s\n${table(
      ['transfers', 'blocks', 'checked in s', 'with its start', 'peak MB'],
      [[...row, tenth(report.took_ms / 1000), tenth(checked.seconds), checked.peak_mb]],
    )}`,
  )
  return { ...checked, said: undefined, took_ms: report.took_ms }
}

const Report = z.object({
  ok: z.literal(true),
  transfers: z.string(),
  blocks: z.string(),
  took_ms: z.number(),
})

const parts = { posting, gathering, checking }
type Part = keyof typeof parts
const isPart = (word: string): word is Part => Object.hasOwn(parts, word)
const all: readonly Part[] = ['posting', 'gathering', 'checking']

export async function measureLedger(
  server: Postgres,
  effort: Effort,
  wished: readonly Part[] = all,
) {
  const figures: Partial<Record<Part, unknown>> = {}
  for (const part of wished) figures[part] = await parts[part](server, effort)
  return figures
}

async function byHand() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '3' },
      transfers: { type: 'string', default: '1000000' },
    },
  })
  const server = await startPostgres({ data_dir, durable: true, share: true })
  const effort = {
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    transfers: Number(values.transfers),
  }
  const wished = positionals.filter(isPart)
  await measureLedger(server, effort, wished.length > 0 ? wished : all).finally(server.stop)
}

// In the whole bench this file is a part of another.
if (process.argv[1]?.endsWith('bench/ledger.ts')) await byHand()
