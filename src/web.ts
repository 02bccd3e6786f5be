// The web server and the worker as things that start and stop.
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { COMPRESSIBLE_CONTENT_TYPE_REGEX as compressible } from 'hono/utils/compress'
import type { Config } from '#config'
import { readAssets } from '#kit/assets.ts'
import { startWorker } from '#kit/worker.ts'
import { createApp } from './app.ts'
import type { Opened } from './open.ts'
import { cron, jobs } from './work.ts'

export interface Running {
  /** The port it listens on; another than asked for when that was 0. */
  readonly port: number
  stop(): Promise<void>
}

/** Serve the built assets and every page. `root` is the project's folder. */
export async function startWeb(opened: Opened, config: Config, root: string): Promise<Running> {
  const built = join(root, 'dist')
  const { proxies, version } = config
  const server = new Hono()
  server.use('/assets/*', serveStatic({ root: built, precompressed: true, onFound: forEver }))
  server.use(compress({ contentTypeFilter: (type) => !isPage(type) && isText(type) }))
  server.route('/', createApp(opened.world, { assets: readAssets(built), proxies, version }))
  return listen(server.fetch, config.port)
}

// Pages come compressed from reply(); lists for machines pass through here.
const isPage = (type: string) => type.startsWith('text/html')
// Hono's list does not know JSON Lines.
const isText = (type: string) => compressible.test(type) || type === 'application/jsonl'

// The name of a built file carries a hash of its content.
const forEver = (_: string, c: { header: (name: string, value: string) => void }) =>
  c.header('cache-control', 'public, max-age=31536000, immutable')

function listen(fetch: Hono['fetch'], port: number): Promise<Running> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port }, (address) => {
      resolve({
        port: address.port,
        stop: () =>
          new Promise<void>((closed) => {
            server.close(() => closed())
            // Connections kept open by browsers would hold the door for minutes.
            if ('closeIdleConnections' in server) server.closeIdleConnections()
            setTimeout(
              () => 'closeAllConnections' in server && server.closeAllConnections(),
              3000,
            ).unref()
          }),
      })
    })
    server.on('error', reject)
  })
}

/** Work on every module's jobs until stopped. */
export const startJobs = ({ world, pool }: Opened) => startWorker(world, pool, jobs, cron)
