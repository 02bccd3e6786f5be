// An HTTP endpoint for machines, said once: the route, what it takes, what it gives, and with that
// its validation and its page in the OpenAPI description.
import type { Context } from 'hono'
import { z } from 'zod'
import { isBadText } from './form.ts'
import type { Ask } from './site.ts'

interface Spec<D, P extends z.ZodObject, Q extends z.ZodObject, G extends z.ZodType> {
  /** The address under `/api`, with `{slug}` for its parts. */
  get: string
  says: string
  path?: P
  query?: Q
  gives: G
  answer: (ask: {
    db: D
    now: Date
    base_url: string
    path: z.output<P>
    query: z.output<Q>
  }) => Promise<z.input<G> | null>
}

export interface Endpoint {
  readonly method: 'GET'
  readonly address: string
  readonly says: string
  readonly path: z.ZodObject
  readonly query: z.ZodObject
  readonly gives: z.ZodType
  readonly handler: (c: Context) => Promise<Response>
}

const nothing = z.object({})
const notText = 'Control characters and halves of characters are no text.'

/** `const endpoint = endpoints<Db>()` in a module's api.ts, then `endpoint({ get, says, … })`. */
export function endpoints<D>() {
  return <P extends z.ZodObject, Q extends z.ZodObject, G extends z.ZodType>(
    spec: Spec<D, P, Q, G>,
  ): Endpoint => {
    const path = spec.path ?? nothing
    const query = spec.query ?? nothing
    const handler = async (c: Context) => {
      const texts = { path: c.req.param(), query: c.req.query() }
      const asked = z.object({ path, query }).safeParse(texts)
      if (!asked.success) return problem(c, 400, 'bad_request', issuesOf(asked.error))
      const strange = Object.entries(texts.query).find(([, value]) => isBadText(value))
      if (strange)
        return problem(c, 400, 'bad_request', [{ at: `query.${strange[0]}`, message: notText }])
      const { reads, now, settings } = (c as Ask<D>).var
      const answer = await spec.answer({
        db: reads,
        now,
        base_url: settings.base_url,
        path: asked.data.path as z.output<P>,
        query: asked.data.query as z.output<Q>,
      })
      if (answer === null) return problem(c, 404, 'not_found')
      // Parsed on the way out too: nothing leaves that the description does not name.
      return c.json(spec.gives.parse(answer) as object)
    }
    return {
      method: 'GET',
      address: spec.get,
      says: spec.says,
      path,
      query,
      gives: spec.gives,
      handler,
    }
  }
}

interface Issue {
  at: string
  message: string
}

const issuesOf = (error: z.ZodError): Issue[] =>
  error.issues.map(({ path, message }) => ({ at: path.join('.'), message }))

/** RFC 9457: an error a machine can read. */
export function problem(
  c: Context,
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 451 | 500,
  code: string,
  issues?: Issue[],
) {
  const body = {
    type: 'about:blank',
    title: titles[status],
    status,
    code,
    request_id: c.get('request_id'),
    issues,
  }
  return c.json(body, status, { 'content-type': 'application/problem+json' })
}

const titles = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content too large',
  422: 'Unprocessable content',
  429: 'Too many requests',
  451: 'Unavailable for legal reasons',
  500: 'Internal server error',
} as const

/** The OpenAPI 3.1 description of these endpoints. */
export function openapi(
  endpoints: readonly Endpoint[],
  title: string,
  version: string,
  baseUrl: string,
) {
  const paths: Record<string, unknown> = {}
  for (const { address, says, path, query, gives } of endpoints)
    paths[`/api${address}`] = {
      get: {
        summary: says,
        parameters: [...parametersOf(path, 'path'), ...parametersOf(query, 'query')],
        responses: {
          200: {
            description: says,
            content: { 'application/json': { schema: schemaOf(gives, 'output') } },
          },
          default: {
            description: 'What went wrong (RFC 9457)',
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        },
      },
    }
  return { openapi: '3.1.0', info: { title, version }, servers: [{ url: baseUrl }], paths }
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query') {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: object
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    request_id: { type: 'string' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        properties: { at: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}
