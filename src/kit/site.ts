// Routes as values: what a module answers, at which address, and who may ask. The app mounts them;
// a test asks each of them as everybody.
import type { Context } from 'hono'
import type { FileStore } from './files.ts'
import type { Limit } from './limits.ts'
import type { Locale } from './locale.ts'
import type { Log } from './log.ts'
import type { Me, Who } from './me.ts'
import type { Booked, KeptPage, MyData, Notices } from './module.ts'
import type { NavItem, PageInfo } from './page.tsx'
import type { Settings } from './settings.ts'

export type { Who } from './me.ts'

export interface Vars<D> {
  db: D
  /** The same tables where reading may lag a little: a replica when there is one. */
  reads: D
  /** When this request began. Nobody below asks a clock. */
  now: Date
  locale: Locale
  me: Me | null
  request_id: string
  log: Log
  settings: Settings
  files: FileStore
  page: PageInfo
  /** Every module's parts that pages of one module show for all. */
  modules: readonly Part<D>[]
  /** The address the request came from, as far as it can be trusted. */
  client: string
  /** The key that a program proved, once it did. */
  key_id?: string
}

/**
 * What a page may know of the modules: how their notices read, what they must keep of a person, and
 * what of theirs the books speak of.
 */
export interface Part<D> {
  readonly name: string
  readonly account?: readonly NavItem[]
  readonly kept?: readonly KeptPage[]
  readonly notices?: Notices
  readonly mydata?: Pick<MyData<never>, 'keeps'>
  readonly booked?: (db: D, event_ids: readonly string[]) => Promise<readonly Booked[]>
}

export interface Env<D> {
  Variables: Vars<D>
}

export type Ask<D, P extends string = string> = Context<Env<D>, P>
type Handler<D, P extends string> = (c: Ask<D, P>) => Response | Promise<Response>
type AnyHandler = (c: Context) => Response | Promise<Response>

export interface RouteOptions {
  /** Bytes a body may have; more is refused before it is read. */
  body_bytes_max?: number
  /** How often one address may send here, where it is programs that send and not people. */
  limit?: Limit
}

export interface Route extends RouteOptions {
  readonly method: 'GET' | 'POST'
  readonly pattern: string
  readonly who: Who
  /** Pages live under a locale; feeds, files and what machines read do not. */
  readonly localized: boolean
  readonly handler: AnyHandler
}

/** A plain form: some twenty texts in three languages. Routes that take files say so. */
export const bodyBytesMax = 512 * 1024

/** One module's pages. Every route says who may use it. */
export function site<D>() {
  const routes: Route[] = []
  const add =
    (method: Route['method'], localized: boolean) =>
    <P extends string>(pattern: P, who: Who, handler: Handler<D, P>, options?: RouteOptions) => {
      routes.push({ method, pattern, who, localized, handler: handler as AnyHandler, ...options })
    }
  return {
    routes: routes as readonly Route[],
    get: add('GET', true),
    post: add('POST', true),
    /** Outside the languages: `/robots.txt`, a feed, a file. */
    plain: { get: add('GET', false), post: add('POST', false) },
  }
}

export type Site = Pick<ReturnType<typeof site>, 'routes'>
