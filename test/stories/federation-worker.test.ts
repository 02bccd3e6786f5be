// Two worker processes carry posts to another server, and one of them is killed in the midst of it:
// every post arrives, and none is there twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '#facts'
import { anOpenFederation } from '#modules/federation/fixtures.ts'
import { aPost } from '#modules/news/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aFediverseServer } from '#test/fediverse.ts'
import { aMachine, buildProgram, ended, freePort, type Machine } from '#test/machines.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

const posts = 24
const organisations = 4
const secret = 'a secret that the workers share, long'

const folder = mkdtempSync(join(tmpdir(), 'deliveries-'))
const workers: Machine[] = []
let world: TestWorld
let far: Awaited<ReturnType<typeof aFediverseServer>>
let stop: () => void
let env: Record<string, string>

beforeAll(async () => {
  buildProgram()
  const port = await freePort()
  const base_url = `http://127.0.0.1:${port}`
  world = await aWorld({ now: new Date(), settings: { base_url, secret, reach_loopback: true } })
  const server = serve({ fetch: world.app.fetch, port, hostname: '127.0.0.1' })
  stop = () => server.close()
  far = await aFediverseServer(await freePort())
  env = {
    NODE_ENV: 'test',
    PORT: '0',
    BASE_URL: base_url,
    DATABASE_URL: world.owner_url,
    DATABASE_OWNER_URL: world.owner_url,
    MOZAIK_SECRET: secret,
    MOZAIK_SAMPLE: '0',
    MOZAIK_REACH_LOOPBACK: '1',
  }
  await anOpenFederation(world.db)
  for (let n = 0; n < organisations; n++) {
    await anOrganisation(world.db, { slug: `river-${n}`, name: `River ${n}` })
    await far.follow(`@river-${n}@127.0.0.1:${port}`)
  }
  await world.work()
}, 120_000)

afterAll(async () => {
  for (const worker of workers) await ended(worker, 'SIGTERM')
  stop()
  await far.close()
  await world.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

async function publishAll() {
  const { rows } = await world.pool.query<{ id: string }>(
    'select id from organisations.organisation order by slug',
  )
  for (let n = 0; n < posts; n++) {
    const organisation_id = rows[n % organisations]?.id ?? ''
    const { id: post_id } = await aPost(world.db, {
      organisation_id,
      slug: `post-${n}`,
      title: { sq: `Lajmi ${n}` },
      body: { sq: 'Lumi është i pastër.' },
    })
    await world.db
      .transaction()
      .execute((tx) => record(tx, 'post.published', { post_id, organisation_id }, 'system'))
  }
}

const counted = async (state: string) => {
  const { rows } = await world.pool.query<{ count: number }>(
    `select count(*)::int from federation.delivery d join federation.activity a on a.id = d.activity_id
     where a.kind = 'create' and d.state = $1`,
    [state],
  )
  return rows[0]?.count ?? -1
}

test('a worker is killed while it delivers, and every post arrives once', async () => {
  expect(far.state.accepted).toHaveLength(organisations)
  await publishAll()
  // Each stays in a worker's hands for a while: the one that is killed has something in them.
  far.state.slow_ms = 400
  const before = far.state.posts
  for (const name of ['one', 'two'])
    workers.push(aMachine('worker', { ...env, DATA_DIR: join(folder, name) }))
  const [first] = workers
  await expect
    .poll(() => far.state.posts - before, { timeout: 60_000, interval: 20 })
    .toBeGreaterThan(posts / 4)
  if (first) await ended(first, 'SIGKILL')
  expect(await counted('delivered')).toBeLessThan(posts)
  far.state.slow_ms = 0

  await expect.poll(() => counted('delivered'), { timeout: 90_000, interval: 250 }).toBe(posts)
  expect(await counted('waiting')).toBe(0)
  expect(far.state.timeline.size).toBe(posts)
  expect(far.state.received).toHaveLength(posts)
  expect(new Set(far.state.received).size).toBe(posts)
}, 180_000)
