// What a machine that watches this one asks: does it live, can it serve, what does it count.
import { Hono, type MiddlewareHandler } from 'hono'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Env } from '#kit/site.ts'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { type AllFigures, findFigures } from './status/queries.ts'

const registry = new Registry()
collectDefaultMetrics({ register: registry })

const seconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long an answer took, by route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
})

const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] })

/** What is asked of the database at each look; the same figures that the operator's page shows. */
const gauges: readonly (readonly [Gauge, (figures: AllFigures, now: Date) => number | null])[] = [
  [gauge('jobs_waiting', 'Jobs that are due and not done.'), ({ waiting }) => waiting],
  [
    gauge('jobs_oldest_seconds', 'How long the oldest due job has waited.'),
    ({ oldest_due_at }, now) => (oldest_due_at ? secondsBetween(oldest_due_at, now) : 0),
  ],
  [gauge('jobs_running', 'Jobs under way.'), ({ running }) => running],
  [gauge('jobs_failed', 'Jobs that are not tried any more.'), ({ failed }) => failed],
  [gauge('mail_failed', 'Letters that could not be sent.'), ({ mail_failed }) => mail_failed],
  [gauge('database_bytes', 'Size of the database.'), ({ database_bytes }) => database_bytes],
  [gauge('files_bytes', 'Size of what people uploaded.'), ({ files_bytes }) => files_bytes],
  [gauge('files_count', 'How many files people uploaded.'), ({ files }) => files],
  [gauge('disk_free_bytes', 'Free on the data disk.'), ({ disk_free_bytes }) => disk_free_bytes],
  [gauge('disk_size_bytes', 'Size of the data disk.'), ({ disk_size_bytes }) => disk_size_bytes],
  [
    gauge('migrations_applied', 'Migrations that the database has.'),
    ({ versions }) => versions.migrations,
  ],
  [gauge('books_faults', 'Faults that the last check of the books found.'), ({ faults }) => faults],
  [
    gauge('cards_differing', 'What differs between the books and card processors.'),
    ({ differing }) => differing,
  ],
  [
    gauge('backup_age_seconds', 'Time since the last backup.'),
    ({ backed_up_at }, now) => (backed_up_at ? secondsBetween(backed_up_at, now) : null),
  ],
]

const secondsBetween = (from: Date, to: Date) => Math.max(0, to.getTime() - from.getTime()) / 1000

const build = new Gauge({
  name: 'build_info',
  help: 'Always 1; which versions run here.',
  labelNames: ['version', 'node', 'postgres'],
  registers: [registry],
})

/** Count and time every request, and log it with its number. */
export const watch: MiddlewareHandler<Env<unknown>> = async (c, next) => {
  const began = performance.now()
  await next()
  const took = (performance.now() - began) / 1000
  // The pattern, never the address: addresses are endless and may name people.
  const route = c.req.routePath
  seconds.observe({ method: c.req.method, route, status: c.res.status }, took)
  c.var.log.info({ method: c.req.method, route, status: c.res.status, ms: Math.round(took * 1000) })
}

/** `/healthz`, `/readyz`, `/metrics`. */
export function operation(world: World<Database>) {
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok\n'))
  app.get('/readyz', async (c) => {
    try {
      await sql`select 1`.execute(world.db)
      return c.text('ok\n')
    } catch {
      return c.text('The database does not answer.\n', 503)
    }
  })
  app.get('/metrics', async (c) => {
    const figures = await findFigures(world.db, world.settings)
    const now = world.now()
    for (const [one, of] of gauges) {
      const value = of(figures, now)
      if (value === null) one.remove()
      else one.set(value)
    }
    const { version } = world.settings
    build.set({ version, node: process.version, postgres: figures.versions.postgres }, 1)
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
  return app
}
