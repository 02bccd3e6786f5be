import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Me } from '#kit/me.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { stewardOf } from '#modules/organisations/index.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { addPost } from './commands.ts'
import { changePost } from './editing/commands.ts'
import { aPost } from './fixtures.ts'
import { findFields, postStewardOf } from './queries.ts'
import type { Written } from './rules.ts'
import {
  pinPost,
  publishDue,
  publishOverdue,
  publishPost,
  schedulePost,
  unschedulePost,
  withdrawPost,
} from './standing/commands.ts'

let world: TestWorld
let me: Me
let organisation_id: string
const now = new Date('2026-11-21T10:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

beforeAll(async () => {
  world = await aWorld()
  const { id, name, email } = await aPerson(world.db, world.settings, { name: 'Arta Shembulli' })
  me = { id, name, email } as Me
  organisation_id = (await anOrganisation(world.db, { slug: 'river', members: { owner: id } })).id
})

afterAll(() => world.close())

const blank: Written = {
  title: { sq: 'Lumi' },
  summary: {},
  body: { sq: 'Lumi është **i pastër**.' },
  areas: [],
  places: [],
  project_id: null,
  pictures: [],
  video: null,
}
const steward = (post: string) => postStewardOf(world.db, me, { slug: 'river', post })
const state = async (post: string) =>
  (await findFields(world.db, (await steward(post)).post_id)).state
const sql = async (text: string) => (await world.pool.query(text)).rows

test('a post is a draft with an address of its own, and a second of its name gets another', async () => {
  const writer = await stewardOf(world.db, me, 'river')
  const first = await addPost(world.db, writer, blank, now)
  const second = await addPost(world.db, writer, blank, now)
  expect(first).toMatchObject({ ok: true, value: { slug: 'lumi' } })
  expect(second).toMatchObject({ ok: true, value: { slug: 'lumi-2' } })
  expect(await sql(`select count(*)::int as n from news.card`)).toEqual([{ n: 0 }])
})

test('published, its card is there with a summary made of its text', async () => {
  expect(await publishPost(world.db, await steward('lumi'), now)).toMatchObject({ ok: true })
  const [card] = await sql(`select slug, organisation_slug, summary, areas from news.card`)
  expect(card).toEqual({
    slug: 'lumi',
    organisation_slug: 'river',
    areas: null,
    summary: { sq: 'Lumi është i pastër.' },
  })
})

test('two who change different languages are put together; the same one asks who is right', async () => {
  const writer = await steward('lumi-2')
  const first = { ...blank, version: 1, title: { sq: 'Lumi i ri' } }
  const second = { ...blank, version: 1, title: { sq: 'Lumi', en: 'The river' } }
  expect(await changePost(world.db, writer, first, now)).toMatchObject({ ok: true })
  expect(await changePost(world.db, writer, second, now)).toMatchObject({ ok: true })
  const { title } = await findFields(world.db, writer.post_id)
  expect(title).toEqual({ sq: 'Lumi i ri', en: 'The river' })
  const third = { ...blank, version: 1, title: { sq: 'Lumi i vjetër' } }
  const met = await changePost(world.db, writer, third, now)
  expect(met).toMatchObject({ ok: false, refusal: 'changed_meanwhile' })
})

test('what is public cannot lose its text, nor show a picture that is not theirs', async () => {
  const writer = await steward('lumi')
  const { version } = await findFields(world.db, writer.post_id)
  const empty = await changePost(world.db, writer, { ...blank, version, body: {} }, now)
  expect(empty).toMatchObject({ ok: false, refusal: 'no_text' })
  const picture = { file_id: crypto.randomUUID(), alt: { sq: 'x' }, caption: {}, decorative: false }
  const foreign = await changePost(
    world.db,
    writer,
    { ...blank, version, pictures: [picture] },
    now,
  )
  expect(foreign).toMatchObject({ ok: false, refusal: 'unknown_file' })
})

test('a scheduled post comes out once, at its time and not before, also when set again', async () => {
  const writer = await steward('lumi-2')
  const { db } = world
  expect(await schedulePost(db, writer, later(2), now)).toMatchObject({ ok: true })
  expect(await schedulePost(db, writer, later(5), now)).toMatchObject({ ok: true })
  expect(await publishDue(db, writer.post_id, later(2))).toBe(false)
  expect(await state('lumi-2')).toBe('scheduled')
  const both = await Promise.all([0, 1].map(() => publishDue(db, writer.post_id, later(5))))
  expect(both.toSorted()).toEqual([false, true])
  expect(await publishDue(db, writer.post_id, later(6))).toBe(false)
  const facts = await sql(`select person_id from facts.fact where kind = 'post.published'
    and payload->>'post_id' = '${writer.post_id}'`)
  expect(facts).toEqual([{ person_id: null }])
  const jobs = await sql(
    `select key from graphile_worker.jobs where task_identifier = 'news.publish'`,
  )
  expect(jobs).toHaveLength(1)
})

test('taken off the calendar it does not come out; a lost job is made up for', async () => {
  const { db } = world
  const post = await aPost(db, {
    organisation_id,
    slug: 'late',
    state: 'scheduled',
    publish_at: now,
  })
  expect(await unschedulePost(db, await steward('late'), now)).toMatchObject({ ok: true })
  expect(await publishDue(db, post.id, later(1))).toBe(false)
  await aPost(db, { organisation_id, slug: 'lost', state: 'scheduled', publish_at: now })
  expect(await publishOverdue(db, later(1))).toBe(1)
  expect(await state('lost')).toBe('published')
})

test('one post stands first, also when two are pinned at once', async () => {
  const [one, two] = await Promise.all([steward('lumi'), steward('lost')])
  await Promise.all([pinPost(world.db, one, now), pinPost(world.db, two, now)])
  expect(await sql(`select count(*)::int as n from news.post where pinned`)).toEqual([{ n: 1 }])
  const pin = `update news.post set pinned = true where slug in ('lumi', 'lost')`
  await expect(world.pool.query(pin)).rejects.toThrow('post_pinned_once')
})

test('withdrawn it leaves the lists and its place on top; it cannot be deleted or moved', async () => {
  const writer = await steward('lost')
  await pinPost(world.db, writer, now)
  expect(await withdrawPost(world.db, writer, { sq: 'Gabim.' }, now)).toMatchObject({ ok: true })
  const [row] = await sql(`select state, pinned from news.post where slug = 'lost'`)
  expect(row).toEqual({ state: 'withdrawn', pinned: false })
  for (const law of [
    `delete from news.post where slug = 'lost'`,
    `update news.post set slug = 'other' where slug = 'lost'`,
    `update news.post set published_at = now() where slug = 'lost'`,
    `update news.change set after = '1'`,
    `delete from news.state_change`,
    `truncate news.change`,
  ])
    await expect(world.pool.query(law), law).rejects.toThrow()
})
