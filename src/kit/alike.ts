// A page that all strangers see alike is written once and answered from memory for as long as it
// would be made of the same. That is known in two ways, and in both nobody sees an old page. Where
// nothing at all was written to the database since, the page needs nothing else (`alike`). Where
// something was, what the page is made of is asked for again and compared (`replyAlike`): only
// putting it into words, markup and a smaller form is spared. Those who come at the same moment are
// asked for together.
import type { Context } from 'hono'
import { type Kysely, sql } from 'kysely'
import type { VNode } from 'preact'
import { compressedFor, type Encoding, encodingOf, pageHeaders } from './compressed.ts'
import type { PageInfo } from './page.tsx'
import { plannedOnce, writtenOnce } from './plans.ts'
import { policy, reply, written } from './reply.ts'
import { together } from './together.ts'

interface Kept {
  /** Everything that the page was made of; null when only the moment tells. */
  readonly of: readonly unknown[] | null
  /** The database in which it was looked for last, and how long that is enough to know. */
  seen: { readonly moment: string; readonly until: number } | null
  readonly until: number
  readonly policy: string
  readonly bodies: Map<Encoding, Uint8Array<ArrayBuffer>>
}

interface Shelf {
  /** In the order in which they were last asked for. */
  readonly pages: Map<string, Kept>
  bytes: number
}

// Dates on a page say how long ago something was, to the day or the hour.
const keptMs = 60_000
// Time passes also where nothing is written: what begins or ends by the clock shows soon.
const seenMs = 10_000
// Some two hundred pages in the forms in which browsers take them.
const keptBytesMax = 12_000_000

const shelves = new WeakMap<object, Shelf>()

/**
 * A page that asks the database, for strangers: while nothing was written there, the page that was
 * answered last is given again. The handler answers with `replyAlike`.
 */
export function alike<C extends Context>(handler: (c: C) => Response | Promise<Response>) {
  return async (c: C): Promise<Response> => {
    const page = c.get('page') as PageInfo
    if (page.me || page.notice) return handler(c)
    const moment = await momentOf(c.get('reads') as Kysely<object>)
    const shelf = shelfOf(c.get('settings') as object)
    const kept = shelf.pages.get(keyOf(page))
    if (kept?.seen && kept.seen.moment === moment && page.now.getTime() < kept.seen.until)
      return answer(c, shelf, kept)
    c.set('moment', moment)
    return withOthers(c, shelf, handler)
  }
}

interface Answered {
  readonly response: Response
  /** What others may be given as well. */
  readonly kept: Kept | null
}

const crowds = new WeakMap<object, ReturnType<typeof together<Answered>>>()

/** Strangers who come to one address at the same moment: one asks for all of them. */
async function withOthers<C extends Context>(
  c: C,
  shelf: Shelf,
  handler: (c: C) => Response | Promise<Response>,
): Promise<Response> {
  const reads = c.get('reads') as object
  const crowd = crowds.get(reads) ?? together<Answered>()
  crowds.set(reads, crowd)
  let asks = false
  const answered = await crowd(keyOf(c.get('page') as PageInfo), async () => {
    asks = true
    const response = await handler(c)
    return { response, kept: (c.get('kept') as Kept | undefined) ?? null }
  }).catch((fault: unknown) => {
    if (asks) throw fault
    return null
  })
  if (asks && answered) return answered.response
  return answered?.kept ? answer(c, shelf, answered.kept) : handler(c)
}

/**
 * A name for all that was ever committed, or null while a transaction that may change it is under
 * way. Two moments of one name see the same rows: between them no transaction that writes has
 * ended, for it would be below the number that stands in both.
 */
async function momentOf(db: Kysely<object>): Promise<string | null> {
  const [row] = await snapshots(db)
  const [oldest, next] = row?.snapshot.split(':') ?? []
  return oldest !== undefined && oldest === next ? oldest : null
}

const snapshots = writtenOnce((db: Kysely<object>) =>
  db.selectNoFrom(sql<string>`pg_current_snapshot()::text`.as('snapshot')).modifyFront(plannedOnce),
)

const keyOf = ({ locale, path }: PageInfo) => `${locale} ${path}`

/**
 * Answer with a page that is the same for every stranger who comes to this address, as long as each
 * of `of` is the same value. Whoever is signed in, or is told something, gets a page of their own.
 * Where `of` is null, only a database in which nothing was written since tells that it is the same.
 * Not for pages with a form that is sent once: its number would be everybody's.
 */
export async function replyAlike(c: Context, of: readonly unknown[] | null, view: () => VNode) {
  const page = c.get('page') as PageInfo
  if (page.me || page.notice) return reply(c, view())
  const shelf = shelfOf(c.get('settings') as object)
  const kept = standing(shelf.pages.get(keyOf(page)), of, page.now) ?? made(page, of, view())
  const moment = (c.get('moment') as string | null | undefined) ?? null
  kept.seen = moment === null ? null : { moment, until: page.now.getTime() + seenMs }
  c.set('kept', kept)
  return answer(c, shelf, kept)
}

async function answer(c: Context, shelf: Shelf, kept: Kept) {
  put(shelf, keyOf(c.get('page') as PageInfo), kept)
  const encoding = encodingOf(c)
  const body = kept.bodies.get(encoding) ?? (await added(shelf, kept, encoding))
  pageHeaders(c, encoding, kept.policy)
  return c.body(body)
}

/** What is asked anew at each visit is never the same object: its text is compared. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))

function shelfOf(settings: object): Shelf {
  const shelf = shelves.get(settings) ?? { pages: new Map(), bytes: 0 }
  shelves.set(settings, shelf)
  return shelf
}

function standing(kept: Kept | undefined, of: readonly unknown[] | null, now: Date): Kept | null {
  if (!kept?.of || !of || now.getTime() >= kept.until) return null
  const before = kept.of
  return of.every((part, i) => part === before[i]) ? kept : null
}

function made(page: PageInfo, of: readonly unknown[] | null, view: VNode): Kept {
  const plain = Buffer.from(written(page, view))
  const bodies = new Map<Encoding, Uint8Array<ArrayBuffer>>([[null, plain]])
  return {
    of,
    seen: null,
    until: page.now.getTime() + keptMs,
    policy: policy(page.styles),
    bodies,
  }
}

const bytesOf = ({ bodies }: Kept) => bodies.values().reduce((sum, { length }) => sum + length, 0)

/** The page becomes the one last asked for; those that nobody asked for longest make room. */
function put(shelf: Shelf, key: string, kept: Kept) {
  const before = shelf.pages.get(key)
  shelf.bytes += bytesOf(kept) - (before ? bytesOf(before) : 0)
  shelf.pages.delete(key)
  shelf.pages.set(key, kept)
  for (const [oldest, page] of shelf.pages) {
    if (shelf.bytes <= keptBytesMax) break
    shelf.pages.delete(oldest)
    shelf.bytes -= bytesOf(page)
  }
}

async function added(shelf: Shelf, kept: Kept, encoding: Encoding) {
  const plain = kept.bodies.get(null) ?? new Uint8Array()
  const body = await compressedFor(plain, encoding)
  // Another who came at the same time may have been first, or the page may have had to make room.
  const known = kept.bodies.get(encoding)
  kept.bodies.set(encoding, body)
  if (shelf.pages.values().some((page) => page === kept)) {
    shelf.bytes += body.length - (known?.length ?? 0)
  }
  return body
}
