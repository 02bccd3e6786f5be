// Asks one route of the table as one of the town.
import type { Locale } from '#kit/locale.ts'
import type { Route } from '#kit/site.ts'
import { addressIn, rowOf } from './route-rows.ts'
import type { Somebody, Town } from './town.ts'
import type { TestWorld } from './world.ts'

export interface Asking {
  method?: string
  locale?: Locale
  /** In place of the row's own; begins with a slash and has no locale. */
  address?: string
  headers?: Record<string, string>
  body?: BodyInit
}

export const cookieOf = (town: Town, who: Somebody): Record<string, string> =>
  who === 'stranger' ? {} : { cookie: town.visitors[who].cookie }

export async function askRoute(
  world: TestWorld,
  town: Town,
  route: Route,
  who: Somebody,
  asking: Asking = {},
) {
  const { method = route.method, headers = {}, locale = 'en' } = asking
  const row = rowOf(route.method, route.pattern)
  const address = asking.address ?? addressIn(town, route.pattern, row)
  const own = address.replace(/^\/(?=\?|$)/, '')
  const path = route.localized ? `/${locale}${own}` : address
  // The limits of forms have tests of their own; here thousands are sent in one moment.
  if (method === 'POST') await world.pool.query('delete from kit.limit')
  const answer = await world.app.request(`${world.settings.base_url}${path}`, {
    method,
    headers: { ...cookieOf(town, who), ...headers },
    ...(method === 'POST' ? { body: asking.body ?? new URLSearchParams(row[2]) } : {}),
  })
  const to = answer.headers.get('location')?.replace(/^\/(sq|sr-Cyrl|sr|en)(?=\/)/, '') ?? null
  const { status } = answer
  return { status, to, address, headers: answer.headers, body: await answer.text() }
}

/** Somebody who may ask this route. */
export const oneWhoMay = ({ method, pattern }: Route): Somebody =>
  rowOf(method, pattern)[0].at(-1) ?? 'stranger'
