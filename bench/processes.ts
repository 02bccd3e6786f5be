// Programs of ours as processes of their own, as they would run in earnest.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '#test/root.ts'

export const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

type Environment = Readonly<Record<string, string>>

export interface Program {
  readonly url: string
  readonly process: ChildProcess
  stop(): Promise<void>
}

const built = 'dist/server/cli.js'

/** A command of the operator's tool, to its end. */
export async function cli(words: readonly string[], env: Environment): Promise<void> {
  const child = run([built, ...words], env)
  const said: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const code = await new Promise((tell) => child.once('exit', tell))
  if (code !== 0) throw new Error(`mozaik ${words.join(' ')} failed:\n${said.join('')}`)
}

/** `mozaik web` as in production, in front of this database. */
export async function startSite(database: { url: string; owner_url: string }): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = start('bin/mozaik', ['web'], {
    NODE_ENV: 'production',
    PORT: String(port),
    BASE_URL: url,
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.owner_url,
    MOZAIK_SECRET: randomBytes(32).toString('hex'),
    // Required in production; nobody is written to while pages are read.
    SMTP_URL: 'smtp://127.0.0.1:9',
  })
  return whenReady(child, url, '/readyz')
}

/** The server that a page is compared with. It is told what to answer by a file. */
export async function startBare(answers: string, database_url: string): Promise<Program> {
  const port = await freePort()
  const child = run(['bench/bare.ts', answers, database_url, String(port)], {
    NODE_ENV: 'production',
  })
  return whenReady(child, `http://127.0.0.1:${port}`, '/')
}

const run = (words: readonly string[], env: Environment) => start(process.execPath, words, env)

function start(program: string, words: readonly string[], env: Environment): ChildProcess {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter)
  return spawn(program, words, {
    cwd: root,
    // What it logs goes nowhere, quickly: a terminal would be measured too.
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH, DATA_DIR: '.bench', ...env },
  })
}

const readyWithinMs = 30_000

async function whenReady(child: ChildProcess, url: string, path: string): Promise<Program> {
  const said: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const until = performance.now() + readyWithinMs
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(`${url}${path}`).catch(() => null)
    if (answer?.ok) return { url, process: child, stop: () => stopped(child) }
    await pause(20)
  }
  await stopped(child)
  throw new Error(`${child.spawnargs.join(' ')} did not answer:\n${said.join('')}`)
}

export async function stopped(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((tell) => child.once('exit', tell))
  child.kill(signal)
  await ended
}

export interface Memory {
  readonly now_mb: number
  readonly peak_mb: number
}

/** What the process holds in memory, and the most it ever held. Only Linux tells. */
export function memoryOf({ pid }: ChildProcess): Memory | null {
  if (process.platform !== 'linux') return null
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return { now_mb: mb('VmRSS'), peak_mb: mb('VmHWM') }
}

// Linux counts the time of a process in hundredths of a second.
const tickMs = 10

/** Processor time that these processes have taken so far. Only Linux tells. */
export function processorMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = statOf(pid)
    return sum + tickMs * (Number(fields[13] ?? 0) + Number(fields[14] ?? 0))
  }, 0)
}

/** A process and those it started. */
export function familyOf(pid: number): number[] {
  if (process.platform !== 'linux') return []
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return [pid, ...all.map(Number).filter((other) => Number(statOf(other)[3]) === pid)]
}

/** The fields of /proc/…/stat; the name, which may have spaces, is one of them. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')') + 1
    const start = stat.indexOf('(')
    return [stat.slice(0, start).trim(), stat.slice(start, end), ...stat.slice(end + 1).split(' ')]
  } catch {
    return []
  }
}

export function freePort(): Promise<number> {
  return new Promise((tell, fail) => {
    const listener = createServer()
    listener.once('error', fail)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      listener.close(() => tell(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
