import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPart, aProject } from './fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let other: { id: string; cookie: string }
let river: { id: string; slug: string }
let id: string

beforeAll(async () => {
  world = await aWorld()
  const come = async (name: string) => {
    const person = await aPerson(world.db, world.settings, { name })
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  owner = await come('Arta Shembulli')
  other = await come('Besa Shembulli')
  const gjakova = await aMunicipality(world.db, { slug: 'gjakova', name: 'Gjakovë' })
  river = await anOrganisation(world.db, { slug: 'river', members: { owner: owner.id } })
  const fund = await anOrganisation(world.db, { slug: 'fund', name: 'The Fund', kind: 'donor' })
  await anOrganisation(world.db, { slug: 'stone', members: { owner: other.id } })
  const project = await aProject(world.db, {
    slug: 'clean-banks',
    organisation_id: river.id,
    name: { sq: 'Brigje të pastra', sr: 'Čiste obale', en: 'Clean banks' },
    summary: { sq: 'Pastrojmë brigjet.', sr: 'Čistimo obale.', en: 'We clean <b>banks</b>.' },
    starts: '2026-01',
    ends: '2026-12',
    budget_minor: 1_000_000n,
    contract_number: 'C-984',
    areas: ['environment'],
    places: [gjakova],
  })
  id = project.id
  await fill(fund.id)
})

async function fill(fund: string) {
  const { db } = world
  await aPart(db, id, 'projects.party', { role: 'funder', organisation_id: fund })
  await aPart(db, id, 'projects.party', { role: 'partner', name: 'School No. 7' })
  await aPart(db, id, 'projects.budget_line', { title: { en: 'Gloves' }, amount_minor: 600_000n })
  await aPart(db, id, 'projects.budget_line', { title: { en: 'Bus' }, amount_minor: 300_000n })
  await aPart(db, id, 'projects.target_group', { title: { en: 'Pupils' }, planned: 120 })
  await aPart(db, id, 'projects.activity', { title: { en: 'Action day' }, state: 'under_way' })
  await aPart(db, id, 'projects.team_member', {
    name: 'Dren Provuesi',
    title: { en: 'Keeper' },
    consent_noted_at: world.now(),
  })
  await aPart(db, id, 'projects.risk', {
    title: { en: 'Floods' },
    likelihood: 'low',
    impact: 'high',
    response: { en: 'Wait.' },
  })
  const objective_id = await aPart(db, id, 'projects.objective', { title: { en: 'Clean water' } })
  const indicator_id = await aPart(db, id, 'projects.indicator', {
    objective_id,
    title: { en: 'Points measured' },
    direction: 'up',
    baseline: 0,
    target: 12,
  })
  await aPart(db, id, 'projects.measurement', {
    indicator_id,
    on_date: '2026-06-01',
    value: 9,
    at: world.now(),
    evidence_url: 'https://example.org/report',
  })
}

afterAll(() => world.close())

const locales = ['sq', 'sr', 'sr-Cyrl', 'en'] as const

test('anybody reads in each language who, where, how much, until when and how far', async () => {
  const names = { sq: 'Brigje të pastra', sr: 'Čiste obale', 'sr-Cyrl': 'Чисте обале' }
  for (const locale of locales) {
    const page = await world.visit('/projects/clean-banks', { locale })
    expect(page.status, locale).toBe(200)
    expect(page.text).toContain(locale === 'en' ? 'Clean banks' : names[locale])
    expect(page.html).not.toContain('<b>banks')
  }
  const { text, html } = await world.visit('/projects/clean-banks')
  for (const said of ['River', 'Gjakovë', '€10,000', 'The Fund', 'School No. 7', 'C-984'])
    expect(text).toContain(said)
  expect(text).toContain('41 days left')
  expect(text).toContain('0 of 1 target reached')
  expect(text).toContain('9 of 12')
  expect(text).toContain('For €1,000.00 of the budget it is not said what it is for.')
  expect(text).toContain('the others have not confirmed it')
  expect(html).toContain('href="https://example.org/report"')
})

test('what is unknown is said to be unknown, and an imported page names its source', async () => {
  await aProject(world.db, { slug: 'bare', name: 'Bare', imported_from: { en: 'a public list' } })
  const page = await world.visit('/projects/bare')
  expect(page.status).toBe(200)
  expect(page.text).toContain('Implementer not known')
  expect(page.text).toContain(
    'Not known or not published: who implements it, who funds it, its time',
  )
  expect(page.text).toContain('public sources (a public list)')
  expect((await world.visit('/projects/bare/edit/identity', { as: owner })).status).toBe(404)
})

test('a draft is seen by its organisation alone', async () => {
  await aProject(world.db, { slug: 'draft', organisation_id: river.id, state: 'draft' })
  expect((await world.visit('/projects/draft')).status).toBe(404)
  expect((await world.visit('/projects/draft', { as: other })).status).toBe(404)
  expect((await world.visit('/projects/draft', { as: owner })).text).toContain('This is a draft')
  expect((await world.visit('/projects')).text).not.toContain('draft')
  expect((await world.visit('/o/river')).html).not.toContain('/projects/draft')
  expect((await world.visit('/o/river', { as: owner })).html).toContain('/projects/draft')
  expect((await world.visit('/api/v1/projects/draft')).status).toBe(404)
})

test('a withdrawn project leaves a tombstone that says so', async () => {
  const wish = { slug: 'gone', organisation_id: river.id, state: 'withdrawn' as const }
  await aProject(world.db, { ...wish, name: 'Gone', summary: { en: 'A secret summary.' } })
  for (const locale of locales)
    expect((await world.visit('/projects/gone', { locale })).status).toBe(410)
  const page = await world.visit('/projects/gone')
  expect(page.text).toContain('This project was withdrawn')
  expect(page.text).toContain('It was a mistake.')
  expect(page.text).not.toContain('A secret summary.')
  expect((await world.visit('/projects')).html).not.toContain('/projects/gone')
  const told = JSON.parse((await world.visit('/api/v1/projects/gone')).html)
  expect(told).toMatchObject({ withdrawn: true, summary: {}, reason: { en: 'It was a mistake.' } })
})

test('a closed project says first what was reached and what was not', async () => {
  const account = { reached: { en: 'Forty bags.' }, not_reached: { en: 'The last bend.' } }
  const wish = { slug: 'over', organisation_id: river.id, state: 'closed' as const }
  await aProject(world.db, { ...wish, ...account })
  const page = await world.visit('/projects/over')
  expect(page.text).toContain('What was reached Forty bags. What was not reached The last bend.')
})

test('the list is narrowed by who, where, what, who pays and words, and downloads', async () => {
  const found = ['?q=banks', '?q=ciste+obale', '?q=C-984', '?organisation=river', '?funder=fund']
  for (const query of [
    '',
    ...found,
    '?municipality[]=gjakova',
    '?area=environment',
    '?state=published',
  ]) {
    for (const locale of locales)
      expect((await world.visit(`/projects${query}`, { locale })).status).toBe(200)
    expect((await world.visit(`/projects${query}`)).html, query).toContain('/projects/clean-banks')
    expect((await world.visit(`/projects.csv${query}`)).html, query).toContain('C')
  }
  for (const query of ['?q=zebra', '?organisation=stone', '?area=sport', '?municipality=nowhere'])
    expect((await world.visit(`/projects${query}`)).html, query).not.toContain('/clean-banks')
  const csv = await world.visit('/projects.csv?organisation=river')
  expect(csv.html).toContain('10000.00,EUR,environment,gjakova')
  const json = JSON.parse((await world.visit('/projects.json?q=banks')).html)
  expect(json[0]).toMatchObject({ slug: 'clean-banks', budget_minor: '1000000' })
})

test('an organisation and a municipality show what is being done', async () => {
  expect((await world.visit('/o/river')).html).toContain('/en/projects/clean-banks')
  expect((await world.visit('/o/fund')).text).toContain('It also has a part in')
  const place = await world.visit('/places/gjakova')
  expect(place.text).toContain('What is being done here')
  expect(place.html).toContain('/en/projects/clean-banks')
})

test('the search and the sitemap find it, also mistyped', async () => {
  for (const query of ['Clean+banks', 'obale', 'brigjet'])
    expect((await world.visit(`/search?q=${query}`)).html, query).toContain('/projects/clean-banks')
  expect((await world.visit('/sitemaps/1.xml')).html).toContain('/sq/projects/clean-banks')
})

test('machines read the same', async () => {
  const list = JSON.parse((await world.visit('/api/v1/projects?organisation=river')).html)
  const slugs = list.projects.map(({ slug }: { slug: string }) => slug)
  expect(slugs).toContain('clean-banks')
  const one = JSON.parse((await world.visit('/api/v1/projects/clean-banks')).html)
  expect(one).toMatchObject({
    organisation: 'river',
    budget_minor: '1000000',
    places: ['gjakova'],
    areas: ['environment'],
    objectives: [{ indicators: [{ target: 12, values: [{ value: 9 }] }] }],
    withdrawn: false,
  })
  expect((await world.visit('/api/v1/projects?state=draft')).status).toBe(400)
})
