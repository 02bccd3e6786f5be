// One writer for one account: who is answered is in the books, who is refused harms nobody, and a
// process that dies takes nothing with it that it has acknowledged.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import type { Event } from '../commands.ts'
import { aBank, aGift, aLeg, anEvent, anId, aPayable } from '../fixtures.ts'
import { balanceOf } from '../queries.ts'
import { type AccountKey, type EventKind, ledgerId } from '../rules.ts'
import { postTogether } from './commands.ts'

let world: TestWorld
let other: pg.Client
beforeAll(async () => {
  world = await aWorld()
  other = new pg.Client({ connectionString: world.owner_url })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await world.close()
})

const posted = async (key: AccountKey) => (await balanceOf(world.db, key)).posted_minor
const refusal = (code: string) => ({ ok: false, refusal: code })

/** How many transactions wrote these events. */
async function transactionsOf(events: readonly Event[]): Promise<number> {
  const ids = events.map(({ event_id }) => event_id)
  const { rows } = await sql<{ count: number }>`
    select count(distinct xmin::text)::int as count from ledger.transfer
    where event_id = any(${ids}::uuid[])
  `.execute(world.db)
  return rows[0]?.count ?? 0
}

test('two hundred gifts at once are a few transactions, each answered after its commit', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  const gifts = Array.from({ length: 200 }, () => anEvent([aLeg(bank, payable, 100n)]))
  await Promise.all(
    gifts.map(async (gift) => {
      expect(await postTogether(world.db, gift)).toEqual({ ok: true, value: 'created' })
      // Somebody else sees it in the moment in which it is acknowledged.
      const there = 'select from ledger.transfer where event_id = $1'
      expect((await other.query(there, [gift.event_id])).rowCount).toBe(1)
    }),
  )
  expect(await transactionsOf(gifts)).toBeLessThan(10)
  expect(await posted(payable)).toBe(20_000n)
})

test('what is refused, or cannot be written at all, takes nobody with it', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  await aGift(world.db, bank, payable, 1000n)
  const takes = [600n, 600n, 400n].map((amount) => anEvent([aLeg(payable, bank, amount)]))
  const broken = anEvent([aLeg(bank, payable, 1n)], { kind: 'No Kind' as EventKind })
  const dollars = anEvent([aLeg(bank, { ...payable, currency: 'USD' }, 1n)])
  const said = await Promise.allSettled(
    [...takes, broken, dollars].map((event) => postTogether(world.db, event)),
  )
  const [first, second, third, fourth, fifth] = said
  expect(first).toMatchObject({ value: { ok: true, value: 'created' } })
  expect(second).toMatchObject({ value: refusal('overdrawn') })
  expect(third).toMatchObject({ value: { ok: true, value: 'created' } })
  expect(fourth).toMatchObject({ reason: { code: '23514' } })
  expect(fifth).toMatchObject({ value: refusal('currency_differs') })
  expect(await posted(payable)).toBe(0n)
})

test('the same again is the same, also in the same moment', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  const gift = anEvent([aLeg(bank, payable, 700n)])
  const said = await Promise.all([gift, gift, gift].map((one) => postTogether(world.db, one)))
  expect(said.map((one) => one.ok && one.value).toSorted()).toEqual(['created', 'exists', 'exists'])
  const another = { ...gift, legs: gift.legs.map((leg) => ({ ...leg, amount_minor: 701n })) }
  expect(await postTogether(world.db, another)).toEqual(refusal('exists_with_different_fields'))
  expect(await posted(payable)).toBe(700n)
})

test('who has a transaction cannot be answered after its commit', async () => {
  const gift = anEvent([aLeg(aBank(), aPayable(), 1n)])
  await world.db.transaction().execute(async (tx) => {
    expect(() => postTogether(tx, gift)).toThrow('posts in it')
  })
})

const program = fileURLToPath(new URL('../../../../test/programs/pays-in.ts', import.meta.url))

/** A process that pays in, and what it has acknowledged so far. */
function paysIn(bank: string, escrow: string, from: number, through: number) {
  const url = new URL(world.owner_url)
  const words = [program, url.href, bank, escrow, String(from), String(through)]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  const ended = new Promise<void>((tell) => child.once('close', () => tell()))
  // A line without its end was not said.
  const said = () =>
    text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ') as [number: string, answer: string])
  return { child: child as ChildProcess, said, ended }
}

test('of two processes one is killed: all it acknowledged is there, and nothing twice', async () => {
  const [bank, escrow] = [anId(), anId()]
  const doomed = paysIn(bank, escrow, 1, 1_000_000)
  // Both pay the same numbers, as two machines that were told of the same card payments.
  const other = paysIn(bank, escrow, 1, 1500)
  await expect.poll(() => doomed.said().length, { timeout: 15_000 }).toBeGreaterThan(400)
  doomed.child.kill('SIGKILL')
  await Promise.all([doomed.ended, other.ended])

  const said = [...doomed.said(), ...other.said()]
  expect(new Set(said.map(([, answer]) => answer))).toEqual(new Set(['created', 'exists']))
  const ids = [...new Set(said.map(([number]) => number))].map((one) => ledgerId('pays in', one))
  const { rows } = await sql<{ there: bigint; once: bigint }>`
    select count(*) as there, count(distinct event_id) as once from ledger.transfer
    where event_id = any(${ids}::uuid[])
  `.execute(world.db)
  expect(rows[0]).toEqual({ there: BigInt(ids.length), once: BigInt(ids.length) })
  const all = await sql<{ sum: bigint }>`
    select count(*) * 100 as sum from ledger.transfer where kind = 'gift_received'
      and credit_account = (select id from ledger.account where owner_id = ${escrow})
  `.execute(world.db)
  expect(await posted({ kind: 'escrow', owner_id: escrow, currency: 'EUR' })).toBe(all.rows[0]?.sum)
}, 40_000)
