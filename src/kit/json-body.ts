// Reading JSON that anybody may have written: UTF-8 alone, not too deep, and every text one that
// can be kept.
import type { Context } from 'hono'
import { badTextsIn, Problem } from './problem.ts'

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
