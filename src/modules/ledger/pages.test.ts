import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '#kit/digest.ts'
import { formatMoney } from '#kit/format.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { check } from './checking/commands.ts'
import { post } from './commands.ts'
import { aBank, aLeg, anEvent, anId, aPayable, sealed } from './fixtures.ts'
import {
  type BlockLine,
  checkJournal,
  checkProof,
  type JournalLine,
  type ProofFile,
} from './journal/formats/checker.ts'
import { journalRowsMax } from './journal/schema.ts'
import { paths } from './paths.ts'
import { balanceOf } from './queries.ts'

const run = promisify(execFile)

let world: TestWorld
let town: Town
const pledge = anId()
const bank = aBank()

beforeAll(async () => {
  world = await aWorld()
  town = await aTown(world)
  const river = { ...aPayable(), owner_id: await idOf('river') }
  const credit = { kind: 'donor_credit', owner_id: pledge, currency: 'EUR' } as const
  const gift = anEvent([aLeg(bank, river, 12_345n), aLeg(bank, credit, 655n)])
  if (!(await post(world.db, gift)).ok) throw new Error('the books took it')
  await sealed(world.db)
}, 120_000)
afterAll(() => world.close())

const idOf = async (slug: string) =>
  (
    await world.db
      .selectFrom('organisations.card')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
  ).id

const operator = () => ({ as: town.visitors.operator })

test('before the first gift the page says so, in each language', async () => {
  const empty = await aWorld()
  for (const [locale, said] of [
    ['sq', 'Ende nuk ka lëvizje'],
    ['sr', 'Još nema kretanja'],
    ['sr-Cyrl', 'Још нема кретања'],
    ['en', 'No movements yet'],
  ] as const) {
    const page = await empty.visit(paths.index(), { locale })
    expect(page.status).toBe(200)
    expect(page.text).toContain(said)
  }
  await empty.close()
})

test('a stranger reads what moved, for whom, and not who gave', async () => {
  const page = await world.visit(paths.index())
  expect(page.text).toContain('A gift arrived')
  expect(page.text).toContain('€123.45')
  expect(page.html).toContain('/o/river')
  expect(page.text).toContain('Credit of a donor')
  expect(page.html).not.toContain(pledge)
})

test('the journal is narrowed to one organisation, and turned over', async () => {
  const river = await world.visit(paths.index({ q: 'RIVER' }))
  expect(river.text).toContain('€123.45')
  expect(river.text).not.toContain('€6.55')
  const nobody = await world.visit(paths.index({ q: 'Nobody of that name' }))
  expect(nobody.text).toContain('Nothing was found')
  for (let i = 0; i <= journalRowsMax; i++)
    await post(world.db, anEvent([aLeg(bank, aPayable(), 100n)]))
  const first = await world.visit(paths.index())
  const next = /before=(\d+)/.exec(first.html)?.[1] ?? ''
  expect((await world.visit(paths.index({ before: next }))).text).toContain('€123.45')
  expect((await world.visit(`${paths.index()}?before=x`)).status).toBe(200)
})

const lines = async <L>(name: string): Promise<L[]> => {
  const { html } = await world.visit(`/data/${name}.jsonl`)
  return html
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as L)
}

test('whoever takes the journal along computes the same hashes', async () => {
  const journal = await lines<JournalLine>('journal')
  const blocks = await lines<BlockLine>('journal-blocks')
  expect(journal.length).toBeGreaterThan(1)
  expect(JSON.stringify(journal)).not.toContain(pledge)
  expect(checkJournal(sha256, journal, blocks)).toEqual([])
  const forged = journal.map((line, at) => (at === 1 ? { ...line, amount_minor: '1' } : line))
  expect(checkJournal(sha256, forged, blocks)).toEqual(['block 1: a row is not what was sealed'])
  expect(checkJournal(sha256, journal.slice(1), blocks)).toHaveLength(2)
})

test('a row has a page with its proof, and a stranger checks it with the program handed out', async () => {
  const [row] = await lines<JournalLine>('journal')
  const seq = String(row?.seq)
  const page = await world.visit(paths.row({ seq }))
  expect(page.text).toContain('Fingerprint of the row')
  const told = await world.visit(paths.proof({ seq }))
  const proof = JSON.parse(told.html) as ProofFile
  expect(checkProof(sha256, proof)).toEqual([])
  const more = { ...proof, row: { ...proof.row, amount_minor: '1' } }
  expect(checkProof(sha256, more)).toEqual([
    'the row is not what was sealed',
    'the row is not in this block',
  ])
  const folder = await mkdtemp(join(tmpdir(), 'journal-'))
  const put = async (name: string, address: string) => {
    const file = join(folder, name)
    await writeFile(file, (await world.visit(address)).html)
    return file
  }
  const program = await put('check.mjs', paths.checker())
  const file = await put('proof.json', paths.proof({ seq }))
  expect((await run('node', [program, '--proof', file])).stdout).toContain('All is well')
  const journal = await put('journal.jsonl', '/data/journal.jsonl')
  const blocks = await put('blocks.jsonl', '/data/journal-blocks.jsonl')
  expect((await run('node', [program, journal, blocks])).stdout).toContain('All is well')
  await writeFile(file, JSON.stringify(more))
  await expect(run('node', [program, '--proof', file])).rejects.toThrow('not what was sealed')
  await rm(folder, { recursive: true })
  expect((await world.visit(paths.row({ seq: '999999' }))).status).toBe(404)
  expect((await world.visit(paths.row({ seq: 'x' }))).status).toBe(404)
})

test('a row that is not sealed yet says so', async () => {
  await post(world.db, anEvent([aLeg(bank, aPayable(), 4n)]))
  const { seq } = await world.db
    .selectFrom('ledger.transfer')
    .select('seq')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  const page = await world.visit(paths.row({ seq: String(seq) }))
  expect(page.text).toContain('not sealed yet')
  expect((await world.visit(paths.proof({ seq: String(seq) }))).status).toBe(404)
})

test('the desk shows the chain, accounts, a statement and an event', async () => {
  await check(world.db, { closings: [], now: world.now(), clock: world.now })
  const desk = await world.visit(paths.desk(), operator())
  expect(desk.text).toContain('everything agrees')
  const list = await world.visit(
    paths.accounts({ kind: 'payable', q: 'river', sort: 'balance' }),
    operator(),
  )
  // The town has gifts of its own on this account.
  const whose = { kind: 'payable', owner_id: await idOf('river'), currency: 'EUR' } as const
  const { available_minor } = await balanceOf(world.db, whose)
  expect(available_minor).toBeGreaterThanOrEqual(12_345n)
  expect(list.text).toContain(formatMoney(available_minor, 'EUR', 'en'))
  const none = await world.visit(paths.accounts({ kind: 'escrow', q: 'river' }), operator())
  expect(none.text).toContain('There are no such accounts.')
  const sorted = await world.visit(paths.accounts({ sort: '-balance' }), operator())
  expect(sorted.html).toContain('aria-sort="descending"')
  const id = /accounts\/(\d+)"/.exec(list.html)?.[1] ?? '1'
  const account = await world.visit(paths.account({ id }), operator())
  expect(account.text).toContain('Carried forward')
  const csv = await world.visit(
    paths.statement({ id }, { from: '2026-11-01', through: '2026-11-30' }),
    operator(),
  )
  expect(csv.html).toMatch(/^\uFEFF?seq,effective_on/)
  expect(csv.html).toContain('123.45')
  const event = /\/events\/([0-9a-f-]{36})/.exec(account.html)?.[1] ?? ''
  const opened = await world.visit(paths.event({ id: event }), operator())
  expect(opened.text).toContain('As T-accounts')
  const trial = await world.visit(paths.trial({ on: '2026-11-30' }), operator())
  expect(trial.text).toContain('Total')
  const table = await world.visit(paths.trialTable({ on: '2026-11-30' }), operator())
  expect(table.html).toContain('1,payable,EUR,')
  expect((await world.visit(paths.export(), operator())).html).toContain('gift_received')
  expect((await world.visit(paths.account({ id: '999999' }), operator())).status).toBe(404)
})

test('a month is closed once, by somebody who has seen it and says they know', async () => {
  const through = '2026-10-31'
  await post(world.db, anEvent([aLeg(bank, aPayable(), 9n)], { effective_on: '2026-10-03' }))
  const months = await world.visit(paths.closing(), operator())
  expect(months.html).toContain(paths.closingMonth({ through }))
  const ask = await world.visit(paths.closingMonth({ through }), operator())
  expect(ask.text).toContain('This cannot be undone')
  const unsure = await world.submit(paths.closingMonth({ through }), {}, operator())
  expect(unsure.status).toBe(422)
  expect(unsure.text).toContain('Confirm that you understand')
  const sure = { sure: 'yes' }
  expect((await world.submit(paths.closingMonth({ through }), sure, operator())).status).toBe(303)
  const again = await world.submit(paths.closingMonth({ through }), sure, operator())
  expect(again.status).toBe(422)
  expect(again.text).toContain('closed already')
  const closed = await world.visit(paths.closingMonth({ through }), operator())
  expect(closed.text).toContain('cannot be closed now')
  const late = anEvent([aLeg(bank, aPayable(), 1n)], { effective_on: through })
  expect(await post(world.db, late)).toEqual({ ok: false, refusal: 'period_closed' })
  expect((await world.visit(paths.desk(), operator())).html).toContain(`on=${through}`)
  const facts = await world.db
    .selectFrom('facts.fact')
    .select('id')
    .where('kind', '=', 'ledger.period_closed')
    .execute()
  expect(facts).toHaveLength(1)
  for (const odd of ['2026-10-30', 'yesterday'])
    expect((await world.visit(paths.closingMonth({ through: odd }), operator())).status).toBe(404)
})

test('programs read the journal, its blocks and a proof', async () => {
  const told = async (address: string) => JSON.parse((await world.visit(address)).html)
  const { rows, next } = await told('/api/v1/journal?limit=2')
  expect(rows).toHaveLength(2)
  const rest = await told(next.slice(next.indexOf('/api/')))
  expect(rest.rows[0].seq).toBeGreaterThan(rows[1].seq)
  const { blocks } = await told('/api/v1/journal/blocks')
  expect(checkProof(sha256, await told(`/api/v1/journal/${rows[1].seq}/proof`))).toEqual([])
  expect(blocks[0].number).toBe(1)
})

test('operators hear of a fault, and everybody may read it', async () => {
  await world.db.deleteFrom('people.notification').execute()
  const account = { bank_account_id: bank.owner_id ?? '', currency: 'EUR', on: '2026-09-30' }
  const closings = [{ ...account, closing_minor: 1n }]
  await check(world.db, { closings, now: world.now(), clock: world.now })
  const notices = await world.db.selectFrom('people.notification').select('kind').execute()
  expect(notices.map(({ kind }) => kind)).toContain('ledger.faults_found')
  const desk = await world.visit(paths.desk(), operator())
  expect(desk.text).toContain('The bank says €0.01, the books say €0.00')
  expect(desk.text).toMatch(/\(account \d+ · Bank account( · .+)?\)/)
  const read = await world.visit(paths.index())
  expect(read.text).toContain('The bank says €0.01')
  expect(read.text).toMatch(/\(account \d+\)/)
})

test('what came and was placed whole stands in the trial balance with nought, not empty', async () => {
  const suspense = { kind: 'suspense', owner_id: anId(), currency: 'CHF' } as const
  const [bank_chf, payable] = [aBank('CHF'), aPayable('CHF')]
  const legs = [aLeg(bank_chf, suspense, 500n), aLeg(suspense, payable, 500n)]
  if (!(await post(world.db, anEvent(legs))).ok) throw new Error('the books took it')
  const trial = await world.visit(paths.trial({ on: '2026-11-30' }), operator())
  expect(trial.text).toMatch(/Purpose not known yet 1 CHF\s0\.00 CHF\s0\.00/)
})
