// A page that all strangers see alike is written once and answered from memory for as long as it
// would be made of the same. What it is made of is still asked for at each visit, so that nobody
// sees an old page; only putting it into words, markup and a smaller form is spared.
import type { Context } from 'hono'
import type { VNode } from 'preact'
import { compressedFor, type Encoding, encodingOf, pageHeaders } from './compressed.ts'
import type { PageInfo } from './page.tsx'
import { policy, reply, written } from './reply.ts'

interface Kept {
  /** Everything that the page was made of. */
  readonly of: readonly unknown[]
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
// Some two hundred pages in the forms in which browsers take them.
const keptBytesMax = 12_000_000

const shelves = new WeakMap<object, Shelf>()

/**
 * Answer with a page that is the same for every stranger who comes to this address, as long as each
 * of `of` is the same value. Whoever is signed in, or is told something, gets a page of their own.
 * Not for pages with a form that is sent once: its number would be everybody's.
 */
export async function replyAlike(c: Context, of: readonly unknown[], view: () => VNode) {
  const page = c.get('page') as PageInfo
  if (page.me || page.notice) return reply(c, view())
  const shelf = shelfOf(c.get('settings') as object)
  const key = `${page.locale} ${page.path}`
  const kept = standing(shelf.pages.get(key), of, page.now) ?? made(page, of, view())
  put(shelf, key, kept)
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

const standing = (kept: Kept | undefined, of: readonly unknown[], now: Date) =>
  kept && now.getTime() < kept.until && of.every((part, i) => part === kept.of[i]) ? kept : null

function made(page: PageInfo, of: readonly unknown[], view: VNode): Kept {
  const plain = Buffer.from(written(page, view))
  const bodies = new Map<Encoding, Uint8Array<ArrayBuffer>>([[null, plain]])
  return { of, until: page.now.getTime() + keptMs, policy: policy(page.styles), bodies }
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
