import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aPart, aProject } from '#modules/projects/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

const folder = join(import.meta.dirname, '../../../../shared/data/civic-formats/hsds3/schema')
const there = existsSync(folder)
if (!there) process.stderr.write('The schemas of HSDS 3 are not here: those tests are left out.\n')

let world: TestWorld
let river: { id: string }
let project: { id: string }

beforeAll(async () => {
  world = await aWorld()
  const { db } = world
  const municipality_id = await aMunicipality(db, { slug: 'gur', name: 'Gur' })
  river = await anOrganisation(db, {
    slug: 'river',
    name: { sq: 'Lumi', en: 'River' },
    summary: { sq: 'Pastrojmë brigjet.', en: 'We clean banks.' },
    municipality_id,
    address: 'Rruga 1',
    phone: '+383 44 000 000',
    areas: ['youth'],
    email: 'river@example.org',
    website: 'https://example.org/',
    founded_year: 2009,
    registration_number: '5100-7',
  })
  await anOrganisation(db, { slug: 'bare', name: { sq: 'Pa fjalë' } })
  project = await aProject(db, {
    slug: 'banks',
    organisation_id: river.id,
    name: { en: 'Banks' },
    areas: ['environment'],
    ends: '2026-12',
    places: [municipality_id],
    summary: { en: 'Clean.' },
  })
  await aPart(db, project.id, 'projects.party', { role: 'funder', name: 'The Fund' })
  await aProject(db, { slug: 'over', organisation_id: river.id, ends: '2025' })
  await aProject(db, { slug: 'made-up', organisation_id: river.id, is_sample: true })
  await anOrganisation(db, { slug: 'made-up', is_sample: true })
  await aProject(db, { slug: 'nobodys', imported_from: { en: 'A list' } })
})
afterAll(() => world.close())

const get = async (path: string) => {
  const answer = await world.app.request(`http://localhost:3000/data/hsds${path}`)
  return { status: answer.status, body: await answer.json() }
}

/** The schemas as published: their names are their file names; some words in them are no schema. */
function validators(): (name: string) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const file of readdirSync(folder)) {
    if (file === 'openapi.json') continue
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    ajv.addSchema({ ...schema, $id: `http://example.org/${file}` })
  }
  return (name) => {
    const validate = ajv.getSchema(`http://example.org/${name}.json`)
    if (!validate) throw new Error(`There is no schema ${name}.`)
    return validate as ValidateFunction
  }
}

test.runIf(there)('organisations and services are valid by the published schemas', async () => {
  const schema = validators()
  const broken = { id: 'no uuid', name: 5 }
  expect(schema('organization')(broken)).toBe(false)
  for (const [what, name] of [
    ['organizations', 'organization'],
    ['services', 'service'],
  ] as const) {
    const validate = schema(name)
    for (const query of ['', '?full=true', '?lang=sr&full=true']) {
      const { body } = await get(`/${what}${query}`)
      expect(body.contents.length).toBeGreaterThan(0)
      for (const one of body.contents)
        expect([validate(one), validate.errors]).toEqual([true, null])
      for (const { id } of body.contents) {
        const whole = (await get(`/${what}/${id}`)).body
        expect([validate(whole), validate.errors]).toEqual([true, null])
      }
    }
  }
})

test('an organisation is told with its register, its seat and what it works on', async () => {
  const { body } = await get(`/organizations/${river.id}`)
  expect(body).toMatchObject({
    name: 'River',
    description: 'We clean banks.',
    year_incorporated: 2009,
    organization_identifiers: [{ identifier: '5100-7', identifier_type: 'registration_number' }],
    locations: [{ name: 'Gur', description: 'Rruga 1' }],
    attributes: [{ taxonomy_term: { code: 'youth', name: 'Youth' } }],
  })
  expect((await get(`/organizations/${river.id}`)).body).toEqual(body)
})

test('what nobody has said is left out', async () => {
  const { body } = await get('/organizations')
  const bare = body.contents.find(({ name }: { name: string }) => name === 'Pa fjalë')
  expect(Object.keys(bare).toSorted()).toEqual(['description', 'id', 'legal_status', 'name', 'uri'])
})

test('a service is a project that somebody answers for; it is active while it runs', async () => {
  const { body } = await get('/services')
  const told = body.contents.map(({ name, status }: Record<string, string>) => [name, status])
  expect(told).toEqual([
    ['Banks', 'active'],
    ['over', 'inactive'],
  ])
  const { body: one } = await get(`/services/${project.id}`)
  expect(one).toMatchObject({
    organization: { id: river.id, name: 'River' },
    funding: [{ source: 'The Fund' }],
    service_areas: [{ name: 'gur' }],
  })
  expect(
    (await get('/services?organization_id=00000000-0000-7000-8000-000000000000')).body,
  ).toMatchObject({ total_items: 0, empty: true, last_page: true })
})

test('lists come in pages that say where they are', async () => {
  const { body } = await get('/organizations?per_page=1&page=2')
  expect(body).toMatchObject({
    total_items: 2,
    total_pages: 2,
    page_number: 2,
    size: 1,
    first_page: false,
    last_page: true,
    empty: false,
  })
  expect((await get('/organizations?per_page=0')).status).toBe(400)
  expect((await get('/organizations/no-id')).status).toBe(404)
  expect((await get('/people')).status).toBe(404)
})
