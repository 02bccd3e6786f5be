import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Retention } from '#kit/module.ts'
import { done, refused } from '#kit/outcome.ts'
import type { Database } from '#modules'
import type { Operator } from '#modules/people/index.ts'
import type { Whole } from '../handed-up.ts'
import type { Db } from '../tables.ts'
import { listKept } from './queries.ts'
import { whyNotKeep } from './rules.ts'

const dayMs = 86_400_000

/** Try a job again that was given up, with all its tries before it. */
export function retryJob(db: Db, operator: Operator, id: string) {
  return atomically(db, async (tx) => {
    const { rows } = await sql<{ task: string }>`
      select task_identifier as task from graphile_worker.jobs
      where id = ${id}::bigint and attempts >= max_attempts and locked_at is null`.execute(tx)
    const [job] = rows
    if (!job) return refused('gone')
    await sql`select graphile_worker.reschedule_jobs(
      array[${id}::bigint], run_at => now(), attempts => 0)`.execute(tx)
    await record(tx, 'site.job_retried', { task: job.task }, operator)
    return done(job.task)
  })
}

/** Take a job out that was given up and is not wanted any more. */
export function dropJob(db: Db, operator: Operator, id: string) {
  return atomically(db, async (tx) => {
    const { rows } = await sql<{ task: string }>`
      select task_identifier as task from graphile_worker.jobs
      where id = ${id}::bigint and attempts >= max_attempts and locked_at is null`.execute(tx)
    const [job] = rows
    if (!job) return refused('gone')
    await sql`select graphile_worker.complete_jobs(array[${id}::bigint])`.execute(tx)
    await record(tx, 'site.job_dropped', { task: job.task }, operator)
    return done(job.task)
  })
}

interface Choice {
  keep_days: number
  retention: Pick<Retention<never>, 'name' | 'least_days'>
}

export function chooseRetention(
  db: Db,
  operator: Operator,
  { keep_days, retention }: Choice,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const refusal = whyNotKeep(keep_days, retention.least_days)
    if (refusal) return refused(refusal)
    const chosen = { keep_days, changed_at: now, changed_by: operator.person_id }
    await tx
      .insertInto('site.retention')
      .values({ name: retention.name, swept_at: null, ...chosen })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(chosen))
      .execute()
    await record(tx, 'site.retention_changed', { name: retention.name, keep_days }, operator)
    return done(keep_days)
  })
}

/** Remove what is older than it is kept, each in a transaction of its own. */
export async function sweepAll(
  db: Whole,
  retentions: readonly Retention<Database>[],
  now: Date,
): Promise<void> {
  for (const { name, chosen_days, sweep } of await listKept(db, retentions)) {
    const before = new Date(now.getTime() - chosen_days * dayMs)
    await atomically(db, async (tx) => {
      const removed = BigInt(await sweep(tx, before))
      const row = { swept_at: now, removed }
      await tx
        .insertInto('site.retention')
        .values({ name, keep_days: null, changed_at: null, changed_by: null, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute()
    })
  }
}
