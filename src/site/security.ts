import type { MiddlewareHandler } from 'hono'
import { isSecure, type Settings } from '#kit/settings.ts'

/** What every answer carries, pages and files alike. Pages add their own content policy. */
export const secureHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  headers.set('cross-origin-opener-policy', 'same-origin')
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
  // Cards for other sites say in their policy that they may be shown inside them.
  if (!headers.get('content-security-policy')?.includes('frame-ancestors *'))
    headers.set('x-frame-options', 'DENY')
  if (isSecure(c.get('settings') as Settings))
    headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
}
