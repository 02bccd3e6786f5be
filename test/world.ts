// A world for a test: a migrated database of its own, the app, its mail and its clock.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '#app'
import { openPool, overPool } from '#kit/db.ts'
import { openFiles } from '#kit/files.ts'
import type { Locale } from '#kit/locale.ts'
import { openLog } from '#kit/log.ts'
import type { Letter } from '#kit/mail.ts'
import { workOnce } from '#kit/worker.ts'
import type { World } from '#kit/world.ts'
import { type Database, modules } from '#modules'
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

export async function aWorld({ now = new Date('2026-11-21T10:00:00Z') } = {}) {
  const { url, drop } = await cloneDatabase()
  const data_dir = await mkdtemp(join(tmpdir(), 'mozaik-'))
  const pool = openPool(url, { max: 6 })
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
    log: openLog('test', 'silent'),
    settings: {
      production: false,
      base_url,
      data_dir,
      storage_url: null,
      smtp_url: null,
      secret: 'a secret for tests, 32 characters',
      sample: false,
      reload: false,
    },
    now: () => clock.now,
    modules,
  }
  const app = createApp(world, { assets: (name) => `/assets/${name}` })

  async function ask(path: string, init: RequestInit, visit: Visit): Promise<Answer> {
    const { as, locale = 'en', headers = {} } = visit
    const address = path.startsWith('/api') || /^[^?]*\./.test(path) ? path : `/${locale}${path}`
    const request = new Headers({ ...headers, ...(as ? { cookie: as.cookie } : {}) })
    return answerOf(await app.request(`${base_url}${address}`, { ...init, headers: request }))
  }

  return {
    ...world,
    app,
    clock,
    letters,
    /** GET a page, its address without the locale. */
    visit: (path: string, visit: Visit = {}) => ask(path, {}, visit),
    /** POST a form of ours. Files make it a multipart form. */
    submit: (path: string, fields: Fields = {}, visit: Visit = {}) =>
      ask(path, { method: 'POST', body: bodyOf(fields) }, visit),
    /** Do every job that waits: letters leave, facts arrive. */
    work: () => workOnce(world, pool, jobs),
    async close() {
      await db.destroy()
      await drop()
      await rm(data_dir, { recursive: true, force: true })
    },
  }
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
