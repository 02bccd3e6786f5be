import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCampaign } from '#modules/campaigns/fixtures.ts'
import { aPost } from '#modules/news/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aProject } from '#modules/projects/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { letters } from './letters.ts'

let world: TestWorld
let slug: string
let organisation_id: string

beforeAll(async () => {
  world = await aWorld()
  const made = await anOrganisation(world.db, {
    name: { sq: 'Shoqata Ujëvara', sr: 'Udruženje Ćuprija', en: 'Waterfall Society' },
    accent: '#ffee00',
  })
  slug = made.slug
  organisation_id = made.id
})
afterAll(() => world.close())

/** Where a page says that its picture is. */
async function pictureOf(path: string, locale: 'sq' | 'sr' | 'sr-Cyrl' | 'en') {
  const { html } = await world.visit(path, { locale })
  const address =
    /property="og:image" content="http:\/\/localhost:3000([^"]+)"/.exec(html)?.[1] ?? ''
  return { html, address }
}

async function fetched(address: string, headers = {}) {
  const response = await world.app.request(`http://localhost:3000${address}`, { headers })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

const pixels = (png: Buffer) => sharp(png).removeAlpha().raw().toBuffer()

/** The part of a picture where the name stands, and how much of it is ink. */
async function inkOf(png: Buffer) {
  const left = await sharp(png)
    .extract({ left: 72, top: 188, width: 756, height: 268 })
    .greyscale()
    .raw()
    .toBuffer()
  return left.filter((value) => value < 80).length / left.length
}

test('a page has a picture for previews, of the size that others ask for, and it is a PNG', async () => {
  const { html, address } = await pictureOf(`/o/${slug}`, 'sq')
  expect(html).toContain('<meta name="twitter:card" content="summary_large_image"')
  expect(html).toMatch(/og:image:alt" content="[^"]*Shoqata Ujëvara/)
  const { response, bytes } = await fetched(address)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
  expect(bytes.length).toBeLessThan(120_000)
})

test('the name is drawn in the letters of each language, Cyrillic too', async () => {
  const locales = ['sq', 'sr', 'sr-Cyrl', 'en'] as const
  const drawn = await Promise.all(
    locales.map(async (locale) => {
      const { address } = await pictureOf(`/o/${slug}`, locale)
      return (await fetched(address)).bytes
    }),
  )
  for (const png of drawn) expect(await inkOf(png)).toBeGreaterThan(0.03)
  const different = new Set(
    await Promise.all(drawn.map(async (png) => (await pixels(png)).toString('base64'))),
  )
  expect(different.size).toBe(locales.length)
})

test('every letter of our languages has a shape of its own, and nothing is a box', () => {
  const signs = 'ëçÇËćčđšžĆČĐŠŽљњђћџЉЊЂЋЏжшчЖШЧşğıİäöüß'
  for (const face of ['serif', 'sans'] as const) {
    // Latin and Cyrillic of one face are alike: the serif has no glyph of the other.
    expect(letters.outline('Ш', { x: 0, y: 100, face, size: 100, fill: '#000000' })).toContain('M ')
    // What no font has is left out; a box would be as wide in every place.
    expect(letters.measure('漢', face)).toBe(0)
    for (const letter of signs)
      expect([letter, letters.measure(letter, face) > 10]).toEqual([letter, true])
  }
})

test('it is drawn once; who has it already is told so; an old address leads to the present one', async () => {
  const { address } = await pictureOf(`/o/${slug}`, 'en')
  const { response } = await fetched(address)
  const count = () =>
    world.db
      .withTables<{ 'site.preview': { hash: string } }>()
      .selectFrom('site.preview')
      .select('hash')
      .execute()
  const before = await count()
  const etag = response.headers.get('etag') ?? ''
  expect((await fetched(address, { 'if-none-match': etag })).response.status).toBe(304)
  const old = address.replace(/[0-9a-f]{24}/, '0'.repeat(24))
  const moved = (await fetched(old)).response
  expect([moved.status, moved.headers.get('location')]).toEqual([302, address])
  expect(await count()).toEqual(before)
})

test('what is not public has no picture', async () => {
  const draft = await aProject(world.db, { slug: 'unsaid', organisation_id, state: 'draft' })
  const address = `/previews/projects/${draft.slug}/en-${'0'.repeat(24)}.png`
  expect((await fetched(address)).response.status).toBe(404)
  expect((await fetched('/previews/o/nobody/en-abc.png')).response.status).toBe(404)
  expect((await fetched(`/previews/constructor/x/en-${'0'.repeat(24)}.png`)).response.status).toBe(
    404,
  )
})

test('a post without a picture has one drawn, in the colour of who wrote it', async () => {
  await aPost(world.db, { organisation_id, slug: 'lajmi', title: { sq: 'Ura u hap' } })
  const { address } = await pictureOf(`/o/${slug}/news/lajmi`, 'sq')
  expect(address).toMatch(/^\/previews\/posts\/[0-9a-f-]{36}\/sq-/)
  const { response, bytes } = await fetched(address)
  expect(response.status).toBe(200)
  expect(await inkOf(bytes)).toBeGreaterThan(0.02)
})

test('a name of two hundred letters stays on the picture', async () => {
  const long = 'Shoqata për Mbrojtjen e Ujërave dhe Pyjeve '.repeat(5).trim().slice(0, 200)
  const { slug: other } = await anOrganisation(world.db, { name: { sq: long } })
  const { address } = await pictureOf(`/o/${other}`, 'sq')
  const { bytes } = await fetched(address)
  const right = await sharp(bytes)
    .extract({ left: 836, top: 180, width: 60, height: 290 })
    .greyscale()
    .raw()
    .toBuffer()
  expect(right.every((value) => value > 200)).toBe(true)
})

/** A campaign of a house that may have one, and a way to give to it. */
async function asking() {
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) =>
    (await aPerson(db, settings, { roles })).id
  const owner = await come()
  const judges = [await come(['operator']), await come(['operator'])] as const
  const { id } = await anOrganisation(db, { slug: 'river', members: { owner } })
  const at = world.now()
  await aVerification(db, { organisation_id: id, requested_by: owner, operators: judges, at })
  const asked = { organisation_id: id, asked_by: owner, judges, at, slug: 'boats' }
  const { purpose_id } = await aCampaign(db, asked)
  const collecting_entity_id = await anEntity(db)
  const added = { added_by: judges[0], confirmed_by: judges[1], confirmed_at: at }
  const bank_account_id = await aBankAccount(db, { entity_id: collecting_entity_id, ...added })
  const paid = { purpose_id, bank_account_id, amount_minor: 50_000n }
  return {
    visitor: await aVisitor(db, settings, owner, at),
    async give() {
      const pledge = { ...paid, organisation_id: id, collecting_entity_id }
      await aBankGift(db, { ...paid, pledge_id: await aPledge(db, pledge) })
    },
  }
}

const forest = { r: 20, g: 110, b: 40 }

/** The mean colour of a part of a picture. */
async function colourOf(
  png: Buffer,
  [left, top, width, height]: readonly [number, number, number, number],
) {
  const part = await sharp(png).extract({ left, top, width, height }).png().toBuffer()
  const { channels } = await sharp(part).stats()
  return channels.slice(0, 3).map(({ mean }) => Math.round(mean))
}

test('a campaign with a picture of its own shows it, and beside it how far it has come', async () => {
  const { visitor, give } = await asking()
  const create = { width: 1200, height: 900, channels: 3, background: forest } as const
  const jpeg = new Uint8Array(await sharp({ create }).jpeg({ quality: 95 }).toBuffer())
  const picture = new File([jpeg], 'river.jpg', { type: 'image/jpeg' })
  const texts = { 'title.en': 'Boats', 'summary.en': 'A river.', 'story.en': 'We row.' }
  const story = { ...texts, 'picture_alt.en': 'Boats in the reeds', version: '1', picture }
  const changed = await world.submit('/campaigns/boats/edit/story', story, { as: visitor })
  expect(changed.status).toBe(303)

  const { html, address } = await pictureOf('/campaigns/boats', 'en')
  expect(html).toMatch(/og:image:alt" content="[^"]*0 %[^"]*Boats in the reeds/)
  const empty = (await fetched(address)).bytes
  const [red = 0, green = 0, blue = 0] = await colourOf(empty, [800, 20, 380, 590])
  expect([Math.abs(red - forest.r), Math.abs(green - forest.g), Math.abs(blue - forest.b)]).toEqual(
    [0, 0, 0].map(() => expect.toSatisfy((off: number) => off < 12)),
  )
  const bar = [80, 508, 120, 14] as const
  const before = await colourOf(empty, bar)

  await give()
  const later = await pictureOf('/campaigns/boats', 'en')
  expect(later.address).not.toBe(address)
  const half = (await fetched(later.address)).bytes
  expect(await colourOf(half, bar)).not.toEqual(before)
  expect(half.length).toBeLessThan(300_000)
})
