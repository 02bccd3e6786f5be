// A film beside the story of a campaign: with captions, or with the word that nobody speaks in it.
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aCampaign, aDraft, aReview } from '../fixtures.ts'

let world: TestWorld
let owner: { id: string; cookie: string }
let review: { id: string; operator: { cookie: string } }
const page = '/campaigns/boats/edit/film'

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) => {
    const { id } = await aPerson(db, settings, { roles })
    return { id, ...(await aVisitor(db, settings, id, world.now())) }
  }
  owner = await come()
  const [one, two] = [await come(['operator']), await come(['operator'])]
  const river = (await anOrganisation(db, { slug: 'river', members: { owner: owner.id } })).id
  const vouched = { organisation_id: river, requested_by: owner.id, at: world.now() }
  await aVerification(db, { ...vouched, operators: [one.id, two.id] })
  const asked = { organisation_id: river, asked_by: owner.id, at: world.now() }
  await aCampaign(db, { ...asked, judges: [one.id, two.id], slug: 'boats' })
  const nets = await aDraft(db, { organisation_id: river, at: world.now(), slug: 'nets' })
  await world.submit('/campaigns/nets/edit/film', silent(), { as: owner })
  const create = { width: 900, height: 600, channels: 3, background: '#1c6f8c' } as const
  const picture = new File([new Uint8Array(await sharp({ create }).png().toBuffer())], 'nets.png')
  const texts = { 'title.en': 'Nets', 'story.en': 'We mend.', 'picture_alt.en': 'Nets on a line' }
  const story = { ...texts, 'summary.en': 'For the river.', version: '1', picture }
  await world.submit('/campaigns/nets/edit/story', story, { as: owner })
  review = { id: await aReview(db, nets.id, owner.id, world.now()), operator: one }
})
afterAll(() => world.close())

/** A box of an MP4 with its size before it. */
const head = () => {
  const letters = new TextEncoder().encode('ftypisom\0\0\x02\0isomiso2mp41')
  return new Uint8Array([0, 0, 0, letters.length + 4, ...letters])
}
const film = (name = 'river.mp4') => new File([head(), new Uint8Array(3000)], name)
const silent = () => ({ film: film(), without_speech: 'yes' })
const cue = '00:01.000 --> 00:04.000\nMirë se vini.\n'
const vtt = (text = `WEBVTT\n\n${cue}`) => new File([text], 'captions.vtt')

/** As a browser sends it: several files, and the rest of the form. */
async function send(fields: Readonly<Record<string, string | File>>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  const answer = await world.app.request(`http://localhost:3000/en${page}`, {
    method: 'POST',
    headers: { cookie: owner.cookie },
    body,
  })
  return { status: answer.status, text: await answer.text() }
}

test('a film needs captions in one language, or nobody speaks in it', async () => {
  expect((await send({})).text).toContain('Choose a video.')
  expect((await send({ film: film() })).text).toContain('mark that nobody speaks in it')
  const refused = await send({ film: film(), captions_sq: vtt('WEBVTT\n00:01 no') })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('look at line 2')
  const other = new File(['<script>'], 'a.mp4')
  expect((await send({ film: other, without_speech: 'yes' })).text).toContain('not an MP4')
  expect((await world.visit('/campaigns/boats')).html).not.toContain('<video')
})

test('everybody sees it with the captions of their language; more captions may follow', async () => {
  expect((await send({ film: film(), captions_sq: vtt() })).status).toBe(303)
  expect((await send({ captions_en: vtt() })).status).toBe(303)
  const { html } = await world.visit('/campaigns/boats', { locale: 'sq' })
  const tracks = html.match(/<track [^>]*>/g) ?? []
  expect(tracks).toHaveLength(2)
  const own = tracks.find((track) => track.includes('srclang="sq"')) ?? ''
  expect(own).toContain('default')
  const [, src = ''] = /<video [^>]*src="([^"]+)"/.exec(html) ?? []
  const sent = await world.app.request(`http://localhost:3000${src}`)
  expect(sent.headers.get('content-type')).toBe('video/mp4')
})

test('another film comes without the captions before it, and it can be taken away', async () => {
  expect((await send({ film: film('other.mp4') })).status).toBe(422)
  expect((await send(silent())).status).toBe(303)
  expect((await world.visit('/campaigns/boats')).html).not.toContain('<track')
  await world.submit(`${page}/removal`, {}, { as: owner })
  expect((await world.visit('/campaigns/boats')).html).not.toContain('<video')
})

test('reviewers see it, and while they look nobody brings another', async () => {
  const { html } = await world.visit(`/desk/campaigns/${review.id}`, { as: review.operator })
  expect(html).toContain('<video')
  expect(html).toMatch(/<img[^>]+alt="Nets on a line"/)
  const changed = await world.submit('/campaigns/nets/edit/film', silent(), { as: owner })
  expect(changed.status).toBe(422)
  expect(changed.text).toContain('being reviewed')
})
