import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#kit/db.ts'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'

interface Tables {
  stone: { id: number; name: string }
}

let database: TestDatabase
let owner: ReturnType<typeof connect<Tables>>

beforeAll(async () => {
  database = await cloneDatabase()
  // One connection, because each has plans of its own.
  owner = connect<Tables>(database.owner_url, { max: 1 })
  await sql`create table stone (id int primary key, name text not null)`.execute(owner)
  await owner.insertInto('stone').values({ id: 1, name: 'river stone' }).execute()
})

afterAll(async () => {
  await owner.destroy()
  await database.drop()
})

const stoneOf = (id: number) => owner.selectFrom('stone').selectAll().where('id', '=', id)

async function countPlans() {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements`.execute(owner)
  return rows.length
}

test('a statement that asks for it is planned once, any other each time', async () => {
  await stoneOf(1).execute()
  expect(await countPlans()).toBe(0)
  const found = await stoneOf(1).modifyFront(plannedOnce).execute()
  expect(found).toEqual([{ id: 1, name: 'river stone' }])
  expect(await stoneOf(2).modifyFront(plannedOnce).execute()).toEqual([])
  expect(await countPlans()).toBe(1)
})

test('a migration that gives a table another column does not end it', async () => {
  await stoneOf(1).modifyFront(plannedOnce).execute()
  await sql`alter table stone add column colour text default 'grey'`.execute(owner)
  const found = await stoneOf(1).modifyFront(plannedOnce).execute()
  expect(found).toEqual([{ id: 1, name: 'river stone', colour: 'grey' }])
})

test('a fault of such a statement is told as any other', async () => {
  const asked = owner.selectFrom('stone').selectAll().where(sql<boolean>`1 / (id - 1) = 0`)
  await expect(asked.modifyFront(plannedOnce).execute()).rejects.toThrow('division by zero')
})

test('a statement that is written once is asked with other values each time', async () => {
  let written = 0
  const stonesBetween = writtenOnce((db: typeof owner, from: number, to: number) => {
    written += 1
    return db
      .selectFrom('stone')
      .select('name')
      .where('id', '>=', from)
      .where('id', '<=', to)
      .where('name', 'like', '% stone')
      .orderBy('id')
  })
  await owner.insertInto('stone').values({ id: 2, name: 'mountain stone' }).execute()
  expect(await stonesBetween(owner, 1, 1)).toEqual([{ name: 'river stone' }])
  expect(await stonesBetween(owner, 1, 2)).toHaveLength(2)
  await owner.transaction().execute(async (tx) => {
    await tx.insertInto('stone').values({ id: 3, name: 'field stone' }).execute()
    expect(await stonesBetween(tx as never, 3, 9)).toEqual([{ name: 'field stone' }])
  })
  expect(written).toBe(1)
})

test('a statement that looks at what it is asked with is refused at once', async () => {
  const shouted = writtenOnce((db: typeof owner, name: string) =>
    db.selectFrom('stone').select('id').where('name', '=', name.toLowerCase()),
  )
  await expect(shouted(owner, 'River stone')).rejects.toThrow(TypeError)
})
