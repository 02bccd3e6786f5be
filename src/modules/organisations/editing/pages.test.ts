import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'
import { aVerification } from '../verification/fixtures.ts'
import { findEditable } from './queries.ts'

let world: TestWorld
let arta: { id: string; cookie: string }
let besa: { id: string; cookie: string }
let gjakova: string

beforeAll(async () => {
  world = await aWorld()
  const come = async (name: string) => {
    const person = await aPerson(world.db, world.settings, { name })
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  arta = await come('Arta Shembulli')
  besa = await come('Besa Shembulli')
  gjakova = await aMunicipality(world.db, { slug: 'gjakova', name: 'Gjakovë' })
})

afterAll(() => world.close())

const house = (name: string) =>
  anOrganisation(world.db, { name, members: { owner: arta.id, editor: besa.id } })

test('a form that was sent is on the page, and in the history with its author', async () => {
  const { slug, id } = await house('Meadow')
  const sent = await world.submit(
    `/o/${slug}/edit/texts`,
    { version: '1', 'summary.en': 'We mow by hand.', 'description.en': 'Since *2014*.' },
    { as: arta },
  )
  expect(sent.status).toBe(303)
  const page = await world.visit(`/o/${slug}`)
  expect(page.text).toContain('We mow by hand.')
  expect(page.html).toContain('<em>2014</em>')
  const history = await world.visit(`/o/${slug}/history`, { as: besa })
  expect(history.text).toContain('Arta Shembulli')
  expect(history.html).toContain('<ins>We mow by hand.</ins>')
  expect((await findEditable(world.db, id)).version).toBe(2)
})

test('two people in one form: apart they are put together, at one field they are shown both', async () => {
  const { slug, id } = await house('Stone')
  const texts = `/o/${slug}/edit/texts`
  const first = { version: '1', 'summary.sq': 'Gur pas guri.', 'summary.en': 'By Arta' }
  expect((await world.submit(texts, first, { as: arta })).status).toBe(303)

  // Besa opened the form before: her Serbian joins in, and over the English they meet.
  const second = { version: '1', 'summary.sr': 'Kamen po kamen.', 'summary.en': 'By Besa' }
  const met = await world.submit(texts, second, { as: besa })
  expect(met.status).toBe(409)
  expect(met.text).toContain('Changed by Arta Shembulli')
  expect(met.html).toContain('<del>Arta</del><ins>Besa</ins>')
  expect((await findEditable(world.db, id)).summary).toEqual({ sq: 'Gur pas guri.', en: 'By Arta' })

  // The form that came back holds everything: hers as she typed it, and what only Arta wrote.
  const shown = fieldsOf(met.html)
  expect(shown).toMatchObject({ ...second, version: '2', 'summary.sq': 'Gur pas guri.' })
  const chosen = { ...shown, 'choice.summary-en': 'theirs' }
  expect((await world.submit(texts, chosen, { as: besa })).status).toBe(303)
  expect((await findEditable(world.db, id)).summary).toEqual({
    sq: 'Gur pas guri.',
    sr: 'Kamen po kamen.',
    en: 'By Arta',
  })
})

/** What a browser would send of the texts and hidden fields in a page. */
function fieldsOf(html: string): Record<string, string> {
  const areas = html.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</g)
  const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries([...areas, ...hidden].map(([, name, value]) => [name, value]))
}

test('a form that says nothing new makes no version', async () => {
  const { slug, id } = await house('Quiet')
  const sent = await world.submit(`/o/${slug}/edit/texts`, { version: '1' }, { as: arta })
  expect(sent.status).toBe(303)
  expect((await findEditable(world.db, id)).version).toBe(1)
})

test('contacts, work and look are kept as they were meant', async () => {
  const { slug, id } = await house('Whole')
  const contacts = {
    version: '1',
    municipality_id: gjakova,
    website: 'example.org/ne',
    phone: '+383 44 123 456',
    'languages[]': ['sq', 'sr'],
    'social_links.facebook': 'https://facebook.com/whole',
  }
  expect((await world.submit(`/o/${slug}/edit/contacts`, contacts, { as: besa })).status).toBe(303)
  const work = { version: '2', 'areas[]': ['youth', 'media'], 'places[]': [gjakova] }
  expect((await world.submit(`/o/${slug}/edit/work`, work, { as: besa })).status).toBe(303)
  const look = {
    version: '3',
    accent: '#0D7D86',
    'sections_order.contact': '1',
    'sections_order.about': '2',
  }
  expect((await world.submit(`/o/${slug}/edit/look`, look, { as: besa })).status).toBe(303)
  expect(await findEditable(world.db, id)).toMatchObject({
    website: 'https://example.org/ne',
    social_links: [{ kind: 'facebook', url: 'https://facebook.com/whole' }],
    languages: ['sq', 'sr'],
    areas: ['youth', 'media'],
    places: [gjakova],
    accent: '#0d7d86',
    sections_order: ['contact', 'about'],
    version: 4,
  })
  const page = await world.visit(`/o/${slug}`)
  expect(page.html).toContain('--accent:')
  expect(page.headers.get('content-security-policy')).toContain("'sha256-")
})

test('what does not fit is said at its field, and what was typed is kept', async () => {
  const { slug } = await house('Wrong')
  const wrong = {
    version: '1',
    website: 'javascript:alert(1)',
    email: 'nobody',
    phone: 'call me',
    municipality_id: '01a1fffa-42a1-727f-850b-b82c90c4a5ec',
  }
  const answer = await world.submit(`/o/${slug}/edit/contacts`, wrong, { as: arta })
  expect(answer.status).toBe(422)
  expect(answer.html).toContain('javascript:alert(1)')
  const place = { version: '1', municipality_id: wrong.municipality_id }
  expect((await world.submit(`/o/${slug}/edit/contacts`, place, { as: arta })).status).toBe(422)
})

test('a logo that only claims to be a picture is refused', async () => {
  const { slug, id } = await house('Picture')
  const look = `/o/${slug}/edit/look`
  const fake = new File(['<svg onload="alert(1)"/>'], 'logo.png', { type: 'image/png' })
  expect((await world.submit(look, { version: '1', logo: fake }, { as: arta })).status).toBe(422)
  const { default: sharp } = await import('sharp')
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#0d7d86' } })
    .png()
    .toBuffer()
  const logo = new File([new Uint8Array(bytes)], 'logo.png', { type: 'image/png' })
  expect((await world.submit(look, { version: '1', logo }, { as: arta })).status).toBe(303)
  const { logo_id } = await findEditable(world.db, id)
  expect((await world.visit(`/o/${slug}`)).html).toContain(`/files/${logo_id}/320`)
})

test('a verified organisation with another name shows the former one, and operators are told', async () => {
  const operator = await aPerson(world.db, world.settings, { roles: ['operator'] })
  const as = await aVisitor(world.db, world.settings, operator.id, world.now())
  const { slug, id } = await house('Old Name')
  const rename = (name: string, version: number) =>
    world.submit(
      `/o/${slug}/edit/identity`,
      { version: String(version), kind: 'association', 'name.en': name },
      { as: arta },
    )
  expect((await rename('Older Name', 1)).status).toBe(303)
  await world.work()
  expect((await world.visit('/account/notifications', { as })).text).not.toContain('Older Name')
  const second = await aPerson(world.db, world.settings, { roles: ['operator'] })
  const operators = [operator.id, second.id] as const
  const vouching = { organisation_id: id, requested_by: arta.id, operators, at: world.now() }
  await aVerification(world.db, vouching)
  const { version } = await findEditable(world.db, id)
  expect((await rename('New Name', version)).status).toBe(303)
  await world.work()
  const told = await world.visit('/account/notifications', { as })
  expect(told.text).toContain('“New Name” has taken this name')
  const page = await world.visit(`/o/${slug}`)
  expect(page.text).toContain('Older Name')
  expect(page.text).not.toContain('Old Name ')
})
