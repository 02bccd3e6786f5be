import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { atomically, connect } from './db.ts'
import { type OnceTables, once } from './once.ts'
import { done, refused } from './outcome.ts'

let database: TestDatabase
let db: Kysely<OnceTables>

beforeAll(async () => {
  database = await cloneDatabase()
  db = connect<OnceTables>(database.url)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

function maker() {
  let made = 0
  return async () => done(++made)
}

test('two submits at once make one thing, and both get it', async () => {
  const key = randomUUID()
  const make = maker()
  const submit = () => atomically(db, (tx) => once<number, never>(tx, key, make))
  expect(await Promise.all([submit(), submit(), submit()])).toEqual([done(1), done(1), done(1)])
})

test('a refusal does not use the key up', async () => {
  const key = randomUUID()
  const refuse = async () => refused('name_taken')
  const make = maker()
  expect(await atomically(db, (tx) => once(tx, key, refuse))).toEqual(refused('name_taken'))
  expect(await atomically(db, (tx) => once<number, never>(tx, key, make))).toEqual(done(1))
})

test('a fault leaves nothing behind', async () => {
  const key = randomUUID()
  const fail = async () => {
    throw new Error('the disk is full')
  }
  await expect(atomically(db, (tx) => once(tx, key, fail))).rejects.toThrow('disk')
  expect(await atomically(db, (tx) => once<number, never>(tx, key, maker()))).toEqual(done(1))
})

test('without a key, or with something else in its place, the work is simply done', async () => {
  const make = maker()
  const submit = (key?: string) => atomically(db, (tx) => once<number, never>(tx, key, make))
  expect(await submit()).toEqual(done(1))
  expect(await submit("'; drop table kit.once; --")).toEqual(done(2))
})
