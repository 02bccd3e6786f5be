import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aProject } from '../fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let other: { id: string; cookie: string }

beforeAll(async () => {
  world = await aWorld()
  const come = async (name: string) => {
    const person = await aPerson(world.db, world.settings, { name })
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  owner = await come('Arta Shembulli')
  other = await come('Ana Uzorić')
  const { id } = await anOrganisation(world.db, { slug: 'river', members: { owner: owner.id } })
  const wish = { organisation_id: id, state: 'draft' as const }
  await aProject(world.db, { slug: 'bare', ...wish })
  await aProject(world.db, { slug: 'banks', ...wish, summary: { en: 'We clean.' } })
})

afterAll(() => world.close())

test('a draft without a summary is not published', async () => {
  const answer = await world.submit('/projects/bare/publication', {}, { as: owner })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Write the summary first')
})

test('a project is published, closed with an account, withdrawn with a reason, each once', async () => {
  const steps = [
    ['publication', {}, 'published'],
    ['closing', { 'reached.en': 'Forty bags.' }, 'closed'],
    ['withdrawal', { 'reason.en': 'A wrong contract.' }, 'withdrawn'],
  ] as const
  for (const [way, form, state] of steps) {
    const path = `/projects/banks/${way}`
    expect((await world.visit(path)).status, way).toBe(303)
    expect((await world.visit(path, { as: other })).status, way).toBe(404)
    expect((await world.submit(path, form, { as: other })).status, way).toBe(404)
    for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const)
      expect((await world.visit(path, { as: owner, locale })).status, way).toBe(200)
    expect((await world.submit(path, form, { as: owner })).location, way).toBe('/projects/banks')
    expect((await world.submit(path, form, { as: owner })).status, way).toBe(422)
    const { rows } = await world.pool.query(
      `select state from projects.project where slug = 'banks'`,
    )
    expect(rows[0].state).toBe(state)
  }
  const { rows } = await world.pool.query(
    `select kind from facts.fact where kind like 'project.%' order by id`,
  )
  expect(rows.map(({ kind }) => kind)).toEqual([
    ...['project.published', 'project.closed', 'project.withdrawn'],
  ])
  expect((await world.visit('/projects/banks')).text).toContain('A wrong contract.')
})

test('closing without a word and withdrawing without a reason are refused', async () => {
  await world.submit('/projects/banks/publication', {}, { as: owner })
  const closing = await world.submit('/projects/banks/closing', {}, { as: owner })
  expect(closing.text).toContain('Say what was reached or what was not.')
  expect((await world.submit('/projects/banks/withdrawal', {}, { as: owner })).status).toBe(422)
  const path = '/projects/bare/closing'
  const early = await world.submit(path, { 'reached.en': 'x' }, { as: owner })
  expect(early.text).toContain('The project is not public.')
})
