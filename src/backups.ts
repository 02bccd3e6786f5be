// `bin/mozaik backup`, `verify` and `restore`.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '#config'
import { record } from '#facts'
import { writeBackup } from '#kit/backup.ts'
import { BackupRefused, type Manifest } from '#kit/backup-manifest.ts'
import { restoreBackup } from '#kit/backup-restore.ts'
import { type Verdict, verifyBackup } from '#kit/backup-verify.ts'
import { migrationsOf, type Opened } from './open.ts'
import { progressOn } from './progress.ts'

interface Options {
  json?: boolean
  jobs?: boolean
}

type Open = (config: Config) => Promise<Opened>

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** The three commands, for the operator's tool. */
export function addBackups(program: Command, config: () => Config, open: Open, root: string) {
  program
    .command('backup <file>')
    .description('database and files as they belong together, while people work; - is the output')
    .option('--json', 'for a machine')
    .action(async (file: string, { json }: Options) => {
      const settings = config()
      await backup(file, settings, await open(settings), json)
    })
  program
    .command('verify <file>')
    .description('read a whole backup and say what is wrong with it, by name')
    .option('--json', 'for a machine')
    .action(async (file: string, { json }: Options) => {
      const { complaints, manifest, bytes } = await verify(file)
      if (json) print({ complaints, bytes, totals: manifest?.totals, made_at: manifest?.made_at })
      else for (const complaint of complaints) say(complaint)
      if (complaints.length > 0) process.exitCode = 1
      else if (!json && manifest)
        say(`It is whole: ${contentOf(manifest)}, made ${manifest.made_at}.`)
    })
  program
    .command('restore <file>')
    .description('bring a backup into an empty installation')
    .option('--no-jobs', 'leave out what waited to be done: for a trial beside the original')
    .option('--json', 'for a machine')
    .action(async (file: string, options: Options) => {
      const settings = config()
      await restore(resolve(file), { settings, root, options, open })
    })
}

async function backup(file: string, config: Config, { owner_url, world }: Opened, json = false) {
  const began = performance.now()
  const progress = progressOn(process.stderr)
  const target = file === '-' ? theOutput() : await aFile(resolve(file))
  try {
    const manifest = await writeBackup({
      owner_url,
      files: world.files,
      write: target.write,
      about: {
        program_version: config.version,
        base_url: config.base_url,
        secret_print: printOf(world.settings.secret),
      },
      now: world.now(),
      tell: progress.tell,
    })
    await target.finish()
    progress.end()
    const { totals, missing_files } = manifest
    const { rows, files } = totals
    await record(world.db, 'site.backed_up', { rows, files, bytes: target.bytes() }, 'system')
    for (const id of missing_files) say(`The database names the file ${id}; the store has it not.`)
    if (json && file !== '-') print({ file, bytes: target.bytes(), totals, missing_files })
    else
      say(
        `${contentOf(manifest)}: ${rate(manifest, began)}. The file has ${megabytes(target.bytes())}.`,
      )
  } catch (fault) {
    await target.abandon()
    throw fault
  }
}

/** Written aside and moved into its place: what has the name of a backup is a whole one. */
async function aFile(path: string) {
  const aside = `${path}.part`
  let bytes = 0
  const file = await open(aside, 'w', 0o600).catch((fault: Error) => {
    throw new BackupRefused(`This cannot be written: ${fault.message}`)
  })
  return {
    bytes: () => bytes,
    async write(some: Uint8Array) {
      bytes += some.byteLength
      await file.writeFile(some)
    },
    async finish() {
      await file.sync()
      await file.close()
      await rename(aside, path)
    },
    async abandon() {
      await file.close().catch(() => {})
      await rm(aside, { force: true })
    },
  }
}

function theOutput() {
  let bytes = 0
  return {
    bytes: () => bytes,
    async write(some: Uint8Array) {
      bytes += some.byteLength
      if (!process.stdout.write(some)) await once(process.stdout, 'drain')
    },
    finish: async () => {},
    abandon: async () => {},
  }
}

async function verify(file: string): Promise<Verdict> {
  const progress = progressOn(process.stderr)
  try {
    return await verifyBackup(resolve(file), progress.tell)
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new BackupRefused(`There is no file ${file}.`)
    throw fault
  } finally {
    progress.end()
  }
}

interface Restoring {
  settings: Config
  root: string
  options: Options
  open: Open
}

async function restore(path: string, { settings, root, options, open }: Restoring) {
  say('Reading the backup first, all of it.')
  const { complaints, manifest, bytes } = await verify(path)
  if (!manifest || complaints.length > 0)
    throw new BackupRefused(
      `Nothing was restored, because the backup is not whole:\n${complaints.join('\n')}`,
    )
  const began = performance.now()
  const { owner_url, world } = await open(settings)
  const progress = progressOn(process.stderr)
  await restoreBackup({
    path,
    manifest,
    owner_url,
    files: world.files,
    migrations: migrationsOf(root),
    without_jobs: options.jobs === false,
    tell: progress.tell,
  }).finally(progress.end)
  if (manifest.secret_print !== printOf(world.settings.secret))
    say(
      'This installation has another MOZAIK_SECRET than the one that was backed up: second factors, sessions and links that were sent do not work here. Give it the old secret.',
    )
  if (options.json) print({ file: path, bytes, totals: manifest.totals })
  else say(`Restored ${contentOf(manifest)}: ${rate(manifest, began)}.`)
}

/** Enough to tell two secrets apart, and of no use to guess one. */
const printOf = (secret: string) =>
  createHash('sha256').update(`a backup of ${secret}`).digest('hex').slice(0, 12)

const contentOf = ({ totals, tables }: Manifest) =>
  `${totals.rows} rows of ${tables.length} tables and ${totals.files} files`

/** How fast, counted in what people have there and not in what is left of it when compressed. */
function rate({ totals }: Manifest, began: number): string {
  const seconds = (performance.now() - began) / 1000
  const bytes = totals.database_bytes + totals.file_bytes
  return `${megabytes(bytes)} in ${seconds.toFixed(1)} s, ${megabytes(bytes / seconds)}/s`
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
