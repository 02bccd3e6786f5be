// Reading JSON that anybody may have written: UTF-8 alone, not too deep, and every text one that
// can be kept.
import type { Context } from 'hono'
import { z } from 'zod'
import { languages } from './locale.ts'
import type { Localized } from './localized.ts'
import { badTextsIn, Problem, wrongsOf } from './problem.ts'

/** A project with all its lists has six; deeper is no record of ours. */
const depthMax = 12

const kinds = /^application\/(json|merge-patch\+json)\s*(;\s*charset="?utf-8"?\s*)?$/i

export async function readJson(c: Context): Promise<unknown> {
  if (!kinds.test(c.req.header('content-type') ?? '')) throw new Problem(415, 'not_json')
  const value = parsed(new Uint8Array(await c.req.arrayBuffer()))
  if (depthOf(value) > depthMax) throw new Problem(400, 'too_deep')
  const bad = badTextsIn('body', value)
  if (bad.length > 0) throw new Problem(422, 'invalid', bad)
  return value
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem(400, 'not_json')
  }
}

/** How deep a value is nested, found without descending into ourselves. */
function depthOf(value: unknown): number {
  let level = [value]
  for (let depth = 0; ; depth++) {
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    )
    if (level.length === 0 || depth > depthMax) return depth
  }
}

/** RFC 7396: what is named is replaced, null takes it away, the rest stays. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, mergePatch(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text by its languages, as a body has it: null takes a language away. */
export function textPatch(max: number) {
  const text = z.string().max(max).nullable().optional()
  type Shape = Record<(typeof languages)[number], typeof text>
  return z.strictObject(Object.fromEntries(languages.map((code) => [code, text])) as Shape)
}

type TextPatch = Readonly<Record<string, string | null | undefined>> | null | undefined

/** A text of a body as a form sends it: what is null was not typed. */
export const typedText = (body: TextPatch) =>
  Object.fromEntries(Object.entries(body ?? {}).filter(([, typed]) => typed)) as Localized

/** What a form's own shape makes of a body; complaints name the places of the body. */
export function readAs<S extends z.ZodType>(
  schema: S,
  body: unknown,
  named: (field: string) => string = (field) => field,
): z.output<S> {
  const parsed = schema.safeParse(body, { reportInput: true })
  if (parsed.success) return parsed.data
  const errors = wrongsOf('body', parsed.error).map((one) => {
    const [, field = '', ...rest] = one.pointer.split('/')
    return { ...one, pointer: ['', named(field), ...rest].join('/') }
  })
  throw new Problem(422, 'invalid', errors)
}
