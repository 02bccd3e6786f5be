// A program does with files what an editor does by hand: brings a picture, says what is seen, and
// puts it into a post; brings a document and puts it into a project, with the people of the team.
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey } from '#modules/machines/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let token: string
let postsOnly: string
let other: string

beforeAll(async () => {
  world = await aWorld()
  const house = async (name: string) => {
    const { id: person_id } = await aPerson(world.db, world.settings)
    const { id: organisation_id } = await anOrganisation(world.db, {
      name,
      members: { owner: person_id },
    })
    return { organisation_id, person_id }
  }
  const river = await house('River')
  token = (await aKey(world.db, river)).token
  postsOnly = (await aKey(world.db, { ...river, scopes: ['posts:write'] })).token
  other = (await aKey(world.db, await house('Stone'))).token
})
afterAll(() => world.close())

interface Sent {
  method?: string
  json?: unknown
  bytes?: Uint8Array<ArrayBuffer> | string
  type?: string
  as?: string | null
}

async function send(path: string, { method = 'POST', json, bytes, type, as = token }: Sent = {}) {
  const headers = new Headers()
  if (as) headers.set('authorization', `Bearer ${as}`)
  if (json !== undefined) headers.set('content-type', 'application/json')
  if (type) headers.set('content-type', type)
  if (method === 'PATCH' || method === 'DELETE') headers.set('if-match', '*')
  const body = json === undefined ? (bytes ?? null) : JSON.stringify(json)
  const url = `${world.settings.base_url}/api/v1${path}`
  const answer = await world.app.request(url, { method, headers, body })
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

const pictures = '/organisations/river/pictures'
const documents = '/organisations/river/documents'

const photograph = async () =>
  new Uint8Array(
    await sharp({ create: { width: 400, height: 200, channels: 3, background: '#1f6f8b' } })
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .jpeg()
      .toBuffer(),
  )
const pdf = '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'

test('a picture is brought, described, and stands in the post that is published', async () => {
  const brought = await send(`${pictures}?name=most.jpg`, {
    bytes: await photograph(),
    type: 'image/jpeg',
  })
  expect(brought.status).toBe(201)
  expect(brought.body).toMatchObject({ name: 'most.jpg', width: 400, height: 200 })
  const { file_id, url } = brought.body
  const drawn = Buffer.from(await (await world.app.request(url)).arrayBuffer())
  expect(drawn.includes('secret place')).toBe(false)
  expect(await sharp(drawn).metadata()).toMatchObject({ format: 'webp', width: 400 })

  const post = { title: { en: 'A bridge' }, text: { en: 'It stands.' } }
  const bare = await send('/posts', { json: { ...post, pictures: [{ file_id }] } })
  expect(bare.status).toBe(422)
  expect(bare.body.errors).toMatchObject([
    { pointer: '/pictures/0/alt', code: 'picture_not_described' },
  ])
  const long = { file_id, alt: { en: 'x'.repeat(301) } }
  const wrong = await send('/posts', { json: { ...post, pictures: [long] } })
  expect(wrong.body.errors[0]).toMatchObject({ pointer: '/pictures/0/alt/en', code: 'too_long' })

  const seen = { file_id, alt: { en: 'A bridge of stone.' }, caption: { sq: 'Ura' } }
  const made = await send('/posts', { json: { ...post, pictures: [seen] } })
  expect(made.body.pictures).toEqual([{ ...seen, url, decorative: false }])
  const at = `/posts/${made.body.id}`
  const kept = await send(at, { method: 'PATCH', json: { title: { en: 'The bridge' } } })
  expect(kept.body.pictures).toHaveLength(1)
  expect((await send(`${at}/publication`, { json: {} })).status).toBe(200)
  const page = await world.app.request(kept.body.url.replace('/o/', '/en/o/'))
  expect(await page.text()).toContain('alt="A bridge of stone."')
  const ornament = { file_id, decorative: true }
  const changed = await send(at, { method: 'PATCH', json: { pictures: [ornament] } })
  expect(changed.body.pictures).toMatchObject([{ file_id, alt: {}, decorative: true }])
  const gone = await send(at, { method: 'PATCH', json: { pictures: [] } })
  expect(gone.body.pictures).toEqual([])
})

test('what is no picture, too large, wrapped or empty is refused and kept nowhere', async () => {
  const count = async () =>
    (await world.pool.query('select count(*)::int as n from kit.file')).rows[0].n
  const before = await count()
  const refusal = async (path: string, sent: Sent) => {
    const { status, headers, body } = await send(path, sent)
    expect(headers.get('content-type')).toBe('application/problem+json')
    return [status, body.code]
  }
  const page = {
    bytes: '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    type: 'image/png',
  }
  expect(await refusal(pictures, page)).toEqual([422, 'not_a_picture'])
  expect(await refusal(documents, page)).toEqual([422, 'not_a_document'])
  expect(await refusal(pictures, { bytes: pdf })).toEqual([422, 'not_a_picture'])
  const torn = (await photograph()).slice(0, 60)
  expect(await refusal(pictures, { bytes: torn })).toEqual([422, 'not_a_picture'])
  expect(await refusal(pictures, {})).toEqual([422, 'empty_file'])
  const form = 'multipart/form-data; boundary=x'
  expect(await refusal(pictures, { bytes: pdf, type: form })).toEqual([415, 'not_bytes'])
  const large = new Uint8Array(12 * 1024 * 1024 + 1)
  expect((await refusal(pictures, { bytes: large }))[0]).toBe(413)
  expect(await count()).toBe(before)
})

test('a key brings files for its own organisation, within its scope, at a pace', async () => {
  const bytes = await photograph()
  expect((await send(pictures, { bytes, as: null })).status).toBe(401)
  expect((await send(pictures, { bytes, as: other })).body.code).toBe('not_yours')
  expect((await send(documents, { bytes, as: postsOnly })).body.code).toBe('key_lacks_scope')
  const { file_id } = (await send(pictures, { bytes })).body
  const theirs = { title: { en: 'Ours' }, pictures: [{ file_id, decorative: true }] }
  const stolen = await send('/posts', { json: theirs, as: other })
  expect([stolen.status, stolen.body.errors[0].code]).toEqual([422, 'unknown_file'])
  await world.pool.query(
    `update kit.limit set free_at = $1::timestamptz + interval '59 minutes 55 seconds'
     where name = 'machines.files'`,
    [world.clock.now],
  )
  const much = await send(pictures, { bytes })
  expect([much.status, much.body.code]).toEqual([429, 'too_often'])
  expect(Number(much.headers.get('retry-after'))).toBeGreaterThan(0)
  await world.pool.query(`delete from kit.limit where name = 'machines.files'`)
})

test('a document and a person of the team are put into a project, and taken off', async () => {
  await send('/projects', { json: { name: { en: 'Banks' }, summary: { en: 'We clean.' } } })
  const { file_id } = (await send(`${documents}?name=plan.pdf`, { bytes: pdf })).body
  const wish = { file_id, title: { en: 'The plan' }, kind: 'contract', year: 2026 }
  const at = '/projects/banks/documents'
  expect((await send(at, { json: wish, as: other })).status).toBe(404)
  const unknown = { ...wish, file_id: '01890000-0000-7000-8000-000000000000' }
  const missing = await send(at, { json: unknown })
  expect(missing.body.errors).toMatchObject([{ pointer: '/file_id', code: 'unknown_file' }])
  const early = await send(at, { json: { ...wish, year: 1066 } })
  expect(early.body.errors).toMatchObject([{ pointer: '/year', code: 'too_small' }])
  const put = await send(at, { json: wish })
  expect(put.body.documents).toMatchObject([{ title: wish.title, kind: 'contract', year: 2026 }])
  const [{ id, url }] = put.body.documents
  expect((await world.app.request(url)).status).toBe(200)
  const off = await send(`${at}/${id}`, { method: 'DELETE' })
  expect(off.body.documents).toEqual([])

  const person = { name: 'Arta Krasniqi', title: { en: 'Coordinator' } }
  const untold = await send('/projects/banks/team', { json: person })
  expect(untold.body.errors).toMatchObject([{ pointer: '/consent', code: 'consent_missing' }])
  const told = await send('/projects/banks/team', { json: { ...person, consent: true } })
  expect(told.body.team).toMatchObject([person])
  const member = `/projects/banks/team/${told.body.team[0].id}`
  const role = { title: { en: 'Driver' }, consent: true }
  const changed = await send(member, { method: 'PATCH', json: role })
  expect(changed.body.team).toMatchObject([{ name: 'Arta Krasniqi', title: { en: 'Driver' } }])
  await send('/projects/banks/publication')
  const page = await world.visit('/projects/banks')
  expect(page.text).toContain('Arta Krasniqi')
  const open = await send('/projects/banks', { method: 'GET', as: null })
  expect(open.body.team).toEqual([])
  expect((await send(member, { method: 'DELETE' })).body.team).toEqual([])
})
