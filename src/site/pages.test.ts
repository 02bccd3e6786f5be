import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { loadCountry, readCountry } from '#modules/places/index.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import type { SiteTables } from './tables.ts'

let world: TestWorld
let operator: Visitor
let moderator: Visitor
let visitor: Visitor

beforeAll(async () => {
  world = await aWorld()
  const { file, outline } = readCountry('kosovo')
  await loadCountry(world.db, file, outline)
  operator = await come(['operator'])
  moderator = await come(['moderator'])
  visitor = await come([])
  const peja = await world.db
    .selectFrom('places.place')
    .select('id')
    .where('slug', '=', 'peja')
    .executeTakeFirstOrThrow()
  await anOrganisation(world.db, {
    slug: 'lumi',
    name: { sq: 'Lumi i Kaltër', sr: 'Plava reka', en: 'Blue River' },
    summary: { sq: 'Pastrojmë brigjet' },
    municipality_id: peja.id,
    areas: ['environment'],
  })
})
afterAll(() => world.close())

async function come(roles: readonly ('operator' | 'moderator')[]) {
  const { db, settings, now } = world
  const { id } = await aPerson(db, settings, { roles })
  return aVisitor(db, settings, id, now())
}

const site = () => world.db as unknown as Kysely<SiteTables>

test.each(['sq', 'sr', 'sr-Cyrl', 'en'] as const)(
  'home shows the country in %s',
  async (locale) => {
    const { status, html, text } = await world.visit('', { locale })
    expect(status).toBe(200)
    expect(html).toContain(`<html lang="${locale === 'sr' ? 'sr-Latn' : locale}"`)
    expect(html.match(/class="tile"/g)).toHaveLength(38)
    const name = {
      sq: 'Lumi i Kaltër',
      sr: 'Plava reka',
      'sr-Cyrl': 'Плава река',
      en: 'Blue River',
    }
    expect(text).toContain(name[locale])
  },
)

test('an address without a language leads to the reader’s own', async () => {
  const ask = (path: string, language: string) =>
    world.app.request(`http://localhost:3000${path}`, { headers: { 'accept-language': language } })
  expect((await ask('/o/lumi', 'sr-Cyrl-RS,sr;q=0.9')).headers.get('location')).toBe(
    '/sr-Cyrl/o/lumi',
  )
  expect((await ask('/', 'de, en;q=0.5')).headers.get('location')).toBe('/en')
  expect((await ask('/search?q=x', 'xx')).headers.get('location')).toBe('/sq/search?q=x')
})

test('who reads a page in one language finds the front door in it next time', async () => {
  const { headers } = await world.visit('/help', { locale: 'sr-Cyrl' })
  const cookie = headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^mozaik_locale=sr-Cyrl; .*HttpOnly; SameSite=Lax/)
  const again = { headers: { cookie, 'accept-language': 'en' } }
  const front = await world.app.request('http://localhost:3000/', again)
  expect(front.headers.get('location')).toBe('/sr-Cyrl')
})

test.each([
  ['Lumi i Kaltër', '/o/lumi'],
  ['lumi kalter', '/o/lumi'],
  ['Плава река', '/o/lumi'],
  ['plva reka', '/o/lumi'],
  ['Peja', '/places/peja'],
  ['Пећ', '/places/peja'],
  ['Đakovica', '/places/gjakova'],
  ['gjakove', '/places/gjakova'],
  ['Ђаковица', '/places/gjakova'],
])('who searches for %s finds %s', async (query, address) => {
  const { html } = await world.visit(`/search?q=${encodeURIComponent(query)}`, { locale: 'sq' })
  expect(html).toContain(`href="/sq${address}"`)
})

test('suggestions are the best of all kinds, with addresses in the reader’s language', async () => {
  const { html } = await world.visit('/search/suggestions?q=pej', { locale: 'sr' })
  const [first] = JSON.parse(html).suggestions
  expect(first).toMatchObject({ href: '/sr/places/peja', title: 'Peć' })
})

test('a search that finds nothing says what to do', async () => {
  const { status, text } = await world.visit('/search?q=xyzzyq')
  expect(status).toBe(200)
  expect(text).toContain('Nothing was found for “xyzzyq”.')
  expect(text).toContain('Add the organisation that is missing')
})

test('a municipality gathers what is known about it', async () => {
  const { text, html } = await world.visit('/places/peja')
  expect(text).toContain('Blue River')
  expect(text).toMatch(/97[,  ]776/)
  expect(text).toContain('Peć')
  expect(html).toContain('"@type":"AdministrativeArea"')
  expect((await world.visit('/places/nowhere')).status).toBe(404)
})

test('an operator changes a text; of two at once the second loses nothing', async () => {
  const before = await world.visit('/privacy')
  expect(before.text).toContain('What we keep when you open an account')
  const edit = (body: string, version: string) =>
    world.submit('/desk/texts/privacy', { version, 'body.en': body }, { as: operator })
  expect((await edit('We keep little.', '0')).location).toBe('/privacy')
  const second = await edit('We keep nothing.', '0')
  expect(second.status).toBe(409)
  expect(second.html).toContain('We keep nothing.')
  expect(second.text).toContain('Somebody else has changed this text')
  expect((await world.visit('/privacy')).text).toContain('We keep little.')
  expect((await edit('We keep less.', '1')).status).toBe(303)
  expect((await world.visit('/privacy?version=1')).text).toContain('We keep little.')
  expect((await world.visit('/privacy?version=7')).status).toBe(404)
})

test('versions of a text are kept', async () => {
  await expect(site().deleteFrom('site.text').execute()).rejects.toThrow('kept')
  await expect(site().updateTable('site.text').set({ version: 9 }).execute()).rejects.toThrow(
    'kept',
  )
})

test('anybody reports a page once, and a moderator decides once', async () => {
  const once = crypto.randomUUID()
  const report = { about: '/help', reason: 'rules', body: 'The number is another.', once }
  const sent = await Promise.all([world.submit('/report', report), world.submit('/report', report)])
  expect(sent.map(({ location }) => location)).toEqual(['/help', '/help'])
  const rows = await site().selectFrom('site.abuse_report').select(['id', 'case_id']).execute()
  expect(rows).toHaveLength(1)
  const path = `/desk/reports/${rows[0]?.case_id}`
  expect((await world.visit('/desk', { as: moderator })).text).toContain('1 waits')
  const decide = () =>
    world.submit(path, { outcome: 'no_breach', 'statement.en': 'It is right.' }, { as: moderator })
  expect((await decide()).location).toBe(path)
  expect((await decide()).status).toBe(409)
})

test('a report that says nothing is asked again, with what was typed', async () => {
  const answer = await world.submit('/report', { about: '/o/lumi', contact: 'me@example.org' })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('value="me@example.org"')
  expect(answer.text).toContain('Fill this in.')
})

test('a program that fills in what people do not see is thanked and not kept', async () => {
  const before = await site().selectFrom('site.abuse_report').select('id').execute()
  const spam = { about: '/', reason: 'other', body: 'Buy!', website: 'https://spam.example' }
  expect((await world.submit('/report', spam)).status).toBe(303)
  expect(await site().selectFrom('site.abuse_report').select('id').execute()).toEqual(before)
})

test('the audit trail says what happened and who did it', async () => {
  const { html } = await world.visit('/desk/audit?kind=site.text_changed', { as: operator })
  const table = html.slice(html.indexOf('<tbody>'))
  expect(table).toContain('A text of the site was changed')
  expect(table).toContain('Arta')
  expect(table).not.toContain('A page was reported')
  expect((await world.visit('/desk/audit', { as: visitor })).status).toBe(404)
})

test('machines are told where everything is', async () => {
  const robots = await world.visit('/robots.txt')
  expect(robots.html).toContain('Sitemap: http://localhost:3000/sitemap.xml')
  expect((await world.visit('/sitemap.xml')).html).toContain('/sitemaps/1.xml')
  const part = await world.visit('/sitemaps/1.xml')
  expect(part.headers.get('content-type')).toBe('application/xml')
  expect(part.html).toContain('<loc>http://localhost:3000/sr-Cyrl/o/lumi</loc>')
  expect(part.html).toContain('hreflang="sr-Latn"')
  expect((await world.visit('/sitemaps/0.xml')).status).toBe(404)
  expect(JSON.parse((await world.visit('/site.webmanifest')).html).icons).toHaveLength(2)
  const icon = await world.app.request('http://localhost:3000/favicon-32.png')
  expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/png'])
})

test('the API describes itself', async () => {
  const { html } = await world.visit('/api/v1/openapi.json')
  const description = JSON.parse(html)
  expect(description.openapi).toBe('3.1.0')
  expect(Object.keys(description.paths)).toContain('/api/v1/organisations/{slug}')
  const missing = await world.visit('/api/v1/organisations/nobody')
  expect(missing.status).toBe(404)
  expect(missing.headers.get('content-type')).toContain('application/problem+json')
})

test('what is not there says so in the reader’s language, with a number to ask by', async () => {
  const { status, text, headers } = await world.visit('/no/such/page', { locale: 'sq' })
  expect(status).toBe(404)
  expect(text).toContain('Këtu nuk ka asgjë')
  expect(text).toContain(headers.get('x-request-id'))
})

test('pages of development are not there in production', async () => {
  expect((await world.visit('/dev/mail')).status).toBe(200)
  expect((await world.visit('/ui')).status).toBe(200)
})
