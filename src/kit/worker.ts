// The worker: runs what was queued, and what the clock asks for.
import { EventEmitter } from 'node:events'
import {
  type CronItem as GraphileCron,
  Logger,
  parseCronItems,
  run,
  runMigrations,
  runOnce,
  type WorkerEvents,
} from 'graphile-worker'
import pg from 'pg'
import type { CronItem, Jobs } from './jobs.ts'
import { watchLives } from './worker-lives.ts'
import type { World } from './world.ts'

/** Bring graphile-worker's own tables up to date. */
export const migrateJobs = (url: string) => runMigrations({ connectionString: url, logger: quiet })

export interface Worker {
  stop(): Promise<void>
}

/** Work on `jobs` until stopped; a job under way is finished first. */
export async function startWorker<D>(
  world: World<D>,
  pool: pg.Pool,
  jobs: Jobs<D>,
  cron: readonly CronItem[],
): Promise<Worker> {
  const own = ownPool(pool)
  const lives = watchLives(own, (fault) => world.log.warn({ fault: fault.message }, 'who lives'))
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => lives.add(worker.workerId))
  const runner = await run({
    pgPool: own,
    events,
    concurrency: 4,
    noHandleSignals: true,
    taskList: tasksOf(world, jobs),
    parsedCronItems: parseCronItems(
      cron.map(({ at, task }): GraphileCron => ({ match: at, task })),
    ),
    logger: quiet,
  })
  return {
    async stop() {
      await runner.stop()
      await lives.stop()
      await own.end()
    },
  }
}

/** Do all that waits now, then return. Tests and `--once`. */
export async function workOnce<D>(world: World<D>, pool: pg.Pool, jobs: Jobs<D>): Promise<void> {
  const own = ownPool(pool)
  try {
    await runOnce({
      pgPool: own,
      noHandleSignals: true,
      taskList: tasksOf(world, jobs),
      logger: quiet,
    })
  } finally {
    await own.end()
  }
}

/**
 * The same database read in the driver's own way. Graphile-worker writes what failed as JSON, which
 * knows none of our big integers: with our types a job that fails once would end the process.
 */
function ownPool(pool: pg.Pool): pg.Pool {
  const own = new pg.Pool({ ...pool.options, types: undefined })
  for (const name of ['error', 'connect'] as const)
    for (const listener of pool.listeners(name)) own.on(name as 'error', listener as () => void)
  return own
}

function tasksOf<D>(world: World<D>, jobs: Jobs<D>) {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown) => {
        try {
          await job(world, payload)
        } catch (fault) {
          world.log.error(
            { task: name, fault: String(fault), stack: (fault as Error).stack },
            'job failed',
          )
          throw fault
        }
      },
    ]),
  )
}

// Its own account of each job would drown ours; failures are logged above.
const quiet = new Logger(() => () => {})
