// A place in which everything can be broken: PostgreSQL, two web processes, two workers, a card
// processor of ours, and somebody who pays in by a program. All of them are real processes but the
// processor, whose books are held against ours at the end.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connect } from '#kit/db.ts'
import { startPostgres } from '#kit/postgres.ts'
import { runningServer } from '#kit/postgres-cluster.ts'
import type { Database } from '#modules'
import { ledgerId } from '#modules/ledger/index.ts'
import { aProcessorAccount } from '#modules/payments/cards/fixtures.ts'
import { aBankAccount, anEntity } from '#modules/payments/fixtures.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { openLine } from '#test/cut-line.ts'
import { aFakeProcessor } from '#test/fake-processor.ts'
import { aMachine, ended, freePort, type Machine } from '#test/machines.ts'
import { root } from '#test/root.ts'
import { migrateAll } from '../../src/open.ts'
import { fakeTime, launchBehind } from './late-postgres.ts'

export const secret = 'a secret that all machines share, long enough'

/** A process that comes back when it was killed, perhaps with a clock that went wrong. */
export function reviving(part: 'web' | 'worker', env: Record<string, string>) {
  let ending = false
  const start = (behind_ms: number) => {
    const begun = aMachine(part, {
      ...env,
      NODE_OPTIONS: `--import ${join(root, 'test/programs/late-clock.mjs')}`,
      CLOCK_BEHIND_MS: String(behind_ms),
    })
    // As systemd does: it ends by itself when PostgreSQL is killed while it begins.
    begun.process.once('exit', () => {
      if (!ending) machine = start(behind_ms)
    })
    return begun
  }
  let machine: Machine = start(0)
  return {
    port: Number(env.PORT),
    words: () => machine.words(),
    async killed(behind_ms = 0) {
      ending = true
      await ended(machine, 'SIGKILL')
      ending = false
      machine = start(behind_ms)
    },
    stop() {
      ending = true
      return ended(machine, 'SIGTERM')
    },
  }
}

export async function aTown(seed: number) {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'))
  const data_dir = join(folder, 'primary')
  let primary = await startPostgres({ data_dir, durable: true })
  await migrateAll(primary.admin_url, root)
  const people = await settle(primary.admin_url)
  const line = await openLine()
  const ports = [await freePort(), await freePort()]
  const fake = await aFakeProcessor({
    now: () => new Date(),
    tag: `chaos${seed}`,
    hook: (body, signature) => told(ports, people.account, body, signature),
  })
  const base_url = `http://127.0.0.1:${ports[0]}`
  const env = {
    NODE_ENV: 'test',
    BASE_URL: base_url,
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: line.over(primary.url),
    DATABASE_OWNER_URL: primary.admin_url,
    MOZAIK_SECRET: secret,
    MOZAIK_SAMPLE: '0',
    TRUSTED_PROXIES: '1',
    STRIPE_SECRET_KEY: fake.secret_key,
    STRIPE_WEBHOOK_SECRET: fake.webhook_secret,
    STRIPE_API_URL: fake.api_url,
  }
  const webs = ports.map((port) => reviving('web', { ...env, PORT: String(port) }))
  const workers = [1, 2].map(() => reviving('worker', { ...env, PORT: '0' }))
  return {
    folder,
    env,
    ports,
    webs,
    workers,
    fake,
    line,
    ...people,
    url: () => primary.url,
    owner_url: () => primary.admin_url,
    payer: paysIn(env.DATABASE_URL, people),
    /** As when the power fails; it comes back, perhaps with a clock that went wrong. */
    async killPostgres(behind_ms = 0) {
      const running = runningServer(join(data_dir, 'postgres'))
      if (running) process.kill(running.pid, 'SIGKILL')
      if (behind_ms > 0 && fakeTime) await launchBehind(fakeTime, data_dir, behind_ms)
      primary = await startPostgres({ data_dir, durable: true, share: true })
    },
    async close() {
      for (const machine of [...webs, ...workers]) await machine.stop()
      await fake.close()
      await line.close()
      await primary.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Town = Awaited<ReturnType<typeof aTown>>

const settings = { base_url: 'http://127.0.0.1', production: false, secret, version: '0' }

/** Who collects, who is given to, and by which account cards are taken. */
async function settle(url: string) {
  const db = connect<Database>(url, { max: 2 })
  const come = (name: string, roles: readonly 'operator'[] = []) =>
    aPerson(db, settings, { name, roles, second_factor: null, password: null })
  const [owner, finance] = [await come('Owner'), await come('Finance')]
  const [first, second] = [await come('Vesa', ['operator']), await come('Jelena', ['operator'])]
  const now = new Date()
  const { slug, id } = await aPayee(db, {
    owner: owner.id,
    finance: finance.id,
    operators: [first.id, second.id],
    now,
    slug: 'lumi',
  })
  const entity_id = await anEntity(db, { is_sample: false })
  const bank = await aBankAccount(db, {
    entity_id,
    is_sample: false,
    added_by: first.id,
    confirmed_by: second.id,
    confirmed_at: now,
  })
  const account = await aProcessorAccount(db, { entity_id })
  await db
    .updateTable('payments.processor_account')
    .set({ is_sample: false })
    .where('id', '=', account)
    .execute()
  await db.destroy()
  return { slug, organisation: id, bank, account, escrow: ledgerId('chaos', 'escrow') }
}

/** A word of the processor, said again until somebody answers for it. */
async function told(ports: readonly number[], account: string, body: string, signature: string) {
  for (let tries = 0; tries < 600; tries++) {
    const url = `http://127.0.0.1:${ports[tries % ports.length]}/hooks/cards/${account}`
    const headers = { 'stripe-signature': signature, 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(10_000)
    const answer = await fetch(url, { method: 'POST', body, headers, signal }).catch(() => null)
    if (answer?.ok) return { status: answer.status }
    await pause(100)
  }
  throw new Error('Nobody hears the processor.')
}

/** The program that pays in, killed and begun anew; what it said stands. */
function paysIn(url: string, { bank, escrow }: { bank: string; escrow: string }) {
  const said = new Map<number, string>()
  let child: ChildProcess | null = null
  let [began, open] = [1, true]
  const start = () => {
    if (!open) return
    const words = [url, bank, escrow, String(began), '100000000']
    const program = join(root, 'test/programs/pays-in.ts')
    const stdio = ['ignore', 'pipe', 'ignore'] as const
    const running = spawn(process.execPath, [program, ...words], { cwd: root, stdio: [...stdio] })
    child = running
    let rest = ''
    running.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const one of lines) {
        const [number = '0', answer = ''] = one.split(' ')
        said.set(Number(number), answer)
      }
    })
    // Those that were under way may be there or not: they are asked for again.
    running.once('close', () => {
      began = Math.max(1, said.size - 200)
      setTimeout(start, 100)
    })
  }
  return {
    said,
    start,
    kill: () => child?.kill('SIGKILL'),
    async stop() {
      open = false
      const gone = new Promise((tell) => (child ? child.once('close', tell) : tell(null)))
      child?.kill('SIGKILL')
      await gone
    },
  }
}

/** Asks as the owner, also while PostgreSQL comes up again. */
export async function ask<R extends pg.QueryResultRow>(town: Town, text: string): Promise<R[]> {
  for (let tries = 1; ; tries++) {
    const client = new pg.Client({ connectionString: town.owner_url() })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query<R>(text)).rows
    } catch (fault) {
      if (tries === 100) throw fault
      await pause(100)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
