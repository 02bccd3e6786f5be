// What an operator does with places from a terminal.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { BadSheet } from '#kit/sheet.ts'
import { cellSaid, placeSaid, sheetSaid } from '#kit/sheet-words.ts'
import { terminalLocale } from '#kit/terminal.ts'
import type { World } from '#kit/world.ts'
import { importBoundaries } from './boundaries/commands.ts'
import { BadGeography, readGeography } from './boundaries/formats/geography.ts'
import { mergePlaces } from './commands.ts'
import { loadCountry } from './countries/commands.ts'
import { readCountry, UnknownCountry } from './countries/queries.ts'
import { findPlace } from './queries.ts'
import { importBytesMax } from './schema.ts'
import { importSettlements } from './settlements/commands.ts'
import { BadTable, type CellProblem, readSettlements } from './settlements/formats/table.ts'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

type Open = () => Promise<World<Tables>>

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

// What tables and boundaries are told about in: the language of the terminal.
const locale = () => terminalLocale()

export function cli(program: Command, open: Open) {
  const places = program.command('places').description('the country: its places and boundaries')

  places
    .command('load-country <name>')
    .description('load or bring up to date what src/countries/<name> says; nothing is doubled')
    .option('--from <folder>', 'a folder of yours instead of src/countries/<name>')
    .option('--json', 'for a machine')
    .action((name: string, { json, from }: Reporting & { from?: string }) =>
      saying(async () => {
        const { file, outline } = readCountry(name, from && resolve(from))
        const { value } = await loadCountry((await open()).db, file, outline)
        report(json, value, `${value.municipalities} municipalities are loaded.`)
      }),
    )

  places
    .command('import-boundaries <file>')
    .description('real boundaries from GeoJSON or TopoJSON; they take the place of the mosaic')
    .requiredOption('--source <text>', 'whose data it is; shown under the map')
    .requiredOption('--licence <text>', 'under which licence; shown under the map')
    .option('--layer <name>', 'which layer of a TopoJSON file, when it has several')
    .option('--dry-run', 'only say what would happen')
    .option('--json', 'for a machine')
    .action((file: string, options: BoundaryOptions) =>
      saying(() => runBoundaries(open, file, options)),
    )

  places
    .command('import-settlements <file>')
    .description('settlements from CSV or XLSX; each goes into the municipality that holds it')
    .requiredOption(
      '--source <name>',
      'a short name that keeps ids of two files apart, such as osm',
    )
    .option('--sheet <name>', 'which sheet of a workbook, when it has several')
    .option('--population-year <year>', 'the year of the column population', wholeNumber)
    .option('--dry-run', 'only say what would happen')
    .option('--json', 'for a machine')
    .action((file: string, options: SettlementOptions) =>
      saying(() => runSettlements(open, file, options)),
    )

  places
    .command('merge <slugs...>')
    .description('several municipalities become a new one; what they were stays readable')
    .requiredOption('--into <slug>', 'the address of the new one')
    .requiredOption('--sq <name>', 'its name in Albanian')
    .requiredOption('--sr <name>', 'its name in Serbian, in Latin letters')
    .requiredOption('--en <name>', 'its name in English')
    .requiredOption('--on <date>', 'the first day of the new one, YYYY-MM-DD', day)
    .option('--code <code>', 'its official code')
    .action((slugs: string[], options: MergeOptions) =>
      saying(() => runMerge(open, slugs, options)),
    )
}

interface Reporting {
  json?: boolean
}

interface BoundaryOptions extends Reporting {
  source: string
  licence: string
  layer?: string
  dryRun?: boolean
}

async function runBoundaries(
  open: Open,
  file: string,
  { source, licence, layer, dryRun = false, json }: BoundaryOptions,
) {
  const t = words(locale())
  const features = readGeography(readText(file), layer)
  say(t('import.read_boundaries', { count: features.length }))
  const { db } = await open()
  const outcome = await importBoundaries(
    db,
    features,
    { source, licence, dry_run: dryRun },
    'system',
  )
  if (!outcome.ok) {
    const { twice } = outcome.report
    throw new Refused(
      outcome.refusal === 'twice'
        ? t('import.fits_twice', { which: twice.join(', ') })
        : t('import.fits_none'),
    )
  }
  const { matches, unmatched, without } = outcome.value
  const how = (by: string) => matches.filter((match) => match.by === by).length
  const lines = [
    t(dryRun ? 'import.would_bound' : 'import.bounded', {
      count: matches.length,
      code: how('code'),
      name: how('name'),
      position: how('position'),
    }),
    unmatched.length > 0 ? t('import.unmatched', { which: unmatched.join(', ') }) : '',
    without.length > 0 ? t('import.without', { which: without.join(', ') }) : '',
  ]
  report(json, outcome.value, lines.filter(Boolean).join('\n'))
}

interface SettlementOptions extends Reporting {
  source: string
  sheet?: string
  populationYear?: number
  dryRun?: boolean
}

async function runSettlements(
  open: Open,
  file: string,
  { source, sheet, populationYear, dryRun = false, json }: SettlementOptions,
) {
  const t = words(locale())
  const { rows, problems } = readSettlements(readBytes(file), sheet)
  say(t('import.read_settlements', { count: rows.length }))
  sayProblems(problems)
  const tell = (done: number, total: number) =>
    say(t('import.progress', { percent: Math.round((100 * done) / total), total }))
  const { db } = await open()
  const options = { source, population_year: populationYear ?? null, dry_run: dryRun, tell }
  const outcome = await importSettlements(db, rows, options, 'system')
  if (!outcome.ok) throw new Refused(t('import.no_country'))
  const { added, changed, ...counts } = outcome.value
  const lines = [
    t('import.placed', counts),
    t('import.not_placed', counts),
    added === null || changed === null
      ? t('import.nothing')
      : t('import.settled', { added, changed }),
  ]
  const left_out = new Set(problems.map(({ number }) => number)).size
  report(json, { ...outcome.value, left_out }, lines.join('\n'))
}

// In a terminal; whoever has more mistakes corrects these first.
const mistakesSaid = 50

function sayProblems(problems: readonly CellProblem[]) {
  const rows = new Set(problems.map(({ number }) => number)).size
  for (const { number, column, value, ...problem } of problems.slice(0, mistakesSaid)) {
    const cell = value ? ` “${value}”` : ''
    const said = cellSaid(locale(), { ...problem, value })
    say(`${placeSaid(locale(), number, column)}${cell}: ${said}`)
  }
  if (rows > 0) say(words(locale())('import.left_out', { count: rows }))
}

interface MergeOptions {
  into: string
  sq: string
  sr: string
  en: string
  on: string
  code?: string
}

async function runMerge(
  open: Open,
  slugs: string[],
  { into, sq, sr, en, on, code = '' }: MergeOptions,
) {
  const { db, now } = await open()
  const places = await Promise.all(slugs.map((slug) => findPlace(db, slug)))
  const unknown = slugs.filter((_, i) => !places[i])
  if (unknown.length > 0) throw new Refused(`There is no place ${unknown.join(', ')}.`)
  const ids = places.flatMap((place) => place?.id ?? [])
  const place = { code: code || null, slug: into, name: { sq, sr, en } }
  const outcome = await mergePlaces(db, ids, place, on, 'system', now())
  if (!outcome.ok) throw new Refused(whyNot[outcome.refusal])
  say(`${slugs.join(' and ')} are ${into} since ${on}.`)
}

const whyNot = {
  not_yet: 'That day has not come yet. Merge on the day itself.',
  fewer_than_two: 'A merge needs at least two places.',
  different_kinds: 'Places of different kinds do not merge.',
  already_ended: 'One of them no longer exists.',
  not_yet_there: 'One of them did not exist yet on that day.',
  slug_taken: 'Another place has that address.',
}

/** A no that the operator can do something about; shown without a stack. */
class Refused extends Error {}

const forPeople = [Refused, UnknownCountry]

/** The sentence for whoever can do something about it; null for a fault of ours. */
function saidOf(fault: unknown): string | null {
  const t = words(locale())
  if (fault instanceof BadSheet) return sheetSaid(locale(), fault)
  if (fault instanceof BadTable) return t(`import.${fault.code}`, fault.params)
  if (fault instanceof BadGeography) return t(`import.bad.${fault.code}`, fault.params)
  return forPeople.some((kind) => fault instanceof kind) ? (fault as Error).message : null
}

async function saying(work: () => Promise<void>) {
  try {
    await work()
  } catch (fault) {
    const said = saidOf(fault)
    if (said === null) throw fault
    say(said)
    process.exitCode = 1
  }
}

function report(json: boolean | undefined, value: object, sentences: string) {
  if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
  else say(sentences)
}

const readText = (file: string) => readBytes(file).toString('utf8')

function readBytes(file: string): Buffer {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Refused(`There is no file ${file}.`)
  if (found.size > importBytesMax)
    throw new Refused(
      `${file} is larger than ${importBytesMax / 1024 / 1024} MB: simplify it first.`,
    )
  return readFileSync(file)
}

function wholeNumber(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('It should be a year such as 2024.')
  return Number(text)
}

function day(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('It should be a day such as 2026-01-31.')
  return text
}
