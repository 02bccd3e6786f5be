// What a machine that watches this one asks: does it live, can it serve, what does it count.
import { Hono, type MiddlewareHandler } from 'hono'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Env } from '#kit/site.ts'
import type { World } from '#kit/world.ts'

const registry = new Registry()
collectDefaultMetrics({ register: registry })

const seconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long an answer took, by route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
})

const waiting = new Gauge({
  name: 'jobs_waiting',
  help: 'Jobs that are due and not done.',
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
export function operation<D>(world: World<D>) {
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
    const { rows } = await sql<{ due: number }>`
      select count(*)::int as due from graphile_worker.jobs
      where run_at <= now() and locked_at is null`.execute(world.db)
    waiting.set(rows[0]?.due ?? 0)
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
  return app
}
