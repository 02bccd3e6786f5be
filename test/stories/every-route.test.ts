// Every route there is, asked as everybody there is.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints, routes } from '#app'
import type { Route } from '#kit/site.ts'
import { type Asking, askRoute, cookieOf, oneWhoMay } from '#test/ask-route.ts'
import { rowOf, rows } from '#test/route-rows.ts'
import { aTown, everybody, type Somebody, type Town } from '#test/town.ts'
import { aWorld, type RestingWorld, type TestWorld } from '#test/world.ts'

let town: Town
let mould: RestingWorld
let world: TestWorld
let changed = false

beforeAll(async () => {
  const first = await aWorld()
  town = await aTown(first)
  mould = await first.rest()
  world = await aWorld({ like: mould })
})
afterAll(async () => {
  await world.close()
  await mould.end()
})

/** Forms change the town. Where one is in the way of the next question, the town is made new. */
async function settled(ask: () => Promise<void>) {
  try {
    await ask()
  } catch (fault) {
    if (!changed) throw fault
    await world.close()
    world = await aWorld({ like: mould })
    changed = false
    await ask()
  }
}

async function ask(route: Route, who: Somebody, asking: Asking = {}) {
  const answer = await askRoute(world, town, route, who, asking)
  if ((asking.method ?? route.method) === 'POST' && answer.status < 400) changed = true
  return answer
}

test('every route has a row that says who may ask, and every row has its route', () => {
  const named = routes.map(({ method, pattern }) => `${method} ${pattern}`)
  const without = named.filter((name) => !rows[name])
  const stale = Object.keys(rows).filter((name) => !named.includes(name))
  expect(without, 'Say in test/route-rows.ts who may ask these:').toEqual([])
  expect(stale, 'These rows of test/route-rows.ts have no route any more: remove them.').toEqual([])
})

const known = routes.filter(({ method, pattern }) => rows[`${method} ${pattern}`])
const told = known.map((route) => [`${route.method} ${route.pattern}`, route] as const)

/** The answer to somebody who may not, in a few words. */
function refusalOf(route: Route, who: Somebody, address: string): string {
  if (who === 'stranger') {
    const next = `?next=${encodeURIComponent(address)}`
    return `303 /sign-in${route.method === 'GET' ? next : ''}`
  }
  return who === 'unarmed' ? '303 /account/second-factor' : '404 null'
}

test.for(told)('%s refuses who may not ask it', async ([, route]) => {
  const [may] = rowOf(route.method, route.pattern)
  const before = await countFacts()
  for (const who of everybody.filter((one) => !may.includes(one))) {
    const { status, to, address } = await ask(route, who)
    expect(`${status} ${to}`, who).toBe(refusalOf(route, who, address))
  }
  expect(await countFacts()).toBe(before)
})

async function countFacts() {
  const { rows: found } = await world.pool.query('select count(*) from facts.fact')
  return found[0].count
}

test.for(told)('%s answers who may ask it', async ([, route]) => {
  for (const who of rowOf(route.method, route.pattern)[0])
    await settled(async () => {
      const { status, to } = await ask(route, who)
      expect(status, who).toBeLessThan(500)
      expect([401, 403, 404, 405, 429], who).not.toContain(status)
      expect(to ?? '', who).not.toMatch(/^\/sign-in(\?next|$)/)
    })
})

const posts = told.filter(([, { method }]) => method === 'POST')
const gets = told.filter(([, { method }]) => method === 'GET')

test.for(posts)('%s is refused from a page of another site', async ([, route]) => {
  const who = oneWhoMay(route)
  const before = await countFacts()
  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: `${world.settings.base_url}.elsewhere.example` },
    { origin: 'null' },
  ]
  for (const headers of elsewhere)
    expect((await ask(route, who, { headers })).status, JSON.stringify(headers)).toBe(403)
  expect(await countFacts()).toBe(before)
})

test.for(gets)('%s is asked for its head alone, and by no other method', async ([, route]) => {
  const who = oneWhoMay(route)
  const whole = await ask(route, who)
  const head = await ask(route, who, { method: 'HEAD' })
  // A ceremony of passkeys is asked by a script of ours, which takes all of it or nothing.
  expect(head.status).toBe(route.pattern.includes('/ceremony/') ? 404 : whole.status)
  expect(head.body).toBe('')
  const posted = posts.some(([, { pattern }]) => pattern === route.pattern)
  for (const method of [
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'PROPFIND',
    ...(posted ? [] : ['POST']),
  ]) {
    const { status } = await ask(route, who, { method })
    expect([404, 405], `${method} ${route.pattern}`).toContain(status)
  }
})

const open = endpoints.filter(
  ({ method, address, scope }) => method === 'get' && scope === null && address !== '/v1/key',
)

test.for(open.map(({ address }) => address))('API %s is read by everybody', async (address) => {
  const { campaign, place, project, post_id } = town.names
  const named = { places: place, projects: project, campaigns: campaign }
  const [, subject = ''] = /^\/v1\/(\w+)/.exec(address) ?? []
  const slug = named[subject as keyof typeof named] ?? 'river'
  const named_there = address.replace('{slug}', slug).replace('{id}', post_id).replace('{seq}', '1')
  const path = `${world.settings.base_url}/api${named_there}`
  takeTheirTime()
  for (const who of everybody) {
    const answer = await world.app.request(path, { headers: cookieOf(town, who) })
    expect(answer.status, who).toBe(200)
    expect(answer.headers.get('content-type'), who).toMatch(/json/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  }
  const nothing = await world.app.request(`${world.settings.base_url}/api/v1/nothing`)
  expect(nothing.status).toBe(404)
  expect(nothing.headers.get('content-type')).toBe('application/problem+json')
})

/** All of them come from one address, which has a pace: as much time goes by as they take of it. */
const takeTheirTime = () => {
  world.clock.now = new Date(world.clock.now.getTime() + everybody.length * 100)
}

const closed = endpoints
  .filter(({ method, scope }) => method !== 'get' || scope !== null)
  .map((one) => [`${one.method.toUpperCase()} ${one.address}`, one] as const)

test.for(closed)('API %s is written by nobody without a key', async ([, one]) => {
  const path = one.address.replace('{slug}', 'river').replace('{id}', town.names.project)
  takeTheirTime()
  const before = await countFacts()
  for (const who of everybody) {
    const answer = await world.app.request(`${world.settings.base_url}/api${path}`, {
      method: one.method.toUpperCase(),
      headers: { ...cookieOf(town, who), 'content-type': 'application/json', 'if-match': '*' },
      ...(one.method === 'get' ? {} : { body: '{}' }),
    })
    expect(answer.status, who).toBe(401)
    expect(answer.headers.get('www-authenticate'), who).toMatch(/^Bearer/)
  }
  expect(await countFacts()).toBe(before)
})

test('evidence is not among the public files, whoever asks', async () => {
  const { rows: files } = await world.pool.query(`select id from kit.file where kind = 'evidence'`)
  expect(files.length).toBeGreaterThan(0)
  const route = told.find(([name]) => name === 'GET /files/:id/:part')?.[1]
  if (!route) throw new Error('Nothing serves files.')
  for (const { id } of files)
    for (const part of ['original', '320', '..%2f..', 'original%2f..'])
      for (const who of everybody)
        expect((await ask(route, who, { address: `/files/${id}/${part}` })).status, who).toBe(404)
})

test('nobody ends the session or takes the passkey of somebody else', async () => {
  const { session, passkey } = town.names
  for (const [name, id] of [
    ['sessions/:id/end', session],
    ['passkeys/:id/removal', passkey],
  ] as const)
    for (const who of ['foreigner', 'moderator', 'operator'] as const) {
      const route = told.find(([one]) => one === `POST /account/${name}`)?.[1]
      if (!route) throw new Error(`Nothing answers ${name}.`)
      expect((await ask(route, who)).status).toBe(303)
      const table = name.startsWith('sessions') ? 'people.session' : 'people.passkey'
      const { rowCount } = await world.pool.query(`select from ${table} where id = $1`, [id])
      expect(rowCount, who).toBe(1)
    }
})
