import { download } from '#kit/download.ts'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { BadSheet } from '#kit/sheet.ts'
import { cellSaid, placeSaid, sheetSaid } from '#kit/sheet-words.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import type { ImportState } from '#modules/organisations/index.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { fieldName, verdictName, wordsOfImports } from '../views.tsx'
import { words } from '../words.ts'
import { askForCheck, moveImport, openImport } from './commands.ts'
import { reportLines } from './formats/report.ts'
import { readTable } from './formats/table.ts'
import {
  countRows,
  countWaitingImports,
  everyRow,
  findImport,
  findSameFile,
  listCells,
  listImports,
  listMistakes,
  listOfVerdict,
} from './queries.ts'
import { type Columns, deskBytesMax, Mapping, PageQuery, projectFields, Upload } from './schema.ts'
import { ImportPage, ImportsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskImports(),
  label: (locale) => words(locale)('import.desk'),
  who: operators,
  waiting: countWaitingImports,
}

pages.get(paths.deskImports.pattern, operators, async (c) => reply(c, await importsPage(c)))

// What a spreadsheet is called; what is in it is looked at all the same.
const tableName = /\.(csv|tsv|txt|xlsx)$/i

pages.post(
  paths.deskImports.pattern,
  operators,
  async (c) => {
    const { db, me, now, locale } = c.var
    const form = await readForm(c, Upload)
    const wrong = async (fault: BadSheet) =>
      reply(
        c,
        await importsPage(c, refusedForm(form, 'file', 'sheet'), sheetSaid(locale, fault)),
        422,
      )
    const upload = form.uploads.get('file')
    if (!upload) return reply(c, await importsPage(c, refusedForm(form, 'file', 'required')), 422)
    if (upload.size > deskBytesMax)
      return wrong(new BadSheet('too_large', { max: deskBytesMax / 1024 / 1024 }))
    if (!tableName.test(upload.name)) return wrong(new BadSheet('not_a_table'))
    try {
      const bytes = new Uint8Array(await upload.arrayBuffer())
      const { file, table } = await readTable(bytes, upload.name)
      const { id } = await openImport(db, file, table, operatorOf(me), now)
      return see(c, paths.deskImport({ id }), wordsOfImports(locale)('import.done.read'))
    } catch (fault) {
      if (!(fault instanceof BadSheet)) throw fault
      return wrong(fault)
    }
  },
  { body_bytes_max: deskBytesMax + bodyBytesMax },
)

async function importsPage(c: Ask<Db>, form?: FormState, said = '') {
  const { db, locale } = c.var
  const imports = await listImports(db)
  return <ImportsPage t={words(locale)} imports={imports} form={form} errors={{ sheet: said }} />
}

pages.get(paths.deskImport.pattern, operators, async (c) => reply(c, await importPage(c)))

pages.post(paths.deskImportColumns.pattern, operators, async (c) => {
  const { db, now } = c.var
  const { id, header } = await importOf(db, c.req.param('id'))
  const form = await readForm(c, Mapping)
  if (!form.ok) return reply(c, await importPage(c, form), 422)
  const columns: Columns = {}
  for (const field of projectFields) {
    const column = Number(form.value.columns[field] ?? '')
    if (form.value.columns[field] && header[column] !== undefined) columns[field] = column
  }
  const asked = await askForCheck(db, id, columns, form.value.source, now)
  if (!asked.ok) return reply(c, await importPage(c, refusedForm(form, null, asked.refusal)), 422)
  return see(c, paths.deskImport({ id }))
})

const steps: Readonly<Record<string, readonly [ImportState, string | null]>> = {
  writing: ['running', 'projects.import_run'],
  dropping: ['dropped', null],
  naming: ['mapping', null],
  undoing: ['undoing', 'projects.import_undo'],
}

pages.post(paths.deskImportStep.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const [to, task] = found(steps[c.req.param('step')])
  const { id } = await importOf(db, c.req.param('id'))
  const moved = await moveImport(db, id, to, task, now, operatorOf(me))
  const said = moved.ok ? (to === 'dropped' ? 'import.done.dropped' : null) : 'import.error.not_now'
  return see(c, paths.deskImport({ id }), said ? wordsOfImports(locale)(said) : undefined)
})

pages.get(paths.deskImportReport.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const { id } = await importOf(db, c.req.param('id'))
  const t = words(locale)
  const o = wordsOfImports(locale)
  const lines = reportLines(everyRow(db, id), {
    verdict: (verdict) => verdictName(t, verdict),
    undone: (how) => (how === 'removed' ? t('import.undone.removed') : o(`import.undone.${how}`)),
    problem: (problem, row) =>
      `${placeSaid(locale, row, problem.column)}: ${cellSaid(locale, problem)}`,
    field: (field) => fieldName(t, field),
    columns: [
      ...[o('import.report.row'), o('import.field.name'), o('import.becomes')],
      ...[o('import.change'), o('import.mistakes'), o('import.report.page')],
    ],
  })
  return download(c, lines, 'text/csv; charset=utf-8', `import-${id.slice(0, 8)}.csv`)
})

async function importOf(db: Db, id: string) {
  if (!isUuid(id)) throw absent()
  return found(await findImport(db, id))
}

// As many as fit on a page beside the mistakes.
const samples = 8
// Rows of the file that show what a column holds.
const firstRows = 3
// While something is being done, the page asks again after so many seconds.
const reload = '3'

async function importPage(c: Ask<Db>, form?: FormState) {
  const { db, locale } = c.var
  const it = await importOf(db, c.req.param('id') ?? '')
  const { page } = PageQuery.parse(c.req.query())
  if (it.state === 'checking' || it.state === 'running' || it.state === 'undoing')
    c.header('refresh', reload)
  const [first, counts, mistakes, added, changed, same] = await Promise.all([
    it.state === 'mapping' ? listCells(db, it.id, 0, firstRows) : [],
    countRows(db, it.id),
    listMistakes(db, it.id, page),
    listOfVerdict(db, it.id, 'new', samples),
    listOfVerdict(db, it.id, 'changed', samples),
    findSameFile(db, it),
  ])
  const judged = { counts, mistakes, added, changed, page }
  const known = same !== undefined
  return (
    <ImportPage t={words(locale)} it={it} first={first} judged={judged} same={known} form={form} />
  )
}
