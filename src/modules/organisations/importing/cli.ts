// The register from a terminal: read, judged, and written when nobody asked for a rehearsal.
import { basename } from 'node:path'
import { isUuid } from '#kit/ids.ts'
import {
  printImports,
  Refused,
  say,
  saying,
  sayMistakes,
  tableBytes,
  telling,
} from '#kit/importing-terminal.ts'
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

export const importFile = (open: Open, file: string, options: ImportOptions) =>
  saying(async () => {
    const { file: about, table } = await readTable(tableBytes(file), basename(file), options.sheet)
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

async function report(db: Db, id: string, { json, dryRun }: ImportOptions) {
  const counts = await countRows(db, id)
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ import_id: id, dry_run: Boolean(dryRun), ...counts })}\n`,
    )
    return
  }
  sayMistakes(await listMistakes(db, id, 1))
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
    if (!isUuid(id) || !(await findImport(db, id)))
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
  printImports(await listImports(db))
}
