// Mounts every module; the only file that reads them all.
import { randomUUID } from 'node:crypto'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Kysely } from 'kysely'
import type { Assets } from '#kit/assets.ts'
import { clientOf } from '#kit/client.ts'
import { dropCookie, keepCookie, readCookie } from '#kit/cookies.ts'
import { type Limit, limited } from '#kit/limits.ts'
import { type Locale, localeFrom, locales } from '#kit/locale.ts'
import type { Alternate, Module } from '#kit/module.ts'
import { absent, signInNeeded, tooMany } from '#kit/outcome.ts'
import { knownKeys, paceHeaders, pacer } from '#kit/pace.ts'
import { localePath, type PageInfo } from '#kit/page.tsx'
import { noticeCookie, see } from '#kit/reply.ts'
import { bodyBytesMax, type Env, type Route } from '#kit/site.ts'
import type { World } from '#kit/world.ts'
import { type Database, modules } from '#modules'
import { findMe } from '#modules/people/index.ts'
import { dataSitemap } from '#site/data/pages.tsx'
import { siteDesk, siteNav } from '#site/desk/queues.ts'
import { answerFault } from '#site/faults.tsx'
import type { HandedUp } from '#site/handed-up.ts'
import { operation, watch } from '#site/operation.ts'
import { sitePages } from '#site/pages.ts'
import { secureHeaders } from '#site/security.ts'

type Everything = Env<Kysely<Database>>

interface AppOptions {
  assets: Assets
  /** Proxies in front whose word on the caller's address is believed. */
  proxies?: number
  version?: string
}

const all: readonly Module<Database>[] = modules

const datasets = all.flatMap((module) => module.datasets ?? [])

/** What modules hand up and the site shows together. */
const up: HandedUp = {
  searches: all.flatMap((module) => module.search ?? []),
  desk: [
    ...siteDesk,
    ...all.flatMap(({ desk = [], desk_part: part = 'content' }) =>
      desk.map((queue) => ({ part, ...queue })),
    ),
  ],
  retentions: all.flatMap((module) => module.retention ?? []),
  moderated: all.flatMap((module) => module.moderated ?? []),
  datasets,
  sitemaps: [dataSitemap(datasets), ...all.flatMap((module) => module.sitemap ?? [])],
  endpoints: all.flatMap((module) => module.api ?? []),
}

/** Every route there is, in the order they are tried: a test asks each of them as everybody. */
export const routes: readonly Route[] = [
  ...sitePages(up),
  ...all.flatMap((module) => module.pages?.routes ?? []),
]

export const { endpoints } = up

/** What programs are led to that ask for a page in another form than a page. */
const alternates = all.flatMap((module) => module.alternates ?? [])

const nav = [...all.flatMap((module) => module.nav ?? []), ...siteNav].toSorted(
  (a, b) => Number(b.first ?? false) - Number(a.first ?? false),
)

export function createApp(world: World<Database>, options: AppOptions) {
  const app = new Hono<Everything>()
  app.use(begin(world, options), watch, secureHeaders)
  app.route('/', operation(world))
  serveMachines(app)
  for (const way of alternates) mountAlternate(app, way)
  for (const route of routes) mount(app, route)
  app.get('*', toLocale)
  // Not `notFound`: of an app that stands in another, only what it throws is answered by itself.
  app.all('*', () => {
    throw absent()
  })
  app.onError((fault, c) => answerFault(c, fault))
  return app
}

/** So fast may machines ask: ten times a second, and sixty seconds' worth at once. */
const apiLimit: Limit = { max: 600, per_seconds: 60 }

/** Everything below `/api`: the modules' endpoints, at a pace that leaves room for others. */
function serveMachines(app: Hono<Everything>) {
  const paceOf = pacer('api', apiLimit)
  const keys = knownKeys()
  app.use('/api/*', async (c, next) => {
    const sent = c.req.header('authorization')
    const pace = await paceOf(c.var.db, keys.whoAsks(sent, c.var.client), c.var.now)
    for (const [name, value] of Object.entries(paceHeaders('api', apiLimit, pace)))
      c.header(name, value)
    // What is public may be read by the scripts of any page; nothing is written from there.
    if (c.req.method === 'GET') c.header('access-control-allow-origin', '*')
    c.header('access-control-expose-headers', readable)
    if (pace.wait_s > 0) throw tooMany(pace.wait_s)
    await next()
    keys.remember(sent, c.var.key_id)
  })
  for (const { method, address, body, bytes, handler } of endpoints) {
    const pattern = `/api${address.replace(/\{(\w+)\}/g, ':$1')}`
    const maxSize = bytes?.bytes_max ?? (body ? apiBytesMax : 0)
    if (maxSize) app.on(method.toUpperCase(), pattern, bodyLimit({ maxSize }), handler)
    else app.on(method.toUpperCase(), pattern, handler)
  }
}

const readable = 'etag, link, ratelimit, ratelimit-policy, retry-after, x-request-id'

// A project with all its lists in three languages has some forty kilobytes.
const apiBytesMax = 256 * 1024

/** What every request has: a number, the time, who asks, and in which language. */
function begin(
  world: World<Database>,
  { assets, proxies = 0 }: AppOptions,
): MiddlewareHandler<Everything> {
  const { db, reads, files, settings, log, now, modules } = world
  return async (c, next) => {
    const request_id = randomUUID()
    const time = now()
    const vars = { db, reads, files, settings, modules, request_id, now: time }
    for (const [key, value] of Object.entries(vars)) c.set(key as 'db', value as typeof db)
    c.set('log', log.child({ request_id }))
    c.set('client', clientOf(c, proxies))
    c.header('x-request-id', request_id)
    // Until it is known who asks, and so when that cannot be known: the page says so to a stranger.
    const page = pageOf(c, null, assets)
    put(c, page)
    if (c.req.header('cookie')) {
      const seen = await findMe(db, c.req.raw.headers, settings, time)
      if (seen) put(c, pageOf(c, seen, assets))
    }
    if (page.notice) dropCookie(c, noticeCookie)
    rememberLocale(c)
    if (unspeakable.test(new URL(c.req.url).pathname)) throw absent()
    await next()
  }
}

// Control characters are in no address of ours, and PostgreSQL takes no NUL even to compare it.
const unspeakable = /%(?:[01][0-9a-f]|7f)/i

function put(c: Context<Everything>, page: PageInfo) {
  c.set('page', page)
  c.set('locale', page.locale)
  c.set('me', page.me)
}

type Seen = Awaited<ReturnType<typeof findMe>>

function pageOf(c: Context<Everything>, seen: Seen, assets: Assets): PageInfo {
  const { settings, request_id, now } = c.var
  const me = seen?.me ?? null
  return {
    ...addressOf(c, me?.locale),
    base_url: settings.base_url,
    me,
    now,
    request_id,
    nav: nav.filter(({ who }) => !who || who.admits(me)),
    asset: assets,
    notice: readCookie(c, noticeCookie),
    production: settings.production,
    sample: settings.sample,
    reload: settings.reload,
    unread: seen?.unread ?? 0,
    styles: [],
  }
}

/** The language and the rest of an address. Where it names no language, the reader's own. */
function addressOf(c: Context, preferred?: Locale): { locale: Locale; path: string } {
  const { pathname, search } = new URL(c.req.url)
  const [, first = '', ...rest] = pathname.split('/')
  const named = locales.find(({ code }) => code === first)
  // Browsers read two slashes in front as the beginning of another site's address.
  const own = (path: string) => `${path.replace(/^\/+/, '/')}${search}`
  if (named) return { locale: named.code, path: own(`/${rest.join('/')}`) }
  const locale =
    preferred ?? localeFrom(c.req.header('accept-language'), readCookie(c, localeCookie))
  return { locale, path: own(pathname) }
}

const localeCookie = 'mozaik_locale'
const aYear = 365 * 24 * 60 * 60

/** Whoever reads a page in one language finds `/` in it next time. */
function rememberLocale(c: Context<Everything>) {
  const [, first] = new URL(c.req.url).pathname.split('/')
  if (c.req.method !== 'GET' || !locales.some(({ code }) => code === first)) return
  if (first && readCookie(c, localeCookie) !== first) keepCookie(c, localeCookie, first, aYear)
}

// A group of its own: without it one of the routers reads the first and last choice as prefixes.
const localeParam = `:locale{(?:${locales.map(({ code }) => code).join('|')})}`

function mount(app: Hono<Everything>, route: Route) {
  const { method, pattern, localized, body_bytes_max = bodyBytesMax } = route
  const address = localized ? `/${localeParam}${pattern === '/' ? '' : pattern}` : pattern
  if (method === 'POST') {
    const limit = limitForms(pattern, route.limit)
    app.on(method, address, sameOrigin, limit, bodyLimit({ maxSize: body_bytes_max }))
  }
  app.on(method, address, gate(route), route.handler)
}

/** The same address is a page for people and, where that is asked for, a document for programs. */
function mountAlternate(app: Hono<Everything>, { pattern, media, find }: Alternate<Database>) {
  const wanted = (c: Context) => {
    const accept = c.req.header('accept')?.toLowerCase() ?? ''
    return media.some((type) => accept.includes(type)) && !accept.includes('text/html')
  }
  const lead: MiddlewareHandler<Everything> = async (c, next) => {
    c.header('vary', 'accept', { append: true })
    const to = wanted(c) ? await find(c.var.reads, c.req.param()) : null
    return to ? c.redirect(to, 302) : next()
  }
  app.on('GET', [pattern, `/${localeParam}${pattern}`], lead)
}

/**
 * Strangers are asked to sign in; who lacks a step (an operator's second factor) is led to it; who
 * may not know that something exists gets a 404.
 */
const gate =
  ({ who }: Route): MiddlewareHandler<Everything> =>
  async (c, next) => {
    const { me } = c.var
    if (who.admits(me)) return next()
    if (!me) throw signInNeeded()
    const step = who.instead?.(me)
    if (!step) throw absent()
    return see(c, step)
  }

/** A form of ours comes from a page of ours; browsers say so and cannot be made to lie. */
const sameOrigin: MiddlewareHandler<Everything> = async (c, next) => {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const own = [c.var.settings.base_url, new URL(c.req.url).origin]
  const foreign = site ? site !== 'same-origin' && site !== 'none' : origin && !own.includes(origin)
  if (foreign) return c.text('This form was sent from another site.', 403)
  await next()
}

// A person fills in a form in seconds, not in milliseconds. Sign-in and the like have tighter ones.
const formLimit: Limit = { max: 60, per_seconds: 60 }

/** Forms are counted together; what programs send is counted by its own address and limit. */
const limitForms =
  (pattern: string, own?: Limit): MiddlewareHandler<Everything> =>
  async (c, next) => {
    const { db, me, client, now } = c.var
    const wait = await limited(db, own ? pattern : 'form', me?.id ?? client, own ?? formLimit, now)
    if (wait > 0) throw tooMany(wait)
    await next()
  }

/** `/o/river` without a language, `/en/` with a slash too many: the same page where it is. */
const toLocale: MiddlewareHandler<Everything> = async (c, next) => {
  const { page, locale } = c.var
  const { pathname, search } = new URL(c.req.url)
  const [, first = ''] = pathname.split('/')
  const to = localePath(locale, page.path.replace(/(?<=[^/])\/+(?=\?|$)/, ''))
  if (to === `${pathname}${search}` || pathname.startsWith('/api/') || first === 'assets')
    return next()
  if (locales.some(({ code }) => code === first)) return c.redirect(to, 301)
  c.header('vary', 'accept-language, cookie')
  return c.redirect(to, 302)
}
