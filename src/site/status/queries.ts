import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { FactsTables } from '#facts'
import { type Handle, sqlState } from '#kit/db.ts'
import type { Retention } from '#kit/module.ts'
import type { Settings } from '#kit/settings.ts'
import type { Database } from '#modules'
import { countFaults } from '#modules/ledger/index.ts'
import { countDiffering } from '#modules/payments/index.ts'
import type { Db } from '../tables.ts'
import type { Figures } from './rules.ts'
import { errorCharsMax, failedMax, statementCharsMax, statementsMax, tablesMax } from './schema.ts'

/** Letters and what writes them. */
const mailTasks = ['kit.mail', 'people.letter', 'people.mail_notices']

export interface JobCounts {
  waiting: number
  running: number
  later: number
  failed: number
  mail_failed: number
  oldest_due_at: Date | null
}

export async function countJobs<D>(db: Handle<D>): Promise<JobCounts> {
  const { rows } = await sql<JobCounts>`
    select count(*) filter (where due and locked_at is null)::int as waiting,
      count(*) filter (where locked_at is not null)::int as running,
      count(*) filter (where not failed and run_at > now() and locked_at is null)::int as later,
      count(*) filter (where failed)::int as failed,
      count(*) filter (where last_error is not null and mail)::int as mail_failed,
      min(run_at) filter (where due and locked_at is null) as oldest_due_at
    from (
      select j.*, attempts >= max_attempts as failed,
        attempts < max_attempts and run_at <= now() as due,
        task_identifier = any(${mailTasks}) as mail
      from graphile_worker.jobs j
    ) as job`.execute(db)
  const none = { waiting: 0, running: 0, later: 0, failed: 0, mail_failed: 0, oldest_due_at: null }
  return rows[0] ?? none
}

/** What waits on the desk: jobs that nobody will try again by itself. */
export async function countFailed<D>(db: Handle<D>): Promise<number> {
  return (await countJobs(db)).failed
}

export interface FailedJob {
  id: string
  task: string
  attempts: number
  error: string
  at: Date
}

/** Jobs that are not tried any more. Their payload may name people and is not shown. */
export async function listFailed<D>(db: Handle<D>): Promise<FailedJob[]> {
  const { rows } = await sql<FailedJob>`
    select id::text, task_identifier as task, attempts, updated_at as at,
      left(split_part(coalesce(last_error, ''), E'\n', 1), ${errorCharsMax}) as error
    from graphile_worker.jobs where attempts >= max_attempts and locked_at is null
    order by updated_at desc limit ${failedMax}`.execute(db)
  return rows
}

export interface TableSize {
  name: string
  rows: number
  bytes: number
}

export async function listLargest<D>(db: Handle<D>): Promise<TableSize[]> {
  const { rows } = await sql<TableSize>`
    select relid::regclass::text as name, n_live_tup::float8 as rows,
      pg_total_relation_size(relid)::float8 as bytes
    from pg_stat_user_tables order by bytes desc, name limit ${tablesMax}`.execute(db)
  return rows
}

export interface Storage {
  database_bytes: number
  files_bytes: number
  files: number
}

export async function findStorage<D>(db: Handle<D>): Promise<Storage> {
  const { rows } = await sql<Storage>`
    select pg_database_size(current_database())::float8 as database_bytes,
      coalesce(sum(bytes), 0)::float8 as files_bytes, count(*)::int as files
    from kit.file`.execute(db)
  return rows[0] ?? { database_bytes: 0, files_bytes: 0, files: 0 }
}

/** The disk that the data folder lies on; nothing where there is no folder. */
export async function findDisk({ data_dir }: Pick<Settings, 'data_dir'>) {
  try {
    const { bavail, blocks, bsize } = await statfs(data_dir)
    return { disk_free_bytes: bavail * bsize, disk_size_bytes: blocks * bsize }
  } catch {
    return { disk_free_bytes: null, disk_size_bytes: null }
  }
}

export interface Statement {
  query: string
  calls: number
  mean_ms: number
  total_s: number
}

/** Our own statements by the time they took; null where PostgreSQL does not measure them. */
export async function listSlow<D>(db: Handle<D>): Promise<Statement[] | null> {
  const { rows: found } = await sql<{ view: string | null }>`
    select format('%I.pg_stat_statements', n.nspname) as view
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_stat_statements'`.execute(db)
  const view = found[0]?.view
  return view ? measured(db, view) : null
}

// The extension may be there while the server was started without what fills it.
const notLoaded = '55000'

async function measured<D>(db: Handle<D>, view: string): Promise<Statement[] | null> {
  const { rows } = await sql<Statement>`
    select left(query, ${statementCharsMax}) as query, calls::float8, mean_exec_time as mean_ms,
      total_exec_time / 1000 as total_s
    from ${sql.raw(view)} where userid = current_user::regrole
      and dbid = (select oid from pg_database where datname = current_database())
    order by total_exec_time desc limit ${statementsMax}`
    .execute(db)
    .catch((fault: unknown) => {
      if (sqlState(fault) === notLoaded) return { rows: null }
      throw fault
    })
  return rows
}

export interface Versions {
  postgres: string
  migrations: number
  last_migration: string
  migrated_at: Date | null
}

export async function findVersions<D>(db: Handle<D>): Promise<Versions> {
  const { rows } = await sql<Versions>`
    select current_setting('server_version') as postgres, count(*)::int as migrations,
      coalesce(max(name), '') as last_migration, max(applied_at) as migrated_at
    from kit.migration`.execute(db)
  return rows[0] ?? { postgres: '', migrations: 0, last_migration: '', migrated_at: null }
}

export async function findBackupTime(db: Handle<FactsTables>): Promise<Date | null> {
  const fact = await db
    .selectFrom('facts.fact')
    .select('at')
    .where('kind', '=', 'site.backed_up')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return fact?.at ?? null
}

/** What a machine or a person watches. */
export async function findFigures(db: Handle<Database>, settings: Settings) {
  const [jobs, storage, disk, versions, backed_up_at, faults, differing] = await Promise.all([
    countJobs(db),
    findStorage(db),
    findDisk(settings),
    findVersions(db),
    findBackupTime(db),
    countFaults(db),
    countDiffering(db),
  ])
  const { production } = settings
  const figures = {
    ...jobs,
    ...storage,
    ...disk,
    backed_up_at,
    production,
    faults,
    differing,
  } satisfies Figures
  return { ...figures, versions }
}

export type AllFigures = Awaited<ReturnType<typeof findFigures>>

export interface Kept extends Retention<Database> {
  readonly chosen_days: number
  readonly swept_at: Date | null
  readonly removed: number
}

/** Everything that is kept for a time, with the time that was chosen. */
export async function listKept(
  db: Db,
  retentions: readonly Retention<Database>[],
): Promise<Kept[]> {
  const rows = await db.selectFrom('site.retention').selectAll().execute()
  const chosen = new Map(rows.map((row) => [row.name, row]))
  return retentions.map((retention) => {
    const row = chosen.get(retention.name)
    return {
      ...retention,
      chosen_days: row?.keep_days ?? retention.keep_days,
      swept_at: row?.swept_at ?? null,
      removed: Number(row?.removed ?? 0),
    }
  })
}
