// Which statements a page asks, and which of them is the main one: seen by asking for the page in
// this process, over a database handle that writes down what passes.
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { createApp } from '#app'
import { openFiles } from '#kit/files.ts'
import { openLog } from '#kit/log.ts'
import { keepingPlans } from '#kit/plans.ts'
import { type Database, modules } from '#modules'
import { median } from './sums.ts'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** One page as the bare server needs it. */
export interface BareAnswer {
  /** The statement that takes the longest; null for a page that asks nothing. */
  readonly main: Statement | null
  readonly statements: number
  readonly html: string
}

interface Timed extends Statement {
  readonly ms: number
}

export interface Listener {
  readonly db: Kysely<Database>
  /** What was asked while `work` ran. */
  listen<R>(work: () => Promise<R>): Promise<{ result: R; heard: readonly Timed[] }>
}

export function listenTo(pool: pg.Pool): Listener {
  let heard: Timed[] = []
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: keepingPlans(pool) }),
    log: ({ query: { sql, parameters }, queryDurationMillis: ms }) => {
      heard.push({ sql, parameters, ms })
    },
  })
  return {
    db,
    async listen(work) {
      heard = []
      const result = await work()
      return { result, heard }
    },
  }
}

// The first time warms caches; the others tell which statement is the slow one.
const timesAsked = 4

/** Each of these pages with its text and its main statement. */
export async function pagesWithStatements(
  pool: pg.Pool,
  paths: readonly string[],
): Promise<Record<string, BareAnswer>> {
  const { db, listen } = listenTo(pool)
  const app = createApp(await aWorldAround(db), { assets: (name) => `/assets/${name}` })
  const answers: Record<string, BareAnswer> = {}
  for (const path of paths) {
    const times: Timed[][] = []
    let html = ''
    for (let time = 0; time < timesAsked; time++) {
      const { result, heard } = await listen(async () => {
        const response = await app.request(`http://localhost${path}`)
        if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`)
        return response.text()
      })
      html = result
      times.push([...heard])
    }
    const heard = times.flat()
    answers[path] = { main: slowest(heard), statements: times.at(-1)?.length ?? 0, html }
  }
  return answers
}

function slowest(heard: readonly Timed[]): Statement | null {
  const bySql = Map.groupBy(heard, ({ sql }) => sql)
  const typical = [...bySql.values()].map((same) => ({
    one: same[0],
    ms: median(same.map(({ ms }) => ms)),
  }))
  const first = typical.sort((a, b) => b.ms - a.ms)[0]?.one
  return first ? { sql: first.sql, parameters: first.parameters.map(plain) } : null
}

// Parameters travel to the bare server as JSON.
const plain = (value: unknown) => (typeof value === 'bigint' ? String(value) : value)

/** Everything the app needs, with nothing behind it but this database. */
export async function aWorldAround(db: Kysely<Database>) {
  const data_dir = '.bench'
  return {
    db,
    reads: db,
    files: await openFiles(null, data_dir),
    post: async () => {},
    log: openLog('bench', 'silent'),
    settings: {
      production: true,
      base_url: 'http://localhost',
      data_dir,
      version: '0',
      storage_url: null,
      smtp_url: null,
      bounce_address: null,
      secret: 'only pages for strangers are asked for here',
      sample: false,
      reload: false,
    },
    now: () => new Date(),
    modules,
  }
}
