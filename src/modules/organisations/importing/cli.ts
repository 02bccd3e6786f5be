// The register from a terminal: read, judged, and written when nobody asked for a rehearsal.
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { BadSheet, sheetBytesMax } from '#kit/sheet.ts'
import { cellSaid, placeSaid, sheetSaid } from '#kit/sheet-words.ts'
import type { World } from '#kit/world.ts'
import { runImport, undoImport } from '../commands.ts'
import type { Tables } from '../tables.ts'
import { checkImport, mapColumns, moveImport, openImport } from './commands.ts'
import { namedColumns } from './formats/headers.ts'
import { municipalityFinder } from './formats/meanings.ts'
import { checkRow } from './formats/row.ts'
import { readTable } from './formats/table.ts'
import { countRows, findImport, listImports, listMistakes, listMunicipalities } from './queries.ts'
import { type Columns, importFields } from './schema.ts'

type Open = () => Promise<World<Tables>>

export interface ImportOptions {
  readonly map: readonly string[]
  readonly sheet?: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** A no that the operator can do something about; shown without a stack. */
class Refused extends Error {}

async function saying(work: () => Promise<void>) {
  try {
    await work()
  } catch (fault) {
    const said = fault instanceof BadSheet ? sheetSaid('en', fault) : null
    if (said === null && !(fault instanceof Refused)) throw fault
    say(said ?? (fault as Error).message)
    process.exitCode = 1
  }
}

export const importFile = (open: Open, file: string, options: ImportOptions) =>
  saying(async () => {
    const { file: about, table } = await readTable(readBytes(file), basename(file), options.sheet)
    const how = [table.format.toUpperCase(), table.encoding, table.sheet].filter(Boolean).join(', ')
    say(`${table.rows.length} rows read (${how}).`)
    const columns = columnsOf(table.header, options.map)
    for (const field of importFields) {
      const column = columns[field]
      if (column !== undefined) say(`  ${field} is in “${table.header[column]}”.`)
    }
    const { db, now } = await open()
    const { id } = await openImport(db, about, table, 'system', now())
    await check(db, id, columns, now())
    if (!options.dryRun) await write(db, id, now())
    await report(db, id, options)
  })

type Db = World<Tables>['db']

function columnsOf(header: readonly string[], wishes: readonly string[]): Columns {
  const named = namedColumns(header, wishes)
  if ('columns' in named) return named.columns
  const { what, said } = named.wrong
  throw new Refused(
    what === 'field'
      ? `There is no field ${said}. The fields are: ${importFields.join(', ')}.`
      : `The file has no column “${said}”. Its columns are: ${header.join(', ')}.`,
  )
}

async function check(db: Db, id: string, columns: Columns, now: Date) {
  const mapped = await mapColumns(db, id, columns, now)
  if (!mapped.ok) {
    await moveImport(db, id, 'dropped', null, now)
    throw new Refused(
      'No column holds a name. Say which one does: --map name=Emri, or name_sr=Naziv, name_en=Name.',
    )
  }
  const municipality = municipalityFinder(await listMunicipalities(db))
  const means = { columns, municipality, year: now.getUTCFullYear() }
  await checkImport(db, id, (row) => checkRow(row as never, means), telling('checked'), now)
}

async function write(db: Db, id: string, now: Date) {
  await moveImport(db, id, 'running', null, now)
  return runImport(db, id, telling('written'), now)
}

const telling = (what: string) => (done: number, total: number) =>
  say(`${Math.round((100 * done) / Math.max(total, 1))} % of ${total} rows ${what}`)

// In a terminal; the report at the desk has them all.
const mistakesSaid = 50

async function report(db: Db, id: string, { json, dryRun }: ImportOptions) {
  const counts = await countRows(db, id)
  const mistakes = await listMistakes(db, id, 1)
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ import_id: id, dry_run: Boolean(dryRun), ...counts })}\n`,
    )
    return
  }
  for (const { number, problems } of mistakes.slice(0, mistakesSaid))
    for (const problem of problems)
      say(
        `${placeSaid('en', number, problem.column)}${problem.value ? ` “${problem.value}”` : ''}: ` +
          cellSaid('en', problem),
      )
  const total = Number(mistakes[0]?.total ?? 0)
  if (total > mistakesSaid) say(`… and ${total - mistakesSaid} rows more with something to say.`)
  const would = dryRun ? 'would be ' : ''
  say(
    [
      `${counts.new} ${would}new, ${counts.changed} ${would}changed, ${counts.same} the same.`,
      `${counts.wrong + counts.unclear} left out for a mistake, ${counts.twice} twice in the file.`,
      counts.partly > 0 ? `${counts.partly} taken without a cell that is not right.` : '',
      counts.left_alone > 0
        ? `${counts.left_alone} pages say something else in a field; their own people keep them.`
        : '',
      dryRun
        ? `Nothing was changed. It waits at the desk: /desk/imports/${id}`
        : `To undo it: bin/mozaik organisations undo-import ${id}`,
    ]
      .filter(Boolean)
      .join('\n'),
  )
}

export const undoFile = (open: Open, id: string) =>
  saying(async () => {
    const { db, now } = await open()
    if (!/^[0-9a-f-]{36}$/.test(id) || !(await findImport(db, id)))
      throw new Refused(`There is no import ${id}. See: bin/mozaik organisations imports`)
    const moved = await moveImport(db, id, 'undoing', null, now())
    if (!moved.ok) throw new Refused('Only an import that is done can be undone, and only once.')
    await undoImport(db, id, 'system', telling('undone'), now())
    const { removed, restored, touched } = await countRows(db, id)
    say(`${removed} removed, ${restored} changed back.`)
    if (touched > 0) say(`${touched} were left as they are: somebody changed or uses them since.`)
  })

export async function listFiles(open: Open) {
  const { db } = await open()
  for (const { id, created_at, state, total_rows, file_name, person } of await listImports(db))
    console.log(
      [id, created_at.toISOString(), state, total_rows, person ?? 'terminal', file_name].join('\t'),
    )
}

function readBytes(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Refused(`There is no file ${file}.`)
  if (found.size > sheetBytesMax)
    throw new BadSheet('too_large', { max: sheetBytesMax / 1024 / 1024 })
  return readFileSync(file)
}
