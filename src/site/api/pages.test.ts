import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '#app'
import { locales } from '#kit/locale.ts'
import type { Described } from '#kit/openapi.ts'
import { aKey } from '#modules/machines/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let town: Town
let described: Described

beforeAll(async () => {
  world = await aWorld()
  town = await aTown(world)
  described = JSON.parse((await world.visit('/api/v1/openapi.json')).html)
})
afterAll(() => world.close())

const operations = () =>
  Object.entries(described.paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ address, method, operation })),
  )

test('the description names every endpoint once, with the parts of its address', () => {
  expect(described.openapi).toBe('3.1.0')
  expect(operations()).toHaveLength(endpoints.length)
  const ids = operations().map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { address, operation, method } of operations()) {
    const parts = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const told = operation.parameters.filter((one) => one.in === 'path')
    expect(told.map(({ name }) => name).toSorted(), address).toEqual(parts.toSorted())
    expect(told.every(({ required }) => required)).toBe(true)
    const closed = method !== 'get' || /^\/api\/v1\/(payments|payouts)/.test(address)
    expect(operation.security.length > 0, address).toBe(closed)
    expect(operation.responses.default).toBeDefined()
  }
})

function schemas() {
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema({ ...described, $id: 'https://mozaik.test/api' })
  return ajv
}

test('every schema in it is one that JSON Schema 2020-12 allows', () => {
  const ajv = schemas()
  for (const { operation } of operations()) {
    for (const { schema } of operation.parameters) expect(ajv.validateSchema(schema)).toBe(true)
    const bodies = [operation.requestBody, ...Object.values(operation.responses)]
    for (const body of bodies)
      for (const { schema } of Object.values(body?.content ?? {})) {
        expect(ajv.validateSchema(schema), operation.operationId).toBe(true)
        if (!('$ref' in schema)) ajv.compile(schema)
      }
  }
})

test('what is answered is what the description says', async () => {
  const ajv = schemas()
  const { campaign: campaigns } = town.names
  const slugs = {
    campaigns,
    organisations: 'river',
    projects: town.names.project,
    places: town.names.place,
  }
  for (const { address, method, operation } of operations()) {
    if (method !== 'get') continue
    const slug = Object.entries(slugs).find(([name]) => address.includes(name))?.[1] ?? ''
    const headers = { authorization: `Bearer ${town.names.key_token}` }
    const answer = await world.visit(
      address
        .replace('{slug}', slug)
        .replace('{seq}', '1')
        .replace('{id}', address.includes('payouts') ? town.names.payout : town.names.post_id),
      { headers },
    )
    expect(answer.status, address).toBe(200)
    const schema = operation.responses[200]?.content?.['application/json']?.schema ?? {}
    const holds = ajv.compile(schema)
    holds(JSON.parse(answer.html))
    expect(holds.errors, address).toBeNull()
  }
  const refused = await world.visit('/api/v1/organisations?limit=1000')
  expect(refused.status).toBe(400)
  const holds = ajv.getSchema('https://mozaik.test/api#/components/schemas/Problem')
  expect(holds?.(JSON.parse(refused.html))).toBe(true)
  expect(JSON.parse(refused.html).errors).toMatchObject([
    { in: 'query', pointer: '/limit', code: 'too_big', detail: 'At most 100.' },
  ])
})

test('lists go on, answers are kept by their tags, and the pace is told', async () => {
  const first = await world.visit('/api/v1/organisations?limit=2&kind=coalition')
  const { next } = JSON.parse((await world.visit('/api/v1/organisations?limit=1')).html)
  expect(next).toMatch(/^http:\/\/localhost:3000\/api\/v1\/organisations\?limit=1&cursor=/)
  const page = await world.visit('/api/v1/organisations?limit=1')
  expect(page.headers.get('link')).toBe(`<${next}>; rel="next"`)
  const etag = first.headers.get('etag') ?? ''
  expect(first.headers.get('cache-control')).toBe('public, max-age=60, must-revalidate')
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  expect(first.headers.get('ratelimit-policy')).toBe('"api";q=600;w=60')
  const path = '/api/v1/organisations?limit=2&kind=coalition'
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const again = await world.visit(path, { headers: { 'if-none-match': known } })
    expect([again.status, again.html]).toEqual([304, ''])
  }
  expect((await world.visit(path, { headers: { 'if-none-match': '"x"' } })).status).toBe(200)
})

test('who asks too fast is told when to come back', async () => {
  const other = await aWorld()
  let last = await other.visit('/api/v1/places')
  for (let i = 0; i < 601 && last.status === 200; i++) last = await other.visit('/api/v1/places')
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(last.headers.get('ratelimit')).toMatch(/^"api";r=0;t=\d+$/)
  expect(JSON.parse(last.html).code).toBe('too_many_requests')
  await other.close()
})

test('a key is counted by itself, what only looks like one is not', async () => {
  const other = await aWorld()
  const person_id = (await aPerson(other.db, other.settings)).id
  const wish = { name: 'River', members: { owner: person_id } }
  const { id: organisation_id } = await anOrganisation(other.db, wish)
  const { token } = await aKey(other.db, { organisation_id, person_id })
  const ask = (bearer: string, client: string) =>
    other.visit('/api/v1/key', {
      headers: { authorization: `Bearer ${bearer}`, 'x-forwarded-for': client },
    })
  const left = async (bearer: string) =>
    Number(/r=(\d+)/.exec((await ask(bearer, '192.0.2.1')).headers.get('ratelimit') ?? '')?.[1])
  expect(await left(token)).toBe(599)
  expect([await left(token), await left(token)]).toEqual([599, 598])
  expect(await left('mzk_invented')).toBe(598)
  expect(await left('mzk_invented')).toBe(597)
  await other.close()
})

test('the page can be read in every language, with all that can be asked', async () => {
  for (const { code } of locales) {
    const read = await world.app.request(`${world.settings.base_url}/${code}/api`)
    const html = await read.text()
    expect(read.status).toBe(200)
    for (const { address } of endpoints) expect(html).toContain(address)
  }
  const bare = await world.app.request(`${world.settings.base_url}/api`)
  expect(bare.status).toBe(302)
})

const script = `import { mozaik, MozaikProblem } from './mozaik.ts'

const api = mozaik({ key: 'mzk_x' })

export async function example() {
  const { value: list } = await api.get('/v1/organisations', { query: { area: 'youth' } })
  for (const organisation of list.organisations) console.log(organisation.name.sq ?? organisation.slug)
  for await (const { projects } of api.pages('/v1/projects', { query: { limit: 10 } }))
    for (const project of projects) {
      const budget: string | null = project.budget_minor
      console.log(project.slug, budget)
    }
  const made = await api.post('/v1/projects', {
    body: { name: { en: 'Clean banks' }, starts: '2026' },
    idempotency_key: 'import-7',
  })
  const { slug } = made.value
  try {
    await api.patch('/v1/projects/{slug}', {
      path: { slug },
      body: { summary: { en: 'We clean.' } },
      if_match: made.etag ?? '*',
    })
    await api.post('/v1/projects/{slug}/publication', { path: { slug } })
  } catch (fault) {
    if (fault instanceof MozaikProblem) for (const one of fault.errors) console.log(one.pointer)
  }
  const { value: brought } = await api.post('/v1/organisations/{slug}/pictures', {
    path: { slug: 'river' },
    query: { name: 'bridge.jpg' },
    body: new Uint8Array([1, 2, 3]),
  })
  const { file_id } = brought
  await api.post('/v1/posts', {
    body: { title: { en: 'A bridge' }, pictures: [{ file_id, alt: { en: 'A bridge.' } }] },
  })
  // @ts-expect-error The body is the file itself.
  await api.post('/v1/organisations/{slug}/pictures', { path: { slug: 'x' }, body: { file: 1 } })
  // @ts-expect-error There is no such area.
  await api.get('/v1/organisations', { query: { area: 'spaceflight' } })
  // @ts-expect-error There is no such address.
  await api.get('/v1/nothing', {})
  // @ts-expect-error The slug is missing.
  await api.get('/v1/projects/{slug}', {})
}
`

test('the client compiles, and so does what a developer writes with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mozaik-client-'))
  const { html: client, headers } = await world.visit('/api/v1/client.ts')
  expect(client.split('type Method')[0]?.match(/.*: unknown/g)).toBeNull()
  expect(headers.get('content-disposition')).toContain('mozaik.ts')
  writeFileSync(join(folder, 'mozaik.ts'), client)
  writeFileSync(join(folder, 'script.ts'), script)
  const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'nodenext', '--lib']
  const more = ['es2023,dom,dom.iterable', '--allowImportingTsExtensions', '--skipLibCheck']
  const files = ['--types', '', join(folder, 'script.ts')]
  const tsc = join(process.cwd(), 'node_modules/.bin/tsc')
  try {
    execFileSync(tsc, ['--ignoreConfig', ...options, ...more, ...files], {
      cwd: folder,
      encoding: 'utf8',
    })
  } catch (fault) {
    expect((fault as { stdout: string }).stdout).toBe('')
  }
  rmSync(folder, { recursive: true })
})
