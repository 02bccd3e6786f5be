// Everything that `npm run check` asks besides types and style. Each check is a function over plain
// values in a file of its own; here they are given the real tree.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bareTexts } from './bare-text.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { withMigrated } from './database.ts'
import { lawless } from './database-law.ts'
import { trespasses } from './fences.ts'
import { lapses } from './habits.ts'
import { type Installed, unlicensed } from './licences.ts'
import { straying } from './migrations.ts'
import { readOrder } from './order.ts'
import { untruths } from './readmes.ts'
import { rings } from './rings.ts'
import { strangers } from './rooms.ts'
import { strayRoutes } from './routes.ts'
import { dumpSchema, outdated } from './schema-dump.ts'
import { overgrown } from './sizes.ts'
import { misreadTables } from './tables.ts'
import { readTree, type SourceFile } from './tree.ts'
import { breaches } from './walls.ts'
import { slips } from './words.ts'

export interface Check {
  /** What holds when the check passes, as the end of a sentence: `modules look down only`. */
  name: string
  /** Needs a PostgreSQL, which is started when there is none. */
  database: boolean
  /** Every sin as one sentence that says what to do. */
  run(): Promise<string[]>
}

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

const tree = once(() => readTree(root))
const order = once(() => {
  const list = tree().find(({ path }) => path === 'src/modules.ts')
  return list ? readOrder(list).names : []
})
const migrated = once(() =>
  withMigrated(async (ask) => ({
    catalogue: await readCatalogue(ask),
    dump: await dumpSchema(ask, order()),
  })),
)

/** The migrated database as one text; `npm run db:dump` writes it down. */
export const freshDump = async () => (await migrated()).dump

const ofTree = (name: string, look: (files: readonly SourceFile[]) => string[]): Check => ({
  name,
  database: false,
  run: async () => look(tree()),
})

const ofDatabase = (name: string, look: (catalogue: Catalogue) => string[]): Check => ({
  name,
  database: true,
  run: async () => look((await migrated()).catalogue),
})

export const checks: readonly Check[] = [
  ofTree('modules look down only, and through doors', (files) => trespasses(order(), files)),
  ofTree('rooms keep to their walls', breaches),
  ofTree('nothing leans in a ring', rings),
  ofTree('every file stands in a room', strangers),
  ofTree('habits are kept', lapses),
  ofTree('files, functions and lines are small', overgrown),
  ofTree('READMEs tell the truth', untruths),
  ofTree('every sentence exists in every language', slips),
  ofTree('pages say nothing by themselves', bareTexts),
  ofTree('every route has an address and a Who', strayRoutes),
  ofTree('migrations go one way', (files) => straying(order(), files, whatLanded)),
  ofDatabase('row types are true', (catalogue) => misreadTables(tree(), catalogue)),
  ofDatabase('tables keep the law', (catalogue) => lawless(order(), catalogue)),
  {
    name: 'db/schema.sql is the database',
    database: true,
    run: async () => outdated(readIfThere('db/schema.sql'), await freshDump()),
  },
  { name: 'the lock file is complete', database: false, run: whatTheLockLacks },
  {
    name: 'licences live with ours',
    database: false,
    run: async () => unlicensed(installed()),
  },
]

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function readIfThere(path: string): string {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
}

/**
 * What a migration said where our branch left the common one, or in the last commit where there is
 * no common one; null when it was not there yet, or when this is no clone.
 */
function whatLanded(path: string): string | null {
  const base = git(['merge-base', 'HEAD', 'origin/HEAD'])?.trim() ?? 'HEAD'
  return git(['show', `${base}:${path}`])
}

function git(words: string[]): string | null {
  try {
    return execFileSync('git', words, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return null
  }
}

async function whatTheLockLacks(): Promise<string[]> {
  const words = ['scripts/complete-lock.mjs', '--check']
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' })
  return status === 0 ? [] : [stdout.trim().replaceAll('\n', ' ')]
}

interface Locked {
  dev?: boolean
  license?: string
}

/** What is installed here of what ships: the lock file's packages that are not for developers. */
function installed(): Installed[] {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readIfThere('package-lock.json'),
  )
  return Object.entries(packages)
    .filter(
      ([path, { dev }]) => path !== '' && !dev && existsSync(join(root, path, 'package.json')),
    )
    .map(([path]) => {
      const { name, version, license } = JSON.parse(readIfThere(`${path}/package.json`))
      const licence = typeof license === 'string' ? license : (license?.type ?? '')
      return { name, version, licence }
    })
}
