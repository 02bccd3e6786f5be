import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aGoodPicture } from '#test/bad-files.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let owner: { cookie: string }
let other: { cookie: string }
let place: string

beforeAll(async () => {
  world = await aWorld()
  const come = async (name: string) => {
    const person = await aPerson(world.db, world.settings, { name })
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  const [arta, ana] = [await come('Arta Shembulli'), await come('Ana Uzorić')]
  owner = arta
  other = ana
  place = await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  await anOrganisation(world.db, {
    slug: 'river',
    municipality_id: place,
    members: { owner: arta.id, editor: ana.id },
  })
})

afterAll(() => world.close())

const add = '/o/river/news/new'
const said = { 'title.en': 'A clean bank', 'body.en': 'We **cleaned** the bank.' }
const kept = (html: string) => /name="(pictures\.\d+)\.file" value="([^"]+)"/.exec(html)
const version = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
const edit = (slug: string) => `/o/river/news/${slug}/edit`

test('the place of the organisation is chosen already', async () => {
  const { html } = await world.visit(add, { as: owner })
  expect(html).toMatch(new RegExp(`value="${place}" checked`))
})

test('a preview shows the post as it will be, and stores nothing', async () => {
  const form = { ...said, 'places[]': [place], way: 'preview' }
  const answer = await world.submit(add, form, { as: owner })
  expect(answer.status).toBe(200)
  expect(answer.html).toContain('We <strong>cleaned</strong> the bank.')
  expect(answer.html).toContain('value="A clean bank"')
  expect((await world.pool.query('select from news.post')).rowCount).toBe(0)
})

test('a picture survives a preview and a complaint, and need not be chosen again', async () => {
  const picture = await aGoodPicture()
  const form = { 'body.en': 'Words.', picture_file: picture, 'picture.alt.en': 'A river' }
  const refused = await world.submit(add, form, { as: owner })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Title')
  const [, name = '', id = ''] = kept(refused.html) ?? []
  expect(id).not.toBe('')
  const again = { ...said, [`${name}.file`]: id, [`${name}.alt.en`]: 'A river' }
  const stored = await world.submit(add, again, { as: owner })
  expect(stored.location).toBe(edit('a-clean-bank'))
  const { rows } = await world.pool.query('select alt, described from news.picture')
  expect(rows).toEqual([{ alt: { en: 'A river' }, described: true }])
  const page = await world.visit('/o/river/news/a-clean-bank', { as: owner })
  expect(page.html).toContain('alt="A river"')
})

test('a picture of which nothing is said holds the post back, and the page says so', async () => {
  const opened = await world.visit(edit('a-clean-bank'), { as: owner })
  const [, name = '', id = ''] = kept(opened.html) ?? []
  const bare = { ...said, version: version(opened.html), [`${name}.file`]: id }
  const stored = await world.submit(edit('a-clean-bank'), bare, { as: owner })
  expect(stored.status).toBe(303)
  const path = '/o/river/news/a-clean-bank/publication'
  expect((await world.visit(path, { as: owner })).text).toContain('what is seen on it')
  expect((await world.submit(path, { when: 'now' }, { as: owner })).status).toBe(422)
  const now = await world.visit(edit('a-clean-bank'), { as: owner })
  const described = { ...bare, version: version(now.html), [`${name}.decorative`]: 'yes' }
  await world.submit(edit('a-clean-bank'), described, { as: owner })
  const published = await world.submit(path, { when: 'now' }, { as: owner })
  expect(published.location).toBe('/o/river/news/a-clean-bank')
})

test('a file that somebody else brought cannot be shown as ones own', async () => {
  const { rows } = await world.pool.query(
    `insert into kit.file (kind, name, media_type, bytes, sha256, width, height)
     values ('picture', 'a', 'image/webp', 1, repeat('0', 64), 1, 1) returning id`,
  )
  const form = { ...said, 'pictures.0.file': rows[0].id, 'pictures.0.alt.en': 'Stolen' }
  const answer = await world.submit(add, form, { as: owner })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('no longer there')
})

test('captions are read strictly, and the line is said', async () => {
  const vtt = new File(['WEBVTT\n\n00:01.000 --> 00:04.000\nx\n\n00:05 --> 00:06\ny'], 'a.vtt')
  const bytes = [
    0, 0, 0, 24, 102, 116, 121, 112, 105, 115, 111, 109, 0, 0, 2, 0, 105, 115, 111, 109,
  ]
  const film = new File([new Uint8Array([...bytes, 109, 112, 52, 49])], 'a.mp4')
  const alone = await world.submit(add, { ...said, captions_en: vtt }, { as: owner })
  expect(alone.text).toContain('Captions need a video')
  const both = await world.submit(add, { ...said, film, captions_en: vtt }, { as: owner })
  expect(both.text).toContain('Line 6: the times are not written like')
  expect(both.html).toContain('name="video.file"')
})

test('two who change the same words are asked; both texts are there', async () => {
  const opened = await world.visit(edit('a-clean-bank'), { as: owner })
  const [, name = '', id = ''] = kept(opened.html) ?? []
  const base = {
    [`${name}.file`]: id,
    [`${name}.decorative`]: 'yes',
    version: version(opened.html),
  }
  const first = { ...said, ...base, 'title.en': 'Hers' }
  const second = { ...said, ...base, 'title.en': 'His', 'title.sq': 'E tij' }
  expect((await world.submit(edit('a-clean-bank'), first, { as: owner })).status).toBe(303)
  const met = await world.submit(edit('a-clean-bank'), second, { as: other })
  expect(met.status).toBe(409)
  expect(met.text).toContain('Hers')
  const chosen = { ...second, version: version(met.html), 'choice.title-en': 'mine' }
  expect((await world.submit(edit('a-clean-bank'), chosen, { as: other })).status).toBe(303)
  const history = await world.visit('/o/river/news/a-clean-bank/history', { as: owner })
  for (const word of ['Hers', 'His', 'E tij', 'Ana Uzorić']) expect(history.text).toContain(word)
})
