import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let editor: { id: string; cookie: string }

beforeAll(async () => {
  world = await aWorld()
  const come = async () => {
    const person = await aPerson(world.db, world.settings)
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  ;[owner, editor] = [await come(), await come()]
  const members = { owner: owner.id, editor: editor.id }
  await anOrganisation(world.db, { slug: 'river', name: 'River', members })
  await anOrganisation(world.db, { slug: 'stone', name: 'Stone' })
})

afterAll(() => world.close())

const rename = (from: string, slug: string, as = owner) =>
  world.submit(`/o/${from}/edit/address`, { slug }, { as })

test('an old address leads to the new one for ever', async () => {
  expect((await rename('river', 'Clean-River')).location).toBe('/o/clean-river/edit/address')
  expect((await rename('clean-river', 'bela-reka')).status).toBe(303)
  for (const old of ['river', 'clean-river']) {
    const answer = await world.visit(`/o/${old}`)
    expect([answer.status, answer.location]).toEqual([301, '/o/bela-reka'])
  }
  expect((await rename('bela-reka', 'river')).status).toBe(303)
  expect((await world.visit('/o/bela-reka')).location).toBe('/o/river')
})

test('nobody gets an address that is or was another’s', async () => {
  for (const slug of ['stone', 'new', 'a', 'me ë', ''])
    expect((await rename('river', slug)).status, slug).toBe(422)
  await expect(anOrganisation(world.db, { slug: 'clean-river', name: 'Another' })).rejects.toThrow(
    'is or was another organisation',
  )
})

test('editors keep former names; the address is the owners’ to change', async () => {
  expect((await rename('river', 'flood', editor)).status).toBe(404)
  const names = '/o/river/edit/address/former-names'
  const fields = { 'name.en': 'The Stream', until_year: '2012' }
  expect((await world.submit(names, fields, { as: editor })).status).toBe(303)
  expect((await world.visit('/o/river')).text).toContain('The Stream (until 2012)')
  const { html } = await world.visit('/o/river/edit/address', { as: editor })
  const [, id] = /former-names\/([0-9a-f-]{36})/.exec(html) ?? []
  expect((await world.submit(`${names}/${id}/removal`, {}, { as: editor })).status).toBe(303)
  expect((await world.visit('/o/river')).text).not.toContain('The Stream')
  expect((await world.submit(`${names}/${id}/removal`, {}, { as: editor })).status).toBe(404)
})
