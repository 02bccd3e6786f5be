// Requests per second at twenty connections, signed out, beside the bare server on the same
// database. The two take turns, so that what else the machine does meets both.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { openPool } from '#kit/db.ts'
import type { MadeCountry } from './made-country.ts'
import {
  familyOf,
  type Memory,
  memoryOf,
  type Program,
  processorMs,
  say,
  startBare,
  startSite,
} from './processes.ts'
import { type BareAnswer, pagesWithStatements } from './statements.ts'
import { pagesUnderLoad } from './subjects.ts'
import { median, type Spread, spread } from './sums.ts'

const connections = 20

interface Load {
  readonly per_second: number
  readonly p50_ms: number
  readonly p99_ms: number
  /** Processor time of one page: a figure that other work on the machine disturbs little. */
  readonly web_ms: number
  readonly postgres_ms: number
}

export interface PageFigures {
  readonly page: string
  readonly bytes: number
  readonly statements: number
  readonly per_second: Spread
  readonly bare_per_second: Spread
  /** Of each round's two turns. */
  readonly ratio: Spread
  readonly p50_ms: Spread
  readonly p99_ms: Spread
  readonly bare_p99_ms: Spread
  readonly web_ms: Spread
  readonly postgres_ms: Spread
  readonly bare_web_ms: Spread
  readonly bare_postgres_ms: Spread
  /** The same pages, compressed as browsers ask for them. */
  readonly compressed_per_second: number
}

export interface PagesFigures {
  readonly pages: readonly PageFigures[]
  readonly at_rest: Memory | null
  readonly memory: Memory | null
}

interface Effort {
  readonly rounds: number
  readonly seconds: number
}

export async function measurePages(
  country: MadeCountry,
  postgres: number,
  effort: Effort,
): Promise<PagesFigures> {
  const subjects = await pagesUnderLoad(country)
  const pool = openPool(country.url, { max: 4 })
  const answers = await pagesWithStatements(pool, Object.values(subjects).flat()).finally(() =>
    pool.end(),
  )
  const folder = mkdtempSync(join(tmpdir(), 'mozaik-bench-'))
  const file = join(folder, 'answers.json')
  writeFileSync(file, JSON.stringify(answers))
  const site = await startSite(country)
  const bare = await startBare(file, country.url)
  const writer = writeEverySecond(country.url)
  try {
    const at_rest = memoryOf(site.process)
    const pages: PageFigures[] = []
    for (const [page, paths] of Object.entries(subjects)) {
      say(`  ${page}`)
      pages.push(await measurePage(page, paths, { postgres, site, bare, answers }, effort))
    }
    return { pages, at_rest, memory: memoryOf(site.process) }
  } finally {
    await Promise.all([site.stop(), bare.stop(), writer.stop()])
    rmSync(folder, { recursive: true })
  }
}

/**
 * Where nothing is written, pages are given again without being asked for. A site that lives is
 * written into, so somebody writes meanwhile.
 */
function writeEverySecond(url: string) {
  const pool = openPool(url, { max: 1 })
  const timer = setInterval(() => void pool.query('select pg_current_xact_id()'), 1000)
  return {
    stop: () => {
      clearInterval(timer)
      return pool.end()
    },
  }
}

interface Rivals {
  readonly postgres: number
  readonly site: Program
  readonly bare: Program
  readonly answers: Readonly<Record<string, BareAnswer>>
}

async function measurePage(
  page: string,
  paths: readonly string[],
  { postgres, site, bare, answers }: Rivals,
  { rounds, seconds }: Effort,
): Promise<PageFigures> {
  const ask = (rival: Program, time: number, headers = {}) =>
    load(rival, postgres, paths, time, headers)
  const warmUp = Math.max(2, seconds / 4)
  await ask(site, warmUp)
  await ask(bare, warmUp)
  const ours: Load[] = []
  const theirs: Load[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await ask(site, seconds))
    theirs.push(await ask(bare, seconds))
  }
  const zipped = await ask(site, seconds, { 'accept-encoding': 'gzip, br' })
  const told = paths.flatMap((path) => answers[path] ?? [])
  return {
    page,
    bytes: Math.round(median(told.map(({ html }) => Buffer.byteLength(html)))),
    statements: median(told.map(({ statements }) => statements)),
    ratio: spread(ours.map(({ per_second }, i) => per_second / (theirs[i]?.per_second ?? 0))),
    per_second: spreadOf(ours, 'per_second'),
    p50_ms: spreadOf(ours, 'p50_ms'),
    p99_ms: spreadOf(ours, 'p99_ms'),
    web_ms: spreadOf(ours, 'web_ms'),
    postgres_ms: spreadOf(ours, 'postgres_ms'),
    bare_per_second: spreadOf(theirs, 'per_second'),
    bare_p99_ms: spreadOf(theirs, 'p99_ms'),
    bare_web_ms: spreadOf(theirs, 'web_ms'),
    bare_postgres_ms: spreadOf(theirs, 'postgres_ms'),
    compressed_per_second: zipped.per_second,
  }
}

const spreadOf = (loads: readonly Load[], figure: keyof Load) =>
  spread(loads.map((one) => one[figure]))

async function load(
  { url, process: { pid = 0 } }: Program,
  postgres: number,
  paths: readonly string[],
  duration: number,
  headers: Record<string, string>,
): Promise<Load> {
  const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }))
  const servers = familyOf(postgres)
  const [webBefore, postgresBefore] = [processorMs([pid]), processorMs(servers)]
  const result = await autocannon({ url, connections, duration, requests })
  const { non2xx, errors, latency } = result
  if (non2xx + errors > 0) throw new Error(`${url}${paths[0]}: ${non2xx + errors} bad answers.`)
  const { total } = result.requests
  return {
    per_second: total / result.duration,
    p50_ms: latency.p50,
    p99_ms: latency.p99,
    web_ms: (processorMs([pid]) - webBefore) / total,
    postgres_ms: (processorMs(servers) - postgresBefore) / total,
  }
}
