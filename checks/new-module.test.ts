import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from './all.ts'
import { listed, moduleFiles, nextMinute, whyNotMake } from './new-module.ts'
import { readOrder } from './order.ts'
import { isStranger } from './rooms.ts'

const list = {
  path: 'src/modules.ts',
  text: `import { z } from 'zod'
import people from './modules/people/module.ts'
import polls from './modules/polls/module.ts'

export const modules = [people, polls] as const
`,
}

test('a module is listed directly after the one it leans on', () => {
  const text = listed(list, 'petitions', 'people')
  expect(text).toContain(`import petitions from './modules/petitions/module.ts'`)
  expect(text).toContain('[people, petitions, polls] as const')
  expect(readOrder({ ...list, text }).names).toEqual(['people', 'petitions', 'polls'])
})

test('a name that is taken, odd or without a place is refused', () => {
  expect(whyNotMake('petitions', 'polls', ['people', 'polls'])).toBeNull()
  expect(whyNotMake('polls', 'people', ['people', 'polls'])).toContain('already')
  expect(whyNotMake('kit', 'people', ['people'])).toContain('floor')
  expect(whyNotMake('Petitions!', 'people', ['people'])).toContain('small letters')
  expect(whyNotMake('petitions', 'needs', ['people'])).toContain('--after')
})

test('a migration comes after all the others, whatever the clock says', () => {
  const now = new Date('2026-12-01T09:30:00Z')
  expect(nextMinute(now, ['20261121-0900_kit_create.sql'])).toBe('20261201-0930')
  expect(nextMinute(now, ['db/migrations/20261231-2359_kit_x.sql'])).toBe('20270101-0000')
})

test('every file of a new module stands in a room', () => {
  const files = moduleFiles('petitions', '20261201-0930')
  expect(files.filter(({ path }) => isStranger(path))).toEqual([])
  expect(files.at(-1)?.path).toBe('db/migrations/20261201-0930_petitions_create.sql')
})

const copy = mkdtempSync(join(tmpdir(), 'mozaik-new-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: copy,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

test('a module made in a copy of the tree passes types, checks and its test', {
  timeout: 420_000,
}, () => {
  // PostgreSQL may run as somebody else, who has to reach the folder.
  chmodSync(copy, 0o755)
  const left = ['node_modules', '.git', '.test', 'dist', 'data']
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !left.some((name) => path === join(root, name)),
  })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

  const made = run('checks/new.ts', 'module', 'petitions', '--after', 'people')
  expect(made.status, made.said).toBe(0)
  expect(readFileSync(join(copy, 'db/schema.sql'), 'utf8')).toContain('create schema petitions;')

  const types = run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--checkers', '1')
  expect(types.said).not.toContain('petitions')
  const checked = run('checks/run.ts')
  expect(checked.said).not.toContain('petitions')
  expect(checked.said).toContain('✓ db/schema.sql is the database')
  const folder = 'src/modules/petitions'
  const style = run('node_modules/@biomejs/biome/bin/biome', 'check', folder, 'src/modules.ts')
  expect(style.status, style.said).toBe(0)
  const tested = run('node_modules/vitest/vitest.mjs', 'run', '--project', 'house', folder)
  expect(tested.status, tested.said).toBe(0)
})
