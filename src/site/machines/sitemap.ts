// The sitemap: every public page in every language, streamed, because there may be a hundred
// thousand of them.

import { locales } from '#kit/locale.ts'
import type { SitemapEntry } from '#kit/module.ts'
import { localePath } from '#kit/page.tsx'

/** sitemaps.org allows this many addresses in a file. */
export const entriesMax = 50_000

/** One file of the sitemap: entries `from` to `from + count`, each in every language. */
export async function* sitemapFile(
  entries: AsyncIterable<SitemapEntry>,
  baseUrl: string,
): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
  for await (const entry of entries) yield urlsOf(entry, baseUrl)
  yield '</urlset>\n'
}

function urlsOf({ path, changed_at }: SitemapEntry, baseUrl: string): string {
  const addresses = locales.map(({ code, html }) => ({
    html,
    href: escapeXml(baseUrl + localePath(code, path)),
  }))
  const links = addresses
    .map(({ html, href }) => `<xhtml:link rel="alternate" hreflang="${html}" href="${href}"/>`)
    .join('')
  const changed = changed_at ? `<lastmod>${changed_at.toISOString()}</lastmod>` : ''
  return addresses.map(({ href }) => `<url><loc>${href}</loc>${changed}${links}</url>\n`).join('')
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/** The entries from `skip` on, at most `limit`. */
export async function* slice<T>(all: AsyncIterable<T>, skip: number, limit: number) {
  let position = 0
  for await (const entry of all) {
    if (position >= skip + limit) return
    if (position++ >= skip) yield entry
  }
}

/** One list after the other. */
export async function* chain<T>(lists: readonly AsyncIterable<T>[]) {
  for (const list of lists) yield* list
}

/** The list of the sitemap's files. */
export function sitemapIndex(parts: readonly string[], baseUrl: string): string {
  const files = parts.map((part) => `<sitemap><loc>${escapeXml(baseUrl + part)}</loc></sitemap>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${files.join('')}</sitemapindex>\n`
}

/** How many there are: walked through, because a search engine asks this a few times a day. */
export async function countAll(entries: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of entries) count += 1
  return count
}
