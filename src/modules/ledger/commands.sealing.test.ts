// Sealing: the same bytes in the database and here, and no transfer that comes late is passed over.
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '#kit/digest.ts'
import { merkleRoot } from '#kit/merkle.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { post, seal, sealAll } from './commands.ts'
import { aBank, aGift, aLeg, anEvent, anId, aPayable, sealed } from './fixtures.ts'
import { findLeaves, listHeads } from './queries.ts'
import { blockHash, type Face, wholeLeaf } from './rules.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => {
  const hex = Buffer.from(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
})
// Whatever PostgreSQL takes as text: everything but zero and halves of pairs.
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((one) => {
  return !one.includes('\0') && one.isWellFormed()
})
const micro = fc.bigInt({ min: -2_000_000_000_000_000n, max: 7_000_000_000_000_000n })
const nullable = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const face: fc.Arbitrary<Face> = fc.record({
  id: fc.integer({ min: 1, max: 2 ** 48 }),
  kind: fc.constantFrom('payable', 'donor_credit', 'bank'),
  owner_id: nullable(id),
  counterparty_id: nullable(id),
  owner_is_private: fc.boolean(),
})
const transfer = fc.record({
  seq: fc.bigInt({ min: 1n, max: 2n ** 62n }),
  kind: text,
  phase: fc.constantFrom('single', 'pending', 'post', 'void', 'expire'),
  currency: fc.constantFrom('EUR', 'CHF', 'KWD'),
  ledger: fc.constantFrom(1, 2, 3),
  amount_minor: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
  effective_on: fc
    .integer({ min: -20_000, max: 60_000 })
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  id,
  event_id: id,
  pending_id: nullable(id),
  expires_us: nullable(micro),
  reverses: nullable(id),
  recorded_us: micro,
  actor: text,
  reason: nullable(text),
  ext_ref: nullable(text),
})

const moment = (us: bigint | null) =>
  us === null ? null : sql`(timestamptz 'epoch' + ${String(us)}::bigint * interval '1 microsecond')`

test('a transfer is the same bytes in the database and here', async () => {
  await fc.assert(
    fc.asyncProperty(transfer, face, face, async (of, debit, credit) => {
      const account = (one: Face) =>
        sql`(select row(${one.id}::bigint, ${one.kind}::text, ${one.owner_id}::uuid,
          ${one.counterparty_id}::uuid, 'EUR', 1, 'credit', false, true, 0, 0, 0, 0, now(), null)
          ::ledger.account)`
      const { rows } = await sql<{ leaf: Buffer }>`
        select ledger.leaf(row(${of.seq}::bigint, ${of.id}::uuid, ${of.event_id}::uuid,
          ${of.kind}::text, ${of.phase}::text, 1, 2, ${of.currency}::text, ${of.ledger}::smallint,
          ${of.amount_minor}::bigint, ${of.pending_id}::uuid, ${moment(of.expires_us)}::timestamptz,
          ${of.reverses}::uuid, ${of.effective_on}::date, ${moment(of.recorded_us)}::timestamptz,
          ${of.actor}::text, ${of.reason}::text, ${of.ext_ref}::text)::ledger.transfer,
          ${account(debit)}, ${debit.owner_is_private}, ${account(credit)},
          ${credit.owner_is_private}) as leaf
      `.execute(world.db)
      expect(rows[0]?.leaf.toString('hex')).toBe(wholeLeaf(of, debit, credit).toString('hex'))
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('the tree is that of RFC 6962, in the database and here', async () => {
  // The RFC's own words: split at the largest power of two below, and hash the two halves.
  const root = (leaves: readonly Buffer[]): Buffer => {
    const [first] = leaves
    if (leaves.length === 1 && first) return first
    const half = 2 ** Math.floor(Math.log2(leaves.length - 1))
    const halves = [root(leaves.slice(0, half)), root(leaves.slice(half))]
    return sha256(Buffer.concat([Buffer.of(1), ...halves]))
  }
  for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 100, 257]) {
    const leaves = Array.from({ length: count }, (_, place) => sha256(Buffer.from(String(place))))
    const { rows } = await sql<{ root: Buffer }>`
      select ledger.merkle_root(${leaves}::bytea[]) as root
    `.execute(world.db)
    expect(rows[0]?.root.toString('hex')).toBe(root(leaves).toString('hex'))
    expect(merkleRoot(Buffer.concat(leaves)).toString('hex')).toBe(root(leaves).toString('hex'))
  }
})

test('a transfer that is still being written holds the seal back, and is in it', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  await aGift(world.db, bank, payable, 1n)
  const slow = new pg.Client({ connectionString: world.owner_url })
  await slow.connect()
  await slow.query('begin')
  const account = async (kind: string) =>
    (await slow.query<{ id: string }>(`select id from ledger.account where kind = '${kind}'`))
      .rows[0]?.id
  const row = {
    id: anId(),
    event_id: anId(),
    kind: 'gift_received',
    effective_on: '2026-11-20',
    debit_account: await account('bank'),
    credit_account: await account('payable'),
    amount_minor: '5',
    actor: 'system',
  }
  await slow.query('select ledger.post($1)', [JSON.stringify([row])])
  await aGift(world.db, aBank(), aPayable(), 2n)
  expect(await sealAll(world.db, 5)).toBe(0n)
  await slow.query('commit')
  await slow.end()
  expect(await sealed(world.db)).toBe(3n)
  const [head] = await listHeads(world.db)
  if (!head) throw new Error('there is a block')
  expect(head).toMatchObject({ number: 1n, first_seq: 1n, transfers: 3n })
  expect(blockHash(head).toString('hex')).toBe(head.hash.toString('hex'))
  const root = merkleRoot(await findLeaves(world.db, 1n))
  expect(root.toString('hex')).toBe(head.root.toString('hex'))
  expect((await seal(world.db)).sealed).toBe(0n)
})

test('numbers of transactions that failed leave no hole that waits', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  await world.db
    .transaction()
    .execute(async (tx) => {
      await post(tx, anEvent([aLeg(bank, payable, 9n)]))
      throw new Error('changed my mind')
    })
    .catch(() => {})
  await aGift(world.db, bank, payable, 3n)
  expect(await sealed(world.db)).toBe(1n)
})

test('many who write while it is sealed: each is sealed once', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  const before = (await listHeads(world.db)).reduce((sum, one) => sum + one.transfers, 0n)
  const writing = Promise.all(
    Array.from({ length: 5 }, async () => {
      for (let n = 0; n < 30; n++) await aGift(world.db, bank, payable, 1n)
    }),
  )
  for (let n = 0; n < 20; n++) await seal(world.db)
  await writing
  await sealed(world.db)
  const heads = await listHeads(world.db)
  expect(heads.reduce((sum, one) => sum + one.transfers, 0n) - before).toBe(150n)
})

test('a look that another cluster took is thrown away', async () => {
  const owner = new pg.Client({ connectionString: world.owner_url })
  await owner.connect()
  await owner.query(
    `update ledger.watermark set candidate_seq = 1000000, candidate_xid = '99999999'`,
  )
  await owner.end()
  await aGift(world.db, aBank(), aPayable(), 1n)
  expect(await sealed(world.db)).toBe(1n)
  expect((await listHeads(world.db)).at(-1)?.last_seq).toBeLessThan(1000n)
})

test('blocks are sealed in a transaction of their own', async () => {
  const [bank, payable] = [aBank(), aPayable()]
  await expect(
    world.db.transaction().execute(async (tx) => {
      await aGift(tx, bank, payable, 1n)
      await sql`select ledger.seal()`.execute(tx)
    }),
  ).rejects.toMatchObject({ code: '25000' })
})
