// How fast machines may ask. Each process counts in memory and settles with PostgreSQL after every
// few requests, so that reading costs no write and still nobody gains by asking several processes.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Handle } from './db.ts'
import type { Limit, LimitTables } from './limits.ts'

/** So many may pass in each process before it asks what the others have counted. */
const settledEvery = 20
// Some megabytes; whoever is forgotten is found again in the table.
const remembered = 20_000

export interface Pace {
  /** Zero when it may go on, else the seconds to wait. */
  readonly wait_s: number
  readonly remaining: number
  /** When everything has grown back. */
  readonly reset_s: number
}

interface Count {
  free_at_ms: number
  unsettled: number
}

/** One for each process and limit: `pacer('api', { max: 600, per_seconds: 60 })`. */
export function pacer(name: string, limit: Limit) {
  const counts = new Map<string, Count>()
  const step_ms = (limit.per_seconds / limit.max) * 1000
  const per_ms = limit.per_seconds * 1000
  const paceAt = (free_at_ms: number, now_ms: number, wait_ms = 0): Pace => ({
    wait_s: Math.ceil(wait_ms / 1000),
    remaining: Math.max(0, Math.floor((now_ms + per_ms - free_at_ms) / step_ms)),
    reset_s: Math.max(0, Math.ceil((free_at_ms - now_ms) / 1000)),
  })
  return async (db: Handle<LimitTables>, who: string, now: Date): Promise<Pace> => {
    const now_ms = now.getTime()
    const count = counts.get(who) ?? { free_at_ms: now_ms, unsettled: 0 }
    if (counts.size >= remembered && !counts.has(who)) forget(counts, now_ms)
    counts.set(who, count)
    const next_ms = Math.max(count.free_at_ms, now_ms) + step_ms
    if (next_ms > now_ms + per_ms)
      return paceAt(count.free_at_ms, now_ms, Math.max(1, next_ms - now_ms - per_ms))
    count.free_at_ms = next_ms
    count.unsettled += 1
    if (count.unsettled >= settledEvery) {
      const taken_ms = count.unsettled * step_ms
      count.unsettled = 0
      const told = await settle(db, name, who, taken_ms, now)
      count.free_at_ms = Math.max(count.free_at_ms, Math.min(told, now_ms + per_ms))
    }
    return paceAt(count.free_at_ms, now_ms)
  }
}

function forget(counts: Map<string, Count>, now_ms: number) {
  for (const [who, { free_at_ms }] of counts) if (free_at_ms <= now_ms) counts.delete(who)
  if (counts.size >= remembered) counts.clear()
}

async function settle(
  db: Handle<LimitTables>,
  name: string,
  who: string,
  taken_ms: number,
  now: Date,
): Promise<number> {
  const key = createHash('sha256').update(`${name}\0${who}`).digest('base64url')
  const taken = taken_ms / 1000
  const { rows } = await sql<{ free_at: Date }>`
    insert into kit.limit as l (name, key, free_at)
    values (${name}, ${key}, ${now}::timestamptz + make_interval(secs => ${taken}))
    on conflict (name, key) do update
      set free_at = greatest(l.free_at, ${now}::timestamptz) + make_interval(secs => ${taken})
    returning free_at`.execute(db)
  return rows[0]?.free_at.getTime() ?? now.getTime()
}

/**
 * Who brings a key is counted by it, wherever they ask from, once the key was found to be one: what
 * only looks like a key is counted by its address, so that nobody gains by inventing some.
 */
export function knownKeys() {
  const known = new Map<string, string>()
  const digest = (sent: string) => createHash('sha256').update(sent).digest('base64url')
  return {
    whoAsks: (sent: string | undefined, client: string): string =>
      (sent && known.get(digest(sent))) || client,
    /** What the answer found: the key's id, or nothing when it is none, or none any more. */
    remember(sent: string | undefined, key_id: string | undefined) {
      if (!sent) return
      if (known.size >= remembered) known.clear()
      if (key_id) known.set(digest(sent), `key ${key_id}`)
      else known.delete(digest(sent))
    },
  }
}

/** The fields of the IETF's draft: what is allowed, and what is left of it. */
export const paceHeaders = (name: string, { max, per_seconds }: Limit, pace: Pace) => ({
  'ratelimit-policy': `"${name}";q=${max};w=${per_seconds}`,
  ratelimit: `"${name}";r=${pace.remaining};t=${pace.reset_s}`,
})
