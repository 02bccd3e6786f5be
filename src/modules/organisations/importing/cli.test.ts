import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { aPerson } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { cli } from '../cli.ts'
import { anOrganisation } from '../fixtures.ts'
import { countOrganisations } from '../queries.ts'

let world: TestWorld
let folder: string
let gjakova: string
beforeAll(async () => {
  world = await aWorld()
  folder = await mkdtemp(join(tmpdir(), 'import-'))
  gjakova = await aMunicipality(world.db, { slug: 'gjakove', name: 'Gjakovë' })
  const names = JSON.stringify({ sq: 'Gjakovë', sr: 'Đakovica', en: 'Gjakova' })
  await world.pool.query(`update places.place set code = '02', name = $1 where id = $2`, [
    names,
    gjakova,
  ])
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await world.close()
})

let said: string[] = []
let printed: string[] = []
beforeEach(() => {
  said = []
  printed = []
  const into = (lines: string[]) => (text: string | Uint8Array) => lines.push(String(text)) > 0
  vi.spyOn(process.stderr, 'write').mockImplementation(into(said))
  vi.spyOn(process.stdout, 'write').mockImplementation(into(printed))
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

const run = async (...words: string[]) => {
  said.length = 0
  const program = new Command('mozaik').exitOverride()
  cli(program, async () => world)
  await program.parseAsync(['organisations', ...words], { from: 'user' })
  return said.join('')
}

let files = 0
async function importing(lines: readonly string[], ...options: string[]) {
  const file = join(folder, `${++files}.csv`)
  await writeFile(file, lines.join('\n'))
  const says = await run('import', file, '--json', ...options)
  const line = printed.splice(0).at(-1)
  return { says, counts: line ? JSON.parse(line) : null }
}

const shown = async (slug: string) => {
  const { rows } = await world.pool.query(
    'select *, array(select area from organisations.organisation_area where organisation_id = id order by area) as areas from organisations.organisation where slug = $1',
    [slug],
  )
  return rows[0]
}

test('a register in the words of the country is read, and the same file twice changes nothing', async () => {
  const lines = [
    'Emri;Numri i regjistrit;Naziv;Lloji;Komuna;Adresa;E-mail;Telefoni;Fushat;Themeluar',
    'Lumi i Ri;5110-001;Нова река;OJQ;ЂАКОВИЦА;Rruga 1;info@lumi.example;+383 44 100 200;Rinia, Mjedisi;12.05.2014',
    'Guri;5110002;;Fondacion;Komuna e Gjakovës;;;;;',
  ]
  const first = await importing(lines)
  expect(first.counts).toMatchObject({ new: 2, changed: 0, same: 0, wrong: 0 })
  expect(await shown('lumi-i-ri')).toMatchObject({
    name: { sq: 'Lumi i Ri', sr: 'Nova reka' },
    registration_number: '5110-001',
    kind: 'association',
    municipality_id: gjakova,
    founded_year: 2014,
    state: 'unverified',
    areas: ['environment', 'youth'],
    email: 'info@lumi.example',
  })
  expect(await shown('guri')).toMatchObject({ kind: 'foundation', municipality_id: gjakova })
  expect((await importing(lines)).counts).toMatchObject({ new: 0, changed: 0, same: 2 })
})

test('a number knows its organisation under another name; what changes is in its history', async () => {
  const { counts } = await importing([
    'Emri,Nr. i regjistrit,Web',
    'Guri i Madh,5110 002,guri.example',
  ])
  expect(counts).toMatchObject({ new: 0, changed: 1 })
  const guri = await shown('guri')
  expect(guri).toMatchObject({ name: { sq: 'Guri i Madh' }, website: 'https://guri.example/' })
  const { rows } = await world.pool.query(
    'select field, language, before, after, person_id from organisations.change where organisation_id = $1 order by field',
    [guri.id],
  )
  expect(rows).toEqual([
    { field: 'name', language: 'sq', before: 'Guri', after: 'Guri i Madh', person_id: null },
    {
      field: 'website',
      language: null,
      before: null,
      after: 'https://guri.example/',
      person_id: null,
    },
  ])
})

test('a page that people keep is only filled in, and corrected in its numbers', async () => {
  const owner = await aPerson(world.db, world.settings)
  await anOrganisation(world.db, {
    slug: 'kept',
    name: { sq: 'E Mbajtur' },
    email: 'own@kept.example',
    municipality_id: gjakova,
    members: { owner: owner.id },
  })
  const { counts } = await importing([
    'Emri,Komuna,Nr i regjistrit,Email,Telefon',
    'E mbajtur,2,5110003,other@kept.example,+383 38 100 100',
  ])
  expect(counts).toMatchObject({ changed: 1, left_alone: 1 })
  expect(await shown('kept')).toMatchObject({
    name: { sq: 'E Mbajtur' },
    email: 'own@kept.example',
    registration_number: '5110003',
    phone: '+383 38 100 100',
  })
})

test('each mistake says its row, its column and what to do; the rest is taken', async () => {
  const { says, counts } = await importing([
    'Emri,Komuna,Email,Fushat,Nr i regjistrit',
    ',Gjakovë,,,',
    'Pa vend,Atlantis,,,',
    'Me gabim,Gjakovë,kot,Rinia; Astrologjia,771100',
    'Me gabim prapë,Gjakovë,,,771-100',
    'Tepër,Gjakovë,,,1,2,3',
  ])
  expect(counts).toMatchObject({ new: 1, wrong: 3, twice: 1, partly: 1 })
  expect(await shown('me-gabim')).toMatchObject({ email: null, areas: ['youth'] })
  expect(await countOrganisations(world.db)).toBeGreaterThan(0)
  expect(says).toContain('6 rows read'.replace('6', '5'))
  const plain = await run('import', join(folder, `${files}.csv`), '--dry-run')
  expect(plain).toContain('Row 3, column B “Atlantis”: “Atlantis” is not known here.')
  expect(plain).toContain('Row 4, column C “kot”: This is no e-mail address.')
  expect(plain).toContain('Row 5: Row 4 says the same already.')
  expect(plain).toContain('Row 6, column F: The row has 7 cells and the table 5 columns.')
  expect(plain).toContain('Nothing was changed.')
})

test('columns can be named; one that is not there is said', async () => {
  const lines = ['A,B', 'Emërtuar me dorë,5110777']
  expect((await importing(lines)).says).toContain('No column holds a name.')
  expect(process.exitCode).toBe(1)
  const map = ['--map', 'name=A', '--map', 'registration_number=b']
  expect((await importing(lines, ...map)).counts).toMatchObject({ new: 1 })
  expect((await importing(lines, '--map', 'name=C')).says).toContain('no column “C”')
  expect((await importing(lines, '--map', 'colour=A')).says).toContain('no field colour')
})

test('a whole import is undone as far as nothing touched it since', async () => {
  const lines = ['Emri,Nr i regjistrit,Telefon', 'Zhbërja Një,900001,', 'Zhbërja Dy,900002,']
  await importing([...lines, 'Lumi i Ri,5110001,+383 44 999 999'])
  const { rows } = await world.pool.query(
    'select id from organisations.import order by id desc limit 1',
  )
  await world.pool.query(
    `select organisations.remember(id, null, now(), '[]') from organisations.organisation where slug = 'zhberja-dy'`,
  )
  expect(await shown('lumi-i-ri')).toMatchObject({ phone: '+383 44 999 999' })
  const says = await run('undo-import', rows[0].id)
  expect(says).toContain('1 removed, 1 changed back.')
  expect(says).toContain('1 were left as they are')
  expect(await shown('zhberja-nje')).toBeUndefined()
  expect(await shown('zhberja-dy')).toBeDefined()
  expect(await shown('lumi-i-ri')).toMatchObject({ phone: '+383 44 100 200' })
  expect(await run('undo-import', rows[0].id)).toContain('only once')
  expect(await run('undo-import', 'nothing')).toContain('There is no import')
})

test('two thousand made rows are written, and are the same the second time', async () => {
  const lines = ['name,registration number,municipality']
  for (let n = 0; n < 2000; n++)
    lines.push(`Association of the Hill ${n % 7} ${n},88${n + 1000},02`)
  const { counts } = await importing(lines)
  expect(counts).toMatchObject({ new: 2000, done: 2000 })
  expect((await importing(lines, '--dry-run')).counts).toMatchObject({ new: 0, same: 2000 })
})

const names = '../shared/data/kosovo/iati-xk/organisations.csv'

test.skipIf(!existsSync(names))('1,711 real names are imported once', async () => {
  const before = await countOrganisations(world.db)
  const map = ['--map', 'name_en=organisation', '--json']
  await run('import', names, ...map)
  const counts = JSON.parse(printed.splice(0).at(-1) ?? '')
  const { new: added, wrong, twice, changed, same, unclear } = counts
  expect(added + wrong + twice + changed + same + unclear).toBe(1711)
  expect(added).toBeGreaterThan(1600)
  expect(await countOrganisations(world.db)).toBe(before + added)
  await run('import', names, ...map)
  expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ new: 0, changed: 0, same: added, wrong })
})
