// A town that a browser can visit: every address has something behind it, and everybody is signed
// in somewhere.
import type { Browser, BrowserContext } from 'playwright-core'
import { aTown, type Somebody } from '#test/town.ts'
import { aWorld } from '#test/world.ts'
import { aWorldSite } from '#test/world-site.ts'

export async function aTownSite(browser: Browser) {
  const world = await aWorld()
  const town = await aTown(world)
  const { site, close } = await aWorldSite(world)
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
      await close()
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
