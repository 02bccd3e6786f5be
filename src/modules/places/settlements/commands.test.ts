import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellSaid } from '#kit/sheet-words.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { loadCountry } from '../countries/commands.ts'
import { readCountry } from '../countries/queries.ts'
import { findPlace, listSettlements } from '../queries.ts'
import { importSettlements } from './commands.ts'
import { BadTable, readSettlements as readBytes } from './formats/table.ts'
import { namesOf, settlementKind } from './rules.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const file = '../shared/data/kosovo/osm-2019/places.csv'
const absent = !existsSync(file)
if (absent) console.info(`skipped: ${file} is not here`)

const readSettlements = (text: string) => readBytes(Buffer.from(text)).rows

const options = { source: 'osm', population_year: null, dry_run: false }
const header = 'osm_node_id,lat,lon,name,place,population\n'

test('without municipalities there is nothing to put settlements into', async () => {
  const rows = readSettlements(`${header}1,42.2,20.7,Mill,village,\n`)
  expect(await importSettlements(world.db, rows, options, 'system')).toMatchObject({
    refusal: 'no_municipalities',
  })
})

test('a settlement goes into the nearest municipality, and says so', async () => {
  const { file, outline } = readCountry('kosovo')
  await loadCountry(world.db, file, outline)
  const rows = readSettlements(
    `${header}1,42.21,20.74,Prizren,city,177781\n2,42.2,20.7,Square,square,\n3,0,0,Atlantis,village,\n`,
  )
  const outcome = await importSettlements(world.db, rows, options, 'system')
  expect(outcome).toMatchObject({
    value: { by_boundary: 0, by_nearest: 1, not_settlements: 1, outside: 1, added: 1, changed: 0 },
  })
  const prizren = await findPlace(world.db, 'prizren')
  const { settlements, total } = await listSettlements(world.db, prizren?.id ?? '')
  expect(total).toBe(1)
  expect(settlements[0]).toMatchObject({ name: { sq: 'Prizren' }, settlement_kind: 'city' })
})

test('the same file again changes nothing; a corrected line changes one place', async () => {
  const { db } = world
  const first = readSettlements(`${header}1,42.21,20.74,Prizren,city,\n`)
  expect(await importSettlements(db, first, options, 'system')).toMatchObject({
    value: { added: 0, changed: 0 },
  })
  const corrected = readSettlements(`${header}1,42.4,20.43,Gjakovë,city,94556\n`)
  const outcome = await importSettlements(
    db,
    corrected,
    { ...options, population_year: 2011 },
    'system',
  )
  expect(outcome).toMatchObject({ value: { added: 0, changed: 1 } })
  const gjakova = await findPlace(db, 'gjakova')
  const { settlements } = await listSettlements(db, gjakova?.id ?? '')
  expect(settlements.map(({ name }) => name.sq)).toEqual(['Gjakovë'])
  const figures = await db
    .selectFrom('places.population')
    .select(['people', 'basis'])
    .where('place_id', '=', settlements[0]?.id ?? '')
    .execute()
  expect(figures).toEqual([{ people: 94556, basis: 'estimate' }])
})

test.skipIf(absent)('the settlements of OpenStreetMap come in at once and only once', async () => {
  const rows = readSettlements(readFileSync(file, 'utf8'))
  expect(rows).toHaveLength(2049)
  const told: number[] = []
  const tell = (done: number) => told.push(done)
  const outcome = await importSettlements(
    world.db,
    rows,
    { ...options, source: 'osm-2019', tell },
    'system',
  )
  expect(outcome).toMatchObject({ ok: true, value: { twice: 0, changed: 0 } })
  const added = outcome.ok ? (outcome.value.added ?? 0) : 0
  expect(added).toBeGreaterThan(1400)
  expect(told.at(-1)).toBe(added)
  const again = await importSettlements(
    world.db,
    rows,
    { ...options, source: 'osm-2019' },
    'system',
  )
  expect(again).toMatchObject({ value: { added: 0, changed: 0 } })
})

test('a name may be in two scripts or two names in one', () => {
  const bare = { name_sr: '', name_en: '', other_names: '' }
  expect(namesOf({ ...bare, name: 'Јажинце', name_en: 'Jazhince' })).toEqual({
    name: { sr: 'Jažince', en: 'Jazhince' },
    other_names: [],
  })
  expect(namesOf({ ...bare, name: 'Frashër / Svinjarë' })).toEqual({
    name: { sq: 'Frashër' },
    other_names: ['Svinjarë'],
  })
  expect(namesOf({ ...bare, name: 'Kosovë / Косово', other_names: 'A; B' })).toEqual({
    name: { sq: 'Kosovë', sr: 'Kosovo' },
    other_names: ['A', 'B'],
  })
})

test('only where people live is a settlement', () => {
  expect(settlementKind('suburb')).toBe('neighbourhood')
  for (const word of ['square', 'region', 'country', '', 'toString', '__proto__'])
    expect(settlementKind(word)).toBeNull()
})

test.each([
  ['', 'empty'],
  ['a,b\n1,2\n', 'no_columns'],
  [`${header}"1,42,21,Mill\n`, 'unclosed_quote'],
])('a table that cannot be read is refused: %.50s', (text, code) => {
  expect(() => readSettlements(text)).toThrow(expect.objectContaining({ code }))
})

test.each([
  ['1,42,not,Mill,village,', { column: 2, code: 'not_degrees', value: 'not' }],
  ['1,42,999,Mill,village,', { column: 2, code: 'not_degrees', value: '999' }],
  ['1,,21,Mill,village,', { column: 1, code: 'not_degrees', value: '' }],
  ['1,42,21,Mill,village,many', { column: 5, code: 'not_whole', value: 'many' }],
  [`1,42,21,${'x'.repeat(200)},village,`, { column: 3, code: 'too_long', params: { max: 120 } }],
  [',42,21,Mill,village,', { column: 0, code: 'empty_id' }],
  ['1,42', { code: 'too_few_cells' }],
])('a cell that is not right is said, and the other rows are taken: %.40s', (line, problem) => {
  const { rows, problems } = readBytes(Buffer.from(`${header}${line}\n2,42,21,Mill,village,5\n`))
  expect(problems).toMatchObject([{ number: 2, ...problem }])
  expect(rows).toMatchObject([{ number: 3, external_id: '2', lon: 21 }])
  for (const one of problems) expect(cellSaid('sq', one)).not.toBe('')
})

test('a table of the wrong kind says what it lacks', () => {
  expect(() => readSettlements('a,b\n1,2\n')).toThrow(BadTable)
})
