// A world for a test: a migrated database of its own, the app, its mail and its clock.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '#app'
import { openPool, overPool } from '#kit/db.ts'
import { openFiles } from '#kit/files.ts'
import type { Locale } from '#kit/locale.ts'
import { type Log, openLog } from '#kit/log.ts'
import type { Letter } from '#kit/mail.ts'
import type { HandedUp } from '#kit/module.ts'
import type { Settings } from '#kit/settings.ts'
import { workOnce } from '#kit/worker.ts'
import type { World } from '#kit/world.ts'
import { type Database, modules } from '#modules'
import { sitePart } from '#site/moderation/notices.ts'
import { jobs } from '../src/work.ts'
import { cloneDatabase } from './database.ts'

/** Somebody who is signed in: the cookie their browser would send. */
export interface Visitor {
  readonly cookie: string
}

interface Visit {
  as?: Visitor
  locale?: Locale
  headers?: Record<string, string>
}

type Fields = Record<string, string | readonly string[] | File>

export interface Answer {
  readonly status: number
  readonly html: string
  /** What a reader sees, without markup and with single spaces. */
  readonly text: string
  /** Where it sends the browser on to, without the locale; null when it does not. */
  readonly location: string | null
  readonly headers: Headers
}

const base_url = 'http://localhost:3000'

interface Wish {
  now?: Date
  /** Modules of a test's own, for what modules hand up: notices, my data. */
  more?: readonly HandedUp<Database>[]
  /** A world at rest, to begin where it stands: database and files. */
  like?: RestingWorld
  log?: Log
  /** The way to the database, for tests that cut it. */
  line?: (url: string) => string
  /** Where it is reached, and what else is not as usual. */
  settings?: Partial<Settings>
}

export interface RestingWorld {
  readonly database: string
  readonly data_dir: string
  end(): Promise<void>
}

const saturday = new Date('2026-11-21T10:00:00Z')

const settingsOf = (data_dir: string): Settings => ({
  production: false,
  version: '0',
  base_url,
  data_dir,
  storage_url: null,
  smtp_url: null,
  bounce_address: 'bounces@example.org',
  secret: 'a secret for tests, 32 characters',
  sample: false,
  reload: false,
  cards: { practice: true },
})

export async function aWorld(wish: Wish = {}) {
  const { now = saturday, more = [], like, line = (url) => url } = wish
  const { name, url, owner_url, drop } = await cloneDatabase(like?.database)
  const data_dir = await mkdtemp(join(tmpdir(), 'mozaik-'))
  if (like) await cp(like.data_dir, data_dir, { recursive: true })
  const pool = openPool(line(url), { max: 6 })
  const db = overPool<Database>(pool)
  const letters: Letter[] = []
  const clock = { now }
  const world: World<Database> = {
    db,
    reads: db,
    files: await openFiles(null, data_dir),
    post: async (letter) => {
      letters.push(letter)
    },
    log: wish.log ?? openLog('test', 'silent'),
    settings: { ...settingsOf(data_dir), ...wish.settings },
    now: () => clock.now,
    modules: [...modules, sitePart, ...more],
  }
  const app = createApp(world, { assets: (name) => `/assets/${name}` })

  const ask = asker(app)
  const end = async () => {
    await drop()
    await rm(data_dir, { recursive: true, force: true })
  }

  return {
    ...world,
    app,
    pool,
    /** The database as its owner. */
    owner_url,
    clock,
    letters,
    /** GET a page, its address without the locale. */
    visit: (path: string, visit: Visit = {}) => ask(path, {}, visit),
    /** POST a form of ours. Files make it a multipart form. */
    submit: (path: string, fields: Fields = {}, visit: Visit = {}) =>
      ask(path, { method: 'POST', body: bodyOf(fields) }, visit),
    /** Do every job that waits: letters leave, facts arrive. */
    work: () => workOnce(world, pool, jobs),
    /** Let go of the database, so that other worlds can begin where this one stands. */
    async rest(): Promise<RestingWorld> {
      await db.destroy()
      return { database: name, data_dir, end }
    },
    async close() {
      await db.destroy()
      await end()
    },
  }
}

/** Asks the app as a browser would: a locale in front, a cookie, no port. */
const asker =
  (app: ReturnType<typeof createApp>) =>
  async (path: string, init: RequestInit, visit: Visit): Promise<Answer> => {
    const { as, locale = 'en', headers = {} } = visit
    const address = path.startsWith('/api') || /^[^?]*\./.test(path) ? path : `/${locale}${path}`
    const request = new Headers({ ...headers, ...(as ? { cookie: as.cookie } : {}) })
    return answerOf(await app.request(`${base_url}${address}`, { ...init, headers: request }))
  }

export type TestWorld = Awaited<ReturnType<typeof aWorld>>

function bodyOf(fields: Fields): URLSearchParams | FormData {
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((one: string) => [name, one] as const)
      : [[name, value as string | File] as const],
  )
  const body = entries.some(([, value]) => value instanceof File)
    ? new FormData()
    : new URLSearchParams()
  for (const [name, value] of entries) body.append(name, value as string)
  return body
}

async function answerOf(response: Response): Promise<Answer> {
  const html = await response.text()
  const location = response.headers.get('location')
  return {
    status: response.status,
    html,
    text: textOf(html),
    location: location?.replace(/^\/(sq|sr-Cyrl|sr|en)(?=\/|$)/, '') ?? null,
    headers: response.headers,
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function textOf(html: string): string {
  return html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}
