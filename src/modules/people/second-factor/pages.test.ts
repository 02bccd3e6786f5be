import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor, keepCookies, sampleSecondFactor } from '../fixtures.ts'
import { codeAt, decrypt } from '../formats/second-factor.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

async function somebody(given = {}) {
  const person = await aPerson(world.db, world.settings, given)
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { ...person, as }
}

async function secretOf(personId: string) {
  const { secret } = await world.db
    .selectFrom('people.second_factor')
    .select('secret')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return decrypt(secret, world.settings.secret)
}

test('an operator without a second factor reaches the page that sets one up and no other', async () => {
  const { as, id } = await somebody({ roles: ['operator'], second_factor: null })
  for (const path of ['/account', '/account/email', '/account/sessions', '/account/data'])
    expect((await world.visit(path, { as })).location).toBe('/account/second-factor')
  expect((await world.visit('/account/second-factor', { as })).text).toContain('Your role asks')

  await world.submit('/account/second-factor', {}, { as })
  const page = await world.visit('/account/second-factor', { as })
  expect(page.html).toContain('src="data:image/png;base64,')
  const wrong = await world.submit('/account/second-factor/code', { code: '123456' }, { as })
  expect(wrong.status).toBe(422)
  const code = codeAt(await secretOf(id), new Date())
  const set = await world.submit('/account/second-factor/code', { code }, { as })
  expect(set.status).toBe(200)
  expect(set.html.match(/<code>[a-z2-9]{5}-[a-z2-9]{5}<\/code>/g)).toHaveLength(10)

  const armed = keepCookies(set.headers, as)
  expect((await world.visit('/account', { as: armed })).status).toBe(200)
  const again = await world.visit('/account/second-factor', { as: armed })
  expect(again.html).not.toMatch(/[a-z2-9]{5}-[a-z2-9]{5}<\/code>/)
})

test('where there is a second factor, the proof is a code and not the password', async () => {
  const { as, id } = await somebody({ second_factor: sampleSecondFactor })
  await world.db
    .updateTable('people.session')
    .set({ proved_at: new Date(world.now().getTime() - 16 * 60_000) })
    .where('person_id', '=', id)
    .execute()
  expect((await world.visit('/account/proof', { as })).html).toContain('name="code"')
  const code = codeAt(sampleSecondFactor, new Date())
  const proof = { code, next: '/account/email' }
  expect((await world.submit('/account/proof', proof, { as })).location).toBe('/account/email')
  expect((await world.submit('/account/proof', proof, { as })).status).toBe(422)
})

test('recovery codes are made anew, and the factor is turned off, with a letter', async () => {
  const { as, email } = await somebody({ second_factor: sampleSecondFactor })
  const renewed = await world.submit('/account/second-factor/recovery-codes', {}, { as })
  expect(renewed.html).toMatch(/<code>[a-z2-9]{5}-/)
  const removed = await world.submit('/account/second-factor/removal', {}, { as })
  expect(removed.status).toBe(303)
  await world.work()
  const letters = world.letters.filter(({ to }) => to === email)
  expect(letters.map(({ subject }) => subject)).toEqual(['Two-step verification is off'])
})

test('a factor that is on is not replaced by beginning again', async () => {
  const { as, id } = await somebody({ second_factor: sampleSecondFactor })
  await world.submit('/account/second-factor', {}, { as })
  expect(await secretOf(id)).toBe(sampleSecondFactor)
})
