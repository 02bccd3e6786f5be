// A typed client in one file, written from the OpenAPI description: a type for every operation and
// forty lines that ask.
import type { Described, Operation, Parameter, Schema } from '#kit/openapi.ts'
import { clientRuntime } from './client-runtime.ts'

export function clientText({ info, servers, paths }: Described): string {
  const known = new Map<string, string>()
  const operations = Object.entries(paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      operationText(known, method, address, operation),
    ),
  )
  return `// A client of ${info.title}, version ${info.version}, written by the server itself. Take it into your project as it is.
// Download it again after an upgrade: ${servers[0]?.url}/api/v1/client.ts

/** What every operation takes and gives. */
export interface Operations {
${operations.join('\n')}
}
${clientRuntime.replace('%url%', servers[0]?.url ?? '')}`
}

/** `known` has the shapes that were written out: the next operation with one names the first. */
function operationText(
  known: Map<string, string>,
  method: string,
  address: string,
  operation: Operation,
): string {
  const at = (place: Parameter['in']) => operation.parameters.filter((one) => one.in === place)
  const body = operation.requestBody?.content['application/json']?.schema
  const bytes = operation.requestBody?.content['application/octet-stream']
  const made = operation.responses[200] ?? operation.responses[201]
  const gives = typeText(made?.content?.['application/json']?.schema ?? {}, 4)
  const name = `${method.toUpperCase()} ${address.replace(/^\/api/, '')}`
  const first = known.get(gives)
  if (!first) known.set(gives, name)
  return `  /** ${operation.summary.replaceAll('*/', '* /')} */
  '${name}': {
    path: ${parametersText(at('path'))}
    query: ${parametersText(at('query'))}
    body: ${body ? typeText(body, 4) : bytes ? 'Bytes' : 'undefined'}
    gives: ${first ? `Operations['${first}']['gives']` : gives}
  }`
}

function parametersText(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '{}'
  const each = parameters.map(
    ({ name, required, schema }) =>
      `${nameText(name)}${required && schema.default === undefined ? '' : '?'}: ${typeText(schema, 4)}`,
  )
  return `{ ${each.join('; ')} }`
}

const nameText = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

/** A JSON Schema of ours as a type. What it says beyond types is checked by the server. */
export function typeText(schema: Schema, indent = 0): string {
  const { type } = schema
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const either = schema.anyOf ?? schema.oneOf
  if (Array.isArray(either))
    return [...new Set(either.map((one: Schema) => typeText(one, indent)))].join(' | ')
  if (Array.isArray(type))
    return type.map((one: string) => typeText({ ...schema, type: one }, indent)).join(' | ')
  if (type === 'array') return `readonly (${typeText((schema.items ?? {}) as Schema, indent)})[]`
  if (type === 'object') return objectText(schema, indent)
  if (type === 'integer') return 'number'
  return typeof type === 'string' && simple.has(type) ? type : 'unknown'
}

const simple = new Set(['string', 'number', 'boolean', 'null'])

function objectText(schema: Schema, indent: number): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const required = new Set((schema.required ?? []) as string[])
  const more = schema.additionalProperties
  if (properties.length === 0) {
    const names = schema.propertyNames as Schema | undefined
    if (typeof more !== 'object' || more === null) return 'Record<string, unknown>'
    const keys = names ? typeText(names) : 'string'
    return `Partial<Record<${keys}, ${typeText(more as Schema, indent)}>>`
  }
  const space = ' '.repeat(indent + 2)
  const each = properties.map(([name, property]) => {
    const says = typeof property.description === 'string' ? property.description : null
    const comment = says ? `${space}/** ${says.replaceAll('*/', '* /')} */\n` : ''
    const mark = required.has(name) ? '' : '?'
    return `${comment}${space}${nameText(name)}${mark}: ${typeText(property, indent + 2)}`
  })
  return `{\n${each.join('\n')}\n${' '.repeat(indent)}}`
}
