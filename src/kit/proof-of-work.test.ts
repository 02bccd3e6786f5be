import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { connect } from './db.ts'
import type { LimitTables } from './limits.ts'
import { guardWriting, makeChallenge, type ProofTables, useProof } from './proof-of-work.ts'

let database: TestDatabase
let db: Kysely<ProofTables & LimitTables>
let other: Kysely<ProofTables & LimitTables>

beforeAll(async () => {
  database = await cloneDatabase()
  db = connect(database.url)
  other = connect(database.url)
})
afterAll(async () => {
  await Promise.all([db.destroy(), other.destroy()])
  await database.drop()
})

const secret = 'a secret for tests, 32 characters'
// The library knows only the real clock, so challenges are made by it.
const now = new Date()

async function aProof(signedBy = secret): Promise<string> {
  const challenge = await makeChallenge(signedBy, now)
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}

test('a challenge that was worked out counts once, whichever process is asked', async () => {
  const proof = await aProof()
  const asked = await Promise.all([
    useProof(db, secret, proof, now),
    useProof(other, secret, proof, now),
  ])
  expect(asked.toSorted()).toEqual([false, true])
  expect(await useProof(db, secret, proof, now)).toBe(false)
})

test('a challenge expires', async () => {
  const later = new Date(now.getTime() + 31 * 60_000)
  expect(await useProof(db, secret, await aProof(), later)).toBe(false)
})

test('what we did not sign, or what was changed, is no proof', async () => {
  expect(await useProof(db, secret, await aProof('another secret of 32 characters!!'), now)).toBe(
    false,
  )
  const { challenge, solution } = JSON.parse(Buffer.from(await aProof(), 'base64').toString())
  const send = (proof: object) =>
    useProof(db, secret, Buffer.from(JSON.stringify(proof)).toString('base64'), now)
  const longer = { ...challenge.parameters, expiresAt: challenge.parameters.expiresAt + 9999 }
  expect(await send({ challenge: { ...challenge, parameters: longer }, solution })).toBe(false)
  const guessed = { ...solution, counter: solution.counter + 1, derivedKey: '00'.repeat(32) }
  expect(await send({ challenge, solution: guessed })).toBe(false)
  for (const nonsense of [undefined, '', 'e30=', '%%%', 'bnVsbA==', 'x'.repeat(5000)])
    expect(await useProof(db, secret, nonsense, now)).toBe(false)
  expect(await send({ challenge, solution })).toBe(true)
})

test('who brings no proof may write less, and all of them together not much', async () => {
  const limits = {
    proven: { max: 3, per_seconds: 3600 },
    unproven: { max: 1, per_seconds: 3600 },
    unproven_together: { max: 2, per_seconds: 3600 },
  }
  const asking = (client: string) => ({ db, settings: { secret }, now, me: null, client })
  const write = (client: string, proof?: string) =>
    guardWriting(asking(client), 'test.write', proof, limits)
  expect(await write('a')).toEqual({ wait_s: 0, proven: false })
  expect((await write('a')).wait_s).toBeGreaterThan(0)
  expect((await write('b')).wait_s).toBe(0)
  expect((await write('c')).wait_s).toBeGreaterThan(0)
  expect(await write('c', await aProof())).toEqual({ wait_s: 0, proven: true })
})
