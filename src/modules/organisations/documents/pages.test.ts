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

const documents = '/o/river/edit/documents'
const pdf = (name = 'report.pdf') => new File(['%PDF-1.7\n%âãÏÓ\n'], name)
const add = (fields: Record<string, string | File>) =>
  world.submit(documents, fields, { as: owner })

test('a document is on the page and can be fetched as what it is', async () => {
  const fields = { 'title.en': 'What we did', kind: 'annual_report', year: '2025', file: pdf() }
  expect((await add(fields)).status).toBe(303)
  const page = await world.visit('/o/river')
  expect(page.text).toContain('What we did')
  const [, path = ''] = /href="(\/files\/[0-9a-f-]+\/original)"/.exec(page.html) ?? []
  const answer = await world.app.request(`http://localhost:3000${path}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toContain('attachment')
})

test('a page that calls itself a PDF is refused, and so is a form without a file', async () => {
  const fields = { 'title.en': 'Trap', kind: 'other' }
  const page = new File(['<html><script>alert(1)</script>'], 'trap.pdf')
  expect((await add({ ...fields, file: page })).status).toBe(422)
  const without = await add(fields)
  expect(without.status).toBe(422)
  expect(without.html).toContain('Trap')
})

test('what is taken off the page keeps its row', async () => {
  const { html } = await world.visit(documents, { as: owner })
  const [, id] = /documents\/([0-9a-f-]{36})\/removal/.exec(html) ?? []
  expect((await world.submit(`${documents}/${id}/removal`, {}, { as: owner })).status).toBe(303)
  expect((await world.visit('/o/river')).text).not.toContain('What we did')
  const rows = await world.db.selectFrom('organisations.document').select('removed_at').execute()
  expect(rows.map(({ removed_at }) => removed_at === null)).toEqual([false])
})
