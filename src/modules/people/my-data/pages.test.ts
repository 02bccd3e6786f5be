import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor } from '../fixtures.ts'
import { jobs } from '../jobs.ts'

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

const inDays = (days: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + days * 24 * 3_600_000)
}

test('a copy of my data is made, told of by letter, and fetched by me alone', async () => {
  const me = await somebody({ name: 'Zana Vokrri' })
  const other = await somebody()
  await world.submit('/account/data/export', {}, { as: me.as })
  expect((await world.visit('/account/data', { as: me.as })).text).toContain('being made')
  await world.work()
  expect(world.letters.at(-1)).toMatchObject({ to: me.email })

  const page = await world.visit('/account/data', { as: me.as })
  const [, file = ''] = /href="(\/account\/data\/export\/[^"]+)"/.exec(page.html) ?? []
  const fetchAs = (as: { cookie: string } | null) =>
    world.app.request(`http://localhost:3000${file}`, { headers: as ?? {} })
  const zip = await fetchAs(me.as)
  expect(zip.headers.get('content-type')).toBe('application/zip')
  const bytes = Buffer.from(await zip.arrayBuffer())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(bytes.includes('people.json')).toBe(true)
  expect((await fetchAs(other.as)).status).toBe(404)
  expect((await fetchAs(null)).status).toBe(303)

  inDays(8)
  expect((await fetchAs(me.as)).status).toBe(404)
  await jobs['people.sweep']?.(world, {})
  const left = await world.db.selectFrom('people.data_export').select('id').execute()
  expect(left).toEqual([])
})

test('erasure says what goes and what stays, and can be taken back for a week', async () => {
  const { as, id, email } = await somebody()
  const page = await world.visit('/account/data/erasure', { as })
  expect(page.text).toContain('The audit trail keeps the number of your account')
  await world.submit('/account/data/erasure', {}, { as })
  expect((await world.visit('/account', { as })).text).toContain('will be erased on')
  await world.work()
  expect(world.letters.at(-1)).toMatchObject({ to: email, subject: 'Your account will be erased' })

  await world.submit('/account/data/erasure/undoing', {}, { as })
  inDays(8)
  await jobs['people.erasures']?.(world, {})
  const person = await world.db
    .selectFrom('people.person')
    .select('email')
    .where('id', '=', id)
    .executeTakeFirst()
  expect(person).toEqual({ email })
})

test('after the week nothing is left but the id', async () => {
  const { as, id, email } = await somebody({ name: 'Zana Vokrri', roles: ['moderator'] })
  await world.submit('/account/data/erasure', {}, { as })
  inDays(6)
  await jobs['people.erasures']?.(world, {})
  expect((await world.visit('/account', { as })).status).toBe(200)
  inDays(2)
  await jobs['people.erasures']?.(world, {})
  await world.work()
  expect(world.letters.at(-1)).toMatchObject({ to: email, subject: 'Your account is erased' })
  expect((await world.visit('/account', { as })).status).toBe(303)

  const card = await world.db
    .selectFrom('people.card')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  expect(card).toEqual({ id, name: null })
  const kept = await world.db
    .selectFrom('people.person')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  expect(JSON.stringify(kept)).not.toContain('Zana')
  expect(kept?.email).toBe(`${id}@erased.invalid`)
  const facts = await world.db
    .selectFrom('facts.fact')
    .select(['kind', 'payload'])
    .where('person_id', '=', id)
    .execute()
  expect(JSON.stringify(facts)).not.toMatch(/Zana|example\.org/)
  const again = await world.submit('/sign-up', {
    name: 'Zana Vokrri',
    email,
    password: 'një fillim krejt i ri',
  })
  expect(again.status).toBe(303)
})
