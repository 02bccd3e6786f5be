// Projects of a public table from a terminal: read, judged, and written when nobody asked for a
// rehearsal.
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
import { takenBack } from '../words.ts'
import { checkImport, mapColumns, moveImport, openImport } from './commands.ts'
import { columnsOf, finderOf, readProject } from './formats/row.ts'
import { readTable } from './formats/table.ts'
import { countRows, findImport, listImports, listMistakes, listMunicipalities } from './queries.ts'
import { type Columns, sourceCharsMax } from './schema.ts'

type Open = () => Promise<World<Tables>>
type Db = World<Tables>['db']

export interface ImportOptions {
  readonly source: string
  readonly map: readonly string[]
  readonly sheet?: string
  readonly dryRun: boolean
  readonly json: boolean
}

export const importTable = (open: Open, file: string, options: ImportOptions) =>
  saying(async () => {
    const { file: about, table } = await readTable(tableBytes(file), basename(file), options.sheet)
    const columns = columnsOf(table.header, options.map)
    const { name_sq, name_sr, name_en } = columns
    if (name_sq === undefined && name_sr === undefined && name_en === undefined)
      throw new Refused(
        `No column holds a name. Say which one does: --map name_sq=${table.header[0]}`,
      )
    const { db, now } = await open()
    const { id } = await openImport(db, about, table, 'system', now())
    await check(db, id, columns, options.source.slice(0, sourceCharsMax), now())
    if (!options.dryRun) {
      await moveImport(db, id, 'running', null, now())
      await runImport(db, id, telling('written'), now())
    }
    await report(db, id, options)
  })

async function check(db: Db, id: string, columns: Columns, source: string, now: Date) {
  const mapped = await mapColumns(db, id, columns, source, now)
  if (!mapped.ok) {
    await moveImport(db, id, 'dropped', null, now)
    throw new Refused(
      mapped.refusal === 'no_source'
        ? 'Say whose table it is: --source "Register of grants 2025".'
        : 'Two fields point at the same column. Say with --map which one it is.',
    )
  }
  const municipality = finderOf(await listMunicipalities(db))
  const means = { columns, municipality }
  await checkImport(db, id, (row) => readProject(row as never, means), telling('checked'), now)
}

async function report(db: Db, id: string, { json, dryRun }: ImportOptions) {
  const { new: added, ...counts } = await countRows(db, id)
  if (json) {
    const all = { import_id: id, dry_run: dryRun, new: added, ...counts }
    return void process.stdout.write(`${JSON.stringify(all)}\n`)
  }
  sayMistakes(await listMistakes(db, id, 1))
  const would = dryRun ? 'would be ' : ''
  say(`${added} ${would}new, ${counts.changed} ${would}changed, ${counts.same} the same.`)
  say(`${counts.wrong} left out for a mistake, ${counts.twice} twice in the table.`)
  if (counts.theirs > 0) say(`${counts.theirs} are kept by their organisations, and stay.`)
  say(
    dryRun
      ? `Nothing was changed. It waits at the desk: /desk/project-imports/${id}`
      : `To undo it: bin/mozaik projects undo-import ${id}`,
  )
}

export const undoTable = (open: Open, id: string) =>
  saying(async () => {
    const { db, now } = await open()
    if (!isUuid(id) || !(await findImport(db, id)))
      throw new Refused(`There is no import ${id}. See: bin/mozaik projects imports`)
    const moved = await moveImport(db, id, 'undoing', null, now())
    if (!moved.ok) throw new Refused('Only an import that is done can be undone, and only once.')
    const undoing = { by: 'system', reason: takenBack } as const
    await undoImport(db, id, undoing, telling('undone'), now())
    const { removed, restored, touched } = await countRows(db, id)
    say(`${removed} withdrawn, ${restored} changed back.`)
    if (touched > 0) say(`${touched} were left as they are: somebody changed them since.`)
  })

export async function listTables(open: Open) {
  const { db } = await open()
  printImports(await listImports(db))
}
