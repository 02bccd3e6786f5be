// Several machines, as processes on this one: PostgreSQL with a standby, web processes behind a
// proxy, workers.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createServer as listenAnywhere } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { launch, passwordOf, runningServer } from '#kit/postgres-cluster.ts'
import { findPrograms } from '#kit/postgres-programs.ts'
import { root } from './root.ts'

/** The program as it is installed: built when its sources are newer. */
export function buildProgram() {
  const script = `import('./scripts/build.mjs').then(({ buildWhenStale }) => buildWhenStale())`
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root })
  if (status !== 0) throw new Error(`It could not be built: ${stderr}`)
}

export interface Machine {
  readonly process: ChildProcess
  readonly words: () => string
}

export function aMachine(part: 'web' | 'worker', env: Readonly<Record<string, string>>): Machine {
  const child = spawn(process.execPath, ['dist/server/cli.js', part], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-4000)
    })
  return { process: child, words: () => words }
}

/** End it as a power cut would, or (`SIGTERM`) as an upgrade does. */
export async function ended({ process: child }: Machine, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((tell) => child.once('exit', tell))
  child.kill(signal)
  await gone
}

export async function untilAnswers(url: string, machine: Machine) {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    if (machine.process.exitCode !== null) break
    await pause(100)
  }
  throw new Error(`${url} does not answer: ${machine.words()}`)
}

export function freePort(): Promise<number> {
  return new Promise((tell, fail) => {
    const listener = listenAnywhere()
    listener.once('error', fail)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      listener.close(() => tell(address && typeof address === 'object' ? address.port : 0))
    })
  })
}

// What a copy of a running server leaves out: PostgreSQL's manual, "Making a base backup".
const leftOut = /\/(postmaster\.(pid|opts)|pg_(wal|replslot|stat_tmp|subtrans|notify|serial)\/.*)$/

/** A hot standby of the server in this folder, made as pg_basebackup makes one. */
export async function aStandby(primaryDir: string, primaryPort: number, data_dir: string) {
  const password = passwordOf(primaryDir, 'postgres')
  const connection = { host: '127.0.0.1', port: primaryPort, user: 'postgres', password }
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  await client.query(`select pg_create_physical_replication_slot('standby', true)`)
  await client.query(`select pg_backup_start('standby', true)`)
  mkdirSync(data_dir, { recursive: true })
  const folder = join(data_dir, 'postgres')
  cpSync(join(primaryDir, 'postgres'), folder, {
    recursive: true,
    filter: (path) => !leftOut.test(path),
  })
  const { rows } = await client.query<{ labelfile: string }>('select * from pg_backup_stop()')
  await client.end()
  writeFileSync(join(folder, 'backup_label'), rows[0]?.labelfile ?? '')
  writeFileSync(join(folder, 'standby.signal'), '')
  const conninfo = `host=127.0.0.1 port=${primaryPort} user=postgres password=${password}`
  writeFileSync(
    join(folder, 'postgresql.auto.conf'),
    `primary_conninfo = '${conninfo}'\nprimary_slot_name = 'standby'\n`,
  )
  chmodSync(folder, 0o700)
  const port = await launch({ data_dir, durable: true, programs: await findPrograms(folder) })
  return {
    port,
    async stop() {
      const running = runningServer(folder)
      if (running) process.kill(running.pid, 'SIGINT')
      while (runningServer(folder)) await pause(20)
    },
  }
}

/** nginx where this machine has one, else a proxy of a few lines that does as it does. */
export async function aProxy(folder: string, port: number, ports: readonly number[]) {
  const program = [process.env.NGINX, '/usr/sbin/nginx'].find((path) => path && existsSync(path))
  return program ? nginx(program, folder, port, ports) : plainProxy(port, ports)
}

async function nginx(program: string, folder: string, port: number, ports: readonly number[]) {
  const upstream = ports.map((one) => `server 127.0.0.1:${one} max_fails=1 fail_timeout=2s;`)
  const path = join(folder, 'nginx.conf')
  writeFileSync(
    path,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; worker_processes 1;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/nginx-body; proxy_temp_path ${folder}/nginx-proxy;
  fastcgi_temp_path ${folder}/nginx-1; uwsgi_temp_path ${folder}/nginx-2;
  scgi_temp_path ${folder}/nginx-3;
  upstream mozaik { ${upstream.join(' ')} }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 20m;
    location / {
      proxy_pass http://mozaik;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}`,
  )
  const child = spawn(program, ['-c', path, '-p', folder, '-e', join(folder, 'nginx.log')])
  return {
    name: 'nginx',
    async stop() {
      const gone = new Promise((tell) => child.once('exit', tell))
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Each in turn; one that is not there is left out, and what it was in the midst of is a 502. */
async function plainProxy(port: number, ports: readonly number[]) {
  let turn = 0
  const server = createServer((from, to) => {
    const chunks: Buffer[] = []
    from.on('data', (chunk: Buffer) => chunks.push(chunk))
    from.on('end', () => forward(ports.length))
    const forward = (left: number) => {
      turn += 1
      const forwarded = [from.headers['x-forwarded-for'], '127.0.0.1'].filter(Boolean).join(', ')
      const headers = { ...from.headers, 'x-forwarded-for': forwarded }
      const { method, url } = from
      const options = { port: ports[turn % ports.length], method, path: url, headers }
      const ahead = request({ host: '127.0.0.1', ...options }, (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(to)
      })
      ahead.on('error', (fault: NodeJS.ErrnoException) => {
        if (fault.code === 'ECONNREFUSED' && left > 1) return forward(left - 1)
        if (to.headersSent) return to.destroy()
        to.writeHead(502).end()
      })
      ahead.end(Buffer.concat(chunks))
    }
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  return {
    name: 'a plain proxy',
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
