// How long a search takes in the database, and how that grows with the number of organisations.
import type pg from 'pg'
import { openPool } from '#kit/db.ts'
import { modules } from '#modules'
import { searchEverything } from '#site/search/queries.ts'
import type { MadeCountry } from './made-country.ts'
import { type Manner, manners, searches } from './searches.ts'
import { listenTo, type Statement } from './statements.ts'
import { percentile } from './sums.ts'

export interface SearchFigures {
  readonly organisations: number
  readonly p50_ms: number
  readonly p95_ms: number
  readonly manners: Readonly<Record<string, { p50_ms: number; p95_ms: number }>>
  readonly slowest: { query: string; p50_ms: number; plan: string }
}

// As many as the page of results shows.
const resultsMax = 20

export async function measureSearch(country: MadeCountry, rounds: number): Promise<SearchFigures> {
  const pool = openPool(country.url, { max: 4 })
  try {
    const taken = await timesOf(pool, rounds)
    const all = taken.flatMap(({ times }) => times)
    const [slowest] = taken.sort((a, b) => percentile(b.times, 0.5) - percentile(a.times, 0.5))
    const query = slowest?.query ?? ''
    return {
      organisations: country.organisations,
      p50_ms: percentile(all, 0.5),
      p95_ms: percentile(all, 0.95),
      manners: Object.fromEntries(
        Object.entries(Object.groupBy(taken, ({ manner }) => manner)).map(([manner, some]) => {
          const times = some.flatMap((one) => one.times)
          return [manner, { p50_ms: percentile(times, 0.5), p95_ms: percentile(times, 0.95) }]
        }),
      ),
      slowest: {
        query,
        p50_ms: percentile(slowest?.times ?? [], 0.5),
        plan: await planOf(pool, query),
      },
    }
  } finally {
    await pool.end()
  }
}

interface Taken {
  readonly manner: Manner
  readonly query: string
  readonly times: readonly number[]
}

/** Every search in turn, several times over: no search is asked twice in a row. */
async function timesOf(pool: pg.Pool, rounds: number): Promise<Taken[]> {
  const { db } = listenTo(pool)
  const taken = manners.flatMap((manner) =>
    searches[manner].map((query) => ({ manner, query, times: [] as number[] })),
  )
  for (let round = -1; round < rounds; round++) {
    for (const { query, times } of taken) {
      const began = performance.now()
      await searchEverything(db, finders, query, 'sq', resultsMax)
      // The first round warms what a running site has warm.
      if (round >= 0) times.push(performance.now() - began)
    }
  }
  return taken
}

const finders = modules.flatMap(({ search }) => search ?? [])

/** What PostgreSQL does for the longest statement of this search. */
async function planOf(pool: pg.Pool, query: string): Promise<string> {
  const { db, listen } = listenTo(pool)
  const { heard } = await listen(() => searchEverything(db, finders, query, 'sq', resultsMax))
  const [longest] = [...heard].sort((a, b) => b.ms - a.ms)
  return longest ? explain(pool, longest) : ''
}

async function explain(pool: pg.Pool, { sql, parameters }: Statement): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, buffers, costs off) ${sql}`,
    [...parameters],
  )
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
