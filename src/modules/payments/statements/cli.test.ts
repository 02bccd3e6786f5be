import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aBankAccount, anEntity } from '../fixtures.ts'
import { addStatements } from './cli.ts'
import { aCamt } from './fixtures.ts'

const iban = 'XK051212012345678906'
const sound = aCamt({ iban, opening: 500n, entries: [{ minor: 100n }] })

let folder: string
let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
  folder = await mkdtemp(join(tmpdir(), 'statements-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await world.close()
})

let said: string[] = []
beforeEach(() => {
  const into = (text: string | Uint8Array) => said.push(String(text)) > 0
  vi.spyOn(process.stderr, 'write').mockImplementation(into)
  vi.spyOn(process.stdout, 'write').mockImplementation(into)
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = 0
})

const check = (text: string, ...options: string[]) => run('check', text, ...options)

async function run(command: string, text: string, ...options: string[]) {
  said = []
  process.exitCode = 0
  const file = join(folder, 'statement')
  await writeFile(file, text)
  const program = new Command('mozaik').exitOverride()
  addStatements(program, async () => world)
  await program.parseAsync(['statement', command, file, ...options], { from: 'user' })
  return { text: said.join(''), code: process.exitCode }
}

test('a machine gets the verdict as JSON, and the exit code says it again', async () => {
  const good = await check(sound, '--json', '--iban', iban, '--previous-closing', '5.00')
  expect(good.code).toBe(0)
  expect(JSON.parse(good.text)).toEqual({
    format: 'camt.053.001.02',
    statements: [
      {
        iban,
        currency: 'EUR',
        opening: '5.00',
        closing: '6.00',
        entries: 1,
        sum: '1.00',
        verdict: 'accept',
        reasons: [],
      },
    ],
  })
  expect((await check(sound, '--json', '--previous-closing', '-5')).code).toBe(2)
  expect((await check(sound, '--iban', 'CH9300762011623852957')).code).toBe(3)
})

test('a person reads it in sentences', async () => {
  const { text } = await check(sound, '--previous-closing', '4.00')
  expect(text).toContain(`HOLD ${iban} EUR`)
  expect(text).toContain('It begins with 5.00 EUR; the one before ended with 4.00 EUR.')
})

test('options that cannot be used are refused in words', async () => {
  expect(await check(sound, '--previous-closing', 'much')).toMatchObject({ code: 1 })
  const mapping = join(folder, 'mapping.json')
  await writeFile(mapping, '{"columns": {"amount": 1}}')
  const { text, code } = await check('a,b,c', '--mapping', mapping)
  expect(code).toBe(1)
  expect(text).toContain('booked_on_missing')
})

test('a file is imported from the terminal, and again without effect', async () => {
  expect(await run('import', sound)).toMatchObject({ code: 3 })
  await aBankAccount(world.db, { entity_id: await anEntity(world.db), iban })
  const first = await run('import', sound, '--json')
  expect(JSON.parse(first.text)).toMatchObject({ state: 'imported', entries_new: 1, open: 1 })
  const again = await run('import', sound)
  expect(again).toMatchObject({ code: 0 })
  expect(again.text).toContain('This very file was imported before.')
  const table = 'Datum;Iznos;Stanje\n20.11.2026;5,00;11,00'
  expect((await run('import', table)).code).toBe(2)
  expect((await run('import', table, '--account', iban)).code).toBe(0)
  expect((await run('import', table, '--account', 'XK00')).code).toBe(1)
})
