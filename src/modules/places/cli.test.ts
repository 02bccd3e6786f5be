import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { cli } from './cli.ts'
import { findMap } from './drawing/queries.ts'
import { findPlace } from './queries.ts'

let world: TestWorld
let folder: string
beforeAll(async () => {
  world = await aWorld()
  folder = await mkdtemp(join(tmpdir(), 'places-'))
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
  const program = new Command('mozaik').exitOverride()
  cli(program, async () => world)
  await program.parseAsync(['places', ...words], { from: 'user' })
  return said.join('')
}

const write = async (name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

test('an operator loads a country, twice if need be', async () => {
  expect(await run('load-country', 'kosovo')).toContain('38 municipalities are loaded.')
  await run('load-country', 'kosovo', '--json')
  expect(JSON.parse(printed.join(''))).toMatchObject({ municipalities: 38 })
})

test('a country that is not there is said plainly', async () => {
  expect(await run('load-country', 'atlantis')).toContain('cannot be read')
  expect(process.exitCode).toBe(1)
  expect(await run('load-country', '../../etc')).toContain('named like its folder')
})

test('settlements are imported with their progress', async () => {
  const header = 'id,name,lat,lon,kind\n'
  const file = await write('some.csv', `${header}1,Mill,42.2,20.7,village\n`)
  const dry = await run('import-settlements', file, '--source', 'test', '--dry-run')
  expect(dry).toContain('Nothing was changed.')
  const done = await run('import-settlements', file, '--source', 'test')
  expect(done).toContain('100 % of 1 settlements')
  expect(done).toContain('1 added, 0 changed.')
})

test('a file that is missing or malformed is said plainly', async () => {
  const origin = ['--source', 'x', '--licence', 'y']
  expect(await run('import-boundaries', join(folder, 'none'), ...origin)).toContain('no file')
  const broken = await write('broken.geojson', '{')
  expect(await run('import-boundaries', broken, ...origin)).toContain('not JSON')
  expect(await run('import-settlements', broken, '--source', 'x')).toContain('no column')
  expect(process.exitCode).toBe(1)
})

const boundaries = '../shared/data/kosovo/municipalities/municipalities-38.topojson'

test.skipIf(!existsSync(boundaries))('boundaries are imported', async () => {
  const origin = ['--source', 'A test', '--licence', 'none']
  const says = await run('import-boundaries', boundaries, ...origin)
  expect(says).toContain('38 municipalities got a boundary: 0 by code, 38 by name')
  expect(await findMap(world.db)).toMatchObject({ real: true })
})

test('two municipalities merge by a command', async () => {
  const names = ['--sq', 'Lumë', '--sr', 'Reka', '--en', 'River']
  const into = ['--into', 'river', ...names, '--on', '2026-01-01']
  expect(await run('merge', 'junik', 'atlantis', ...into)).toContain('no place atlantis')
  expect(await run('merge', 'junik', ...into)).toContain('at least two')
  expect(await run('merge', 'junik', 'decan', ...into)).toContain('are river since 2026-01-01')
  expect(await findPlace(world.db, 'junik')).toMatchObject({ valid_to: '2026-01-01' })
  await expect(run('merge', 'a', 'b', ...into.slice(0, -1), 'soon')).rejects.toThrow(
    /a day such as/,
  )
})
