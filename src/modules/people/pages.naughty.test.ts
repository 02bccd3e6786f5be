// What strangers type: a list of strings that have broken other sites, through every box of ours.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor } from './fixtures.ts'

const list = fileURLToPath(
  new URL('../../../../shared/data/naughty/strings/blns.json', import.meta.url),
)
const own = ['\u0000', 'a\u0000b', '\ud800', '\u202eabc', 'x'.repeat(100_000), '%', '$1', '{{7*7}}']
const strings: string[] = existsSync(list)
  ? [...JSON.parse(readFileSync(list, 'utf8')), ...own]
  : own
if (strings === own) console.info(`The list of naughty strings is not at ${list}: only our own.`)

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const later = (seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000)
}

/** A form a second, which is what one network may send. */
async function submit(path: string, fields: Record<string, string>) {
  later(1.1)
  return world.submit(path, fields)
}

const password = 'një fjali që e di vetëm unë'

test('no string in any box is answered with a fault', async () => {
  for (const text of strings) {
    const answers = [
      await submit('/sign-up', { name: text, email: 'naughty@example.org', password }),
      await submit('/sign-up', { name: 'Arta', email: text, password }),
      await submit('/sign-in', { email: text, password: text, next: text }),
      await submit('/sign-in/link', { email: text }),
      await submit('/sign-in/link/use', { token: text }),
      await submit('/sign-in/reset/password', { token: text, password }),
      await submit('/sign-in/code', { code: text }),
    ]
    for (const { status, html } of answers) {
      expect([303, 400, 413, 422, 429]).toContain(status)
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('<img src=x')
    }
  }
}, 240_000)

test('a name is kept as it was typed, or refused in words', async () => {
  const { id } = await aPerson(world.db, world.settings)
  for (const text of strings) {
    later(1.1)
    const as = await aVisitor(world.db, world.settings, id, world.now())
    const answer = await world.submit('/account/profile', { name: text, locale: 'en' }, { as })
    expect([303, 413, 422]).toContain(answer.status)
    if (answer.status !== 303) continue
    const { name } = await world.db
      .selectFrom('people.person')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(name).toBe(text.normalize('NFC').trim())
  }
}, 120_000)

test('NUL is refused with a sentence', async () => {
  const answer = await submit('/sign-up', { name: 'A\u0000B', email: 'nul@example.org', password })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('id="f-name-error"')
})

test('a password of any signs opens the account that it was set for', async () => {
  const { id, email } = await aPerson(world.db, world.settings)
  const long = strings.filter((text) => text.trim().length >= 14).slice(0, 40)
  for (const text of long) {
    later(3600)
    const as = await aVisitor(world.db, world.settings, id, world.now())
    const set = await world.submit('/account/password', { password: text }, { as })
    expect([303, 422]).toContain(set.status)
    if (set.status !== 303) continue
    expect((await submit('/sign-in', { email, password: text })).status).toBe(303)
  }
}, 120_000)
