import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { cli } from './cli.ts'
import { aProject } from './fixtures.ts'

let world: TestWorld
let folder: string
beforeAll(async () => {
  world = await aWorld()
  folder = await mkdtemp(join(tmpdir(), 'projects-'))
  await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await world.close()
})

let said: string[] = []
beforeEach(() => {
  said = []
  const into = (text: string | Uint8Array) => said.push(String(text)) > 0
  vi.spyOn(process.stderr, 'write').mockImplementation(into)
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

const run = async (lines: readonly string[], ...options: string[]) => {
  said = []
  const file = join(folder, 'projects.csv')
  await writeFile(file, lines.join('\n'))
  const program = new Command('mozaik').exitOverride()
  cli(program, async () => world)
  const words = ['projects', 'import', file, '--source', 'Register of grants', ...options]
  await program.parseAsync(words, { from: 'user' })
  return said.join('')
}

const table = [
  'Titulli;Organizata;Donatori;Nr. i kontratës;Fillimi;Mbarimi;Shuma;Komuna;Summary',
  'Ura e Re;Lumi;Agjencia;K-1;2024-03;2025;12.500,50;Gur;A bridge.',
  'Rruga;I panjohur;;K-2;2025;2024;abc;Atlantis;',
  ';Lumi;;K-3;;;;;',
]

test('projects of a table are published with their source, once', async () => {
  const { id } = await anOrganisation(world.db, { slug: 'lumi', name: { sq: 'Lumi' } })
  const dry = await run(table, '--dry-run')
  expect(dry).toContain('2 would be new')
  expect(dry).toContain('Row 3, column F “2024”: It would end before it begins.')
  expect(dry).toContain('Row 3, column G “abc”: This is no amount.')
  expect(dry).toContain('Row 3, column H “Atlantis”: “Atlantis” is not known here.')
  expect(dry).toContain('1 left out for a mistake')
  expect(await run(table)).toContain('2 new, 0 changed, 0 the same.')
  expect(await run(table)).toContain('0 new, 0 changed, 2 the same.')
  const { rows } = await world.pool.query('select * from projects.project order by slug')
  expect(rows).toMatchObject([
    { slug: 'rruga', organisation_id: null, budget_minor: null, starts: '2025', ends: null },
    { slug: 'ura-e-re', organisation_id: id, budget_minor: 1_250_050n, state: 'published' },
  ])
  const page = await world.visit('/projects/ura-e-re')
  expect(page.text).toContain('Register of grants')
  expect((await world.visit('/projects/rruga')).text).toContain('I panjohur')
})

test('what changed is written into the history; what an organisation wrote stays', async () => {
  const { id } = await anOrganisation(world.db, { slug: 'guri', name: { sq: 'Guri' } })
  await aProject(world.db, { slug: 'own', organisation_id: id, contract_number: 'K-9' })
  const says = await run([
    'Titulli;Nr i kontratës;Shuma',
    'Ura e Re;k 1;13000',
    'Tjetër;K-9;1',
    'Ura e Re;K-1;1',
  ])
  expect(says).toContain('0 new, 1 changed, 0 the same.')
  expect(says).toContain('1 twice in the table')
  expect(says).toContain('1 are kept by their organisations')
})

test('a table without names, and what is no table, are said plainly', async () => {
  expect(await run(['Shuma', '1'])).toContain('No column holds a name.')
  expect(await run(['Titulli', '"x'])).toContain('a quotation mark opens and never closes')
  expect(process.exitCode).toBe(1)
})
