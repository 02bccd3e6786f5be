// Work that is done later, on the same PostgreSQL: a job is queued in the transaction that needs it
// and is lost or kept together with it.
import { sql } from 'kysely'
import type { Handle } from './db.ts'
import type { World } from './world.ts'

export type Job<D> = (world: World<D>, payload: unknown) => Promise<unknown>
export type Jobs<D> = Readonly<Record<string, Job<D>>>

/** Something done by the clock: five fields of cron, in UTC. */
export interface CronItem {
  readonly at: string
  readonly task: string
}

interface EnqueueOptions {
  /** Not before this time. */
  run_at?: Date
  /** A job with the same key that waits is replaced instead of doubled. */
  key?: string
  /** Tries before it is left for a person to look at; the waits between grow. */
  max_attempts?: number
}

export async function enqueue<D>(
  db: Handle<D>,
  task: string,
  payload: object,
  { run_at, key, max_attempts = 12 }: EnqueueOptions = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${task}, payload => ${JSON.stringify(payload)}::json,
    run_at => ${run_at ?? null}::timestamptz, max_attempts => ${max_attempts}::int,
    job_key => ${key ?? null}::text)`.execute(db)
}
