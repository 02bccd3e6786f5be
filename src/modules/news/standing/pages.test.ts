import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aGoodPicture } from '#test/bad-files.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPost } from '../fixtures.ts'

let world: TestWorld
let as: { cookie: string }
let organisation_id: string

beforeAll(async () => {
  world = await aWorld()
  const { id } = await aPerson(world.db, world.settings)
  as = await aVisitor(world.db, world.settings, id, world.now())
  organisation_id = (await anOrganisation(world.db, { slug: 'river', members: { owner: id } })).id
})
afterAll(() => world.close())

const rows = async (sql: string) => (await world.pool.query(sql)).rows
const form = { 'title.en': 'A clean bank', 'body.en': 'We cleaned it.' }

test('a draft is deleted after a question, with its history and, a day later, its files', async () => {
  const sent = { ...form, picture_file: await aGoodPicture(), 'picture.alt.en': 'A river' }
  await world.submit('/o/river/news/new', sent, { as })
  const page = await world.visit('/o/river/news/a-clean-bank', { as })
  expect(page.html).toContain('/o/river/news/a-clean-bank/deletion')
  const asked = await world.visit('/o/river/news/a-clean-bank/deletion', { as })
  expect(asked.text).toContain('A clean bank')
  expect(asked.text).toContain('for good')
  const answer = await world.submit('/o/river/news/a-clean-bank/deletion', {}, { as })
  expect([answer.status, answer.location]).toEqual([303, '/o/river/news'])
  expect(await rows('select from news.post')).toEqual([])
  expect(await rows('select from news.change')).toEqual([])
  expect(await rows(`select from facts.fact where kind = 'post.deleted'`)).toHaveLength(1)
  expect((await world.visit('/o/river/news/a-clean-bank', { as })).status).toBe(404)

  const [file] = await rows('select id from kit.file')
  expect(await world.files.has(`${file.id}/320`)).toBe(true)
  await keptNow()
  await sweep()
  expect(await rows('select id from kit.file')).toHaveLength(1)
  world.clock.now = new Date(world.clock.now.getTime() + 2 * 86_400_000)
  await sweep()
  expect(await rows('select id from kit.file')).toEqual([])
  expect(await world.files.has(`${file.id}/320`)).toBe(false)
})

/** The database stamps files by its own clock; here they came when the world says. */
const keptNow = () =>
  world.pool.query('update kit.file set created_at = $1', [world.now().toISOString()])

async function sweep() {
  await world.pool.query(`select graphile_worker.add_job('site.retention')`)
  await world.work()
}

test('a file that a post shows, or showed once, is not swept', async () => {
  const sent = { ...form, picture_file: await aGoodPicture(), 'picture.alt.en': 'A river' }
  await world.submit('/o/river/news/new', sent, { as })
  const [shown] = await rows('select id from kit.file')
  await keptNow()
  world.clock.now = new Date(world.clock.now.getTime() + 2 * 86_400_000)
  await sweep()
  expect(await rows('select id from kit.file')).toEqual([shown])
  const edit = '/o/river/news/a-clean-bank/edit'
  const { html } = await world.visit(edit, { as })
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  expect((await world.submit(edit, { ...form, version }, { as })).status).toBe(303)
  expect(await rows('select from news.picture')).toEqual([])
  await sweep()
  expect(await rows('select id from kit.file')).toEqual([shown])
})

test('what was public is withdrawn, not deleted', async () => {
  const wish = { organisation_id, slug: 'told', title: { en: 'Told' }, state: 'published' } as const
  await aPost(world.db, wish)
  expect((await world.visit('/o/river/news/told/deletion', { as })).status).toBe(404)
  const answer = await world.submit('/o/river/news/told/deletion', {}, { as })
  expect(answer.location).toBe('/o/river/news/told')
  await expect(rows(`delete from news.post where slug = 'told'`)).rejects.toThrow('is kept')
  await expect(rows('delete from news.change')).rejects.toThrow('is kept')
})
