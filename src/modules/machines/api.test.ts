import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aKey } from './fixtures.ts'
import { revokeByOperator } from './keys/commands.ts'
import { listAllKeys } from './keys/queries.ts'

let world: TestWorld
let token: string
let cookie: string
let owner: string

beforeAll(async () => {
  world = await aWorld()
  const { db, settings, now } = world
  await aMunicipality(db, { slug: 'gur', name: 'Gur' })
  owner = (await aPerson(db, settings)).id
  cookie = (await aVisitor(db, settings, owner, now())).cookie
  const { id } = await anOrganisation(db, { name: 'River', members: { owner }, areas: ['youth'] })
  await anOrganisation(db, { name: 'Stone' })
  token = (await aKey(db, { organisation_id: id, person_id: owner })).token
})
afterAll(() => world.close())

async function patch(body: unknown, if_match = '*', slug = 'river') {
  const answer = await world.app.request(
    `${world.settings.base_url}/api/v1/organisations/${slug}`,
    {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/merge-patch+json',
        'if-match': if_match,
      },
      body: JSON.stringify(body),
    },
  )
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

const read = async () => {
  const answer = await world.visit('/api/v1/organisations/river')
  return { etag: answer.headers.get('etag') ?? '', body: JSON.parse(answer.html) }
}

test('a program changes what it names of a profile, and the rest stays', async () => {
  const before = await read()
  const changed = await patch(
    {
      summary: { sq: 'Ne pastrojmë.' },
      founded_year: 2009,
      municipality: 'gur',
      works_in: ['gur'],
      groups_served: ['children'],
      website: 'river.example.org',
      social_links: [{ kind: 'facebook', url: 'https://facebook.com/river' }],
    },
    before.etag,
  )
  expect(changed.status).toBe(200)
  const { body, etag } = await read()
  expect(body).toMatchObject({
    name: { en: 'River' },
    summary: { sq: 'Ne pastrojmë.' },
    founded_year: 2009,
    municipality: 'gur',
    works_in: ['gur'],
    groups_served: ['children'],
    areas: ['youth'],
    website: 'https://river.example.org/',
    version: changed.body.version,
  })
  expect((await patch({ phone: '+383 44 111 222' }, before.etag)).status).toBe(412)
  expect((await patch({ summary: { sq: null, en: 'We clean.' } }, etag)).status).toBe(200)
  await patch({ founded_year: null, social_links: [] })
  const after = (await read()).body
  expect(after).toMatchObject({ summary: { en: 'We clean.' }, founded_year: null })
  expect(after.social_links).toEqual([])
})

test('what the form refuses is refused here, at the same field by its name in the API', async () => {
  const told = async (body: unknown) => {
    const { status, body: answer } = await patch(body)
    const [first] = answer.errors
    return [status, first.pointer, first.code]
  }
  expect(await told({ phone: 'call me' })).toEqual([422, '/phone', 'not_a_phone'])
  expect(await told({ name: { en: '' } })).toEqual([422, '/name', 'required'])
  expect(await told({ website: 'javascript:alert(1)' })).toEqual([422, '/website', 'not_a_url'])
  expect(await told({ municipality: 'x' })).toEqual([422, '/municipality', 'unknown_place'])
  expect(await told({ works_in: ['gur', 'x'] })).toEqual([422, '/works_in/1', 'unknown_place'])
  expect(await told({ founded_year: 3000 })).toEqual([422, '/founded_year', 'too_big'])
  expect(await told({ state: 'verified' })).toEqual([422, '/state', 'unknown_field'])
  const other = await patch({ phone: '044 111 222' }, '*', 'stone')
  expect([other.status, other.body.code]).toEqual([403, 'not_yours'])
})

test('the audit trail says which key it was, and whose', async () => {
  await patch({ phone: '044 111 333' })
  const { rows } = await world.pool.query(
    `select f.person_id, k.prefix from facts.fact f join machines.key k on k.id = f.key_id
      where f.kind = 'organisation.profile_changed' order by f.id desc limit 1`,
  )
  expect(rows).toEqual([{ person_id: owner, prefix: token.slice(0, 12) }])
  const changed = await world.visit('/o/river/history', { headers: { cookie } })
  expect(changed.status).toBe(200)
})

test('a suspended organisation is not written, and a disabled person answers for no key', async () => {
  const closing = { reason: 'dissolved', slug: 'shore' }
  const shore = await anOrganisation(world.db, { name: 'Shore', members: { owner } })
  const key = await aKey(world.db, { organisation_id: shore.id, person_id: owner })
  const asked = { headers: { authorization: `Bearer ${key.token}` } }
  expect((await world.visit('/api/v1/key', asked)).status).toBe(200)
  const closed = await world.submit('/o/shore/closing', closing, { as: { cookie } })
  expect(closed.status).toBe(303)
  expect(JSON.parse((await world.visit('/api/v1/key', asked)).html).code).toBe('stands_still')
  await world.pool.query(`insert into facts.fact (kind, payload) values ('person.disabled',
    jsonb_build_object('person_id', '${owner}'))`)
  await world.pool.query(`select graphile_worker.add_job('facts.deliver', json_build_object(
    'fact_id', (select max(id)::text from facts.fact)))`)
  await world.work()
  expect((await patch({ phone: '044 111 555' })).body.code).toBe('key_unknown')
})

test('an operator lists every key and ends one from a terminal', async () => {
  const { db, now } = world
  const [stone] = (
    await world.pool.query(`select id from organisations.organisation where slug = 'stone'`)
  ).rows
  const key = await aKey(db, { organisation_id: stone.id, person_id: owner })
  expect(await listAllKeys(db, 'stone')).toMatchObject([{ prefix: key.prefix, revoked_at: null }])
  expect(await revokeByOperator(db, 'mzk_nothing1', now())).toMatchObject({ ok: false })
  expect(await revokeByOperator(db, key.prefix, now())).toMatchObject({ ok: true })
  expect(await revokeByOperator(db, key.id, now())).toEqual({
    ok: false,
    refusal: 'already_revoked',
  })
})
