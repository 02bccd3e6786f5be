// What an operator does with projects from a terminal.
import { readFileSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { BadSheet, readSheet, sheetBytesMax, underHeader } from '#kit/sheet.ts'
import { cellSaid, placeSaid, sheetSaid } from '#kit/sheet-words.ts'
import type { World } from '#kit/world.ts'
import { listMunicipalities } from '#modules/places/index.ts'
import { importProjects } from './importing/commands.ts'
import { columnsOf, plain, readProject } from './importing/formats/row.ts'
import { projectFields, projectRowsMax, sourceCharsMax } from './importing/schema.ts'
import type { Tables } from './tables.ts'

type Open = () => Promise<World<Tables>>

interface Options {
  readonly source: string
  readonly map: readonly string[]
  readonly sheet?: string
  readonly dryRun: boolean
  readonly json: boolean
}

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)
const collect = (value: string, before: readonly string[]) => [...before, value]

export function cli(program: Command, open: Open) {
  const projects = program.command('projects').description('projects from public tables')
  projects
    .command('import')
    .argument('<file>', 'a table: CSV, or a workbook (XLSX)')
    .description(`projects of a public table. Its columns: ${projectFields.join(', ')}`)
    .requiredOption('--source <text>', 'whose table it is; shown on the pages')
    .option('--map <field=column>', 'which column holds a field; may be given often', collect, [])
    .option('--sheet <name>', 'which sheet of a workbook, when it has several')
    .option('--dry-run', 'only say what would happen', false)
    .option('--json', 'for a machine to read', false)
    .action((file: string, options: Options) => saying(() => importTable(open, file, options)))
}

async function saying(work: () => Promise<void>) {
  try {
    await work()
  } catch (fault) {
    if (!(fault instanceof BadSheet || fault instanceof Refused)) throw fault
    say(fault instanceof BadSheet ? sheetSaid('en', fault) : fault.message)
    process.exitCode = 1
  }
}

/** A no that the operator can do something about; shown without a stack. */
class Refused extends Error {}

// The names of columns stand in the first row.
const headerAt = 0

async function importTable(open: Open, file: string, options: Options) {
  const read = readSheet(readBytes(file), { sheet: options.sheet })
  const { header, rows } = underHeader(read, headerAt)
  if (rows.length > projectRowsMax) throw new BadSheet('too_many_rows', { max: projectRowsMax })
  const columns = columnsOf(header, options.map)
  const { name_sq, name_sr, name_en } = columns
  if (name_sq === undefined && name_sr === undefined && name_en === undefined)
    throw new Refused(`No column holds a name. Say which one does: --map name_sq=${header[0]}`)
  const { db, now } = await open()
  const municipality = finderOf(await listMunicipalities(db))
  const all = rows.map((row) => readProject(row, { columns, municipality }))
  for (const { number, problems } of all)
    for (const problem of problems)
      say(`${placeSaid('en', number, problem.column)}: ${cellSaid('en', problem)}`)
  const sound = all.filter(({ wrong }) => !wrong)
  const text = options.source.slice(0, sourceCharsMax)
  const counts = await importProjects(
    db,
    sound,
    {
      source: { sq: text, sr: text, en: text },
      dry_run: options.dryRun,
      tell: (done, total) => say(`${Math.round((100 * done) / total)} % of ${total} projects`),
    },
    now(),
  )
  const wrong = all.length - sound.length
  if (options.json) return void process.stdout.write(`${JSON.stringify({ ...counts, wrong })}\n`)
  const would = options.dryRun ? 'would be ' : ''
  say(`${counts.new} ${would}new, ${counts.changed} ${would}changed, ${counts.same} the same.`)
  say(`${wrong} left out for a mistake, ${counts.twice} twice in the table.`)
  if (counts.theirs > 0) say(`${counts.theirs} are kept by their organisations, and stay.`)
}

type Municipalities = Awaited<ReturnType<typeof listMunicipalities>>

function finderOf(places: Municipalities) {
  const known = new Map(
    places.flatMap(({ id, code, slug, name, other_names }) =>
      [code ?? '', slug, ...Object.values(name), ...other_names].map((said) => [plain(said), id]),
    ),
  )
  return (text: string) => known.get(text)
}

function readBytes(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Refused(`There is no file ${file}.`)
  if (found.size > sheetBytesMax)
    throw new BadSheet('too_large', { max: sheetBytesMax / 1024 / 1024 })
  return readFileSync(file)
}
