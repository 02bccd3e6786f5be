// What an operator and an owner decide, as they see it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptStore, sweepKept } from '#kit/federation-store.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import { keyPairOf, rotateKeys } from './commands.ts'
import { paths } from './paths.ts'

let world: TestWorld
let operator: Visitor
let owner: Visitor
let organisation_id: string

beforeAll(async () => {
  world = await aWorld()
  const { db, settings, now } = world
  const come = async (name: string, roles: readonly 'operator'[] = []) => {
    const email = `${name.toLowerCase()}@example.org`
    const { id } = await aPerson(db, settings, { name, email, roles })
    return { id, ...(await aVisitor(db, settings, id, now())) }
  }
  operator = await come('Operator', ['operator'])
  const arta = await come('Arta')
  owner = arta
  organisation_id = (await anOrganisation(db, { slug: 'river', members: { owner: arta.id } })).id
})

afterAll(() => world.close())

const facts = async () =>
  (await world.pool.query(`select kind from facts.fact where kind like 'federation.%' order by id`))
    .rows
const line = async () => (await world.visit('/o/river')).text.includes('@river@localhost:3000')

test('it is closed until an operator opens it, and both are in the audit trail', async () => {
  expect(await line()).toBe(false)
  expect((await world.visit(paths.desk(), { as: operator })).text).toContain('Closed')
  for (const open of ['yes', 'yes', 'no', 'yes'])
    await world.submit(paths.deskSwitch(), { open }, { as: operator })
  const kinds = ['opened', 'closed', 'opened'].map((one) => ({ kind: `federation.${one}` }))
  expect(await facts()).toEqual(kinds)
  expect(await line()).toBe(true)
})

test('its owners keep an organisation off, and let it be followed again', async () => {
  const choose = (followed: string) =>
    world.submit(paths.settings({ slug: 'river' }), { followed }, { as: owner })
  await choose('no')
  expect(await line()).toBe(false)
  const page = await world.visit(paths.settings({ slug: 'river' }), { as: owner })
  expect(page.text).toContain('Switched off by the organisation')
  await choose('yes')
  expect(await line()).toBe(true)
})

test('a server is blocked by its name, once, and unblocked', async () => {
  const block = (host: string) =>
    world.submit(paths.deskBlocks(), { host, reason: 'Spam' }, { as: operator })
  const wrong = await block('not a host')
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('bad.example')])
  expect(wrong.html).toContain('value="not a host"')
  expect((await block('https://Bad.example/@x')).status).toBe(303)
  expect((await block('bad.example')).status).toBe(422)
  expect((await world.visit(paths.desk(), { as: operator })).text).toContain('Spam')
  // An address with a dot in it is asked as it is written.
  const unblock = `/en${paths.deskUnblocking({ host: 'bad.example' })}`
  expect((await world.submit(unblock, {}, { as: operator })).status).toBe(303)
  expect((await world.submit(unblock, {}, { as: operator })).status).toBe(404)
})

test('a new key takes the place of the old one, whose private half is destroyed', async () => {
  const { db, now } = world
  const [one, two] = await Promise.all([0, 1].map(() => keyPairOf(db, organisation_id, now())))
  expect(one?.public_jwk).toEqual(two?.public_jwk)
  await rotateKeys(db, organisation_id, 'system', now())
  expect((await keyPairOf(db, organisation_id, now())).public_jwk).not.toEqual(one?.public_jwk)
  const { rows } = await world.pool.query(
    'select private_jwk is null as destroyed from federation.key order by id',
  )
  expect(rows).toEqual([{ destroyed: true }, { destroyed: false }])
})

test('what the library keeps is there until its time, and is exchanged only as it was', async () => {
  const store = keptStore(world.db)
  await store.set(['a', 'b'], { x: 1 })
  expect(await store.get(['a', 'b'])).toEqual({ x: 1 })
  expect(await store.cas?.(['a', 'b'], { x: 2 }, 3)).toBe(false)
  expect(await store.cas?.(['a', 'b'], { x: 1 }, 3)).toBe(true)
  expect(await store.cas?.(['a', 'b'], undefined, 4)).toBe(false)
  expect(await store.cas?.(['a', 'c'], undefined, 4)).toBe(true)
  const listed = await Array.fromAsync(store.list(['a']))
  expect(listed.map(({ value }) => value)).toEqual([3, 4])
  await world.pool.query(`update kit.kept_value set expires_at = now() where key = '{a,b}'`)
  expect(await store.get(['a', 'b'])).toBeUndefined()
  expect(await sweepKept(world.db)).toBe(1)
  await store.delete(['a', 'c'])
  expect(await store.get(['a', 'c'])).toBeUndefined()
})
