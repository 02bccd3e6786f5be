// The folder of a PostgreSQL server: made, started, looked at.
import { spawn, spawnSync } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Programs } from '#kit/postgres-programs.ts'

export interface Cluster {
  /** Where the secret, the port and the log are kept. */
  data_dir: string
  durable: boolean
  programs: Programs
}

/** The password of a role: made from one secret, so that the app's tells nothing of the owner's. */
export function passwordOf(data_dir: string, role: string): string {
  const path = join(data_dir, 'postgres.secret')
  if (!existsSync(path)) writeWhenAbsent(path, randomBytes(32).toString('hex'))
  return createHmac('sha256', readFileSync(path, 'utf8').trim()).update(role).digest('hex')
}

function writeWhenAbsent(path: string, text: string) {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
  }
}

/**
 * Makes the cluster when there is none. Made aside and moved, so that half a cluster is never met.
 */
export function createCluster({ programs, data_dir, durable }: Cluster): void {
  if (existsSync(join(programs.folder, 'PG_VERSION'))) return
  const aside = `${programs.folder}.${process.pid}`
  const password = `${aside}.password`
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  writeFileSync(password, passwordOf(data_dir, 'postgres'), { mode: 0o600 })
  if (programs.uid) {
    for (const path of [aside, password]) chownSync(path, programs.uid, programs.gid ?? 0)
  }
  try {
    // C.UTF-8 sorts by code point, the same on every machine; people's order is asked for by name
    // (`collate "sq-x-icu"`).
    run(programs, programs.initdb, [
      `--pgdata=${aside}`,
      `--pwfile=${password}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ])
    moveUnlessThere(aside, programs.folder)
  } finally {
    rmSync(password, { force: true })
    rmSync(aside, { recursive: true, force: true })
  }
}

function run(programs: Programs, program: string, args: string[]) {
  const [first = program, ...rest] = [...programs.before, program, ...args]
  const { uid, gid } = programs
  const { status, stderr } = spawnSync(first, rest, { encoding: 'utf8', uid, gid })
  if (status !== 0) throw new Error(`PostgreSQL could not make its folder: ${stderr}`)
}

// Another start may have been first; then its cluster is as good as ours.
function moveUnlessThere(from: string, to: string) {
  try {
    renameSync(from, to)
  } catch (fault) {
    if (!existsSync(join(to, 'PG_VERSION'))) throw fault
  }
}

export interface Running {
  pid: number
  port: number
  ready: boolean
}

/** The server that runs in this folder, whoever started it, or null. */
export function runningServer(folder: string): Running | null {
  const path = join(folder, 'postmaster.pid')
  if (!existsSync(path)) return null
  const lines = readFileSync(path, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (pid && isServerOf(pid, folder)) {
    return { pid, port: Number(lines[3]), ready: isReady(lines) }
  }
  // Left behind by a server that was killed; its number may belong to another program by now, which
  // would make PostgreSQL refuse to start.
  rmSync(path, { force: true })
  return null
}

function isServerOf(pid: number, folder: string): boolean {
  const command = commandOf(pid)
  return command.includes('postgres') && command.includes(folder)
}

/** The command line of a process, empty when it is gone. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Starts the server and waits until it answers; after a crash that includes its recovery. */
export async function launch(cluster: Cluster): Promise<number> {
  const { programs, data_dir } = cluster
  const port = await aPort(data_dir)
  const [first = '', ...args] = [...programs.before, programs.postgres, ...settings(cluster, port)]
  const log = openLog(data_dir)
  // A group of its own: Ctrl-C in the terminal is for us; we stop the server when we are done with
  // it.
  const server = spawn(first, args, {
    detached: true,
    stdio: ['ignore', log, log],
    uid: programs.uid,
    gid: programs.gid,
  })
  closeSync(log)
  server.unref()
  let ended = false
  server.once('exit', () => (ended = true)).once('error', () => (ended = true))
  while (!readyAt(programs.folder, server.pid)) {
    if (ended) throw new Error(tailOfLog(data_dir))
    await pause(10)
  }
  writeFileSync(join(data_dir, 'postgres.port'), String(port))
  return port
}

function readyAt(folder: string, pid: number | undefined): boolean {
  const path = join(folder, 'postmaster.pid')
  if (!existsSync(path)) return false
  const lines = readFileSync(path, 'utf8').split('\n')
  return Number(lines[0]) === pid && isReady(lines)
}

// A standby never says that it is ready: it goes on reading from its primary.
const isReady = (lines: readonly string[]) => /^(ready|standby)\b/.test(lines[7] ?? '')

// For one small server: the site, its worker and a few commands share a hundred connections.
function settings({ programs, durable }: Cluster, port: number): string[] {
  const lasting = {
    shared_buffers: '128MB',
    max_connections: '100',
    // What a killed process had asked for is given up, and does not happen behind its back.
    client_connection_check_interval: '1s',
    // The operator's page shows which statements take long.
    shared_preload_libraries: 'pg_stat_statements',
  }
  const passing = {
    shared_buffers: '128MB',
    max_connections: '300',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
  }
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Our statements are short; compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? lasting : passing),
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', programs.folder, '-p', String(port), ...flags]
}

// The port of the last time where it is free, so that a database tool keeps working; never 5432,
// which belongs to a PostgreSQL of the machine.
async function aPort(data_dir: string): Promise<number> {
  const path = join(data_dir, 'postgres.port')
  const last = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  if (last && (await freePort(last))) return last
  const port = await freePort(0)
  return port && port !== 5432 ? port : aPort(data_dir)
}

function freePort(wished: number): Promise<number | null> {
  return new Promise((tell) => {
    const listener = createServer()
    listener.once('error', () => tell(null))
    listener.listen(wished, '127.0.0.1', () => {
      const address = listener.address()
      const port = address && typeof address === 'object' ? address.port : null
      listener.close(() => tell(port))
    })
  })
}

const logPath = (data_dir: string) => join(data_dir, 'postgres.log')

// Enough for weeks of complaints; the one before it is kept once.
const logBytesMax = 5_000_000

function openLog(data_dir: string): number {
  const path = logPath(data_dir)
  if (existsSync(path) && statSync(path).size > logBytesMax) renameSync(path, `${path}.old`)
  return openSync(path, 'a', 0o600)
}

export function tailOfLog(data_dir: string): string {
  const path = logPath(data_dir)
  if (!existsSync(path)) return ''
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
}
