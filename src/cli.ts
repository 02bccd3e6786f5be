// The operator's tool. Modules bring commands of their own by their cli.ts.
import { Command } from 'commander'
import { BadConfig, type Config, readConfig } from '#config'
import { BackupRefused } from '#kit/backup-manifest.ts'
import { MigrationRefused } from '#kit/migrate.ts'
import { PostgresRefused } from '#kit/postgres-claim.ts'
import { modules } from '#modules'
import { loadSample } from '#sample/load.ts'
import { addBackups } from './backups.ts'
import { checkInstallation } from './check.ts'
import { addExports } from './exports.ts'
import { migrateAll, type Opened, openWorld, whyNotServe } from './open.ts'
import { start } from './start.ts'
import { startJobs, startWeb } from './web.ts'

// The built program lies in dist/server; the project's folder is two above it.
const root = new URL('../..', import.meta.url).pathname
const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

const program = new Command('mozaik')
  .description('The tool of whoever runs a Mozaik: start it, look after it, ask it.')
  .showHelpAfterError()

const toClose: Opened[] = []

async function open(config: Config, part = 'cli', log_level = 'warn') {
  const opened = await openWorld(config, { part, share: true, log_level, say })
  toClose.push(opened)
  return opened
}

const config = () => readConfig(process.env, root)

program
  .command('start')
  .description('everything in one process: PostgreSQL when none is given, migrations, web, worker')
  .action(() => start(config(), root))

program
  .command('web')
  .description('serve pages and the API; any number of these may run')
  .action(() => serveUntilStopped((settings, world) => startWeb(world, settings, root), 'web'))

program
  .command('worker')
  .description('do what was queued and what the clock asks for; any number of these may run')
  .action(() => serveUntilStopped((_, world) => startJobs(world), 'worker'))

program
  .command('migrate')
  .description('bring the database up to date')
  .action(async () => {
    const { owner_url } = await open(config())
    const applied = await migrateAll(owner_url, root, (name, at, of) => say(`${at}/${of} ${name}`))
    say(applied.length ? 'The database is up to date now.' : 'The database was up to date.')
  })

program
  .command('sample')
  .description('load the sample country into an empty database')
  .action(async () => {
    const { world } = await open(config())
    await loadSample(world, say)
  })

program
  .command('check')
  .description('look at configuration, database, storage and mail, and say what is wrong')
  .option('--json', 'for a machine')
  .action(async ({ json }: { json?: boolean }) => {
    const settings = config()
    const findings = await checkInstallation(settings, () => open(settings), root)
    for (const { name, ok, says } of findings)
      if (!json) say(`${ok ? 'ok ' : 'BAD'} ${name}: ${says}`)
    if (json) process.stdout.write(`${JSON.stringify(findings)}\n`)
    if (findings.some(({ ok }) => !ok)) process.exitCode = 1
  })

addBackups(program, config, (settings) => open(settings), root)
addExports(program, async () => (await open(config())).world)

for (const module of modules) module.cli?.(program, async () => (await open(config())).world)

async function serveUntilStopped(
  begin: (config: Config, opened: Opened) => Promise<{ stop(): Promise<void> }>,
  part: string,
) {
  const settings = config()
  const world = await open(settings, part, 'info')
  const why = await whyNotServe(world.owner_url, root)
  if (why) throw new MigrationRefused(why)
  const running = await begin(settings, world)
  await new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop())
    world.lost.then(() => stop())
  })
  await running.stop()
}

// What the operator can mend is said in words; anything else is a fault and shows where it arose.
const forPeople = [BackupRefused, BadConfig, MigrationRefused, PostgresRefused]

try {
  await program.parseAsync()
} catch (fault) {
  const words = forPeople.some((kind) => fault instanceof kind)
  say(words ? (fault as Error).message : String((fault as Error).stack ?? fault))
  process.exitCode = 1
} finally {
  for (const opened of toClose) await opened.close()
}
