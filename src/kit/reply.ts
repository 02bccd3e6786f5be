import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { h, type VNode } from 'preact'
import { render } from 'preact-render-to-string'
import { compressedFor, encodingOf, pageHeaders } from './compressed.ts'
import { keepCookie } from './cookies.ts'
import { localePath, PageContext, type PageInfo } from './page.tsx'

/** Answer with a page. A style the page brought itself is named in the policy by its hash. */
export async function reply(c: Context, view: VNode, status: ContentfulStatusCode = 200) {
  const page = c.get('page') as PageInfo
  const html = written(page, view)
  const encoding = encodingOf(c)
  pageHeaders(c, encoding, policy(page.styles))
  return c.body(encoding ? await compressedFor(Buffer.from(html), encoding) : html, status)
}

/**
 * Answer with a page that other sites may show inside theirs. It knows nobody: whoever reads it
 * there gave no cookie and is given none.
 */
export function replyFramed(c: Context, view: VNode, fresh_seconds = framedSeconds) {
  const page = { ...(c.get('page') as PageInfo), me: null, notice: null }
  const html = written(page, view)
  c.header('set-cookie', undefined)
  c.header('cache-control', `public, max-age=${fresh_seconds}`)
  pageHeaders(c, null, policy(page.styles, '*'))
  return c.body(html)
}

// Others' pages may be a little behind ours.
const framedSeconds = 300

/** The whole text of a page. */
export const written = (page: PageInfo, view: VNode): string =>
  `<!doctype html>${render(h(PageContext, { value: page }, view))}`

/** After a form: 303 to a page in the reader's language, with a sentence to show there once. */
export function see(c: Context, to: string, notice?: string) {
  const { locale } = c.get('page') as PageInfo
  if (notice) keepCookie(c, noticeCookie, notice, noticeSeconds)
  return c.redirect(localePath(locale, to), 303)
}

export const noticeCookie = 'mozaik_notice'
// As long as a slow phone may need to follow the redirect.
const noticeSeconds = 60

/** Nothing from elsewhere, nothing inline but the styles whose text we know. */
export function policy(
  styles: readonly string[] = [],
  ancestors: "'none'" | '*' = "'none'",
): string {
  const hashes = styles.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${["'self'", ...hashes].join(' ')}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "form-action 'self'",
    `frame-ancestors ${ancestors}`,
    "base-uri 'none'",
  ].join('; ')
}
