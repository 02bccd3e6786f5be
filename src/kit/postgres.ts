// A PostgreSQL of one's own: the real server, from an npm package, in a folder.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { appRole, grantApp, ownerRole } from '#kit/grants.ts'
import { type Claim, claim, PostgresRefused, setupLock } from '#kit/postgres-claim.ts'
import {
  type Cluster,
  commandOf,
  createCluster,
  launch,
  passwordOf,
  runningServer,
  tailOfLog,
} from '#kit/postgres-cluster.ts'
import { findPrograms } from '#kit/postgres-programs.ts'

export interface Wish {
  /** The cluster is kept in `postgres` under this folder, its secret and its log beside it. */
  data_dir: string
  /** False where losing the last seconds does not matter (tests): nothing is synced to the disk. */
  durable: boolean
  /**
   * Several may use one folder at a time: tests, or a command beside a running site. Without it a
   * second start on the same folder is refused.
   */
  share?: boolean
  notice?: (sentence: string) => void
}

export interface Postgres {
  /** As the app: may read and write what the owner lets it. */
  url: string
  /** As the owner of the database: migrations, the queue's tables, dumps. */
  admin_url: string
  /** Leaves. The last one to leave stops the server. */
  stop(): Promise<void>
  /** Resolves when the server went away unasked. */
  lost: Promise<void>
}

/** Starts the server of this folder, or joins it where it runs already. */
export async function startPostgres(wish: Wish): Promise<Postgres> {
  mkdirSync(wish.data_dir, { recursive: true })
  const programs = await findPrograms(join(wish.data_dir, 'postgres'))
  if (programs.notice) wish.notice?.(programs.notice)
  const cluster = { data_dir: wish.data_dir, durable: wish.durable, programs }
  createCluster(cluster)

  const { place, port } = await enter(cluster, !wish.share)
  const address = (role: string, database = 'mozaik') =>
    urlOf(role, passwordOf(wish.data_dir, role), port, database)
  const stop = () => leave(cluster, place)
  try {
    await ensureDatabase(place.client, cluster, address(ownerRole))
    if (wish.durable) await measureStatements(address('postgres'))
  } catch (fault) {
    await stop()
    throw fault
  }
  return { url: address(appRole), admin_url: address(ownerRole), stop, lost: place.lost }
}

function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
}

const triesMax = 50

// It may run already (another process, or one that was killed and left it behind), it may be on its
// way up or down, and somebody may take the port between our looking and its binding. So: again.
async function enter(cluster: Cluster, alone: boolean): Promise<{ place: Claim; port: number }> {
  const password = passwordOf(cluster.data_dir, 'postgres')
  let fault: unknown
  for (let tries = 0; tries < triesMax; tries++) {
    try {
      const port = await portOf(cluster)
      return { place: await claim(urlOf('postgres', password, port, 'postgres'), alone), port }
    } catch (problem) {
      if (problem instanceof PostgresRefused) throw problem
      fault = problem
      await pause(100)
    }
  }
  throw new PostgresRefused(
    `PostgreSQL did not start in ${cluster.programs.folder}. ${(fault as Error).message} Its last words:\n${tailOfLog(cluster.data_dir)}`,
    { cause: fault },
  )
}

async function portOf(cluster: Cluster): Promise<number> {
  const running = runningServer(cluster.programs.folder)
  if (running && !running.ready) throw new Error('It is starting or stopping.')
  return running?.port ?? launch(cluster)
}

async function leave({ programs }: Cluster, place: Claim): Promise<void> {
  const running = runningServer(programs.folder)
  const last = await place.release().catch(() => false)
  if (last && running) {
    // "Fast shutdown": transactions under way are rolled back, everything committed is written.
    process.kill(running.pid, 'SIGINT')
    while (commandOf(running.pid)) await pause(10)
  }
  await place.client.end().catch(() => {})
}

async function ensureDatabase(client: pg.Client, cluster: Cluster, ownerUrl: string) {
  await client.query('select pg_advisory_lock($1)', [setupLock])
  try {
    await createRoles(client, cluster)
    const { rowCount } = await client.query(`select from pg_database where datname = 'mozaik'`)
    if (!rowCount) await client.query(`create database mozaik owner ${ownerRole}`)
    const owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    await grantApp(owner).finally(() => owner.end())
  } finally {
    await client.query('select pg_advisory_unlock($1)', [setupLock])
  }
}

// An extension of the server's own, which only its superuser may make.
async function measureStatements(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client
    .query('create extension if not exists pg_stat_statements')
    .finally(() => client.end())
}

// The owner of a test server makes a database for each test file.
async function createRoles(client: pg.Client, { data_dir, durable }: Cluster) {
  const may = { [ownerRole]: durable ? '' : 'createdb', [appRole]: '' }
  for (const [role, right] of Object.entries(may)) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (rowCount) continue
    await client.query(
      `create role ${role} login ${right} password '${passwordOf(data_dir, role)}'`,
    )
  }
}
