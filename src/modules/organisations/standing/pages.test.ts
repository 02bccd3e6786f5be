import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor } from '../../people/fixtures.ts'
import { aMember } from '../members/fixtures.ts'
import organisations from '../module.ts'
import { aVerification } from '../verification/fixtures.ts'

let world: TestWorld
let first: Somebody
let second: Somebody
beforeAll(async () => {
  world = await aWorld()
  first = await somebody({ roles: ['operator'], name: 'Vesa' })
  second = await somebody({ roles: ['operator'], name: 'Jelena' })
})
afterAll(() => world.close())

type Somebody = Awaited<ReturnType<typeof somebody>>

async function somebody(given: Parameters<typeof aPerson>[2] = {}) {
  const person = await aPerson(world.db, world.settings, given)
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { ...person, as }
}

let made = 0

async function aHouse({ verified = false } = {}) {
  made += 1
  const slug = `gjendja-${made}`
  const { id } = await world.db
    .insertInto('organisations.organisation')
    .values({ slug, kind: 'association', name: JSON.stringify({ en: `House ${made}` }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  const owner = await somebody()
  await aMember(world.db, { organisation_id: id, person_id: owner.id, role: 'owner' })
  const vouching = { organisation_id: id, requested_by: owner.id, at: new Date('2026-11-01') }
  if (verified) await aVerification(world.db, { ...vouching, operators: [first.id, second.id] })
  return { id, slug, owner, desk: `/desk/organisations/${slug}` }
}

const stateOf = async (id: string) => {
  const { state } = await world.db
    .selectFrom('organisations.organisation')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return state
}

const membersOf = async (id: string) => {
  const rows = await world.db
    .selectFrom('organisations.membership')
    .select(['role', 'ended'])
    .where('organisation_id', '=', id)
    .orderBy('since')
    .orderBy('id')
    .execute()
  return rows.map(({ role, ended }) => `${role} ${ended ?? 'is'}`)
}

test('an operator suspends with a reason that everybody reads, and opens again', async () => {
  const { id, slug, owner, desk } = await aHouse({ verified: true })
  expect(await stateOf(id)).toBe('verified')
  expect((await world.visit(desk, { as: owner.as })).status).toBe(404)
  const reason = { reason: 'other', 'reason_text.en': 'The site was taken over.' }
  const silent = await world.submit(`${desk}/suspension`, { reason: 'other' }, { as: first.as })
  expect(silent.status).toBe(422)
  await world.submit(`${desk}/suspension`, reason, { as: first.as })
  expect(await stateOf(id)).toBe('suspended')
  expect((await world.visit(`/o/${slug}`)).text).toContain('The site was taken over.')
  expect((await world.visit(`/o/${slug}/edit`, { as: owner.as })).status).toBe(404)
  expect((await world.visit('/account/notifications', { as: owner.as })).text).toContain(
    'is now: Suspended',
  )
  const again = await world.submit(`${desk}/suspension`, reason, { as: second.as })
  expect(again.status).toBe(409)
  await world.submit(`${desk}/reopening`, { reason: 'resolved' }, { as: second.as })
  expect(await stateOf(id)).toBe('verified')
  await world.submit(`${desk}/end_of_verification`, { reason: 'out_of_date' }, { as: first.as })
  expect(await stateOf(id)).toBe('unverified')
  expect((await world.submit(`${desk}/abolition`, reason, { as: first.as })).status).toBe(404)
})

test('what was closed begins again as not verified', async () => {
  const { id, desk } = await aHouse({ verified: true })
  await world.submit(`${desk}/closing`, { reason: 'dissolved' }, { as: first.as })
  expect(await stateOf(id)).toBe('closed')
  await world.submit(`${desk}/reopening`, { reason: 'by_mistake' }, { as: first.as })
  expect(await stateOf(id)).toBe('unverified')
})

test('owners close their organisation by typing its address', async () => {
  const { id, slug, owner } = await aHouse()
  const editor = await somebody()
  await aMember(world.db, { organisation_id: id, person_id: editor.id })
  const at = `/o/${slug}/closing`
  expect((await world.visit(at, { as: editor.as })).status).toBe(404)
  const wrong = await world.submit(at, { reason: 'dissolved', slug: 'x' }, { as: owner.as })
  expect(wrong.status).toBe(422)
  await world.submit(at, { reason: 'dissolved', slug }, { as: owner.as })
  expect(await stateOf(id)).toBe('closed')
})

test('the last owner gives the page back when nobody else is left', async () => {
  const { id, slug, owner } = await aHouse({ verified: true })
  const editor = await somebody()
  await aMember(world.db, { organisation_id: id, person_id: editor.id })
  const at = `/o/${slug}/returning`
  const early = await world.submit(at, { slug }, { as: owner.as })
  expect(early.status).toBe(422)
  expect(early.text).toContain('Others look after this page too')
  await world.submit(`/o/${slug}/members/leaving`, {}, { as: editor.as })
  const members = await world.visit(`/o/${slug}/members`, { as: owner.as })
  expect(members.text).toContain('You are the only one')
  await world.submit(at, { slug }, { as: owner.as })
  expect(await membersOf(id)).toContain('owner returned')
  expect(await stateOf(id)).toBe('unverified')
  const next = await somebody()
  expect((await world.visit(`/o/${slug}/claim`, { as: next.as })).text).toContain('Tell us who')
})

test('an erased person leaves no page without an owner by accident', async () => {
  const alone = await aHouse({ verified: true })
  const editor = await somebody()
  await aMember(world.db, { organisation_id: alone.id, person_id: editor.id })
  const shared = await aHouse()
  await aMember(world.db, {
    organisation_id: shared.id,
    person_id: alone.owner.id,
    role: 'owner',
  })
  const copy = await organisations.mydata?.export(world.db, alone.owner.id)
  expect(JSON.stringify(copy)).toContain(alone.slug)
  await world.db
    .transaction()
    .execute(async (tx) => organisations.mydata?.erase(tx, alone.owner.id))
  expect(await membersOf(alone.id)).toEqual(['owner returned', 'editor returned'])
  expect(await stateOf(alone.id)).toBe('unverified')
  expect((await membersOf(shared.id)).sort()).toEqual(['owner erased', 'owner is'])
})

test('an operator who belongs to the organisation leaves it to others', async () => {
  const { id, desk } = await aHouse()
  const insider = await somebody({ roles: ['operator'] })
  await aMember(world.db, { organisation_id: id, person_id: insider.id })
  const page = await world.visit(desk, { as: insider.as })
  expect(page.text).toContain('Another operator decides')
  const tried = await world.submit(`${desk}/closing`, { reason: 'duplicate' }, { as: insider.as })
  expect(tried.status).toBe(409)
})
