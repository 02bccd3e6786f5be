import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { authOver, optionsOver } from './auth.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

test('Better Auth finds every table and column that it expects', async () => {
  const missing = await getMigrations(await optionsOver(world.db, world.settings))
  expect(missing.toBeCreated).toEqual([])
  expect(missing.toBeAdded).toEqual([])
  expect(missing.toBeAddedIndexes).toEqual([])
  expect(missing.unsafeChanges).toEqual([])
})

test('what Better Auth writes in a transaction goes with the transaction', async () => {
  const email = 'rolled.back@example.org'
  const body = { email, name: 'Arta', password: 'a long enough one', locale: 'sq' }
  const undone = world.db.transaction().execute(async (tx) => {
    await (await authOver(tx, world.settings)).api.signUpEmail({ body })
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  const people = await world.db.selectFrom('people.person').select('email').execute()
  expect(people.map(({ email }) => email)).not.toContain(body.email)
})

test('cookies are bound to the host over https, and plain on a laptop', async () => {
  const cookieOf = async (base_url: string) => {
    const settings = { ...world.settings, base_url }
    const context = await (await authOver(world.db, settings)).$context
    const { name, attributes } = context.authCookies.sessionToken
    return { name, ...attributes }
  }
  expect(await cookieOf('https://mozaik.example')).toMatchObject({
    name: '__Host-mozaik.session_token',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
  })
  expect(await cookieOf('https://mozaik.example')).not.toHaveProperty('domain')
  expect(await cookieOf('http://localhost:3000')).toMatchObject({
    name: 'mozaik.session_token',
    secure: false,
    httpOnly: true,
  })
})
