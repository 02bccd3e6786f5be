// `npm start`: everything in one process, for a first look and for a small organisation's server.
import type { Config } from '#config'
import { loadSample, sampleAccounts } from '#sample/load.ts'
import { migrateAll, type Opened, openWorld } from './open.ts'
import { startJobs, startWeb } from './web.ts'

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

export async function start(config: Config, root: string): Promise<void> {
  const began = performance.now()
  const opened = await openWorld(config, { part: 'start', log_level: 'warn', say })
  try {
    await migrateAll(opened.owner_url, root, (name, at, of) => say(`  ${at}/${of} ${name}`))
    if (config.sample) await loadSample(opened.world, say)
    const web = await startWeb(opened, config, root)
    const worker = await startJobs(opened)
    greet(config, opened, web.port, performance.now() - began)
    const why = await untilStopped(opened)
    say(why)
    await worker.stop()
    await web.stop()
  } finally {
    await opened.close()
  }
}

function greet(config: Config, { world }: Opened, port: number, took_ms: number) {
  const address = config.port === port ? config.base_url : `http://localhost:${port}`
  say(`\n  Mozaik is at ${address}  (ready in ${(took_ms / 1000).toFixed(1)} s)`)
  say(`  Its data lies in ${world.settings.data_dir}`)
  if (!config.smtp_url && !config.production) say(`  Letters it sends lie at ${address}/dev/mail`)
  if (config.sample) {
    say('\n  Sample accounts')
    for (const line of sampleAccounts()) say(`  ${line}`)
  }
  say('\n  Ctrl-C stops it. Stopping and starting again keeps everything.\n')
}

function untilStopped({ lost }: Opened): Promise<string> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => stop('Stopping…'))
    lost.then(() => stop('PostgreSQL went away. Start again: what was saved is kept.'))
  })
}
