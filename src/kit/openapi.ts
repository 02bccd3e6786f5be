// The OpenAPI 3.1 description, made from the endpoints themselves.
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { titles } from './problem.ts'

export interface Described {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: object
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: true; readonly content: Content }
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>
export type Schema = { readonly [key: string]: unknown }

export function openapi(
  endpoints: readonly Endpoint[],
  { title, version, description }: Described['info'],
  baseUrl: string,
): Described {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const one of endpoints) {
    const address = `/api${one.address}`
    paths[address] = { ...paths[address], [one.method]: operationOf(one) }
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of an organisation.' },
      },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'What went wrong (RFC 9457).',
          content: { 'application/problem+json': { schema: { $ref: ref('schemas/Problem') } } },
        },
      },
    },
  }
}

const ref = (to: string) => `#/components/${to}`

function operationOf(one: Endpoint): Operation {
  const { method, address, says, scope, body, bytes, makes } = one
  const content = body ? contentOf(body) : bytes && bytesOf(bytes.media_types)
  const given = { 'application/json': { schema: schemaOf(one.gives, 'output') } }
  const responses = Object.fromEntries(
    refusalsOf(one).map((status) => [
      status,
      { description: titles[status], content: problemContent },
    ]),
  )
  return {
    operationId: operationIdOf(method, address),
    summary: says,
    tags: [address.split('/')[2]?.split('.')[0] ?? ''],
    parameters: [
      ...parametersOf(one.path, 'path'),
      ...parametersOf(one.query, 'query'),
      ...headersOf(one),
    ],
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: {
      [makes ? 201 : 200]: { description: says, content: given },
      ...(method === 'get' ? { 304: { description: 'You have it already (If-None-Match).' } } : {}),
      ...responses,
      default: { description: 'What went wrong (RFC 9457).', content: problemContent },
    },
    security: scope ? [{ key: [scope] }] : [],
  }
}

const contentOf = (body: z.ZodType): Content => ({
  'application/json': { schema: schemaOf(body, 'input') },
})
const bytesOf = (types: readonly string[]): Content =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
const problemContent: Content = {
  'application/problem+json': { schema: { $ref: ref('schemas/Problem') } },
}

function refusalsOf({ method, scope, bytes }: Endpoint) {
  const changing = method === 'patch' || method === 'delete'
  return [
    ...([400] as const),
    ...(scope ? ([401, 403] as const) : []),
    ...([404] as const),
    ...(changing ? ([412] as const) : []),
    ...(bytes ? ([413, 415] as const) : []),
    ...(scope && method !== 'get' ? ([422] as const) : []),
    ...(changing ? ([428] as const) : []),
    ...([429] as const),
  ]
}

/** `GET /v1/projects/{slug}` is `getV1ProjectsSlug`. */
const operationIdOf = (method: string, address: string) =>
  `${method}${address
    .split(/[^a-z0-9]+/i)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')}`

function headersOf({ method, scope, bytes }: Endpoint): Parameter[] {
  const header = (name: string, required: boolean, description: string): Parameter => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  })
  if (!scope || method === 'get')
    return [header('If-None-Match', false, 'The ETag you have: then 304.')]
  // A file that comes twice harms nobody: what is named nowhere is swept.
  if (bytes) return []
  const once = 'Any text of yours, up to 200 characters: a repeated request is done once.'
  const match = 'The ETag that you read, or `*` for whichever version stands.'
  return [
    ...(method === 'post' ? [] : [header('If-Match', true, match)]),
    header('Idempotency-Key', false, once),
  ]
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest as Schema
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof description === 'string' ? { description } : {}),
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
    code: { type: 'string', description: 'Stays the same; compare this.' },
    detail: { type: 'string', description: 'For people.' },
    request_id: { type: 'string', description: 'Name it when you ask for help.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'code', 'detail'],
        properties: {
          in: { enum: ['body', 'query', 'path', 'header'] },
          pointer: { type: 'string', description: 'RFC 6901: /name/sq' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
}
