// Which workers live. A job belongs to the worker that took it; when its process is killed, the
// queue would wait four hours for it. So each process holds a lock for each of its workers, which
// PostgreSQL lets go the moment the process is gone, and the others look whose lock is free.
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

// Any number that no other program locks on this database.
const lockClass = 724_120
const lookEveryMs = 5_000
// Somebody who lost the connection for a moment comes back within this time.
const patience = '10 seconds'

/** Says that these workers live, and frees the jobs of those that do not, until stopped. */
export function watchLives(pool: pg.Pool, onFault: (fault: Error) => void) {
  const own = new Set<string>()
  const over = new AbortController()
  const holding = hold()

  async function hold() {
    while (!over.signal.aborted) {
      try {
        await holdOn()
      } catch (fault) {
        if (!over.signal.aborted) onFault(fault as Error)
      }
      await pause(500, undefined, { signal: over.signal }).catch(() => {})
    }
  }

  /** One connection's life. */
  async function holdOn() {
    const client = await pool.connect()
    const lost = new Promise<never>((_, reject) => {
      client.once('error', reject)
      client.once('end', () => reject(new Error('The connection that says who lives ended.')))
    })
    lost.catch(() => {})
    const held = new Set<string>()
    try {
      for (let turn = 0; !over.signal.aborted; turn++) {
        for (const id of own)
          if (!held.has(id)) {
            await client.query('select pg_advisory_lock($1, hashtext($2))', [lockClass, id])
            held.add(id)
          }
        if (turn % (lookEveryMs / 100) === 0) await freeLost(client, own)
        await Promise.race([pause(100, undefined, { signal: over.signal }).catch(() => {}), lost])
      }
    } finally {
      // Its locks must not go back into the pool with it.
      client.release(true)
    }
  }

  return {
    add: (workerId: string) => void own.add(workerId),
    async stop() {
      over.abort()
      await holding
    },
  }
}

/** Free what is held by workers that nobody says live. Another process may be doing the same. */
async function freeLost(client: pg.PoolClient, own: ReadonlySet<string>) {
  const { rows } = await client.query<{ id: string }>(
    `select distinct locked_by as id from graphile_worker.jobs
     where locked_by is not null and locked_at < now() - $1::interval`,
    [patience],
  )
  for (const { id } of rows) {
    if (own.has(id)) continue
    const { rows: tried } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as free',
      [lockClass, id],
    )
    if (!tried[0]?.free) continue
    await client.query('select graphile_worker.force_unlock_workers($1)', [[id]])
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [lockClass, id])
  }
}
