import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey } from '#modules/machines/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { naughtyJson } from '#test/corpora.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'

let world: TestWorld
let owner: Visitor & { id: string }
let river: string
let token: string

beforeAll(async () => {
  world = await aWorld()
  owner = await somebody()
  await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  const made = await anOrganisation(world.db, { name: 'River', members: { owner: owner.id } })
  river = made.id
  token = (await aKey(world.db, { organisation_id: river, person_id: owner.id })).token
})
afterAll(() => world.close())

async function somebody() {
  const { db, settings, now } = world
  const { id } = await aPerson(db, settings)
  return { id, ...(await aVisitor(db, settings, id, now())) }
}

interface Sent {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  as?: string | null
}

async function send(path: string, { method = 'POST', body, headers = {}, as = token }: Sent = {}) {
  const answer = await world.app.request(`${world.settings.base_url}/api/v1${path}`, {
    method,
    headers: {
      ...(as ? { authorization: `Bearer ${as}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const { status } = answer
  return { status, headers: answer.headers, body: text ? JSON.parse(text) : null }
}

const patch = (path: string, body: unknown, if_match = '*') =>
  send(path, { method: 'PATCH', body, headers: { 'if-match': if_match } })

test('a program writes a project from the draft to the publication', async () => {
  const name = { en: 'Clean banks', sq: 'Brigje të pastra' }
  const wish = { name, summary: { en: 'We clean.' }, starts: '2026-03', places: ['gur'] }
  const made = await send('/projects', { body: { ...wish, budget_minor: '130000' } })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    slug: 'brigje-te-pastra',
    state: 'draft',
    organisation: 'river',
    starts: '2026-03',
    budget_minor: '130000',
    places: ['gur'],
    name,
  })
  expect(made.headers.get('location')).toBe(
    'http://localhost:3000/api/v1/projects/brigje-te-pastra',
  )
  expect((await send('/projects/brigje-te-pastra', { method: 'GET', as: null })).status).toBe(404)
  const draft = await send('/projects/brigje-te-pastra', { method: 'GET' })
  expect(draft.headers.get('etag')).toBe(made.headers.get('etag'))
  expect(draft.headers.get('cache-control')).toContain('private')

  const activity = { title: { en: 'Spring' }, state: 'planned', starts: '2026-04' }
  const added = await send('/projects/brigje-te-pastra/activities', { body: activity })
  expect(added.body.activities).toMatchObject([{ ...activity, ends: null }])
  const at = `/projects/brigje-te-pastra/activities/${added.body.activities[0].id}`
  expect((await patch(at, { state: 'done' })).body.activities[0]).toMatchObject({
    ...activity,
    state: 'done',
  })
  const line = { title: { en: 'Tools' }, amount_minor: '5050' }
  const lines = await send('/projects/brigje-te-pastra/budget-lines', { body: line })
  expect(lines.body.budget_lines).toMatchObject([line])
  const gone = await send(at, { method: 'DELETE', headers: { 'if-match': '*' } })
  expect(gone.body.activities).toEqual([])
  const open = await send('/projects/brigje-te-pastra/publication')
  expect(open.body.state).toBe('published')
  expect((await send('/projects/brigje-te-pastra', { method: 'GET', as: null })).status).toBe(200)
  const { rows } = await world.pool.query(
    `select distinct f.person_id, k.name from facts.fact f join machines.key k on k.id = f.key_id`,
  )
  expect(rows).toEqual([{ person_id: owner.id, name: 'Our site' }])
})

test('a change names the version it was made on', async () => {
  await send('/projects', { body: { name: { en: 'Versions' } } })
  const read = await send('/projects/versions', { method: 'GET' })
  const etag = read.headers.get('etag') ?? ''
  const blind = await send('/projects/versions', { method: 'PATCH', body: {} })
  expect([blind.status, blind.body.code]).toEqual([428, 'if_match_required'])
  const first = await patch('/projects/versions', { summary: { sq: 'Shqip' } }, etag)
  expect(first.body).toMatchObject({ summary: { sq: 'Shqip' }, name: { en: 'Versions' } })
  const late = await patch('/projects/versions', { summary: { en: 'English' } }, etag)
  expect([late.status, late.body.code]).toEqual([412, 'changed_meanwhile'])
  const next = first.headers.get('etag') ?? ''
  const second = await patch('/projects/versions', { summary: { en: 'E', sq: null } }, next)
  expect(second.body.summary).toEqual({ en: 'E' })
})

test('a repeated request is done once, and another by the same name is refused', async () => {
  const headers = { 'idempotency-key': 'import-7' }
  const asked = { body: { name: { en: 'Once' } }, headers }
  const [one, two] = await Promise.all([send('/projects', asked), send('/projects', asked)])
  expect([one.status, two.status]).toEqual([201, 201])
  expect(one.body.id).toBe(two.body.id)
  const other = await send('/projects', { body: { name: { en: 'Twice' } }, headers })
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
})

test('every wrong field is named by its path', async () => {
  const wrong = await send('/projects', {
    body: { name: { en: 7, de: 'x' }, starts: 'soon', places: ['nowhere'], colour: 'red' },
  })
  expect(wrong.status).toBe(422)
  expect(wrong.headers.get('content-type')).toBe('application/problem+json')
  const told = wrong.body.errors.map((one: { pointer: string; code: string }) => [
    one.pointer,
    one.code,
  ])
  expect(told).toContainEqual(['/name/en', 'wrong_type'])
  expect(told).toContainEqual(['/name/de', 'unknown_field'])
  expect(told).toContainEqual(['/colour', 'unknown_field'])
  const late = await send('/projects', { body: { name: { en: 'Late' }, starts: 'soon' } })
  expect(late.body.errors[0]).toMatchObject({ pointer: '/starts', code: 'not_a_rough_date' })
  const place = await send('/projects', { body: { name: { en: 'Late' }, places: ['nowhere'] } })
  expect(place.body.errors[0]).toMatchObject({ pointer: '/places/0', code: 'unknown_place' })
  expect((await send('/projects/late', { method: 'GET' })).status).toBe(404)
  const order = { starts: '2027', ends: '2026' }
  const turned = await patch('/projects/brigje-te-pastra', order)
  expect(turned.body.errors[0]).toMatchObject({ pointer: '/ends', code: 'ends_before_start' })
})

test('a key opens what its administrator may, by its scope, and nothing else', async () => {
  const body = { name: { en: 'Not mine' } }
  expect((await send('/projects', { body, as: null })).body.code).toBe('key_missing')
  expect((await send('/projects', { body, as: `${token}x` })).body.code).toBe('key_unknown')
  const of = { organisation_id: river, person_id: owner.id }
  const narrow = await aKey(world.db, { ...of, scopes: ['organisation:write'] })
  expect((await send('/projects', { body, as: narrow.token })).body.code).toBe('key_lacks_scope')
  const old = await aKey(world.db, { ...of, expires_at: new Date('2026-11-21T09:00:00Z') })
  expect((await send('/projects', { body, as: old.token })).body.code).toBe('key_unknown')
  const stranger = await somebody()
  await anOrganisation(world.db, { name: 'Stone', members: { owner: stranger.id } })
  const editor = await somebody()
  const meadow = await anOrganisation(world.db, { name: 'Mead', members: { editor: editor.id } })
  const left = await aKey(world.db, { organisation_id: meadow.id, person_id: editor.id })
  expect((await send('/projects', { body, as: left.token })).body.code).toBe('key_unknown')
  const cookie = await send('/projects', { body, as: null, headers: { cookie: owner.cookie } })
  expect(cookie.status).toBe(401)
})

test('the use of a key is noted at most once a minute', async () => {
  const key = await aKey(world.db, { organisation_id: river, person_id: owner.id })
  const used = async () => {
    const found = await world.pool.query('select last_used_at from machines.key where id = $1', [
      key.id,
    ])
    return found.rows[0].last_used_at?.toISOString() ?? null
  }
  const begin = world.clock.now
  await send('/key', { method: 'GET', as: key.token })
  expect(await used()).toBe(begin.toISOString())
  world.clock.now = new Date(begin.getTime() + 30_000)
  await send('/key', { method: 'GET', as: key.token })
  expect(await used()).toBe(begin.toISOString())
  world.clock.now = new Date(begin.getTime() + 61_000)
  await send('/key', { method: 'GET', as: key.token })
  expect(await used()).toBe(world.clock.now.toISOString())
})

const json = naughtyJson()

test.skipIf(json.length === 0)('JSON that parsers disagree on breaks nothing', async () => {
  for (const [name, bytes] of json) {
    const answer = await world.app.request(`${world.settings.base_url}/api/v1/projects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: new Uint8Array(bytes),
    })
    expect([400, 413, 422], name).toContain(answer.status)
    expect(answer.headers.get('content-type'), name).toBe('application/problem+json')
  }
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const url = `${world.settings.base_url}/api/v1/projects`
  const answer = await world.app.request(url, { method: 'POST', headers, body: deep })
  expect(answer.status).toBe(400)
  const big = JSON.stringify({ name: { en: 'x'.repeat(300_000) } })
  expect((await world.app.request(url, { method: 'POST', headers, body: big })).status).toBe(413)
  const text = { ...headers, 'content-type': 'text/plain' }
  expect((await world.app.request(url, { method: 'POST', headers: text, body: '{}' })).status).toBe(
    415,
  )
})
