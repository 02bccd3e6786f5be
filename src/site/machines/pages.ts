// What search engines and browsers ask for by themselves.
import { stream } from 'hono/streaming'
import { locales } from '#kit/locale.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { drawIcon, faviconSvg } from './icons.ts'
import { chain, countAll, entriesMax, sitemapFile, sitemapIndex, slice } from './sitemap.ts'

// Each entry stands in a file once for each language.
const pagesInFile = Math.floor(entriesMax / locales.length)

const forADay = 'public, max-age=86400'

/** The mark in one size, drawn at the first request and kept. */
function icon(size: number) {
  let drawn: Promise<Uint8Array<ArrayBuffer>> | undefined
  return async (c: Ask<Whole>) => {
    drawn ??= drawIcon(size)
    return c.body(await drawn, 200, { 'content-type': 'image/png', 'cache-control': forADay })
  }
}

export function machinePages({ sitemaps }: HandedUp) {
  const pages = site<Whole>()

  pages.plain.get(paths.robots.pattern, anyone, (c) => {
    const { base_url } = c.var.settings
    const closed = ['/*/account', '/*/desk', '/*/sign-', '/*/search', '/*/report', '/dev']
    const rules = closed.map((path) => `Disallow: ${path}`).join('\n')
    return c.text(`User-agent: *\n${rules}\n\nSitemap: ${base_url}${paths.sitemap()}\n`)
  })

  pages.plain.get(paths.sitemap.pattern, anyone, async (c) => {
    const entries = await countAll(chain(sitemaps.map((list) => list(c.var.reads))))
    const files = Math.max(1, Math.ceil(entries / pagesInFile))
    const { base_url } = c.var.settings
    const parts = Array.from({ length: files }, (_, i) =>
      paths.sitemapPart({ part: `${i + 1}.xml` }),
    )
    return c.body(sitemapIndex(parts, base_url), 200, { 'content-type': 'application/xml' })
  })

  pages.plain.get(paths.sitemapPart.pattern, anyone, (c) => {
    const number = /^([1-9]\d{0,4})\.xml$/.exec(c.req.param('part'))?.[1]
    if (!number) return c.notFound()
    const { reads, settings } = c.var
    const all = chain(sitemaps.map((entries) => entries(reads)))
    const entries = slice(all, (Number(number) - 1) * pagesInFile, pagesInFile)
    c.header('content-type', 'application/xml')
    return stream(c, async (out) => {
      for await (const text of sitemapFile(entries, settings.base_url)) await out.write(text)
    })
  })

  pages.plain.get(paths.manifest.pattern, anyone, (c) => {
    const icons = [192, 512].map((size) => ({
      src: `/icon-${size}.png`,
      sizes: `${size}x${size}`,
      type: 'image/png',
    }))
    const colours = { background_color: '#f6f1e6', theme_color: '#f6f1e6' }
    const manifest = { name: 'Mozaik', start_url: '/', display: 'minimal-ui', ...colours, icons }
    return c.body(JSON.stringify(manifest), 200, { 'content-type': 'application/manifest+json' })
  })

  pages.plain.get(paths.favicon.pattern, anyone, (c) =>
    c.body(faviconSvg(), 200, { 'content-type': 'image/svg+xml', 'cache-control': forADay }),
  )

  pages.plain.get(paths.icon32.pattern, anyone, icon(32))
  pages.plain.get(paths.icon180.pattern, anyone, icon(180))
  pages.plain.get(paths.icon192.pattern, anyone, icon(192))
  pages.plain.get(paths.icon512.pattern, anyone, icon(512))

  pages.plain.get(paths.changePassword.pattern, anyone, (c) => c.redirect('/account', 302))

  return pages
}
