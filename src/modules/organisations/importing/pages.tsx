import { download } from '#kit/download.ts'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { BadSheet } from '#kit/sheet.ts'
import { cellSaid, placeSaid, sheetSaid } from '#kit/sheet-words.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { fieldName } from '../views.tsx'
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
  listFirstCells,
  listImports,
  listMistakes,
  listOfVerdict,
} from './queries.ts'
import type { ImportState } from './rules.ts'
import { type Columns, deskBytesMax, importFields, Mapping, PageQuery, Upload } from './schema.ts'
import { ImportPage, ImportsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskImports(),
  label: (locale) => words(locale)('import.desk'),
  who: operators,
  waiting: countWaitingImports,
}

pages.get(paths.deskImports.pattern, operators, async (c) => {
  const imports = await listImports(c.var.db)
  return reply(c, <ImportsPage t={words(c.var.locale)} imports={imports} />)
})

// What a spreadsheet is called; what is in it is looked at all the same.
const tableName = /\.(csv|tsv|txt|xlsx)$/i

pages.post(
  paths.deskImports.pattern,
  operators,
  async (c) => {
    const { db, me, now, locale } = c.var
    const t = words(locale)
    const form = await readForm(c, Upload)
    const again = async (code: string, said: string) => {
      const imports = await listImports(db)
      const state = refusedForm(form, 'file', code)
      return reply(
        c,
        <ImportsPage t={t} imports={imports} form={state} errors={{ sheet: said }} />,
        422,
      )
    }
    const upload = form.uploads.get('file')
    if (!upload) return again('required', '')
    const wrong = (fault: BadSheet) => again('sheet', sheetSaid(locale, fault))
    if (upload.size > deskBytesMax)
      return wrong(new BadSheet('too_large', { max: deskBytesMax / 1024 / 1024 }))
    if (!tableName.test(upload.name)) return wrong(new BadSheet('not_a_table'))
    try {
      const { file, table } = await readTable(await bytesOf(upload), upload.name)
      const { id } = await openImport(db, file, table, operatorOf(me), now)
      return see(c, paths.deskImport({ id }), t('import.done.read'))
    } catch (fault) {
      if (!(fault instanceof BadSheet)) throw fault
      return wrong(fault)
    }
  },
  { body_bytes_max: deskBytesMax + bodyBytesMax },
)

const bytesOf = async (upload: File) => new Uint8Array(await upload.arrayBuffer())

pages.get(paths.deskImport.pattern, operators, async (c) => reply(c, await importPage(c)))

pages.post(paths.deskImportColumns.pattern, operators, async (c) => {
  const { db, now } = c.var
  const { id, header } = await importOf(db, c.req.param('id'))
  const form = await readForm(c, Mapping)
  if (!form.ok) return reply(c, await importPage(c, form), 422)
  const columns: Columns = {}
  for (const field of importFields) {
    const column = Number(form.value.columns[field] ?? '')
    if (form.value.columns[field] && header[column] !== undefined) columns[field] = column
  }
  const asked = await askForCheck(db, id, columns, now)
  if (!asked.ok) return reply(c, await importPage(c, refusedForm(form, null, asked.refusal)), 422)
  return see(c, paths.deskImport({ id }))
})

const steps: Readonly<Record<string, readonly [ImportState, string | null]>> = {
  writing: ['running', 'organisations.import_run'],
  dropping: ['dropped', null],
  naming: ['mapping', null],
  undoing: ['undoing', 'organisations.import_undo'],
}

pages.post(paths.deskImportStep.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const [to, task] = found(steps[c.req.param('step')])
  const { id } = await importOf(db, c.req.param('id'))
  const moved = await moveImport(db, id, to, task, now, operatorOf(me))
  const t = words(locale)
  const said = moved.ok ? (to === 'dropped' ? 'import.done.dropped' : null) : 'import.error.not_now'
  return see(c, paths.deskImport({ id }), said ? t(said) : undefined)
})

pages.get(paths.deskImportReport.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const { id } = await importOf(db, c.req.param('id'))
  const t = words(locale)
  const lines = reportLines(everyRow(db, id), {
    verdict: (verdict) => t(`import.verdict.${verdict}`),
    undone: (how) =>
      t(how === 'removed' || how === 'restored' ? `import.undone.${how}` : 'import.undone.touched'),
    problem: (problem, row) =>
      `${placeSaid(locale, row, problem.column)}: ${cellSaid(locale, problem)}`,
    field: (field) => fieldName(t, field),
    columns: [
      ...[t('import.report.row'), t('import.field.name'), t('import.becomes')],
      ...[t('import.change'), t('import.kept'), t('import.mistakes'), t('import.report.page')],
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
// While something is being done, the page asks again after so many seconds.
const reload = '3'

async function importPage(c: Ask<Db>, form?: FormState) {
  const { db, locale } = c.var
  const it = await importOf(db, c.req.param('id') ?? '')
  const { page } = PageQuery.parse(c.req.query())
  if (it.state === 'checking' || it.state === 'running' || it.state === 'undoing')
    c.header('refresh', reload)
  const [first, counts, mistakes, added, changed, same] = await Promise.all([
    it.state === 'mapping' ? listFirstCells(db, it.id, 3) : [],
    countRows(db, it.id),
    listMistakes(db, it.id, page),
    listOfVerdict(db, it.id, 'new', samples),
    listOfVerdict(db, it.id, 'changed', samples),
    findSameFile(db, it),
  ])
  return (
    <ImportPage
      t={words(locale)}
      it={it}
      first={first}
      judged={{ counts, mistakes, added, changed, page }}
      same={same !== undefined}
      form={form}
    />
  )
}
