import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '#kit/digest.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { check } from './checking/commands.ts'
import { post } from './commands.ts'
import { aBank, aLeg, anEvent, anId, aPayable, sealed } from './fixtures.ts'
import { type BlockLine, checkJournal, type JournalLine } from './journal/formats/checker.ts'
import { paths } from './paths.ts'

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

test('an empty book says what will stand in it', async () => {
  const empty = await aWorld()
  for (const [locale, title] of [
    ['sq', 'Libri është hapur dhe ende bosh'],
    ['sr', 'Knjiga je otvorena i još prazna'],
    ['sr-Cyrl', 'Књига је отворена и још празна'],
    ['en', 'The book is open and still empty'],
  ] as const) {
    const page = await empty.visit(paths.index(), { locale })
    expect(page.status).toBe(200)
    expect(page.text).toContain(title)
  }
  await empty.close()
})

test('a stranger reads what moved, for whom, and not who gave', async () => {
  const page = await world.visit(paths.index({ month: '2026-11' }))
  expect(page.text).toContain('A gift was received')
  expect(page.text).toContain('€123.45')
  expect(page.html).toContain('/o/river')
  expect(page.text).toContain('Credit of a donor')
  expect(page.html).not.toContain(pledge)
  const elsewhere = await world.visit(paths.index({ month: '2020-01' }))
  expect(elsewhere.text).toContain('Nothing moved in this month.')
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
  const program = await world.visit(paths.checker())
  expect(program.html).toContain('function checkJournal')
})

test('the desk shows the chain, accounts, a statement and an event', async () => {
  await check(world.db, { closings: [], now: world.now(), clock: world.now })
  const desk = await world.visit(paths.desk(), operator())
  expect(desk.text).toContain('everything comes out')
  const kind = await world.visit(paths.kind({ kind: 'payable' }), operator())
  expect(kind.text).toContain('€123.45')
  const found = /accounts\/(\d+)"[^>]*>[^<]*River/.exec(kind.html)
  const id = found?.[1] ?? '1'
  const account = await world.visit(paths.account({ id }), operator())
  expect(account.status).toBe(200)
  expect(account.text).toContain('Carried forward')
  const csv = await world.visit(
    paths.statement({ id }, { from: '2026-11-01', through: '2026-11-30' }),
    operator(),
  )
  expect(csv.html).toMatch(/^\uFEFF?seq,effective_on/)
  const event = /\/events\/([0-9a-f-]{36})/.exec(account.html)?.[1] ?? ''
  const opened = await world.visit(paths.event({ id: event }), operator())
  expect(opened.text).toContain('As T-accounts')
  const trial = await world.visit(paths.trial({ on: '2026-11-30' }), operator())
  expect(trial.text).toContain('Total')
  expect((await world.visit(paths.account({ id: '999999' }), operator())).status).toBe(404)
})

test('a month is closed once, by somebody who says they know', async () => {
  const ask = await world.visit(paths.closing(), operator())
  expect(ask.text).toContain('This cannot be undone')
  const through = '2026-10-31'
  const unsure = await world.submit(paths.closing(), { through }, operator())
  expect(unsure.status).toBe(422)
  expect(unsure.text).toContain('Confirm that you understand')
  const wish = { through, sure: 'yes' }
  expect((await world.submit(paths.closing(), wish, operator())).status).toBe(303)
  const again = await world.submit(paths.closing(), wish, operator())
  expect(again.status).toBe(422)
  const late = anEvent([aLeg(bank, aPayable(), 1n)], { effective_on: through })
  expect(await post(world.db, late)).toEqual({ ok: false, refusal: 'period_closed' })
})

test('operators hear of a fault', async () => {
  await world.db.deleteFrom('people.notification').execute()
  const account = { bank_account_id: bank.owner_id ?? '', currency: 'EUR', on: '2026-11-30' }
  const closings = [{ ...account, closing_minor: 1n }]
  await check(world.db, { closings, now: world.now(), clock: world.now })
  const notices = await world.db.selectFrom('people.notification').select('kind').execute()
  expect(notices.map(({ kind }) => kind)).toContain('ledger.faults_found')
  const desk = await world.visit(paths.desk(), operator())
  expect(desk.text).toContain('The bank says 1, the books say 13000')
})
