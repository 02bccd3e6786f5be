// From `npm start` to the first page: on a folder that was used before, and from nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '#config'
import { startPostgres } from '#kit/postgres.ts'
import { loadSample } from '#sample/load.ts'
import { root } from '#test/root.ts'
import { migrateAll, openWorld } from '../src/open.ts'
import { freePort, stopped } from './processes.ts'
import { type Spread, spread } from './sums.ts'

export interface StartFigures {
  /** Until the first page, with everything built. */
  readonly first_ms: number
  readonly again_ms: Spread
  /** What the first start does, one after the other, and the build that comes before it. */
  readonly steps_ms: Readonly<Record<string, number>>
}

export async function measureStarts(rounds: number): Promise<StartFigures> {
  const data_dir = mkdtempSync(join(tmpdir(), 'mozaik-start-'))
  try {
    const steps_ms = await measureSteps()
    const first_ms = await untilFirstPage(data_dir)
    const again: number[] = []
    for (let round = 0; round < rounds; round++) again.push(await untilFirstPage(data_dir))
    return { first_ms, again_ms: spread(again), steps_ms }
  } finally {
    rmSync(data_dir, { recursive: true, force: true })
  }
}

async function measureSteps(): Promise<Record<string, number>> {
  const data_dir = mkdtempSync(join(tmpdir(), 'mozaik-steps-'))
  const steps: Record<string, number> = {}
  async function step<R>(name: string, work: () => Promise<R>): Promise<R> {
    const began = performance.now()
    const result = await work()
    steps[name] = performance.now() - began
    return result
  }
  try {
    const server = await step('PostgreSQL is made and started', () =>
      startPostgres({ data_dir, durable: true, share: true }),
    )
    await step('migrations', () => migrateAll(server.admin_url, root))
    const config = readConfig({ DATA_DIR: data_dir }, root)
    const opened = await openWorld(config, { part: 'bench', share: true, log_level: 'silent' })
    await step('the sample country', () => loadSample(opened.world, () => {}))
    await opened.close()
    await step('PostgreSQL is stopped', () => server.stop())
  } finally {
    rmSync(data_dir, { recursive: true, force: true })
  }
  return steps
}

/** Building replaces dist, this program with it: it comes after everything else. */
export async function measureBuild(): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, ['scripts/run.mjs', 'build'], { cwd: root })
  const code = await new Promise((tell) => child.once('exit', tell))
  if (code !== 0) throw new Error('The build failed: npm run build says why.')
  return performance.now() - began
}

const patienceMs = 120_000

async function untilFirstPage(data_dir: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const site = spawn('npm', ['start', '--silent'], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, DATA_DIR: data_dir, PORT: String(port), DATABASE_URL: '', BASE_URL: '' },
  })
  try {
    await untilAnswer(site, `http://127.0.0.1:${port}/sq`, began + patienceMs)
    return performance.now() - began
  } finally {
    await stopped(site)
  }
}

async function untilAnswer(site: ChildProcess, url: string, until: number) {
  while (performance.now() < until && site.exitCode === null) {
    const answer = await fetch(url).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await pause(10)
  }
  throw new Error('npm start gave no page.')
}
