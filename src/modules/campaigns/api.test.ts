// What a program may do to the campaigns of its organisation, and what it may not.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey } from '#modules/machines/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aCampaign, aDraft, aReview } from './fixtures.ts'

let world: TestWorld
let token: string
let reader: string
let stranger: string
const at = '/campaigns/two-boats'

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) =>
    (await aPerson(db, settings, { roles })).id
  const [owner, other] = [await come(), await come()]
  const judges = [await come(['operator']), await come(['operator'])] as const
  const river = (await anOrganisation(db, { slug: 'river', members: { owner } })).id
  const bank = (await anOrganisation(db, { slug: 'bank', members: { owner: other } })).id
  const vouched = { organisation_id: river, requested_by: owner, at: world.now() }
  await aVerification(db, { ...vouched, operators: judges })
  const mine = { organisation_id: river, person_id: owner }
  token = (await aKey(db, mine)).token
  reader = (await aKey(db, { ...mine, scopes: ['projects:write'] })).token
  stranger = (await aKey(db, { organisation_id: bank, person_id: other })).token
  const asked = { organisation_id: river, asked_by: owner, at: world.now() }
  await aCampaign(db, { ...asked, judges, slug: 'two-boats' })
  const { id } = await aDraft(db, { ...asked, slug: 'nets' })
  await aReview(db, id, owner, world.now())
  await aDraft(db, { ...asked, slug: 'sails' })
})
afterAll(() => world.close())

interface Sent {
  method?: 'POST' | 'PATCH'
  body: unknown
  as?: string | null
  if_match?: string | null
}

async function send(path: string, { method = 'PATCH', body, as = token, if_match = '*' }: Sent) {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (as) headers.set('authorization', `Bearer ${as}`)
  if (if_match && method === 'PATCH') headers.set('if-match', if_match)
  const address = `${world.settings.base_url}/api/v1${path}`
  const answer = await world.app.request(address, { method, headers, body: JSON.stringify(body) })
  return { status: answer.status, body: await answer.json() }
}

const read = (path = at, as: string | null = null) =>
  world.app.request(`${world.settings.base_url}/api/v1${path}`, {
    headers: as ? { authorization: `Bearer ${as}` } : {},
  })
const words = { summary: { en: 'For both banks.' } }

test('a program changes what a campaign says, on the version that it has read', async () => {
  const before = await read()
  const etag = before.headers.get('etag') ?? ''
  const changed = await send(at, { body: words, if_match: etag })
  expect(changed).toMatchObject({ status: 200, body: { slug: 'two-boats', version: 2 } })
  const after = await (await read()).json()
  expect(after).toMatchObject({ version: 2, summary: { en: 'For both banks.' } })
  expect(after.story).toEqual({ en: 'We want to clean the river.' })

  const stale = await send(at, { body: { summary: { en: 'Older.' } }, if_match: etag })
  expect(stale).toMatchObject({ status: 412, body: { code: 'changed_meanwhile' } })
  const bare = await send(at, { body: words, if_match: null })
  expect(bare).toMatchObject({ status: 428, body: { code: 'if_match_required' } })
  expect((await (await read()).json()).version).toBe(2)
})

test('terms and budget are not for programs, and a campaign in review stands still', async () => {
  expect((await send(at, { body: { days: 90 } })).status).toBe(422)
  expect((await send(at, { body: { minimum_minor: '1' } })).status).toBe(422)
  const waiting = await send('/campaigns/nets', { body: words })
  expect(waiting).toMatchObject({ status: 409, body: { code: 'in_review' } })
})

test('a program tells how it goes, and everybody reads it', async () => {
  const told = { title: { en: 'The first week' }, body: { en: 'Forty gifts.' } }
  const made = await send(`${at}/updates`, { method: 'POST', body: told })
  expect(made.status).toBe(200)
  expect(made.body).toMatchObject({ title: told.title, body: told.body })
  const page = await world.visit(at)
  expect(page.text).toContain('Forty gifts.')
  const empty = { title: { en: '' }, body: { en: '' } }
  expect((await send(`${at}/updates`, { method: 'POST', body: empty })).status).toBe(422)
})

test('nobody else does: no key, a key for other things, the key of another organisation', async () => {
  const update = { title: { en: 'Ours' }, body: { en: 'Not theirs.' } }
  for (const [as, status] of [
    [null, 401],
    [reader, 403],
    [stranger, 404],
  ] as const) {
    expect((await send(at, { body: words, as })).status).toBe(status)
    const told = await send(`${at}/updates`, { method: 'POST', body: update, as })
    expect(told.status).toBe(status)
  }
})

test('a key reads the draft that it may change, and changes it on the version it has read', async () => {
  const draft = '/campaigns/sails'
  const before = await read(draft, token)
  expect(before.headers.get('cache-control')).toContain('private')
  expect(await before.json()).toMatchObject({ state: 'draft', opened_at: null, closes_at: null })
  const etag = before.headers.get('etag') ?? ''
  const changed = await send(draft, { body: words, if_match: etag })
  expect(changed).toMatchObject({ status: 200, body: { version: 2 } })
  expect((await send(draft, { body: words, if_match: etag })).status).toBe(412)
  const after = await (await read(draft, token)).json()
  expect(after).toMatchObject({ version: 2, summary: words.summary })
  expect(await (await read('/campaigns/nets', token)).json()).toMatchObject({ state: 'in_review' })
  for (const as of [null, reader, stranger]) expect((await read(draft, as)).status).toBe(404)
  const list = JSON.stringify(await (await read('/campaigns', token)).json())
  expect(list).not.toContain('sails')
})
