import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { addExports } from './exports.ts'

let world: TestWorld
let folder: string
const told: string[] = []

beforeAll(async () => {
  world = await aWorld()
  folder = mkdtempSync(join(tmpdir(), 'mozaik-exports-'))
  await aMunicipality(world.db, { slug: 'gur', name: '=Gur' })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(told.push(String(text))))
})
afterEach(() => {
  told.length = 0
  process.exitCode = 0
})
afterAll(async () => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  await world.close()
})

async function mozaik(...words: string[]) {
  const program = new Command().exitOverride()
  addExports(program, async () => world)
  await program.parseAsync(['data', ...words], { from: 'user' })
}

test('an export is the same file that the site gives, and tells how far it is', async () => {
  const out = join(folder, 'places.csv')
  await mozaik('export', 'places', '--out', out)
  const { html } = await world.visit('/data/places.csv')
  expect(readFileSync(out, 'utf8').replace('\uFEFF', '')).toBe(html.replace('\uFEFF', ''))
  expect(told.join('')).toContain('places, rows: 1, in')
  expect(existsSync(`${out}.unfinished`)).toBe(false)
})

test('only what changed is exported when asked so', async () => {
  const out = join(folder, 'none.jsonl')
  await mozaik('export', 'places', '--format', 'jsonl', '--since', '2100-01-01', '--out', out)
  expect(readFileSync(out, 'utf8')).toBe('')
})

test('a name that is none is refused with those there are', async () => {
  await mozaik('export', 'people')
  expect(process.exitCode).toBe(1)
  expect(told.join('')).toContain('There is: places, organisations, projects')
})

test('the list names every data set with its rows', async () => {
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await mozaik('list', '--json')
  const sets: { name: string; rows: number }[] = JSON.parse(String(said.mock.calls[0]?.[0]))
  said.mockRestore()
  expect(sets.find(({ name }) => name === 'places')).toMatchObject({ rows: 1 })
})
