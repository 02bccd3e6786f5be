import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase } from '#test/database.ts'
import { collationOf, collatorFor } from './format.ts'
import { locales } from './locale.ts'
import { fold } from './script-fold.ts'
import { foldCases, threeAlphabets } from './script-fold-cases.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let client: pg.Client

beforeAll(async () => {
  database = await cloneDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

async function foldedInSql(texts: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ folded: string }>(
    `select kit.fold(text) as folded
     from unnest($1::text[]) with ordinality as t (text, seat) order by seat`,
    [texts],
  )
  return rows.map((row) => row.folded)
}

test('the database folds as the code does', async () => {
  const texts = foldCases.map(([text]) => text)
  expect(await foldedInSql(texts)).toEqual(foldCases.map(([, folded]) => folded))
})

test('the two agree on every text of the three alphabets', async () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom(...threeAlphabets) }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(texts, async (some) => {
      expect(await foldedInSql(some)).toEqual(some.map(fold))
    }),
  )
})

test('the two agree on every character of Europe, and on most others', async () => {
  const texts: string[] = []
  for (let code = 1; code < 0x3000; code += 1) texts.push(`A${String.fromCodePoint(code)} b`)
  expect(await foldedInSql(texts)).toEqual(texts.map(fold))
})

test('nothing folded is nothing', async () => {
  expect(await foldedInSql([])).toEqual([])
  const { rows } = await client.query('select kit.fold(null) as folded')
  expect(rows).toEqual([{ folded: null }])
})

test('an index over what is folded finds a part of a name', async () => {
  const owner = new pg.Client({ connectionString: database.owner_url })
  await owner.connect()
  try {
    await owner.query('create table kit.fold_test as select $1::text as name', ['Ђаковица'])
    await owner.query(
      'create index on kit.fold_test using gin (kit.fold(name) public.gin_trgm_ops)',
    )
    const like = `%${fold('ĐAKOV')}%`
    const found = 'select name from kit.fold_test where kit.fold(name) like $1'
    expect((await owner.query(found, [like])).rows).toEqual([{ name: 'Ђаковица' }])
  } finally {
    await owner.end()
  }
})

test('PostgreSQL knows the order of each alphabet by the name that the code gives it', async () => {
  const words = 'Dhjetor Duvan Çelik Cena Zhur Zora Đakovica Dom Čačak Ljubav Luka Дом Ђак Лука'
  for (const { code } of locales) {
    const order = `select word from unnest($1::text[]) as t (word)
      order by word collate "${collationOf(code)}"`
    const { rows } = await client.query<{ word: string }>(order, [words.split(' ')])
    expect(rows.map((row) => row.word)).toEqual(words.split(' ').sort(collatorFor(code).compare))
  }
})
