import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import { aPost } from '../fixtures.ts'
import { jobs } from './jobs.ts'

let world: TestWorld
let lumi: string
let place: string
let me: Visitor

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  place = await aMunicipality(db, { slug: 'gur', name: 'Gur' })
  lumi = (await anOrganisation(db, { slug: 'lumi', name: { sq: 'Lumi', sr: 'Plava reka' } })).id
  const { id } = await aPerson(db, settings, { name: 'Arta', email: 'arta@example.org' })
  me = await aVisitor(db, settings, id, world.now())
})
afterAll(() => world.close())

const lettersTo = (address: string) => world.letters.filter(({ to }) => to === address)
const hour = 3_600_000
const pass = (ms: number) => {
  world.clock.now = new Date(+world.clock.now + ms)
}

/** The first of our links in a text that leads where this says. */
const linkIn = (text: string, part: string): string =>
  (text.match(/http:\/\/localhost:3000\/\S+/g) ?? []).find((link) => link.includes(part)) ?? ''

/** POST an address as it stands in a letter or a form. */
const press = (link: string, fields: Record<string, string> = {}) =>
  world.app.request(new URL(link, 'http://localhost:3000').href, {
    method: 'POST',
    body: new URLSearchParams(fields),
  })

async function followByMail(
  email: string,
  fields: Record<string, string>,
  locale: 'sq' | 'en' | 'sr-Cyrl' = 'en',
) {
  const before = lettersTo(email).length
  const answer = await world.submit(
    '/following/new',
    { email, rhythm: 'daily', ...fields },
    { locale },
  )
  expect(answer.location).toBe('/following/sent')
  await world.work()
  return lettersTo(email).slice(before)
}

const runDaily = async () => {
  await jobs['news.digests_daily']?.(world as never, {})
  await world.work()
}

test('nobody is written to who did not say yes twice', async () => {
  const [letter] = await followByMail('vesa@example.org', { organisation: 'lumi' }, 'sr-Cyrl')
  expect(letter?.subject).toBe('Пратите Плава река?')
  await aPost(world.db, {
    organisation_id: lumi,
    slug: 'one',
    title: 'One',
    at: new Date(+world.now() + hour),
  })
  pass(24 * hour)
  await runDaily()
  expect(lettersTo('vesa@example.org')).toHaveLength(1)

  const link = linkIn(letter?.text ?? '', '/confirmation/')
  // Opening the link is not a yes: mail programs open links too.
  expect((await world.app.request(link)).status).toBe(200)
  await runDaily()
  expect(lettersTo('vesa@example.org')).toHaveLength(1)
  expect((await press(link)).status).toBe(303)
  expect((await press(link)).status).toBe(303)
  await runDaily()
})

test('a digest comes once for a period, in the language of the reader, and no second time', async () => {
  const [letter] = await followByMail('blerta@example.org', { place: 'gur' }, 'sq')
  await press(linkIn(letter?.text ?? '', '/confirmation/'))
  await aPost(world.db, {
    organisation_id: lumi,
    slug: 'two',
    places: [place],
    at: new Date(+world.now() + 1000),
    title: { sq: 'Ura e re', sr: 'Novi most' },
  })
  pass(24 * hour)
  for (let i = 0; i < 3; i++) await runDaily()
  const [, digest, ...more] = lettersTo('blerta@example.org')
  expect(more).toEqual([])
  expect(digest?.subject).toBe('Një lajm i ri: Ura e re')
  expect(digest?.text).toContain('http://localhost:3000/sq/o/lumi/news/two')
  expect(digest?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  pass(24 * hour)
  await runDaily()
  expect(lettersTo('blerta@example.org')).toHaveLength(2)
})

test('one POST of the link in the header is enough to leave, and the address is forgotten', async () => {
  const digest = lettersTo('blerta@example.org').at(-1)
  const link = digest?.headers?.['List-Unsubscribe']?.replace(/[<>]/g, '') ?? ''
  const response = await world.app.request(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(response.status).toBe(200)
  const left = await world.db
    .selectFrom('news.reader')
    .select('email')
    .where('email', '=', 'blerta@example.org')
    .execute()
  expect(left).toEqual([])
  // A second time, or a changed link, does no harm and says nothing more.
  expect((await world.app.request(link, { method: 'POST' })).status).toBe(200)
  expect(
    (await world.app.request(`${link.replace('/leaving', 'x/leaving')}`, { method: 'POST' }))
      .status,
  ).toBe(404)
})

test('somebody with an account follows at once, sees it on their page, and hears at once', async () => {
  const answer = await world.submit(
    '/following/new',
    { area: 'youth', rhythm: 'at_once' },
    { as: me },
  )
  expect(answer.location).toBe('/account/following')
  expect((await world.visit('/account/following', { as: me })).text).toContain('Youth')
  await aPost(world.db, {
    organisation_id: lumi,
    slug: 'three',
    title: 'Three',
    areas: ['youth'],
    at: new Date(+world.now() + 1000),
  })
  pass(60_000)
  for (let i = 0; i < 2; i++) {
    await jobs['news.digests_at_once']?.(world as never, {})
    await world.work()
  }
  expect(lettersTo('arta@example.org').map(({ subject }) => subject)).toEqual([
    'One new post: Three',
  ])
})

test('each thing can be left by itself', async () => {
  const page = await world.visit('/account/following', { as: me })
  const path = /action="(\/en\/following\/letters\/[^"]+\/removal)"/.exec(page.html)?.[1] ?? ''
  const id = /name="id" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  await press(path, { id })
  expect((await world.visit('/account/following', { as: me })).text).toContain(
    'do not follow anything',
  )
})

test('one address is asked a few times a day and no more', async () => {
  let letters = 0
  for (const area of ['youth', 'culture', 'health', 'environment', 'education', 'democracy'])
    letters += (await followByMail('target@example.org', { area })).length
  expect(letters).toBeLessThanOrEqual(4)
  expect(letters).toBeGreaterThan(1)
})

test('a form that does not fit is shown again with what was typed', async () => {
  const answer = await world.submit('/following/new', {
    organisation: 'lumi',
    email: 'not an address',
    rhythm: 'daily',
  })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('not an address')
  expect(
    (
      await world.submit('/following/new', {
        organisation: 'nobody',
        email: 'a@example.org',
        rhythm: 'daily',
      })
    ).status,
  ).toBe(404)
})
