// An organisation is followed from another server, and what it publishes arrives there.
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '#facts'
import type { Me } from '#kit/me.ts'
import { anOpenFederation } from '#modules/federation/fixtures.ts'
import { aPost } from '#modules/news/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aFediverseServer } from '#test/fediverse.ts'
import { freePort } from '#test/machines.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

type Fediverse = Awaited<ReturnType<typeof aFediverseServer>>
type Followed = NonNullable<Awaited<ReturnType<Fediverse['follow']>>>

let world: TestWorld
let far: Fediverse
let stop: () => void
let base: string
let organisation_id: string
let me: Me
let river: Followed

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  world = await aWorld({ now: new Date(), settings: { base_url: base, reach_loopback: true } })
  const server = serve({ fetch: world.app.fetch, port, hostname: '127.0.0.1' })
  stop = () => server.close()
  far = await aFediverseServer(await freePort())
  const { id, name, email } = await aPerson(world.db, world.settings, { name: 'Arta Shembulli' })
  me = { id, name, email } as Me
  organisation_id = (await anOrganisation(world.db, { slug: 'river', members: { owner: id } })).id
})

afterAll(async () => {
  stop()
  await far.close()
  await world.close()
})

const sql = async (text: string) => (await world.pool.query(text)).rows
const json = { accept: 'application/activity+json' }
const ask = (path: string, headers: Record<string, string> = json) =>
  fetch(`${base}${path}`, { headers, redirect: 'manual' })
const person = () => ({ person_id: me.id })

async function publish(slug: string) {
  const { rows } = await world.pool.query<{ id: string }>(
    `insert into kit.file (kind, name, media_type, bytes, sha256, width, height)
     values ('picture', 'a.webp', 'image/webp', 1, repeat('0', 64), 640, 480) returning id`,
  )
  const file_id = rows[0]?.id ?? ''
  const { id } = await aPost(world.db, {
    organisation_id,
    slug,
    title: { sq: 'Lumi', sr: 'Reka' },
    body: { sq: 'Lumi është **i pastër** <script>.', sr: 'Reka je čista.' },
    areas: ['environment'],
    pictures: [{ file_id, alt: { sq: 'Një lumë' } }],
  })
  const post = { post_id: id, organisation_id }
  await world.db.transaction().execute((tx) => record(tx, 'post.published', post, person()))
  return id
}

test('while it is closed there is nothing to find and nothing to send to', async () => {
  for (const path of [
    '/.well-known/webfinger?resource=acct:river@x',
    '/.well-known/nodeinfo',
    `/ap/organisations/${organisation_id}`,
    `/ap/organisations/${organisation_id}/outbox`,
  ])
    expect((await ask(path)).status, path).toBe(404)
  const sent = { method: 'POST', body: '{"type":"Follow","actor":"https://b.example/ana"}' }
  expect((await fetch(`${base}/ap/inbox`, sent)).status).toBe(404)
  expect(await ask('/o/river').then((page) => page.status)).not.toBe(303)
})

test('once open it is found by its handle, followed, and accepts', async () => {
  await anOpenFederation(world.db)
  const found = await far.follow(`@river@${new URL(base).host}`)
  if (!found) throw new Error('It was not found.')
  river = found
  expect(await sql('select inbox from federation.follower')).toEqual([
    { inbox: `${far.base}/inbox` },
  ])
  await world.work()
  expect(far.state.accepted).toEqual([river.id.href])
})

test('a post arrives in the timeline, in every language, with its alternative text', async () => {
  const id = await publish('clean')
  await world.work()
  const shown = far.state.timeline.get(`${base}/ap/posts/${id}`)
  expect(shown?.content).toContain('<strong>Lumi</strong>')
  expect(shown?.content).not.toContain('<script>')
  expect(shown?.languages.toSorted()).toEqual(['sq', 'sr-cyrl', 'sr-latn'].toSorted())
  expect(shown).toMatchObject({ alts: ['Një lumë'], url: `${base}/o/river/news/clean` })
})

test('changed it is changed there; withdrawn it is gone there', async () => {
  const [post] = await sql(`select id from news.post where slug = 'clean'`)
  const about = { post_id: post.id, organisation_id }
  await sql(`update news.post set body = '{"sq": "Ndryshuar."}', updated_at = now()`)
  const tell = (kind: 'post.changed' | 'post.withdrawn') =>
    world.db.transaction().execute((tx) => record(tx, kind, about, person()))
  await tell('post.changed')
  await world.work()
  expect(far.state.timeline.get(`${base}/ap/posts/${post.id}`)?.content).toContain('Ndryshuar.')
  const told = far.state.received.length
  await tell('post.changed')
  await world.work()
  expect(far.state.received, 'nothing new is not told').toHaveLength(told)
  await sql(`update news.post set state = 'withdrawn' where slug = 'clean'`)
  await tell('post.withdrawn')
  await world.work()
  expect(far.state.timeline.size).toBe(0)
  expect((await ask(`/ap/posts/${post.id}`)).status).toBe(410)
})

test('what a server does not take waits, is tried again, and arrives in its order', async () => {
  far.state.answers = 503
  const id = await publish('patience')
  await world.work()
  expect(
    await sql(`select state, attempts, last_error from federation.delivery
    where state = 'waiting'`),
  ).toEqual([{ state: 'waiting', attempts: 1, last_error: 'HTTP 503' }])
  far.state.answers = 0
  world.clock.now = new Date(world.now().getTime() + 120_000)
  await sql(`update graphile_worker._private_jobs set run_at = now()`)
  await world.work()
  expect(far.state.timeline.has(`${base}/ap/posts/${id}`)).toBe(true)
})

test('a job that died after sending sends the same again, and nothing is doubled there', async () => {
  const before = far.state.received.length
  await sql(`update federation.delivery set state = 'waiting', settled_at = null
    where activity_id = (select id from federation.activity where kind = 'create' order by id desc limit 1)`)
  world.clock.now = new Date(world.now().getTime() + 2 * 3_600_000)
  await sql(`select graphile_worker.add_job('federation.sweep')`)
  await world.work()
  expect(
    await sql(`select count(*)::int as n from federation.delivery where state = 'waiting'`),
  ).toEqual([{ n: 0 }])
  expect(far.state.received.length, 'the other server knows its number').toBe(before)
})

test('a forged signature is refused', async () => {
  const follow = {
    '@context': 'https://www.w3.org/ns/activitystreams',
    type: 'Follow',
    id: `${far.ana.href}#forged`,
    actor: far.ana.href,
    object: river.id.href,
  }
  const headers = {
    'content-type': 'application/activity+json',
    date: new Date().toUTCString(),
    signature: `keyId="${far.ana.href}#main-key",algorithm="rsa-sha256",headers="(request-target) host date",signature="AAAA"`,
  }
  const body = JSON.stringify(follow)
  expect((await fetch(river.inbox, { method: 'POST', headers, body })).status).toBe(401)
  expect((await fetch(river.inbox, { method: 'POST', body })).status).toBe(401)
  expect((await fetch(river.inbox, { method: 'POST', body: '{' })).status).toBe(400)
  const large = JSON.stringify({ ...follow, summary: 'x'.repeat(300_000) })
  const answer = await world.app.request(river.inbox.href, { method: 'POST', body: large })
  expect(answer.status).toBe(413)
})

test('a page and its document have one address; caches are told', async () => {
  const page = await ask('/en/o/river', { accept: 'text/html' })
  expect([page.status, page.headers.get('vary')]).toEqual([200, expect.stringContaining('accept')])
  const led = await ask('/o/river')
  expect(led.headers.get('location')).toBe(`/ap/organisations/${organisation_id}`)
  const post = await ask('/en/o/river/news/patience')
  expect(post.headers.get('location')).toMatch(/^\/ap\/posts\//)
  const actor = await (await ask(`/ap/organisations/${organisation_id}`)).json()
  expect(actor).toMatchObject({ type: 'Organization', preferredUsername: 'river' })
  expect(actor.publicKey.publicKeyPem).toContain('BEGIN PUBLIC KEY')
  expect(JSON.stringify(actor)).not.toContain('"d":')
})

test('the outbox is paged and followers are only counted', async () => {
  const outbox = await (await ask(`/ap/organisations/${organisation_id}/outbox`)).json()
  expect(outbox.totalItems).toBe(1)
  const page = await (
    await ask(new URL(outbox.first).pathname + new URL(outbox.first).search)
  ).json()
  expect(JSON.stringify(page)).toContain('"Create"')
  const followers = await (await ask(`/ap/organisations/${organisation_id}/followers`)).json()
  expect(followers).toMatchObject({ totalItems: 1 })
  expect(JSON.stringify(followers)).not.toContain('/users/ana')
})

test('suspended it is as if it were not there; closed it can be read and takes nobody', async () => {
  const { id: suspended } = await anOrganisation(world.db, { slug: 'stone', state: 'suspended' })
  const { id: closed } = await anOrganisation(world.db, { slug: 'sand', state: 'closed' })
  expect((await ask(`/ap/organisations/${suspended}`)).status).toBe(404)
  expect((await ask(`/ap/organisations/${closed}`)).status).toBe(200)
  const before = await sql('select 1 from federation.follower')
  await far.follow(`@sand@${new URL(base).host}`)
  expect(await sql('select 1 from federation.follower')).toEqual(before)
})

test('who no longer follows is forgotten, and so is who left their server', async () => {
  await far.unfollow(river)
  expect(await sql('select 1 from federation.follower')).toHaveLength(0)
  await far.follow(`@river@${new URL(base).host}`)
  expect(await sql('select 1 from federation.follower')).toHaveLength(1)
  await far.leave(river)
  expect(await sql('select 1 from federation.follower')).toHaveLength(0)
})

test('who signs in the older way is heard too; who is blocked is not', async () => {
  const old = await aFediverseServer(await freePort(), 'draft-cavage-http-signatures-12')
  await old.follow(`@river@${new URL(base).host}`)
  expect(await sql('select host from federation.follower')).toEqual([
    { host: new URL(old.base).host },
  ])
  await sql(`insert into federation.block (host, reason, at) values ('127.0.0.1', 'x', now())`)
  const body = JSON.stringify({ type: 'Follow', actor: old.ana.href, object: river.id.href })
  expect((await fetch(river.inbox, { method: 'POST', body })).status).toBe(403)
  await sql('delete from federation.block')
  await old.unfollow(river)
  await old.close()
})

test('an old handle leads to the same actor', async () => {
  const host = new URL(base).host
  await sql(`insert into organisations.slug (slug, organisation_id)
    values ('brook', '${organisation_id}') on conflict do nothing`)
  const found = await ask(`/.well-known/webfinger?resource=acct:brook@${host}`)
  expect(JSON.stringify(await found.json())).toContain(river.id.href)
})

test('a hidden page answers that it is gone and tells its followers', async () => {
  await sql(`delete from kit.kept_value`)
  await far.follow(`@river@${new URL(base).host}`)
  await sql(`update organisations.organisation set hidden_at = now()`)
  await sql(`select graphile_worker.add_job('federation.sweep')`)
  await world.work()
  expect((await ask(`/ap/organisations/${organisation_id}`)).status).toBe(410)
  expect(far.state.received.at(-1)).toBe(`${river.id.href}#delete`)
})
