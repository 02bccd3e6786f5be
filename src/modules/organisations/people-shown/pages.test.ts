import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }

beforeAll(async () => {
  world = await aWorld()
  const person = await aPerson(world.db, world.settings)
  owner = { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  await anOrganisation(world.db, { slug: 'river', name: 'River', members: { owner: owner.id } })
})

afterAll(() => world.close())

const people = '/o/river/edit/people'
const show = (fields: Record<string, string>) => world.submit(people, fields, { as: owner })

test('nobody is shown without having agreed', async () => {
  const refused = await show({ name: 'Lumi Shembull', 'role.en': 'Chair' })
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('Lumi Shembull')
  expect((await show({ name: 'Lumi Shembull', 'role.en': 'Chair', consent: 'yes' })).status).toBe(
    303,
  )
  const page = await world.visit('/o/river')
  expect(page.text).toContain('Lumi Shembull')
  expect(page.text).toContain('Chair')
})

test('two who change one person: the second is told, and nothing is lost', async () => {
  const { html } = await world.visit(people, { as: owner })
  const [, id] = /people\/([0-9a-f-]{36})/.exec(html) ?? []
  const change = (name: string) =>
    world.submit(`${people}/${id}`, { name, version: '1', consent: 'yes' }, { as: owner })
  expect((await change('Lumi Primer')).status).toBe(303)
  const second = await change('Lumi Prova')
  expect(second.status).toBe(409)
  expect(second.html).toContain('<del>Primer</del><ins>Prova</ins>')
  expect(second.html).toContain('value="Lumi Prova"')
  expect(second.html).toContain('name="version" value="2"')
  expect((await world.visit('/o/river')).text).toContain('Lumi Primer')
  expect((await world.submit(`${people}/${id}/removal`, {}, { as: owner })).status).toBe(303)
  expect((await world.visit('/o/river')).text).not.toContain('Lumi Primer')
})

test('an id that is none, or another’s, is nothing', async () => {
  for (const id of ['x', '%00', 'a2f7c6de-0000-4000-8000-000000000001']) {
    expect((await world.visit(`${people}/${id}`, { as: owner })).status).toBe(404)
    expect((await world.submit(`${people}/${id}/removal`, {}, { as: owner })).status).toBe(404)
  }
})
