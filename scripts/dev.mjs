// `npm run dev`: rebuild what changed and start the site again, while PostgreSQL stays up. The page
// in the browser asks /dev/reload and sees that another process answers.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { resolve } from 'node:path'
import { startPostgres } from '../src/kit/postgres.ts'
import { build } from './build.mjs'
import { root } from './dependencies.mjs'
import { parentMark } from './pinned-node.mjs'

// An editor writes a file in several goes.
const settleMs = 40

export async function dev() {
  const data_dir = resolve(root, process.env.DATA_DIR ?? 'data')
  const own = !process.env.DATABASE_URL
  const postgres = own && (await startPostgres({ data_dir, durable: true, share: true }))
  let site = null
  let working = false
  let again = false

  async function renew() {
    again = working
    if (working) return
    working = true
    const began = performance.now()
    try {
      await build()
      await stop(site)
      site = start()
      console.log(`Renewed after ${Math.round(performance.now() - began)} ms.`)
    } catch (fault) {
      console.error(fault.message)
    }
    working = false
    if (again) await renew()
  }

  let timer
  for (const folder of ['src', 'db/migrations']) {
    watch(resolve(root, folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(renew, settleMs)
    })
  }
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, async () => {
      if (ending) return
      ending = true
      await stop(site)
      if (postgres) await postgres.stop()
      process.exit(0)
    })
  }
  await renew()
}

function start() {
  const env = { ...process.env, MOZAIK_RELOAD: '1', [parentMark]: String(process.pid) }
  return spawn(process.execPath, ['scripts/run.mjs', 'start'], { cwd: root, stdio: 'inherit', env })
}

async function stop(site) {
  if (!site || site.exitCode !== null || site.signalCode !== null) return
  const ended = new Promise((tell) => site.once('exit', tell))
  site.kill('SIGTERM')
  const patience = setTimeout(() => site.kill('SIGKILL'), 1000)
  await ended
  clearTimeout(patience)
}
