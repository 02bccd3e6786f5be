import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { record } from '#facts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import { secretOf } from '../formats/standard-webhooks.ts'

let world: TestWorld
let owner: Visitor & { id: string }
let river: string
let server: Server
let url: string

interface Heard {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
let heard: Heard[] = []
let answer: (response: ServerResponse) => void = (response) => response.end('thanks')

beforeAll(async () => {
  // Facts carry the time of PostgreSQL; this clock goes a little ahead of it.
  world = await aWorld({ now: new Date(Date.now() + 60_000) })
  Object.assign(world.settings, { reach_loopback: true, webhook_timeout_ms: 300 })
  const { db, settings } = world
  const { id } = await aPerson(db, settings)
  owner = { id, ...(await aVisitor(db, settings, id, world.now())) }
  river = (await anOrganisation(db, { name: 'River', members: { owner: id } })).id
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      answer(response)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterEach(() => {
  heard = []
  answer = (response) => response.end('thanks')
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await world.close()
})

async function add(to = url) {
  const wish = { url: to, 'kinds[]': ['project.published'] }
  const added = await world.submit('/o/river/webhooks', wish, { as: owner })
  expect(added.status).toBe(303)
  return added.location?.split('/').at(-1) ?? ''
}

const remove = (id: string) => world.submit(`/o/river/webhooks/${id}/removal`, {}, { as: owner })

const happen = () =>
  record(
    world.db,
    'project.published',
    { organisation_id: river, project_id: crypto.randomUUID() },
    'system',
  )

const page = async (id: string) =>
  (await world.visit(`/o/river/webhooks/${id}`, { as: owner })).text

const rows = async (sql: string) => (await world.pool.query(sql)).rows

async function later(ms: number) {
  world.clock.now = new Date(world.clock.now.getTime() + ms)
  // The queue has a clock of its own, so what waits is taken up as every ten minutes.
  await world.pool.query(`select graphile_worker.add_job('machines.take_up')`)
  await world.work()
}

test('a fact is told once, signed so that the program can see it comes from us', async () => {
  const id = await add()
  await happen()
  await world.work()
  expect(heard).toHaveLength(1)
  const [{ headers, body } = { headers: {}, body: '' }] = heard
  expect(JSON.parse(body)).toMatchObject({
    type: 'project.published',
    data: { organisation: 'river', organisation_id: river },
  })
  const [{ salt }] = await rows(`select salt from machines.webhook where id = '${id}'`)
  const key = Buffer.from(secretOf(world.settings.secret, salt).slice(6), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const signature = createHmac('sha256', key).update(signed).digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${signature}`)
  expect(await page(id)).toContain('HTTP 200')
  // The same fact carried again tells nobody anything.
  const [{ fact_id }] = await rows('select fact_id from machines.delivery')
  await world.pool.query(`select graphile_worker.add_job('facts.deliver',
    json_build_object('fact_id', '${fact_id}'))`)
  await world.work()
  expect(heard).toHaveLength(1)
  await remove(id)
})

test('what fails is tried again later by the same id, and sent by hand when asked', async () => {
  const id = await add()
  answer = (response) => {
    response.statusCode = 500
    response.end('no <b>database</b>\u0000')
  }
  await happen()
  await world.work()
  expect(heard).toHaveLength(1)
  expect(await page(id)).toContain('HTTP 500')
  expect(await page(id)).toContain('no <b>database</b>')
  answer = (response) => response.end()
  await later(6_000)
  expect(heard).toHaveLength(2)
  expect(heard[1]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id'])
  expect(heard[1]?.body).toBe(heard[0]?.body)
  const [delivery] = await rows(`select id, state, attempts from machines.delivery
    where webhook_id = '${id}'`)
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 2 })
  const path = `/o/river/webhooks/${id}/deliveries/${delivery.id}/replay`
  expect((await world.submit(path, {}, { as: owner })).status).toBe(303)
  await world.work()
  expect(heard).toHaveLength(3)
  await remove(id)
})

test('a server that hangs is left, one that redirects is not followed', async () => {
  const id = await add()
  answer = () => undefined
  await happen()
  await world.work()
  expect(await page(id)).toContain('no answer in time')
  const drips = (response: ServerResponse) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(drip))
  }
  answer = drips
  await world.submit(`/o/river/webhooks/${id}/test`, {}, { as: owner })
  await world.work()
  expect((await page(id)).split('no answer in time')).toHaveLength(3)
  answer = (response) => {
    response.writeHead(302, { location: `${url}/elsewhere` })
    response.end()
  }
  await later(6_000)
  expect(await page(id)).toContain('HTTP 302, it leads elsewhere')
  answer = (response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('x')
    response.destroy()
  }
  await later(400_000)
  expect(await page(id)).toContain('the connection broke')
  // Two deliveries, three attempts each, and none at the other address.
  expect(heard).toHaveLength(6)
  await remove(id)
})

test('after days without an answer we give up and tell the administrators', async () => {
  const id = await add()
  answer = (response) => {
    response.statusCode = 503
    response.end()
  }
  await happen()
  await world.work()
  for (const hours of [1, 24, 48, 50]) await later(hours * 3_600_000)
  const [webhook] = await rows(`select state from machines.webhook where id = '${id}'`)
  expect(webhook.state).toBe('failed')
  const told = await world.visit('/account/notifications', { as: owner })
  expect(told.text).toContain('has not answered for days')
  const before = heard.length
  await happen()
  await later(1000)
  expect(heard).toHaveLength(before)
  await world.submit(`/o/river/webhooks/${id}/standing`, { state: 'active' }, { as: owner })
  answer = (response) => response.end()
  await world.submit(`/o/river/webhooks/${id}/test`, {}, { as: owner })
  await world.work()
  expect(heard.length).toBeGreaterThan(before)
  await remove(id)
})

test('one that is gone for good is not asked again', async () => {
  const id = await add()
  answer = (response) => {
    response.statusCode = 410
    response.end()
  }
  await happen()
  await world.work()
  const [webhook] = await rows(`select state from machines.webhook where id = '${id}'`)
  expect(webhook.state).toBe('failed')
  await remove(id)
})

test('inside our own network nobody is called', async () => {
  Object.assign(world.settings, { reach_loopback: false })
  const wish = { url, 'kinds[]': ['project.published'] }
  const plain = await world.submit('/o/river/webhooks', wish, { as: owner })
  expect(plain.text).toContain('must begin with https://')
  const inside = ['https://127.0.0.1/', 'https://[::1]/', 'https://10.0.0.8/', 'https://localhost/']
  for (const address of [...inside, 'https://169.254.169.254/latest', 'https://[::ffff:7f00:1]/']) {
    const id = await add(address)
    await world.submit(`/o/river/webhooks/${id}/test`, {}, { as: owner })
    await world.work()
    expect(await page(id), address).toContain('the address is in a private network')
    await remove(id)
  }
  expect(heard).toEqual([])
  Object.assign(world.settings, { reach_loopback: true })
})
