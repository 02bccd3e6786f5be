// A world that browsers can visit: its app on a port, with the built assets.
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { createApp } from '#app'
import { readAssets } from '#kit/assets.ts'
import type { TestWorld } from './world.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

export async function aWorldSite(world: TestWorld) {
  const pages = new Hono()
  pages.use('/assets/*', serveStatic({ root: dist }))
  pages.route('/', createApp(world, { assets: readAssets(dist) }))
  const server = createServer(getRequestListener(pages.fetch))
  await new Promise<void>((tell) => server.listen(0, tell))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('There is no port.')
  return {
    site: `http://localhost:${address.port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((tell) => server.close(tell))
      await world.close()
    },
  }
}
