import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPost } from './fixtures.ts'

let world: TestWorld
let owner: { cookie: string }
let river: string

beforeAll(async () => {
  world = await aWorld()
  const { id } = await aPerson(world.db, world.settings, { name: 'Arta Shembulli' })
  owner = await aVisitor(world.db, world.settings, id, world.now())
  const place = await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  river = (await anOrganisation(world.db, { slug: 'river', members: { owner: id } })).id
  const told = { organisation_id: river, places: [place], areas: ['youth'] as const }
  await aPost(world.db, { ...told, slug: 'first', title: { sq: 'Lajmi i parë' } })
  await aPost(world.db, { ...told, slug: 'draft', state: 'draft', title: 'A secret plan' })
  await aPost(world.db, { organisation_id: river, slug: 'gone', state: 'withdrawn' })
})

afterAll(() => world.close())

test('a post is read by everybody, a draft by its organisation alone', async () => {
  for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const)
    expect((await world.visit('/o/river/news/first', { locale })).text).toContain('Lajmi i parë')
  expect((await world.visit('/o/river/news/draft')).status).toBe(404)
  expect((await world.visit('/o/river/news/draft', { as: owner })).text).toContain('A secret plan')
  expect((await world.visit('/o/river/news')).text).not.toContain('A secret plan')
  expect((await world.visit('/o/river/news', { as: owner })).text).toContain('A secret plan')
})

test('a withdrawn post leaves its title, the day and the reason', async () => {
  const { status, text } = await world.visit('/o/river/news/gone')
  expect(status).toBe(410)
  expect(text).toContain('It was a mistake.')
  expect(text).toContain('1 November 2026')
  expect(text).not.toContain('Words.')
})

test('it stands on the pages of its organisation and its municipality, and in the list', async () => {
  for (const path of ['', '/o/river', '/places/gur', '/news', '/news?municipality=gur&area=youth'])
    expect((await world.visit(path)).text, path).toContain('Lajmi i parë')
  expect((await world.visit('/news?municipality=elsewhere')).text).toContain('Nothing fits')
  expect((await world.visit('/search?q=lajmi')).text).toContain('Lajmi i parë')
})

test('machines read posts, and learn that one was withdrawn', async () => {
  const list = JSON.parse((await world.visit('/api/v1/posts?municipality=gur')).html)
  expect(list.posts).toHaveLength(1)
  const [{ id, url, summary, areas }] = list.posts
  expect([url, summary, areas]).toEqual([
    'http://localhost:3000/o/river/news/first',
    { en: 'Words.' },
    ['youth'],
  ])
  expect(JSON.parse((await world.visit(`/api/v1/posts/${id}`)).html).text).toEqual({ en: 'Words.' })
  const { rows } = await world.pool.query(`select id, slug from news.post where slug <> 'first'`)
  const [draft, gone] = ['draft', 'gone'].map((slug) => rows.find((row) => row.slug === slug).id)
  expect((await world.visit(`/api/v1/posts/${draft}`)).status).toBe(404)
  const told = JSON.parse((await world.visit(`/api/v1/posts/${gone}`)).html)
  expect([told.withdrawn, told.text, told.reason]).toEqual([true, {}, { en: 'It was a mistake.' }])
})

test('set for a time it waits, and the worker brings it out', async () => {
  await aPost(world.db, { organisation_id: river, slug: 'soon', state: 'draft', title: 'Soon' })
  const path = '/o/river/news/soon/publication'
  const past = { when: 'later', day: '2026-11-20', time: '9:30' }
  const refused = await world.submit(path, past, { as: owner })
  expect(refused.text).toContain('That time has passed')
  expect(refused.html).toContain('value="9:30"')
  const bad = { when: 'later', day: '2026-11-28', time: 'noon' }
  expect((await world.submit(path, bad, { as: owner })).text).toContain('like this: 9:30')
  const wish = { when: 'later', day: '2026-11-28', time: '9:30' }
  expect((await world.submit(path, wish, { as: owner })).status).toBe(303)
  const { rows } = await world.pool.query(`select publish_at from news.post where slug = 'soon'`)
  expect(rows[0].publish_at.toISOString()).toBe('2026-11-28T08:30:00.000Z')
  expect((await world.visit('/o/river/news/soon')).status).toBe(404)
  world.clock.now = new Date('2026-11-28T08:30:00Z')
  await world.pool.query(`update graphile_worker._private_jobs set run_at = now()`)
  await world.work()
  expect((await world.visit('/o/river/news/soon')).status).toBe(200)
})

test('who kept an old address of the organisation still arrives', async () => {
  await world.pool.query(
    `update organisations.organisation set slug = 'stream' where slug = 'river'`,
  )
  expect((await world.visit('/o/river/news/first')).location).toBe('/o/stream/news/first')
  expect((await world.visit('/o/river/news')).location).toBe('/o/stream/news')
})
