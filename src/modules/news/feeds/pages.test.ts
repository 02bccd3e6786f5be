import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPost } from '../fixtures.ts'

let world: TestWorld
let organisation_id: string

beforeAll(async () => {
  world = await aWorld()
  const place = await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  const river = await anOrganisation(world.db, {
    slug: 'lumi',
    name: { sq: 'Lumi <i> & "Kaltër"', sr: 'Plava reka' },
  })
  organisation_id = river.id
  const other = await anOrganisation(world.db, { slug: 'mali', name: 'Mountain' })
  await aPost(world.db, {
    organisation_id,
    slug: 'pastrimi',
    at: new Date('2026-11-10T09:00:00Z'),
    title: { sq: 'Pastrimi & ]]> <b>', sr: 'Čišćenje reke Đakovice' },
    body: { sq: 'Shihni [faqen](/o/lumi) \u0001 & **më tej**.', sr: 'Dođite, čistimo.' },
    areas: ['environment'],
    places: [place],
  })
  await aPost(world.db, { organisation_id: other.id, slug: 'tjeter', title: 'Other' })
  await aPost(world.db, { organisation_id, slug: 'skica', state: 'draft', title: 'Secret' })
})
afterAll(() => world.close())

const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' })

async function feedAt(path: string, headers: Record<string, string> = {}) {
  const response = await world.app.request(`http://localhost:3000${path}`, { headers })
  return { response, text: await response.text() }
}

test('a feed is well-formed whatever a title holds, and links with whole addresses', async () => {
  const { response, text } = await feedAt('/feeds/sq/o/lumi.atom')
  expect(response.headers.get('content-type')).toContain('application/atom+xml')
  expect(XMLValidator.validate(text)).toBe(true)
  const { feed } = parser.parse(text)
  expect(feed.entry).toHaveLength(1)
  const [entry] = feed.entry
  expect(entry.title).toBe('Pastrimi & ]]> <b>')
  expect(entry.id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
  expect(entry.content['#text']).toContain('href="http://localhost:3000/sq/o/lumi"')
  expect(entry.link['@_href']).toBe('http://localhost:3000/sq/o/lumi/news/pastrimi')
  expect(text).not.toContain('Secret')
})

test('a feed in Cyrillic is in Cyrillic, and says so', async () => {
  const { text } = await feedAt('/feeds/sr-Cyrl/all/news.atom')
  expect(text).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sr-Cyrl">')
  expect(text).toContain('Чишћење реке Ђаковице')
  // A post without Serbian keeps its own language, and says which.
  expect(text).toContain('<entry xml:lang="en">')
})

test('JSON Feed has what version 1.1 asks for', async () => {
  const { response, text } = await feedAt('/feeds/sr/areas/environment.json')
  expect(response.headers.get('content-type')).toContain('application/feed+json')
  const feed = JSON.parse(text)
  expect(feed.version).toBe('https://jsonfeed.org/version/1.1')
  expect(feed.items).toHaveLength(1)
  expect(feed.items[0]).toMatchObject({ language: 'sr-Latn', authors: [{ name: 'Plava reka' }] })
  expect(feed.items[0].content_html).toContain('čistimo')
})

test('a municipality has the posts that speak of it', async () => {
  const { text } = await feedAt('/feeds/sq/places/gur.json')
  expect(JSON.parse(text).items.map((item: { title: string }) => item.title)).toEqual([
    'Pastrimi & ]]> <b>',
  ])
})

test('who has it already gets 304, by tag or by time, until something is new', async () => {
  const path = '/feeds/en/o/lumi.atom'
  const { response } = await feedAt(path)
  const tag = response.headers.get('etag') ?? ''
  const time = response.headers.get('last-modified') ?? ''
  expect((await feedAt(path, { 'if-none-match': tag })).response.status).toBe(304)
  expect((await feedAt(path, { 'if-modified-since': time })).response.status).toBe(304)
  await aPost(world.db, { organisation_id, slug: 'e-re', at: new Date('2026-11-20T09:00:00Z') })
  expect((await feedAt(path, { 'if-none-match': tag })).response.status).toBe(200)
  expect((await feedAt(path, { 'if-modified-since': time })).response.status).toBe(200)
})

test('what does not exist has no feed', async () => {
  for (const path of [
    'sq/o/nobody.atom',
    'xx/all/news.atom',
    'sq/areas/nothing.json',
    'sq/all/x.atom',
    'sq/o/lumi.rss',
  ])
    expect((await feedAt(`/feeds/${path}`)).response.status).toBe(404)
})
