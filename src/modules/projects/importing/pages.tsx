import { download } from '#kit/download.ts'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import {
  columnsChosen,
  deskBytesMax,
  type ImportState,
  isWorking,
  uploadedTable,
} from '#kit/importing.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { BadSheet } from '#kit/sheet.ts'
import { sheetSaid } from '#kit/sheet-words.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { ImportsPage } from '#ui/importing/list.tsx'
import { reportLines } from '#ui/importing/report.ts'
import { readSaid, stepSaid } from '#ui/importing/words.ts'
import { paths } from '../paths.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { askForCheck, moveImport, openImport } from './commands.ts'
import { readTable } from './formats/table.ts'
import {
  countRows,
  countWaitingImports,
  everyRow,
  findImport,
  findSameFile,
  type ImportLine,
  listCells,
  listImports,
  listMistakes,
  listOfVerdict,
} from './queries.ts'
import { Mapping, PageQuery, projectFields, Upload } from './schema.ts'
import { fieldName, ProjectsImportPage, undoneName, verdictName } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskImports(),
  label: (locale) => words(locale)('import.desk'),
  who: operators,
  waiting: countWaitingImports,
}

pages.get(paths.deskImports.pattern, operators, async (c) => reply(c, await importsPage(c)))

pages.post(
  paths.deskImports.pattern,
  operators,
  async (c) => {
    const { db, me, now, locale } = c.var
    const form = await readForm(c, Upload)
    const upload = form.uploads.get('file')
    if (!upload) return reply(c, await importsPage(c, refusedForm(form, 'file', 'required')), 422)
    try {
      const { file, table } = await readTable(await uploadedTable(upload), upload.name)
      const { id } = await openImport(db, file, table, operatorOf(me), now)
      return see(c, paths.deskImport({ id }), readSaid(locale))
    } catch (fault) {
      if (!(fault instanceof BadSheet)) throw fault
      const refused = refusedForm(form, 'file', 'sheet')
      return reply(c, await importsPage(c, refused, sheetSaid(locale, fault)), 422)
    }
  },
  { body_bytes_max: deskBytesMax + bodyBytesMax },
)

async function importsPage(c: Ask<Db>, form?: FormState, sheet = '') {
  const { db, locale } = c.var
  const t = words(locale)
  const source = { key: 'source', label: t('import.source'), cell: sourceOf }
  return (
    <ImportsPage
      paths={paths}
      title={t('import.desk')}
      lead={t('import.lead')}
      imports={await listImports(db)}
      more={[source]}
      form={form}
      errors={{ sheet }}
    />
  )
}

const sourceOf = ({ source }: ImportLine) => source

pages.get(paths.deskImport.pattern, operators, async (c) => reply(c, await importPage(c)))

pages.post(paths.deskImportColumns.pattern, operators, async (c) => {
  const { db, now } = c.var
  const { id, header } = await importOf(db, c.req.param('id'))
  const form = await readForm(c, Mapping)
  if (!form.ok) return reply(c, await importPage(c, form), 422)
  const columns = columnsChosen(projectFields, form.value.columns, header)
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
  return see(c, paths.deskImport({ id }), stepSaid(locale, to, moved.ok))
})

pages.get(paths.deskImportReport.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const { id } = await importOf(db, c.req.param('id'))
  const t = words(locale)
  const lines = reportLines(locale, everyRow(db, id), {
    becomes: ({ verdict, undone }) =>
      undone === null ? verdictName(t, verdict) : undoneName(t, undone),
    field: (field) => fieldName(t, field),
    to: (slug) => paths.project({ slug }),
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
  if (isWorking(it.state)) c.header('refresh', reload)
  const [first, counts, mistakes, added, changed, same] = await Promise.all([
    it.state === 'mapping' ? listCells(db, it.id, 0, firstRows) : [],
    countRows(db, it.id),
    listMistakes(db, it.id, page),
    listOfVerdict(db, it.id, 'new', samples),
    listOfVerdict(db, it.id, 'changed', samples),
    findSameFile(db, it),
  ])
  return (
    <ProjectsImportPage
      t={words(locale)}
      it={it}
      first={first}
      counts={counts}
      mistakes={mistakes}
      added={added}
      changed={changed}
      page={page}
      same={same !== undefined}
      form={form}
    />
  )
}
