// Two web processes behind a proxy, two workers, a primary and a standby. One of each is killed
// while people are sending forms: nothing that was acknowledged is lost, and every job is done
// once.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, startPostgres } from '#kit/postgres.ts'
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
import { migrateAll } from '../../src/open.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const forms = 240
const letters = 160
const atOnce = 8

const folder = mkdtempSync(join(tmpdir(), 'machines-'))
let primary: Postgres
let client: pg.Client
let standby: Awaited<ReturnType<typeof aStandby>>
let proxy: Awaited<ReturnType<typeof aProxy>>
let base_url: string
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

  const front = await freePort()
  base_url = `http://127.0.0.1:${front}`
  const env = {
    NODE_ENV: 'test',
    BASE_URL: base_url,
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: primary.url,
    DATABASE_OWNER_URL: primary.admin_url,
    DATABASE_REPLICA_URL: withPort(primary.url, standby.port),
    MOZAIK_SECRET: 'a secret that all machines share, long enough',
    MOZAIK_SAMPLE: '0',
    // The proxy, and the one who says that each form comes from elsewhere.
    TRUSTED_PROXIES: '2',
  }
  const ports = [await freePort(), await freePort()]
  for (const port of ports) {
    const web = aMachine('web', { ...env, PORT: String(port) })
    webs.push(web)
    await untilAnswers(`http://127.0.0.1:${port}/readyz`, web)
  }
  for (let n = 0; n < 2; n++) workers.push(aMachine('worker', { ...env, PORT: '0' }))
  proxy = await aProxy(folder, front, ports)
}, 120_000)

afterAll(async () => {
  await proxy?.stop()
  for (const machine of [...webs, ...workers]) await ended(machine, 'SIGTERM')
  await client?.end()
  await standby?.stop()
  await primary?.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

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

test('a web process that is told to stop finishes what it began', async () => {
  const answers = Array.from({ length: 10 }, (_, n) => send(forms + n + 1))
  await Promise.all(answers)
  const [, second] = webs
  if (second) await ended(second, 'SIGTERM')
  expect(second?.process.exitCode).toBe(0)
  expect(await counted('select count(*)::int from site.abuse_report')).toBe(forms + 10)
})
