// A town that a browser can visit: every address has something behind it, and everybody is signed
// in somewhere.
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { Browser, BrowserContext } from 'playwright-core'
import { createApp } from '#app'
import { readAssets } from '#kit/assets.ts'
import { aTown, type Somebody } from '#test/town.ts'
import { aWorld } from '#test/world.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

export async function aTownSite(browser: Browser) {
  const world = await aWorld()
  const town = await aTown(world)
  const pages = new Hono()
  pages.use('/assets/*', serveStatic({ root: dist }))
  pages.route('/', createApp(world, { assets: readAssets(dist) }))
  const server = createServer(getRequestListener(pages.fetch))
  await new Promise<void>((tell) => server.listen(0, tell))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('There is no port.')
  const site = `http://localhost:${address.port}`
  const contexts = new Map<Somebody, Promise<BrowserContext>>()

  return {
    site,
    town,
    /** The browser of one of them. */
    browserOf(who: Somebody): Promise<BrowserContext> {
      const known = contexts.get(who) ?? comeAs(browser, site, cookieOf(who))
      contexts.set(who, known)
      return known
    },
    async close() {
      for (const context of contexts.values()) await (await context).close()
      server.closeAllConnections()
      await new Promise((tell) => server.close(tell))
      await world.close()
    },
  }

  function cookieOf(who: Somebody) {
    return who === 'stranger' ? '' : town.visitors[who].cookie
  }
}

export type TownSite = Awaited<ReturnType<typeof aTownSite>>

async function comeAs(browser: Browser, site: string, cookie: string) {
  const context = await browser.newContext()
  const [name = '', value = ''] = cookie.split('=')
  if (name) await context.addCookies([{ name, value, url: site }])
  return context
}
