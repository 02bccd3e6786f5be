import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { countOrganisations, findMembership } from '../queries.ts'

let world: TestWorld
let me: { id: string; cookie: string }

beforeAll(async () => {
  world = await aWorld()
  const person = await aPerson(world.db, world.settings)
  me = { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
})

afterAll(() => world.close())

const add = (fields: Record<string, string>) =>
  world.submit('/organisations/new', { kind: 'association', ...fields }, { as: me })

test('a stranger is asked to sign in first', async () => {
  const answer = await world.visit('/organisations/new')
  expect(answer.status).toBe(303)
  expect(answer.location).toContain('sign-in')
})

test('who adds an organisation is its first owner, and it is not verified', async () => {
  const answer = await add({ 'name.sq': 'Shoqata Lumi i Bardhë' })
  expect(answer.status).toBe(303)
  expect(answer.location).toBe('/o/shoqata-lumi-i-bardhe')
  const membership = await findMembership(world.db, 'shoqata-lumi-i-bardhe', me.id)
  expect(membership?.role).toBe('owner')
  const page = await world.visit('/o/shoqata-lumi-i-bardhe', { as: me })
  expect(page.text).toContain('Not verified')
  expect(page.text).toContain('Say in one sentence what you do')
})

test('a form that was sent twice makes one organisation', async () => {
  const before = await countOrganisations(world.db)
  const once = 'a2f7c6de-0000-4000-8000-000000000001'
  const fields = { 'name.en': 'Twice Sent Society', once, seen: 'yes' }
  const [one, two] = await Promise.all([add(fields), add(fields)])
  expect(one.location).toBe(two.location)
  expect(await countOrganisations(world.db)).toBe(before + 1)
})

test('a name that is known already is shown first, and may be added all the same', async () => {
  await add({ 'name.sq': 'Fondacioni Shkëndija Prishtinë' })
  const warned = await add({ 'name.sq': 'Fondacioni “Shkendija” Prishtine' })
  expect(warned.status).toBe(422)
  expect(warned.text).toContain('Is it one of these?')
  expect(warned.html).toContain('/o/fondacioni-shkendija-prishtine/claim')
  const added = await add({ 'name.sq': 'Fondacioni “Shkendija” Prishtine', seen: 'yes' })
  expect(added.location).toBe('/o/fondacioni-shkendija-prishtine-2')
})

test('without a name there is no organisation, and what was typed is kept', async () => {
  const answer = await add({ 'summary.en': 'Kept as it was' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Kept as it was')
})
