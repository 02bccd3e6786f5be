import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import {
  createPerson,
  disablePerson,
  enablePerson,
  findMe,
  grantRole,
  revokeRole,
} from './commands.ts'
import { aPerson, aVisitor } from './fixtures.ts'
import { askErasure } from './my-data/commands.ts'
import { notify } from './notices/commands.ts'
import { operatorOf, provenOf } from './rules.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const person = (given = {}) => aPerson(world.db, world.settings, given)

async function anOperator() {
  const { id, name, email } = await person({ roles: ['operator'] })
  const me = { id, name, email, session_id: id, locale: 'en' as const }
  return operatorOf({ ...me, roles: ['operator'], two_factor: true })
}

async function meOf(personId: string, now = world.now()) {
  const { cookie } = await aVisitor(world.db, world.settings, personId, world.now())
  return findMe(world.db, new Headers({ cookie: `a=b; ${cookie}` }), world.settings, now)
}

test('a cookie tells who asks, with roles and unread notices, by one statement', async () => {
  const { id, name } = await person({ name: 'Vesa', roles: ['operator'] })
  await notify(world.db, id, { kind: 'people.tested', payload: {} }, world.now())
  const seen = await meOf(id)
  expect(seen?.me).toMatchObject({ id, name, roles: ['operator'], two_factor: true, locale: 'en' })
  expect(seen?.unread).toBe(1)
})

test('without a cookie, or after thirty days, nobody asks', async () => {
  const { id } = await person()
  expect(await findMe(world.db, new Headers(), world.settings, world.now())).toBeNull()
  const later = new Date(world.now().getTime() + 31 * 24 * 3_600_000)
  expect(await meOf(id, later)).toBeNull()
})

test('that a session is in use is noted once an hour', async () => {
  const { id } = await person()
  const { cookie } = await aVisitor(world.db, world.settings, id, world.now())
  const usedAfter = async (minutes: number) => {
    const now = new Date(world.now().getTime() + minutes * 60_000)
    await findMe(world.db, new Headers({ cookie }), world.settings, now)
    const session = await world.db
      .selectFrom('people.session')
      .select('used_at')
      .where('person_id', '=', id)
      .executeTakeFirstOrThrow()
    return (session.used_at.getTime() - world.now().getTime()) / 60_000
  }
  expect(await usedAfter(30)).toBe(0)
  expect(await usedAfter(61)).toBe(61)
})

test('a role is given and taken once, and both are facts with who did it', async () => {
  const operator = await anOperator()
  const { id } = await person()
  expect((await grantRole(world.db, operator, id, 'moderator')).ok).toBe(true)
  expect(await grantRole(world.db, operator, id, 'moderator')).toMatchObject({
    refusal: 'has_role',
  })
  expect((await revokeRole(world.db, operator, id, 'moderator')).ok).toBe(true)
  expect(await revokeRole(world.db, operator, id, 'moderator')).toMatchObject({
    refusal: 'has_no_role',
  })
  const facts = await world.db
    .selectFrom('facts.fact')
    .select(['kind', 'payload'])
    .where('person_id', '=', operator.person_id)
    .orderBy('id')
    .execute()
  expect(facts).toEqual([
    { kind: 'person.role_granted', payload: { person_id: id, role: 'moderator' } },
    { kind: 'person.role_revoked', payload: { person_id: id, role: 'moderator' } },
  ])
})

test('operators cannot take their own role or close their own account', async () => {
  const operator = await anOperator()
  const { person_id } = operator
  expect(await revokeRole(world.db, operator, person_id, 'operator')).toMatchObject({
    refusal: 'own_role',
  })
  expect(await disablePerson(world.db, operator, person_id, world.now())).toMatchObject({
    refusal: 'own_account',
  })
})

test('a closed account has no sessions, and may be opened again', async () => {
  const operator = await anOperator()
  const { id } = await person()
  const { cookie } = await aVisitor(world.db, world.settings, id, world.now())
  expect((await disablePerson(world.db, operator, id, world.now())).ok).toBe(true)
  const headers = new Headers({ cookie })
  expect(await findMe(world.db, headers, world.settings, world.now())).toBeNull()
  expect(await disablePerson(world.db, operator, id, world.now())).toMatchObject({ ok: false })
  expect((await enablePerson(world.db, operator, id)).ok).toBe(true)
  expect(await findMe(world.db, headers, world.settings, world.now())).toBeNull()
  expect((await meOf(id))?.me.id).toBe(id)
})

test('two who ask for the same address at the same moment get one account', async () => {
  const made = await Promise.all(
    [1, 2, 3].map(() =>
      createPerson(world.db, { name: 'Arta', email: 'one@example.org', locale: 'sq' }),
    ),
  )
  expect(made.filter(({ ok }) => ok)).toHaveLength(1)
})

test('two operators who wish to be erased at once are not both let go', async () => {
  const { db } = world
  const now = world.now()
  await db.deleteFrom('people.role').where('role', '=', 'operator').execute()
  const pair = [await anOperator(), await anOperator()] as const
  const ask = async ({ person_id }: { person_id: string }) => {
    const seen = await meOf(person_id)
    const proven = provenOf(seen?.me ?? null, now, now)
    if (!proven) throw new Error('Who just came has shown who they are.')
    return askErasure(db, proven, now)
  }
  const both = await Promise.all([ask(pair[0]), ask(pair[1])])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: 'last_operator' })
  const [gone, last] = both[0].ok ? pair : [pair[1], pair[0]]
  expect(await disablePerson(db, gone, last.person_id, now)).toMatchObject({
    refusal: 'last_operator',
  })
  expect((await disablePerson(db, 'terminal', last.person_id, now)).ok).toBe(true)
})
