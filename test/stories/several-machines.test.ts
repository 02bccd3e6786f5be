// Two web processes behind a proxy, two workers, a primary and a standby, files on S3. One of each
// is killed while people are sending forms: nothing that was acknowledged is lost, and every job is
// done once. A picture that one of them took in is shown by the other.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#kit/db.ts'
import { type Postgres, startPostgres } from '#kit/postgres.ts'
import type { Database } from '#modules'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aGoodPicture } from '#test/bad-files.ts'
import {
  aMachine,
  aProxy,
  aStandby,
  buildProgram,
  ended,
  freePort,
  type Machine,
  untilAnswers,
} from '#test/machines.ts'
import { root } from '#test/root.ts'
import { anS3Store } from '#test/s3.ts'
import { migrateAll } from '../../src/open.ts'

const forms = 240
const letters = 160
const atOnce = 8

const folder = mkdtempSync(join(tmpdir(), 'machines-'))
let primary: Postgres
let client: pg.Client
let standby: Awaited<ReturnType<typeof aStandby>>
let proxy: Awaited<ReturnType<typeof aProxy>>
let base_url: string
let store: Awaited<ReturnType<typeof anS3Store>>
const secret = 'a secret that all machines share, long enough'
const ports: number[] = []
const webs: Machine[] = []
const workers: Machine[] = []

const withPort = (url: string, port: number) => {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}

beforeAll(async () => {
  buildProgram()
  const data_dir = join(folder, 'primary')
  primary = await startPostgres({ data_dir, durable: true })
  await migrateAll(primary.admin_url, root)
  const port = Number(new URL(primary.admin_url).port)
  standby = await aStandby(data_dir, port, join(folder, 'standby'))
  client = new pg.Client({ connectionString: primary.admin_url })
  await client.connect()

  store = await anS3Store({ port: await freePort(), bucket: 'mozaik', key: 'shared' })
  const front = await freePort()
  base_url = `http://127.0.0.1:${front}`
  const env = {
    NODE_ENV: 'test',
    BASE_URL: base_url,
    DATABASE_URL: primary.url,
    DATABASE_OWNER_URL: primary.admin_url,
    DATABASE_REPLICA_URL: withPort(primary.url, standby.port),
    STORAGE_URL: store.url,
    MOZAIK_SECRET: secret,
    MOZAIK_SAMPLE: '0',
    // The proxy, and the one who says that each form comes from elsewhere.
    TRUSTED_PROXIES: '2',
  }
  ports.push(await freePort(), await freePort())
  for (const port of ports) {
    // Each with a folder of its own: nothing that one keeps there may be needed by the other.
    const DATA_DIR = join(folder, `web-${port}`)
    const web = aMachine('web', { ...env, DATA_DIR, PORT: String(port) })
    webs.push(web)
    await untilAnswers(`http://127.0.0.1:${port}/readyz`, web)
  }
  for (let n = 0; n < 2; n++) {
    const DATA_DIR = join(folder, `worker-${n}`)
    workers.push(aMachine('worker', { ...env, DATA_DIR, PORT: '0' }))
  }
  proxy = await aProxy(folder, front, ports)
}, 120_000)

afterAll(async () => {
  await proxy?.stop()
  for (const machine of [...webs, ...workers]) await ended(machine, 'SIGTERM')
  await client?.end()
  await standby?.stop()
  await primary?.stop()
  await store?.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

/** An organisation whose owner sends a logo through the first web process. Gives the file's id. */
async function sendLogo(): Promise<string> {
  const db = connect<Database>(primary.admin_url)
  const settings = { base_url, secret }
  const { id: owner } = await aPerson(db, settings, {})
  const { cookie } = await aVisitor(db, settings, owner, new Date())
  await anOrganisation(db, { slug: 'river', members: { owner } })
  await db.destroy()
  const body = new FormData()
  body.set('version', '1')
  body.set('logo', await aGoodPicture())
  const answer = await fetch(`http://127.0.0.1:${ports[0]}/en/o/river/edit/look`, {
    method: 'POST',
    body,
    headers: { cookie, origin: base_url, 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  })
  expect(answer.status, await answer.text()).toBe(303)
  const { rows } = await client.query<{ logo_id: string }>(
    `select logo_id from organisations.organisation where slug = 'river'`,
  )
  return rows[0]?.logo_id ?? ''
}

test('a picture that one web process took in is shown by the other, from the shared store', async () => {
  const id = await sendLogo()
  const pictures = []
  for (const port of ports) {
    const answer = await fetch(`http://127.0.0.1:${port}/files/${id}/320`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/webp')
    pictures.push(Buffer.from(await answer.arrayBuffer()).toString('base64'))
  }
  expect(pictures[0]).toBe(pictures[1])
  expect([...store.objects.keys()]).toContain(`${id}/320`)
  expect(store.objects.get(`${id}/320`)?.toString('base64')).toBe(pictures[0])
  expect(store.asked.refused).toBeUndefined()
})

/** Somebody who sends a form, and sends it again when there was no answer. */
async function send(number: number): Promise<number> {
  const once = randomUUID()
  for (let tries = 1; tries <= 20; tries++) {
    const body = new URLSearchParams({
      about: '/help',
      reason: 'other',
      body: `report ${number}`,
      once,
    })
    // Strangers without a proof may only send so many an hour; here an hour passes at each.
    await client.query(`delete from kit.limit where name = 'site.report.unproven_together'`)
    const headers = { 'x-forwarded-for': `10.0.${number >> 8}.${number & 255}` }
    const answer = await fetch(`${base_url}/en/report`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null)
    if (answer?.status === 303) return tries
    if (answer && answer.status < 500) throw new Error(`${answer.status} ${await answer.text()}`)
    await pause(100)
  }
  throw new Error(`Nobody took form ${number}. ${webs.map(({ words }) => words()).join('')}`)
}

const inHand = `select count(*)::int from graphile_worker.jobs where locked_by is not null`

async function counted(sql: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(sql)
  return rows[0]?.count ?? -1
}

test('one of each is killed under load, and nothing is lost or done twice', async () => {
  const busy = new pg.Client({ connectionString: primary.admin_url })
  await busy.connect()
  // Nobody can finish a letter now: every worker has its hands full when one is killed.
  await busy.query('begin; lock table kit.letter in share mode')
  await client.query(
    `select graphile_worker.add_job('kit.mail',
       json_build_object('to', 'a@example.org', 'subject', n::text, 'text', 'b'))
     from generate_series(1, $1::int) n`,
    [letters],
  )
  await expect.poll(() => counted(inHand), { timeout: 20_000 }).toBe(8)

  let acknowledged = 0
  let next = 0
  const tries: number[] = []
  const sender = async () => {
    while (next < forms) {
      next += 1
      tries.push(await send(next))
      acknowledged += 1
      if (acknowledged === forms / 3) {
        await Promise.all([
          ended(webs[0] as Machine, 'SIGKILL'),
          ended(workers[0] as Machine, 'SIGKILL'),
        ])
      }
    }
  }
  const sending = Promise.all(Array.from({ length: atOnce }, sender))
  await expect.poll(() => workers[0]?.process.signalCode, { timeout: 30_000 }).toBe('SIGKILL')
  // PostgreSQL notices within a second that whoever asked is gone.
  await pause(2500)
  await busy.query('commit')
  await busy.end()
  await sending

  expect(acknowledged).toBe(forms)
  expect(await counted('select count(*)::int from site.abuse_report')).toBe(forms)
  expect(await counted('select count(distinct body)::int as count from site.abuse_report')).toBe(
    forms,
  )
  const undone = `select count(*)::int from graphile_worker.jobs where attempts < max_attempts`
  await expect.poll(() => counted(undone), { timeout: 60_000, interval: 250 }).toBe(0)
  expect(await counted('select count(distinct subject)::int as count from kit.letter')).toBe(
    letters,
  )
  expect(await counted('select count(*)::int from kit.letter')).toBe(letters)
}, 150_000)

test('the standby has it all, and pages that may lag read from it', async () => {
  const reader = new pg.Client({ connectionString: withPort(primary.url, standby.port) })
  await reader.connect()
  const count = async () => {
    const { rows } = await reader.query<{ count: number }>(
      'select count(*)::int from site.abuse_report',
    )
    return rows[0]?.count
  }
  await expect.poll(count, { timeout: 10_000 }).toBe(forms)
  await expect(reader.query('delete from kit.letter')).rejects.toThrow('read-only')
  await reader.end()
  expect((await fetch(`${base_url}/sitemap.xml`)).status).toBe(200)
})

test('what the dead one took in is still there', async () => {
  const [id = ''] = [...store.objects.keys()].map((key) => key.split('/')[0])
  const answer = await fetch(`${base_url}/files/${id}/320`)
  expect(answer.status).toBe(200)
})

test('a web process that is told to stop finishes what it began', async () => {
  const answers = Array.from({ length: 10 }, (_, n) => send(forms + n + 1))
  await Promise.all(answers)
  const [, second] = webs
  if (second) await ended(second, 'SIGTERM')
  expect(second?.process.exitCode).toBe(0)
  expect(await counted('select count(*)::int from site.abuse_report')).toBe(forms + 10)
})
