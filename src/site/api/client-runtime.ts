// What the client does, the same whatever the description says: it ends every downloaded file.
export const clientRuntime = `
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type AddressOf<M extends Method> = keyof Operations extends infer K
  ? K extends \`\${M} \${infer A}\`
    ? A
    : never
  : never
type At<M extends Method, A extends string> = \`\${M} \${A}\` extends infer K extends keyof Operations
  ? Operations[K]
  : never
type Given<K extends string, T> = {} extends T ? { [k in K]?: T } : { [k in K]: T }
type Body<T> = undefined extends T ? { body?: undefined } : { body: T }
type Asking<O extends { path: object; query: object; body: unknown }> = Given<'path', O['path']> &
  Given<'query', O['query']> &
  Body<O['body']> & {
    /** The ETag of what you change; '*' for whichever version stands. */
    if_match?: string
    /** The same text with a repeated request: it is done once. */
    idempotency_key?: string
  }

/** A file, as reading one gives it. */
export type Bytes = Blob | ArrayBuffer | Uint8Array<ArrayBuffer>

const isBytes = (body: unknown): body is Bytes =>
  body instanceof Blob || body instanceof ArrayBuffer || body instanceof Uint8Array

export interface Answer<T> {
  readonly value: T
  /** Give it as \`if_match\` when you change what you read. */
  readonly etag: string | null
}

export interface Wrong {
  readonly in: 'body' | 'query' | 'path' | 'header'
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** What the server refused, and why (RFC 9457). */
export class MozaikProblem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly Wrong[]
  constructor(status: number, body: { code?: string; detail?: string; errors?: readonly Wrong[] }) {
    const wrong = (body.errors ?? []).map((one) => \`\${one.in}\${one.pointer}: \${one.detail}\`)
    super([body.detail ?? body.code ?? \`HTTP \${status}\`, ...wrong].join('\\n'))
    this.status = status
    this.code = body.code ?? 'unknown'
    this.errors = body.errors ?? []
  }
}

interface Options {
  /** A key, for writing. Reading what is public needs none. */
  readonly key?: string
  readonly url?: string
  readonly fetch?: typeof fetch
}

export function mozaik({ key, url = '%url%', fetch: ask = fetch }: Options = {}) {
  async function call(method: Method, address: string, asking: Loose = {}): Promise<Answer<unknown>> {
    const path = address.replace(/\\{(\\w+)\\}/g, (_, name) =>
      encodeURIComponent(String(asking.path?.[name])),
    )
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(asking.query ?? {}))
      if (value !== undefined && value !== null) query.set(name, String(value))
    const headers: Record<string, string> = { accept: 'application/json' }
    if (key) headers['authorization'] = \`Bearer \${key}\`
    if (asking.if_match) headers['if-match'] = asking.if_match
    if (asking.idempotency_key) headers['idempotency-key'] = asking.idempotency_key
    const init: RequestInit = { method, headers }
    if (isBytes(asking.body)) {
      headers['content-type'] = 'application/octet-stream'
      init.body = asking.body
    } else if (asking.body !== undefined) {
      headers['content-type'] = 'application/json'
      init.body = JSON.stringify(asking.body)
    }
    const answer = await ask(\`\${url}/api\${path}\${query.size > 0 ? \`?\${query}\` : ''}\`, init)
    const body = await answer.json().catch(() => ({}))
    if (!answer.ok) throw new MozaikProblem(answer.status, body)
    return { value: body, etag: answer.headers.get('etag') }
  }
  const verb =
    <M extends Method>(method: M) =>
    <A extends AddressOf<M>>(address: A, asking: Asking<At<M, A>>): Promise<Answer<At<M, A>['gives']>> =>
      call(method, address, asking as Loose) as Promise<Answer<At<M, A>['gives']>>
  const get = verb('GET')
  /** Every page of a list, one after the other, for as long as there is a next one. */
  async function* pages<A extends AddressOf<'GET'>>(address: A, asking: Asking<At<'GET', A>>) {
    let cursor: string | null = null
    do {
      const query: object = { ...(asking as Loose).query, ...(cursor ? { cursor } : {}) }
      const { value } = await call('GET', address, { ...(asking as Loose), query: query as Loose['query'] })
      yield value as At<'GET', A>['gives']
      const { next = null } = value as { next?: string | null }
      cursor = next ? new URL(next).searchParams.get('cursor') : null
    } while (cursor)
  }
  return { get, pages, post: verb('POST'), patch: verb('PATCH'), delete: verb('DELETE') }
}

interface Loose {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  if_match?: string
  idempotency_key?: string
}
`
