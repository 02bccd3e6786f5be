// Entity tags: `"7.k3…"` is version 7 of a record and the hash of how it is told. Readers compare
// the whole; who changes a record compares the version: a neighbour's new name is no change.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { Problem } from './problem.ts'

export function etagOf(body: string, version: unknown): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 20)
  return typeof version === 'number' ? `"${version}.${hash}"` : `"${hash}"`
}

/** Whether the reader has this already. Compressing on the way may have weakened the tag. */
export function isKnown(c: Context, etag: string): boolean {
  const asked = c.req.header('if-none-match')
  if (!asked) return false
  return asked
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}

/** The version that a change is made on, or null for whichever stands. */
export function expectedVersion(c: Context): number | null {
  const asked = c.req.header('if-match')?.trim()
  if (!asked) throw new Problem(428, 'if_match_required')
  if (asked === '*') return null
  const version = /^(?:W\/)?"(\d{1,9})(?:\.[\w-]*)?"$/.exec(asked)?.[1]
  if (!version) throw new Problem(412, 'changed_meanwhile')
  return Number(version)
}

/** Ask inside the transaction that holds the record. */
export function mustMatch(expected: number | null, stands: number): void {
  if (expected !== null && expected !== stands) throw new Problem(412, 'changed_meanwhile')
}
