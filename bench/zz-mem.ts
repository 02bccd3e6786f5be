import { readFileSync } from 'node:fs'
import { connect } from '#kit/db.ts'
import { passwordOf } from '#kit/postgres-cluster.ts'
import { startPostgres } from '#kit/postgres.ts'
import { verify } from '../src/modules/ledger/checking/queries.ts'
const server = await startPostgres({ data_dir: '.bench', durable: true, share: true })
const url = new URL(server.url); url.pathname = '/bench_check'
const db = connect<never>(url.href, { max: 2 })
const before = process.memoryUsage().rss / 1e6
const began = performance.now()
const r = await verify(db as never, { now: new Date(), closings: [] })
console.log(process.execArgv.join(' '), r.ok, String(r.transfers), ((performance.now() - began) / 1000).toFixed(1), 's; rss before', before.toFixed(0), 'peak', (process.resourceUsage().maxRSS / 1000).toFixed(0))
await db.destroy(); await server.stop()
