import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey } from '#modules/machines/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let token: string

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  await aMunicipality(db, { slug: 'gur', name: 'Gur' })
  const { id } = await aPerson(db, settings)
  const river = await anOrganisation(db, { name: 'River', members: { owner: id } })
  token = (await aKey(db, { organisation_id: river.id, person_id: id })).token
})
afterAll(() => world.close())

async function send(path: string, method: string, body?: unknown, headers = {}, as = token) {
  const answer = await world.app.request(`${world.settings.base_url}/api/v1/posts${path}`, {
    method,
    headers: {
      ...(as ? { authorization: `Bearer ${as}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const { status } = answer
  return { status, etag: answer.headers.get('etag') ?? '', body: JSON.parse(await answer.text()) }
}

test('a program writes a post, changes it on the version it read, and publishes it', async () => {
  const wish = { title: { en: 'We cleaned' }, places: ['gur'], areas: ['environment'] }
  const made = await send('', 'POST', wish)
  expect([made.status, made.body.state]).toEqual([201, 'draft'])
  const { id } = made.body
  expect((await send(`/${id}`, 'GET', undefined, {}, '')).status).toBe(404)
  const early = await send(`/${id}/publication`, 'POST', {})
  expect([early.status, early.body.code]).toEqual([409, 'no_text'])
  const match = { 'if-match': made.etag }
  const written = await send(`/${id}`, 'PATCH', { text: { en: 'All of it.' } }, match)
  expect(written.body).toMatchObject({ ...wish, text: { en: 'All of it.' } })
  expect((await send(`/${id}`, 'PATCH', { title: { sq: 'x' } }, match)).status).toBe(412)
  const open = await send(`/${id}/publication`, 'POST', {})
  expect(open.body).toMatchObject({ state: 'published', title: wish.title })
  const read = await send(`/${id}`, 'GET', undefined, {}, '')
  expect(read.body.text).toEqual({ en: 'All of it.' })
  const gone = await send(`/${id}/withdrawal`, 'POST', { reason: { en: 'A mistake.' } })
  expect(gone.body).toMatchObject({ withdrawn: true, text: {}, reason: { en: 'A mistake.' } })
  expect((await send(`/${id}`, 'PATCH', {}, { 'if-match': '*' })).body.code).toBe('withdrawn')
})

test('what is wrong with a post is said at its field', async () => {
  const { status, body } = await send('', 'POST', { title: { en: ' ' }, areas: ['space'] })
  expect(status).toBe(422)
  expect(body.errors).toMatchObject([{ pointer: '/areas/0', code: 'not_a_choice' }])
  const blank = await send('', 'POST', { title: { en: ' ' } })
  expect(blank.body.errors).toMatchObject([{ pointer: '/title', code: 'required' }])
  const place = await send('', 'POST', { title: { en: 'x' }, places: ['nowhere'] })
  expect(place.body.errors).toMatchObject([{ pointer: '/places/0', code: 'unknown_place' }])
})
