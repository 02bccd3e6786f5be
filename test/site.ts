// Before browser tests: the built site with the sample country, as `npm start` starts it, on a port
// and in a folder of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { root } from './root.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the site is, without a slash at the end. */
    site_url: string
    /** Where it keeps its data, for its operator's tool and for whoever tampers with its books. */
    site_data_dir: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data_dir = mkdtempSync(join(tmpdir(), 'mozaik-site-'))
  const port = await freePort()
  const site_url = `http://localhost:${port}`
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DATA_DIR: data_dir,
    PORT: String(port),
    BASE_URL: site_url,
    MOZAIK_SAMPLE: '1',
    // The other server of the fediverse is on this machine.
    MOZAIK_REACH_LOOPBACK: '1',
    DATABASE_URL: '',
  }
  const words: string[] = []
  const site = spawn(process.execPath, ['scripts/run.mjs', 'start'], { cwd: root, env })
  for (const stream of [site.stdout, site.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => words.push(text))
  }
  const end = async () => {
    await stopped(site)
    rmSync(data_dir, { recursive: true, force: true })
  }
  try {
    await untilReady(site, site_url)
  } catch (cause) {
    await end()
    throw new Error(`The site did not start:\n${words.join('')}`, { cause })
  }
  project.provide('site_url', site_url)
  project.provide('site_data_dir', data_dir)
  return end
}

// The sample country is loaded first, on whatever machine this is.
const readyWithinMs = 120_000

async function untilReady(site: ChildProcess, url: string) {
  const until = performance.now() + readyWithinMs
  while (performance.now() < until && site.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error(site.exitCode === null ? 'It took too long.' : `It ended: ${site.exitCode}.`)
}

async function stopped(site: ChildProcess) {
  if (site.exitCode !== null) return
  const ended = new Promise((tell) => site.once('exit', tell))
  site.kill('SIGTERM')
  await ended
}

function freePort(): Promise<number> {
  return new Promise((tell, fail) => {
    const listener = createServer()
    listener.once('error', fail)
    listener.listen(0, () => {
      const address = listener.address()
      listener.close(() => tell(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
