import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from './fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let stranger: { id: string; cookie: string }

beforeAll(async () => {
  world = await aWorld()
  const come = async (name: string) => {
    const person = await aPerson(world.db, world.settings, { name, email: `${name}@example.org` })
    const visitor = await aVisitor(world.db, world.settings, person.id, world.now())
    return { id: person.id, ...visitor }
  }
  owner = await come('owner')
  stranger = await come('stranger')
  const gjakova = await aMunicipality(world.db, { slug: 'gjakova', name: 'Gjakovë' })
  await anOrganisation(world.db, {
    slug: 'river',
    name: { sq: 'Lumi i pastër', sr: 'Čista reka', en: 'Clean River' },
    summary: { sq: 'Masim ujin.', sr: 'Merimo vodu.', en: 'We measure water.' },
    description: { en: 'Since **2014**.\n\n<script>alert(1)</script>' },
    municipality_id: gjakova,
    areas: ['environment', 'youth'],
    members: { owner: owner.id },
    email: 'river@example.org',
  })
})

afterAll(() => world.close())

test('anybody reads the page of an organisation in each language', async () => {
  for (const [locale, name] of [
    ['sq', 'Lumi i pastër'],
    ['sr', 'Čista reka'],
    ['sr-Cyrl', 'Чиста река'],
    ['en', 'Clean River'],
  ] as const) {
    const page = await world.visit('/o/river', { locale })
    expect(page.status).toBe(200)
    expect(page.text).toContain(name)
    expect(page.html).not.toContain('<script>alert')
  }
})

test('the directory lists, narrows and searches', async () => {
  for (const query of ['', '?q=pastr', '?q=%C4%8Cista', '?kind=association', '?area[]=youth']) {
    const page = await world.visit(`/organisations${query}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Clean River')
  }
  const other = await world.visit('/organisations?kind=ministry')
  expect(other.text).not.toContain('Clean River')
})

test('stewards see every form of their page, strangers none', async () => {
  const parts = ['identity', 'texts', 'contacts', 'work', 'look', 'people', 'documents']
  for (const part of [...parts, 'networks', 'accounts', 'public-benefit', 'address']) {
    const path = `/o/river/edit/${part}`
    expect((await world.visit(path)).status, part).toBe(303)
    expect((await world.visit(path, { as: stranger })).status, part).toBe(404)
    for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const)
      expect((await world.visit(path, { as: owner, locale })).status, part).toBe(200)
  }
  expect((await world.visit('/o/river/history', { as: owner })).status).toBe(200)
})
