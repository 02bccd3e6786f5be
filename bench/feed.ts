// The feed of a busy day: every newsroom of the country has written, and every reader asks. Beside
// it, what it cannot do without: the one statement that finds the posts, and one string.
import type pg from 'pg'
import { createApp } from '#app'
import { openPool } from '#kit/db.ts'
import type { MadeCountry } from './made-country.ts'
import { aWorldAround, listenTo } from './statements.ts'
import { median } from './sums.ts'

export interface FeedFigures {
  readonly posts: number
  readonly bytes: number
  /** The whole feed, as a program gets it that asks for the first time. */
  readonly feed_ms: number
  /** The same for a program that has it already. */
  readonly unchanged_ms: number
  readonly bare_ms: number
  /** Of the bare one; 1 would be as fast. */
  readonly ratio: number
}

const postsOfDay = 2000
const feedAddress = 'http://localhost/feeds/sq/all/news.atom'

export async function measureFeed(country: MadeCountry, times: number): Promise<FeedFigures> {
  const pool = openPool(country.url, { max: 4 })
  try {
    await writePosts(pool)
    const { db } = listenTo(pool)
    const app = createApp(await aWorldAround(db), { assets: (name) => `/assets/${name}` })
    const ask = (headers = {}) => Promise.resolve(app.request(feedAddress, { headers }))
    const first = await ask()
    const bytes = Buffer.byteLength(await first.text())
    const known = { 'if-none-match': first.headers.get('etag') ?? '' }
    const [feed, unchanged, bare]: number[][] = [[], [], []]
    // In turns, so that a busy moment of the machine is shared by all.
    for (let i = 0; i < times; i++) {
      feed?.push(await timed(async () => (await ask()).text()))
      unchanged?.push(await timed(() => ask(known)))
      bare?.push(await timed(() => bareFeed(pool)))
    }
    const [feed_ms, unchanged_ms, bare_ms] = [feed, unchanged, bare].map((all) => median(all ?? []))
    return {
      posts: postsOfDay,
      bytes,
      feed_ms: feed_ms ?? 0,
      unchanged_ms: unchanged_ms ?? 0,
      bare_ms: bare_ms ?? 0,
      ratio: (bare_ms ?? 0) / (feed_ms ?? 1),
    }
  } finally {
    await pool.end()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The posts as text, without a thought for what is in them. */
async function bareFeed(pool: pg.Pool) {
  const { rows } = await pool.query(
    'select id, slug, organisation_slug, title, summary, body, published_at, updated_at from news.card order by published_at desc, id desc limit 50',
  )
  return rows
    .map((row) => `<entry><id>${row.id}</id><title>${row.title.sq}</title>${row.body.sq}</entry>`)
    .join('\n')
}

/** Posts of one day, by organisations in turn; those of an earlier run stay. */
async function writePosts(pool: pg.Pool) {
  const body = 'Sot **pastruam** brigjet e lumit dhe [matëm](/projects) ujin. '.repeat(12)
  await pool.query(
    `insert into news.post (organisation_id, slug, title, body, excerpt, state, published_at)
     select o.id, 'busy-day-' || n, jsonb_build_object('sq', 'Lajmi ' || n),
       jsonb_build_object('sq', $2::text), jsonb_build_object('sq', left($2, 200)),
       'published', date_trunc('day', now()) + n * interval '30 seconds'
     from generate_series(1, $1::int) n
     join lateral (
       select id from organisations.organisation where hidden_at is null
       order by id offset n % 500 limit 1
     ) o on true
     on conflict (organisation_id, slug) do nothing`,
    [postsOfDay, body],
  )
  await pool.query('analyze news.post')
}
