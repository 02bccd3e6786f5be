import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPart, aProject } from '../fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let other: { id: string; cookie: string }
let values: string

beforeAll(async () => {
  world = await aWorld()
  const come = async (name: string) => {
    const person = await aPerson(world.db, world.settings, { name })
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  owner = await come('Arta Shembulli')
  other = await come('Ana Uzorić')
  const { id } = await anOrganisation(world.db, { slug: 'river', members: { owner: owner.id } })
  const project = await aProject(world.db, { slug: 'banks', organisation_id: id })
  const title = { en: 'Clean water' }
  const objective_id = await aPart(world.db, project.id, 'projects.objective', { title })
  const indicator = await aPart(world.db, project.id, 'projects.indicator', {
    objective_id,
    title: { en: 'Points' },
    direction: 'up',
    baseline: 0,
    target: 12,
  })
  values = `/projects/banks/edit/indicators/${indicator}/values`
})

afterAll(() => world.close())

const pdf = new TextEncoder().encode('%PDF-1.4\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\n')

test('values are added with their evidence, drawn, and taken back but kept', async () => {
  expect((await world.visit(values)).status).toBe(303)
  expect((await world.visit(values, { as: other })).status).toBe(404)
  const file = new File([pdf], 'report.pdf', { type: 'application/pdf' })
  const form = { on_date: '2026-06-01', value: '7,5', evidence_url: 'example.org/r', file }
  expect((await world.submit(values, form, { as: owner })).status).toBe(303)
  const later = { on_date: '2026-09-01', value: '12' }
  expect((await world.submit(values, later, { as: owner })).status).toBe(303)
  const page = await world.visit('/projects/banks')
  expect(page.text).toContain('1 of 1 target reached')
  expect(page.text).toContain('12 of 12')
  expect(page.html).toContain('https://example.org/r')

  const shown = await world.visit(values, { as: owner })
  const ids = [...shown.html.matchAll(/values\/([0-9a-f-]{36})\/removal/g)].map(([, id]) => id)
  expect(ids).toHaveLength(2)
  const back = `${values}/${ids[1]}/removal`
  expect((await world.submit(back, {}, { as: other })).status).toBe(404)
  expect((await world.submit(back, {}, { as: owner })).status).toBe(303)
  expect((await world.submit(back, {}, { as: owner })).status).toBe(404)
  expect((await world.visit('/projects/banks')).text).toContain('0 of 1 target reached')
  const history = await world.visit('/projects/banks/history', { as: owner })
  expect(history.html).toContain('<del>2026-09-01: 12</del>')
  const { rowCount } = await world.pool.query('select from projects.measurement')
  expect(rowCount).toBe(2)
})

test('a value twice on a day, in the future, without a number or a real file is refused', async () => {
  const refused = [
    [{ on_date: '2026-06-01', value: '9' }, 'for that day already'],
    [{ on_date: '2027-01-01', value: '9' }, 'has not come yet'],
    [{ on_date: '2026-07-01', value: 'many' }, 'Write a number'],
    [{ on_date: '2026-07-01', value: '9', evidence_url: 'javascript:alert(1)' }, 'web address'],
    [{ on_date: '2026-07-01', value: '9', file: new File(['x'], 'a.pdf') }, 'kind of file'],
  ] as const
  for (const [form, says] of refused) {
    const answer = await world.submit(values, form, { as: owner })
    expect(answer.status, says).toBe(422)
    expect(answer.text).toContain(says)
  }
})

test('an indicator with values is not removed', async () => {
  const answer = await world.submit(values.replace(/values$/, 'removal'), {}, { as: owner })
  expect(answer.status).toBe(422)
})

test('documents come and go, and the file stays', async () => {
  const list = '/projects/banks/edit/documents'
  const file = new File([pdf], 'contract.pdf', { type: 'application/pdf' })
  const form = { 'title.en': 'The contract', kind: 'contract', year: '2026', file }
  expect((await world.submit(list, form, { as: other })).status).toBe(404)
  expect((await world.submit(list, form, { as: owner })).status).toBe(303)
  expect((await world.visit('/projects/banks')).text).toContain('The contract')
  const shown = await world.visit(list, { as: owner })
  const removal = /documents\/[0-9a-f-]{36}\/removal/.exec(shown.html)?.[0]
  expect((await world.submit(`/projects/banks/edit/${removal}`, {}, { as: owner })).status).toBe(
    303,
  )
  expect((await world.visit('/projects/banks')).text).not.toContain('The contract')
  const { rows } = await world.pool.query('select removed_at from projects.document')
  expect(rows[0].removed_at).not.toBeNull()
  const { file: _, ...without } = form
  expect((await world.submit(list, without, { as: owner })).status).toBe(422)
})
