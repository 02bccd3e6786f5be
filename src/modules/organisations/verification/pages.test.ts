import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor } from '../../people/fixtures.ts'
import { aMember } from '../members/fixtures.ts'

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

async function aHouse() {
  made += 1
  const slug = `verifikimi-${made}`
  const { id } = await world.db
    .insertInto('organisations.organisation')
    .values({ slug, kind: 'association', name: JSON.stringify({ en: `House ${made}` }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  const owner = await somebody()
  await aMember(world.db, { organisation_id: id, person_id: owner.id, role: 'owner' })
  return { id, slug, owner }
}

const pdf = () => new File(['%PDF-1.4\ntrailer<<>>\n%%EOF\n'], 'extract.pdf')
const extract = {
  register_name: 'Register of NGOs',
  register_number: '5112233',
  extract_seen_on: '2026-11-01',
}

async function asked() {
  const house = await aHouse()
  const at = `/o/${house.slug}/verification`
  const sent = await world.submit(at, { ...extract, extract: pdf() }, { as: house.owner.as })
  expect(sent.status).toBe(303)
  const { id } = await world.db
    .selectFrom('organisations.verification')
    .select('id')
    .where('organisation_id', '=', house.id)
    .executeTakeFirstOrThrow()
  return { ...house, at, desk: `/desk/verifications/${id}` }
}

const stateOf = async (id: string) => {
  const { state } = await world.db
    .selectFrom('organisations.organisation')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return state
}

const approve = (desk: string, { as }: Somebody) =>
  world.submit(`${desk}/approval`, { compared: 'yes' }, { as })

test('two operators make an organisation verified, and its page says since when and why', async () => {
  const { id, slug, desk, owner, at } = await asked()
  expect(await stateOf(id)).toBe('in_review')
  expect((await world.visit(desk, { as: owner.as })).status).toBe(404)
  const page = await world.visit(desk, { as: first.as })
  expect(page.text).toContain('5112233')
  const download = await world.visit(`${desk}/extract`, { as: first.as })
  expect(download.headers.get('content-type')).toBe('application/pdf')
  expect((await world.visit(`${desk}/extract`, { as: owner.as })).status).toBe(404)

  const unticked = await world.submit(`${desk}/approval`, {}, { as: first.as })
  expect(unticked.status).toBe(422)
  expect((await approve(desk, first)).status).toBe(303)
  expect(await stateOf(id)).toBe('in_review')
  const again = await approve(desk, first)
  expect(again.status).toBe(409)
  expect(again.text).toContain('The approval of another operator is missing')
  expect((await world.visit(at, { as: owner.as })).text).toContain('Approvals: 1 of 2')
  await approve(desk, second)
  expect(await stateOf(id)).toBe('verified')
  const shown = await world.visit(`/o/${slug}`)
  expect(shown.text).toContain('Two operators compared it')
  expect(shown.text).not.toContain('Vesa')
  expect((await world.visit('/account/notifications', { as: owner.as })).text).toContain(
    'is now verified',
  )
})

test('two operators at once, or one of them twice at once, count as what they are', async () => {
  const one = await asked()
  const twice = await Promise.all([approve(one.desk, first), approve(one.desk, first)])
  expect(twice.map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await stateOf(one.id)).toBe('in_review')

  const two = await asked()
  const both = await Promise.all([approve(two.desk, first), approve(two.desk, second)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(await stateOf(two.id)).toBe('verified')
})

test('an operator of the organisation itself may neither approve nor refuse', async () => {
  const { id, desk } = await asked()
  const insider = await somebody({ roles: ['operator'] })
  await aMember(world.db, { organisation_id: id, person_id: insider.id })
  const page = await world.visit(desk, { as: insider.as })
  expect(page.text).toContain('Two other operators approve')
  expect(page.text).not.toContain('Refuse the verification')
  expect((await approve(desk, insider)).status).toBe(409)
  const no = await world.submit(`${desk}/refusal`, { reason: 'name_differs' }, { as: insider.as })
  expect(no.status).toBe(409)
})

test('a refusal says why, and a better extract may follow', async () => {
  const { id, desk, owner, at } = await asked()
  await approve(desk, first)
  await world.submit(`${desk}/refusal`, { reason: 'number_differs' }, { as: first.as })
  expect(await stateOf(id)).toBe('unverified')
  const page = await world.visit(at, { as: owner.as })
  expect(page.text).toContain('The number on the extract and the number on the page differ.')
  expect((await approve(desk, second)).status).toBe(409)
  await world.submit(at, { ...extract, extract: pdf() }, { as: owner.as })
  expect(await stateOf(id)).toBe('in_review')
  await world.submit(`${at}/withdrawal`, {}, { as: owner.as })
  expect(await stateOf(id)).toBe('unverified')
})

test('a request without its extract, or with a wrong one, keeps what was typed', async () => {
  const { slug, owner } = await aHouse()
  const at = `/o/${slug}/verification`
  const none = await world.submit(at, extract, { as: owner.as })
  expect(none.status).toBe(422)
  expect(none.html).toContain('value="Register of NGOs"')
  const text = new File(['just a text'], 'extract.pdf', { type: 'application/pdf' })
  const wrong = await world.submit(at, { ...extract, extract: text }, { as: owner.as })
  expect(wrong.text).toContain('This file is not a PDF')
  const future = { ...extract, extract_seen_on: '2027-01-01', extract: pdf() }
  expect((await world.submit(at, future, { as: owner.as })).text).toContain('not come yet')
  const stranger = await somebody()
  expect((await world.visit(at, { as: stranger.as })).status).toBe(404)
  expect((await world.visit(at)).status).toBe(303)
})
