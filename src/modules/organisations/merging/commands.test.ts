import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { compare } from './commands.ts'
import { listCandidates } from './queries.ts'
import { likelyFrom, matchScore } from './rules.ts'

let world: TestWorld
let places: string[]

beforeAll(async () => {
  world = await aWorld()
  const named = ['gur', 'lum', 'fushe'].map((slug) => aMunicipality(world.db, { slug, name: slug }))
  places = await Promise.all(named)
})
afterAll(() => world.close())

const file = '../shared/data/kosovo/iati-xk/organisations.csv'
const real = (): string[] => {
  if (!existsSync(file)) return []
  const rows: { organisation: string }[] = parse(readFileSync(file), { columns: true })
  return rows.map(({ organisation }) => organisation.slice(0, 150))
}

// Every third is a copy of the one before with one letter less, as people type.
const made = Array.from({ length: 300 }, (_, n) => {
  const words = ['Shoqata', 'Lumi', 'Drita', 'Guri', 'Shkëndija', 'Fusha', 'Hapi', 'Ylli']
  const name = [n - (n % 3), n >> 2, n >> 4].map((one) => words[one % words.length]).join(' ')
  return n % 3 === 1 ? name.slice(0, -2) : `${name} ${n % 5 === 0 ? n : ''}`
})

interface Row {
  readonly n: number
  readonly name: string
  readonly place: string | null
  readonly number: string | null
  readonly email: string | null
  readonly website: string | null
  readonly phone: string | null
}

const rowOf = (name: string, n: number): Row => ({
  n,
  name,
  place: n % 4 === 0 ? null : (places[n % 3] ?? null),
  number: n % 5 === 0 ? `51-${n % 70}` : null,
  email: n % 7 === 0 ? `Info${n % 90}@example.org` : null,
  website: n % 11 === 0 ? `https://o${n % 60}.example/` : null,
  phone: n % 13 === 0 ? `+383 38 ${100 + (n % 50)}` : null,
})

async function add(names: readonly string[]): Promise<string[]> {
  const rows = names.map(rowOf)
  const { rows: added } = await world.pool.query(
    `insert into organisations.organisation
       (slug, kind, name, municipality_id, registration_number, email, website, phone)
     select 'made-' || n, 'association', jsonb_build_object('en', name), place::uuid, number, email,
       website, phone
     from jsonb_to_recordset($1)
       as m (n int, name text, place text, number text, email text, website text, phone text)
     returning id`,
    [JSON.stringify(rows)],
  )
  return added.map(({ id }) => id)
}

/** Every pair that could be likely, found by looking at all of them. */
async function looked() {
  const { rows } = await world.pool.query(
    `select a.id as one, b.id as other from organisations.organisation a
       join organisations.search_name x on x.organisation_id = a.id
       join organisations.organisation b on b.id > a.id
       join organisations.search_name y on y.organisation_id = b.id
     where similarity(x.name, y.name) > 0.58 or lower(a.email) = lower(b.email)
       or a.website = b.website or a.registration_number = b.registration_number
       or a.phone = b.phone`,
  )
  const pairs = { one: rows.map(({ one }) => one), other: rows.map(({ other }) => other) }
  const judged = await listCandidates(world.db, pairs)
  return judged
    .filter((evidence) => matchScore(evidence) >= likelyFrom)
    .map(({ one_id, other_id }) => `${one_id} ${other_id}`)
    .sort()
}

const listed = async () =>
  (
    await world.pool.query(
      `select one_id || ' ' || other_id as pair from organisations.likeness order by 1`,
    )
  ).rows.map(({ pair }) => pair)

// Looking at all pairs is what takes long.
const slowMs = 60_000

test(
  'among real names and made rows, every likely pair is found and no other',
  async () => {
    const ids = await add([...real(), ...made])
    const likely = await looked()
    expect(likely.length).toBeGreaterThan(100)
    expect(await compare(world.db, ids, world.now())).toBe(likely.length)
    expect(await listed()).toEqual(likely)
    // One that was changed is compared again, and nothing is put on the list twice.
    expect(await compare(world.db, ids.slice(0, 3), world.now())).toBe(0)
  },
  slowMs,
)
