// All organisations by `bin/mozaik data export`, beside a bare cursor over the same rows in the
// same driver that does nothing with them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type pg from 'pg'
import type { Dataset } from '#kit/dataset.ts'
import { formats } from '#kit/dataset-formats.ts'
import { openPool } from '#kit/db.ts'
import type { Module } from '#kit/module.ts'
import { type Database, modules } from '#modules'
import { root } from '#test/root.ts'
import type { MadeCountry } from './made-country.ts'
import { memoryOf } from './processes.ts'
import { listenTo } from './statements.ts'
import { type Spread, spread } from './sums.ts'

export interface ExportFigures {
  readonly format: string
  readonly rows_per_second: Spread
  readonly bare_per_second: Spread
  readonly ratio: Spread
  readonly megabytes: number
  /** The most that the whole process ever held, Node and program included. */
  readonly peak_mb: number
}

const all: readonly Module<Database>[] = modules

export async function measureExport(country: MadeCountry, rounds: number) {
  const pool = openPool(country.url, { max: 2, statement_timeout_ms: 0 })
  try {
    const statement = await statementOf(pool)
    const figures: ExportFigures[] = []
    for (const format of formats) {
      const taken = []
      for (let i = 0; i < rounds; i++) {
        const bare = await bareCursor(pool, statement, country.organisations)
        const ours = await exported(country, format)
        taken.push({ bare, ...ours, ratio: ours.per_second / bare })
      }
      figures.push({
        format,
        rows_per_second: spread(taken.map(({ per_second }) => per_second)),
        bare_per_second: spread(taken.map(({ bare }) => bare)),
        ratio: spread(taken.map(({ ratio }) => ratio)),
        megabytes: Math.round((taken[0]?.bytes ?? 0) / 1e6),
        peak_mb: Math.max(...taken.map(({ peak_mb }) => peak_mb)),
      })
    }
    return figures
  } finally {
    await pool.end()
  }
}

// What `rowsTogether` writes around a statement.
const together = /^\s*select json_agg\(r\) as all from \((.*)\) r$/s

/** The statement that finds the first rows; its last parameter says how many. */
async function statementOf(pool: pg.Pool) {
  const sets: readonly Dataset<Database>[] = all.flatMap((module) => module.datasets ?? [])
  const set = sets.find(({ name }) => name === 'organisations')
  const listener = listenTo(pool)
  const { heard } = await listener.listen(async () =>
    set?.rows(listener.db, { since: null, base_url: '' }).next(),
  )
  const [first] = heard
  if (!first) throw new Error('The data set asked nothing.')
  return { ...first, sql: together.exec(first.sql)?.[1] ?? first.sql }
}

const rowsAtOnce = 1000

async function bareCursor(
  pool: pg.Pool,
  { sql, parameters }: { sql: string; parameters: readonly unknown[] },
  rows: number,
): Promise<number> {
  const client = await pool.connect()
  try {
    const began = performance.now()
    await client.query('begin')
    await client.query(`declare bare no scroll cursor for ${sql}`, [
      ...parameters.slice(0, -1),
      rows,
    ])
    let count = 0
    for (let some = -1; some !== 0; count += some)
      some = (await client.query(`fetch ${rowsAtOnce} from bare`)).rowCount ?? 0
    await client.query('commit')
    return (1000 * count) / (performance.now() - began)
  } finally {
    client.release()
  }
}

// What bin/mozaik gives Node.
const asInstalled = ['--max-semi-space-size=8', '--max-old-space-size=512']

/** From the first byte to the last: the start of a process is measured elsewhere. */
async function exported({ url, owner_url, organisations }: MadeCountry, format: string) {
  const child = spawn(
    process.execPath,
    [...asInstalled, 'dist/server/cli.js', 'data', 'export', 'organisations', '--format', format],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, DATA_DIR: '.bench', DATABASE_URL: url, DATABASE_OWNER_URL: owner_url },
    },
  )
  const ended = once(child, 'exit')
  const watched = watchMemory(child)
  let bytes = 0
  let began = 0
  for await (const chunk of child.stdout) {
    began ||= performance.now()
    bytes += chunk.length
  }
  const per_second = (1000 * organisations) / (performance.now() - began)
  const [code] = await ended
  if (code !== 0) throw new Error(`The export of ${format} failed.`)
  return { per_second, bytes, peak_mb: watched() }
}

/** The peak that Linux keeps is gone with the process, so it is looked at while that lives. */
function watchMemory(child: ChildProcess): () => number {
  let peak = 0
  const timer = setInterval(() => {
    try {
      peak = Math.max(peak, memoryOf(child)?.peak_mb ?? 0)
    } catch {
      clearInterval(timer)
    }
  }, 20)
  return () => {
    clearInterval(timer)
    return peak
  }
}
