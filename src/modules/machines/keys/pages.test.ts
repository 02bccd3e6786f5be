import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'

let world: TestWorld
let owner: Visitor & { id: string }
let editor: Visitor & { id: string }

beforeAll(async () => {
  world = await aWorld()
  owner = await somebody()
  editor = await somebody()
  const members = { owner: owner.id, editor: editor.id }
  await anOrganisation(world.db, { name: 'River', members })
})
afterAll(() => world.close())

async function somebody() {
  const { db, settings, now } = world
  const { id } = await aPerson(db, settings)
  return { id, ...(await aVisitor(db, settings, id, now())) }
}

const wish = { name: 'Our site', 'scopes[]': ['projects:write'], days: '30' }
const once = '01997000-0000-7000-8000-000000000001'

test('a key is shown once, whole; the list knows only how it begins', async () => {
  const made = await world.submit('/o/river/keys', { ...wish, once }, { as: owner })
  const token = /Bearer (mzk_[a-z0-9]{8}_[\w-]{43})/.exec(made.text)?.[1] ?? ''
  expect(made.status).toBe(200)
  expect(made.headers.get('cache-control')).toBe('no-store')
  const list = await world.visit('/o/river/keys', { as: owner })
  expect(list.text).toContain(`${token.slice(0, 12)}… Write projects`)
  expect(list.html).not.toContain(token)
  const { rows } = await world.pool.query('select * from machines.key')
  expect(JSON.stringify(rows)).not.toContain(token.slice(13))
  const asked = { headers: { authorization: `Bearer ${token}` } }
  const about = await world.visit('/api/v1/key', asked)
  expect(JSON.parse(about.html)).toMatchObject({
    organisation: 'river',
    scopes: ['projects:write'],
  })
  const again = await world.submit('/o/river/keys', { ...wish, once }, { as: owner })
  expect(again.status).toBe(303)
  expect((await world.pool.query('select from machines.key')).rowCount).toBe(1)
})

test('what is missing is said, and nothing typed is lost', async () => {
  const wrong = await world.submit('/o/river/keys', { name: 'Theirs' }, { as: owner })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('value="Theirs"')
})

test('only an administrator sees keys and makes them', async () => {
  expect((await world.visit('/o/river/keys', { as: editor })).status).toBe(404)
  expect((await world.submit('/o/river/keys', wish, { as: editor })).status).toBe(404)
})

test('a key is revoked after asking, stays revoked, and both are in the audit trail', async () => {
  const made = await world.submit('/o/river/keys', wish, { as: owner })
  const token = /Bearer (mzk_\S+)/.exec(made.text)?.[1] ?? ''
  const { rows } = await world.pool.query('select id from machines.key where prefix = $1', [
    token.slice(0, 12),
  ])
  const path = `/o/river/keys/${rows[0].id}/revocation`
  const asked = await world.visit(path, { as: owner })
  expect(asked.text).toContain('Revoke the key “Our site”?')
  expect((await world.submit(path, {}, { as: owner })).status).toBe(303)
  const headers = { authorization: `Bearer ${token}` }
  expect((await world.visit('/api/v1/key', { headers })).status).toBe(401)
  const facts = await world.pool.query(`select kind from facts.fact where kind like 'key.%'`)
  expect(facts.rows.map(({ kind }) => kind)).toContain('key.revoked')
  await expect(
    world.pool.query('update machines.key set revoked_at = null where id = $1', [rows[0].id]),
  ).rejects.toThrow('stays revoked')
})
