// An HTTP endpoint for machines, said once: the route, what it takes, what it gives, and with that
// its validation and its page in the OpenAPI description.
import type { Context } from 'hono'
import { sql } from 'kysely'
import { z } from 'zod'
import { type BytesTaken, readBytes, type SentBytes } from './bytes-body.ts'
import { atomically, type Handle } from './db.ts'
import { checked, hashed, sameOnce, tokenOf } from './endpoint-asks.ts'
import { etagOf, expectedVersion, isKnown } from './etag.ts'
import type { FileStore } from './files.ts'
import { readJson } from './json-body.ts'
import type { OnceTables } from './once.ts'
import { withQuery } from './path.ts'
import { Problem, problem } from './problem.ts'
import type { Ask } from './site.ts'

/** What stands behind the credentials of a request. Its module makes it and gives it meaning. */
export interface KeyProof {
  readonly key_id: string
}

/** How a module proves keys. Throws a `Problem` where there is none, or not for this. */
export type Prove<D, K> = (ask: {
  db: D
  token: string
  scope: string | null
  now: Date
}) => Promise<K>

type Method = 'get' | 'post' | 'patch' | 'delete'

interface Shape<P extends z.ZodObject, G extends z.ZodType> {
  readonly says: string
  /** The parts of the address. */
  readonly path?: P
  readonly gives: G
}

interface Asked<D, P extends z.ZodObject> {
  db: D
  now: Date
  base_url: string
  path: z.output<P>
}

interface Reading<D, K, P extends z.ZodObject, Q extends z.ZodObject, G extends z.ZodType>
  extends Shape<P, G> {
  /** The address under `/api`, with `{slug}` for its parts. */
  readonly get: string
  readonly query?: Q
  /** What a key must be allowed to do, where this is not for everybody. */
  readonly scope?: string
  /** How long anybody on the way may keep the answer; they ask again afterwards. */
  readonly fresh_seconds?: number
  readonly answer: (
    ask: Asked<D, P> & {
      query: z.output<Q>
      /** Null to whoever asks without a key. */
      key: K | null
    },
  ) => Promise<z.input<G> | null>
}

interface Writing<D, K, P extends z.ZodObject, B extends z.ZodType, G extends z.ZodType>
  extends Shape<P, G> {
  /** What the key must be allowed to do. */
  readonly scope: string
  readonly body?: B
  /** The address of what was made, under `/api`; then the answer is 201. */
  readonly made?: (given: z.output<G>) => string
  /** Runs in one transaction, which a `Problem` undoes. */
  readonly answer: (
    ask: Asked<D, P> & {
      key: K
      body: z.output<B>
      /** What If-Match names, for `mustMatch`; null when any version will do. */
      version: number | null
    },
  ) => Promise<z.input<G>>
}

/** A file is sent as the body itself: no parts, no boundary, nothing to take apart. */
interface Bringing<D, K, P extends z.ZodObject, Q extends z.ZodObject, G extends z.ZodType>
  extends Shape<P, G> {
  /** The address under `/api`, asked by POST. */
  readonly bring: string
  readonly scope: string
  readonly query?: Q
  readonly bytes: BytesTaken
  readonly answer: (
    ask: Asked<D, P> & { key: K; query: z.output<Q>; sent: SentBytes; files: FileStore },
  ) => Promise<z.input<G>>
}

type Verb = { readonly post: string } | { readonly patch: string } | { readonly delete: string }

export interface Endpoint {
  readonly method: Method
  readonly address: string
  readonly says: string
  readonly scope: string | null
  readonly path: z.ZodObject
  readonly query: z.ZodObject
  readonly body: z.ZodType | null
  /** Of a file that is the body. */
  readonly bytes: BytesTaken | null
  readonly gives: z.ZodType
  readonly makes: boolean
  readonly handler: (c: Context) => Promise<Response>
}

const nothing = z.object({})

/**
 * `const endpoint = endpoints<Db>()` in a module's api.ts, then `endpoint({ get, says, … })`. With
 * a way to prove keys also `endpoint({ post, scope, body, … })`.
 */
export function endpoints<D, K extends KeyProof = never>(prove?: Prove<D, K>) {
  function endpoint<P extends z.ZodObject, Q extends z.ZodObject, G extends z.ZodType>(
    spec: Reading<D, K, P, Q, G>,
  ): Endpoint
  function endpoint<P extends z.ZodObject, B extends z.ZodType, G extends z.ZodType>(
    spec: Writing<D, K, P, B, G> & Verb,
  ): Endpoint
  function endpoint<P extends z.ZodObject, Q extends z.ZodObject, G extends z.ZodType>(
    spec: Bringing<D, K, P, Q, G>,
  ): Endpoint
  function endpoint(
    spec: AnyReading<D, K> | AnyBringing<D, K> | (AnyWriting<D, K> & Verb),
  ): Endpoint {
    const { says, gives, path = nothing } = spec
    const shared = { says, gives, path, bytes: null }
    if ('bring' in spec) {
      const { bring, scope, bytes, query = nothing } = spec
      const handler = (c: Context) => answered(c, () => take(c as Ask<D>, spec, prove))
      const asked = { method: 'post', address: bring, scope, query, body: null } as const
      return { ...shared, ...asked, bytes, makes: true, handler }
    }
    if ('get' in spec) {
      const query = spec.query ?? nothing
      const handler = (c: Context) => answered(c, () => read(c as Ask<D>, spec, prove))
      return {
        ...shared,
        method: 'get',
        address: spec.get,
        scope: spec.scope ?? null,
        query,
        body: null,
        makes: false,
        handler,
      }
    }
    const method = 'post' in spec ? 'post' : 'patch' in spec ? 'patch' : 'delete'
    const address = 'post' in spec ? spec.post : 'patch' in spec ? spec.patch : spec.delete
    const { scope, body = null } = spec
    const handler = (c: Context) => answered(c, () => write(c as Ask<D>, method, spec, prove))
    const makes = spec.made !== undefined
    return { ...shared, method, address, scope, query: nothing, body, makes, handler }
  }
  return endpoint
}

type AnyReading<D, K> = Reading<D, K, z.ZodObject, z.ZodObject, z.ZodType>
type AnyBringing<D, K> = Bringing<D, K, z.ZodObject, z.ZodObject, z.ZodType>
type AnyWriting<D, K> = Writing<D, K, z.ZodObject, z.ZodType, z.ZodType>

async function answered(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (fault) {
    if (fault instanceof Problem) {
      if (fault.wait_s > 0) c.header('retry-after', String(fault.wait_s))
      return problem(c, fault.status, fault.code, fault.errors)
    }
    throw fault
  }
}

async function read<D, K extends KeyProof>(
  c: Ask<D>,
  spec: AnyReading<D, K>,
  prove: Prove<D, K> | undefined,
) {
  const { reads, db, now, settings } = c.var
  const token = tokenOf(c)
  const { scope = null } = spec
  if (scope !== null && !token) throw new Problem(401, 'key_missing')
  const key = token && prove ? await prove({ db, token, scope, now }) : null
  if (key) c.set('key_id', key.key_id)
  const path = checked(400, 'path', spec.path ?? nothing, c.req.param())
  const query = checked(400, 'query', spec.query ?? nothing, c.req.query())
  // Whoever asks with a key asks for what they just wrote: a replica may not have it yet.
  const ask = { db: key ? db : reads, now, base_url: settings.base_url, path, query, key }
  const answer = await spec.answer(ask)
  if (answer === null) return problem(c, 404, 'not_found')
  c.header('vary', 'authorization')
  c.header('cache-control', token ? 'private, no-cache' : freshFor(spec.fresh_seconds))
  return give(c, spec.gives, linked(c, answer), 200)
}

const freshFor = (seconds = 0) => `public, max-age=${seconds}, must-revalidate`

/** Where a list goes on: as an address in the answer, and in the Link header (RFC 8288). */
function linked(c: Context, answer: unknown): unknown {
  const next = (answer as { next?: unknown }).next
  if (typeof next !== 'string') return answer
  const { base_url } = (c as Ask<unknown>).var.settings
  const url = withQuery(`${base_url}${c.req.path}`, { ...c.req.query(), cursor: next })
  c.header('link', `<${url}>; rel="next"`)
  return { ...(answer as object), next: url }
}

/** Parsed on the way out too: nothing leaves that the description does not name. */
function give(c: Context, gives: z.ZodType, answer: unknown, status: 200 | 201) {
  const given = gives.parse(answer) as { version?: unknown }
  const text = JSON.stringify(given)
  const etag = etagOf(text, given.version)
  c.header('etag', etag)
  if (status === 200 && c.req.method === 'GET' && isKnown(c, etag)) return c.body(null, 304)
  return c.body(text, status, { 'content-type': 'application/json' })
}

async function write<D, K extends KeyProof>(
  c: Ask<D>,
  method: Method,
  spec: AnyWriting<D, K>,
  prove: Prove<D, K> | undefined,
) {
  const { db, now, settings } = c.var
  const token = tokenOf(c)
  if (!token || !prove) throw new Problem(401, 'key_missing')
  const key = await prove({ db, token, scope: spec.scope, now })
  c.set('key_id', key.key_id)
  const path = checked(400, 'path', spec.path ?? nothing, c.req.param())
  const version = method === 'post' ? null : expectedVersion(c)
  const sent = spec.body ? await readJson(c) : null
  const body = spec.body ? checked(422, 'body', spec.body, sent) : null
  const request = [method, c.req.path, c.req.header('if-match') ?? '', JSON.stringify(sent)]
  const outcome = await atomically(db as Handle<OnceTables>, async (tx) => {
    // Every fact recorded in this transaction carries the key (facts.fact.key_id).
    await sql`select set_config('mozaik.key_id', ${key.key_id}, true)`.execute(tx)
    return sameOnce(tx, c, key.key_id, hashed(...request), async () => {
      const ask = { db: tx as D, now, base_url: settings.base_url, path, key, body, version }
      return spec.gives.parse(await spec.answer(ask))
    })
  })
  c.header('cache-control', 'private, no-store')
  if (spec.made) c.header('location', `${settings.base_url}/api${spec.made(outcome)}`)
  return give(c, spec.gives, outcome, spec.made ? 201 : 200)
}

/**
 * A file, looked into before anything is written. No transaction is open while it is drawn anew,
 * and none is needed: what is brought twice and named nowhere is swept.
 */
async function take<D, K extends KeyProof>(
  c: Ask<D>,
  spec: AnyBringing<D, K>,
  prove: Prove<D, K> | undefined,
) {
  const { db, now, settings, files } = c.var
  const token = tokenOf(c)
  if (!token || !prove) throw new Problem(401, 'key_missing')
  const key = await prove({ db, token, scope: spec.scope, now })
  c.set('key_id', key.key_id)
  const path = checked(400, 'path', spec.path ?? nothing, c.req.param())
  const query = checked(400, 'query', spec.query ?? nothing, c.req.query())
  const sent = await readBytes(c)
  const { base_url } = settings
  const answer = await spec.answer({ db, now, base_url, path, key, query, sent, files })
  c.header('cache-control', 'private, no-store')
  return give(c, spec.gives, answer, 201)
}
