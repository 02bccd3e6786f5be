// What a request to an endpoint carries: its credentials, its parts as their shapes want them, and
// the key by which it is done once.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Transaction } from 'kysely'
import type { z } from 'zod'
import { type OnceTables, once } from './once.ts'
import { done } from './outcome.ts'
import { badTextsIn, Problem, wrong, wrongsOf } from './problem.ts'

const keyCharsMax = 200

/** With an Idempotency-Key the work is done once, and the same request gets the same answer. */
export async function sameOnce(
  tx: Transaction<OnceTables>,
  c: Context,
  key_id: string,
  request: string,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const asked = c.req.header('idempotency-key')
  if (asked === undefined) return work()
  if (!/^[\x21-\x7e]+$/.test(asked) || asked.length > keyCharsMax)
    throw new Problem(400, 'bad_request', [wrong('header', ['idempotency-key'], 'invalid')])
  const digest = hashed(key_id, asked).slice(0, 32)
  const name = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const outcome = await once(tx, name, async () => done({ request, answer: await work() }))
  // The work refuses nothing: it throws, and then the key is free again.
  if (!outcome.ok || outcome.value.request !== request)
    throw new Problem(422, 'idempotency_key_reused')
  return outcome.value.answer
}

export const hashed = (...parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\0')).digest('hex')

/** RFC 6750. Cookies say nothing here, so that no page elsewhere can write in somebody's name. */
export function tokenOf(c: Context): string | null {
  const header = c.req.header('authorization')
  if (header === undefined) return null
  const token = /^Bearer +([\w.~+/-]{1,200}=*)$/i.exec(header.trim())?.[1]
  if (!token) throw new Problem(401, 'key_missing')
  return token
}

export function checked<S extends z.ZodType>(
  status: 400 | 422,
  place: 'path' | 'query' | 'body',
  schema: S,
  value: unknown,
): z.output<S> {
  const strange = place === 'body' ? [] : badTextsIn(place, value)
  const code = status === 400 ? 'bad_request' : 'invalid'
  if (strange.length > 0) throw new Problem(status, code, strange)
  const parsed = schema.safeParse(value, { reportInput: true })
  if (!parsed.success) throw new Problem(status, code, wrongsOf(place, parsed.error))
  return parsed.data
}
