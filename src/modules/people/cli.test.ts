import { Command } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { aWorld, type TestWorld } from '#test/world.ts'
import { cli } from './cli.ts'
import { aPerson } from './fixtures.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

/** What the tool prints when it is given these words. */
const run = (...args: string[]) => runIn(world, ...args)

async function runIn(opened: World<Database>, ...args: string[]) {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  cli(program, async () => opened)
  for (const command of program.commands) quiet(command)
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    await program.parseAsync(['user', ...args], { from: 'user' })
    return write.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    write.mockRestore()
  }
}

function quiet(command: Command) {
  command.exitOverride().configureOutput({ writeErr: () => {} })
  for (const inner of command.commands) quiet(inner)
}

test('the first operator is made at the terminal and comes in by a link', async () => {
  const said = await run(
    ...['create', '--email', 'First@Example.org', '--name', 'Vesa Hoxha'],
    ...['--role', 'operator', '--locale', 'en', '--json'],
  )
  const { link, role } = JSON.parse(said)
  expect(role).toBe('operator')
  const token = new URL(link).searchParams.get('token') ?? ''
  const entered = await world.submit('/sign-in/link/use', { token })
  expect(entered.status).toBe(303)
  const facts = await world.db.selectFrom('facts.fact').select('kind').orderBy('id').execute()
  expect(facts.map(({ kind }) => kind)).toEqual(['person.registered', 'person.role_granted'])
})

test('roles are given and taken, accounts closed and opened, and all of it is listed', async () => {
  await run('create', '--email', 'mod@example.org', '--name', 'Blerim')
  expect(await run('role', 'mod@example.org', 'moderator', '--add')).toContain('is moderator')
  expect(await run('role', 'mod@example.org', 'moderator', '--add')).toContain('Nothing to change')
  expect(await run('disable', 'mod@example.org')).toContain('is now closed')
  const people = JSON.parse(await run('list', '--search', 'blerim', '--json'))
  expect(people).toMatchObject([{ email: 'mod@example.org', roles: ['moderator'] }])
  expect(await run('enable', 'mod@example.org')).toContain('is now open')
  expect(await run('role', 'mod@example.org', 'moderator', '--remove')).toContain('no longer')
})

test('the code of a sample operator is told, and of nobody in production', async () => {
  const { email } = await aPerson(world.db, world.settings, { roles: ['operator'] })
  expect(await run('code', email)).toMatch(/^\d{6}\n$/)
  const settings = { ...world.settings, production: true }
  await expect(runIn({ ...world, settings }, 'code', email)).rejects.toThrow(/theirs alone/)
})

test('what cannot be is refused with a sentence', async () => {
  await expect(run('create', '--email', 'nonsense', '--name', 'X')).rejects.toThrow()
  await expect(run('role', 'nobody@example.org', 'operator', '--add')).rejects.toThrow(/Nobody/)
  await expect(run('role', 'nobody@example.org', 'emperor', '--add')).rejects.toThrow()
})
