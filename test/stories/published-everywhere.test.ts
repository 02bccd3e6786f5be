// What an organisation publishes from a phone is found wherever people and programs look for it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aProject } from '#modules/projects/fixtures.ts'
import { aGoodPicture } from '../bad-files.ts'
import { aWorld, type TestWorld } from '../world.ts'

let world: TestWorld
let as: { cookie: string }
let place: string

beforeAll(async () => {
  world = await aWorld()
  const { id } = await aPerson(world.db, world.settings)
  as = await aVisitor(world.db, world.settings, id, world.now())
  place = await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  const wish = { slug: 'river', name: 'River', municipality_id: place, members: { owner: id } }
  const { id: organisation_id } = await anOrganisation(world.db, wish)
  await aProject(world.db, { slug: 'banks', organisation_id, name: { en: 'Clean banks' } })
})
afterAll(() => world.close())

const post = '/o/river/news/forty-sacks'

test('a post with a picture, about a project, is written and published', async () => {
  const [{ id: project_id }] = (await world.pool.query('select id from projects.project')).rows
  const form = {
    'title.en': 'Forty sacks',
    'body.en': 'We cleaned the bank.',
    project_id,
    'places[]': [place],
    picture_file: await aGoodPicture(),
    'picture.alt.en': 'A river',
  }
  const saved = await world.submit('/o/river/news/new', form, { as })
  expect(saved.location).toBe(`${post}/edit`)
  const published = await world.submit(`${post}/publication`, { when: 'now' }, { as })
  expect(published.location).toBe(post)
  await world.work()
})

const shown = [
  ...['/o/river', '/places/gur', '/projects/banks', '/news', post, `${post}/share`],
  ...['/search?q=sacks', '/feeds/en/o/river.atom', '/feeds/en/places/gur.json'],
  ...['/api/v1/posts', '/data/posts.jsonl', '/data/posts.csv'],
]

test.for(shown)('it is found at %s', async (address) => {
  const page = await world.visit(address)
  expect(page.status).toBe(200)
  expect(page.html).toContain('Forty sacks')
})

test('the catalogue names the data set in which it stands', async () => {
  expect((await world.visit('/data/catalogue.ttl')).html).toContain('/data/posts.csv')
})
