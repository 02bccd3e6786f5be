// Small things a browser keeps for a page. Over https their names begin with `__Host-`: browsers
// then take them from nobody but this very host.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isSecure, type Settings } from './settings.ts'

const secure = (c: Context) => isSecure(c.get('settings') as Settings)
const nameOf = (c: Context, name: string) => (secure(c) ? `__Host-${name}` : name)

export function keepCookie(c: Context, name: string, value: string, seconds: number): void {
  setCookie(c, nameOf(c, name), encodeURIComponent(value), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: secure(c),
    maxAge: seconds,
  })
}

/** What was kept, or null. Anybody can send anything, so it may be nonsense. */
export function readCookie(c: Context, name: string): string | null {
  const value = getCookie(c, nameOf(c, name))
  if (value === undefined) return null
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}

export function dropCookie(c: Context, name: string): void {
  deleteCookie(c, nameOf(c, name), { path: '/', secure: secure(c) })
}
