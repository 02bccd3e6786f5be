// What an operator asks of organisations from a terminal.
import { type Command, Option } from 'commander'
import type { World } from '#kit/world.ts'
import { reindexSearch } from './commands.ts'
import { listAfter } from './directory/queries.ts'
import { type ImportOptions, importFile, listFiles, undoFile } from './importing/cli.ts'
import { findPresentSlug, findProfile } from './queries.ts'
import { type Kind, kinds } from './rules.ts'
import type { Tables } from './tables.ts'

type Open = () => Promise<World<Tables>>

export function cli(program: Command, open: Open) {
  const organisations = program
    .command('organisations')
    .description('find organisations, and make their search anew')
  organisations
    .command('list')
    .description('organisations in the order they were added')
    .option('-q, --query <words>', 'words of a name or a summary', '')
    .addOption(new Option('-k, --kind <kind>', 'of one kind').choices(kinds))
    .option('--verified', 'only those that two operators vouched for', false)
    .option('-n, --limit <number>', 'how many at most', '50')
    .option('--json', 'for a machine to read', false)
    .action((options: ListOptions) => list(open, options))
  organisations
    .command('show')
    .argument('<slug>', 'its short address, or one it had before')
    .description('everything that the page of an organisation shows')
    .option('--json', 'for a machine to read', false)
    .action((slug: string, options: { json: boolean }) => show(open, slug, options))
  organisations
    .command('reindex')
    .description('make anew what search knows, after places were renamed')
    .action(() => reindex(open))
  importing(organisations, open)
}

const collect = (value: string, before: readonly string[]) => [...before, value]

function importing(organisations: Command, open: Open) {
  organisations
    .command('import')
    .argument('<file>', 'a table: CSV, or a workbook (XLSX)')
    .description('organisations of a register; the same file twice changes nothing')
    .option('--map <field=column>', 'which column holds a field; may be given often', collect, [])
    .option('--sheet <name>', 'which sheet of a workbook, when it has several')
    .option('--dry-run', 'only say what would happen', false)
    .option('--json', 'for a machine to read', false)
    .action((file: string, options: ImportOptions) => importFile(open, file, options))
  organisations
    .command('imports')
    .description('what was imported, by whom and when')
    .action(() => listFiles(open))
  organisations
    .command('undo-import')
    .argument('<id>', 'of the import')
    .description('take back what an import did, as far as nothing touched it since')
    .action((id: string) => undoFile(open, id))
}

interface ListOptions {
  query: string
  kind?: Kind
  verified: boolean
  limit: string
  json: boolean
}

async function list(open: Open, { query, kind, verified, limit, json }: ListOptions) {
  const { db } = await open()
  const filter = { q: query, kinds: kind ? [kind] : [], areas: [], municipalities: [], verified }
  const rows = await listAfter(db, filter, null, Math.max(1, Number.parseInt(limit, 10) || 50))
  if (json) return console.log(JSON.stringify(rows, null, 2))
  for (const { slug, kind: its, state, name } of rows)
    console.log([slug, its, state, Object.values(name).join(' / ')].join('\t'))
}

async function show(open: Open, slug: string, { json }: { json: boolean }) {
  const { db, now } = await open()
  const present = await findPresentSlug(db, slug)
  const profile = present ? await findProfile(db, present, now()) : undefined
  if (!profile) {
    console.error(`There is no organisation at /o/${slug}.`)
    process.exitCode = 1
    return
  }
  if (json) return console.log(JSON.stringify(profile, null, 2))
  for (const [field, value] of Object.entries(profile))
    if (value !== null) console.log(`${field}: ${JSON.stringify(value)}`)
}

async function reindex(open: Open) {
  const { db } = await open()
  for await (const { done, total } of reindexSearch(db)) {
    const percent = total === 0 ? 100 : Math.round((done / total) * 100)
    console.log(`${percent}% · ${done} of ${total} organisations`)
  }
}
