import { keepUpload } from '#kit/files.ts'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { findSubject, listDocuments, type ProjectSteward, projectStewardOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { addDocument, removeDocument } from './commands.ts'
import { DocumentForm } from './schema.ts'
import { DocumentsPage } from './views.tsx'

export const pages = site<Db>()

const options = { body_bytes_max: 13 * 1024 * 1024 }

pages.get(paths.documents.pattern, editors, async (c) => {
  const { slug } = c.req.param()
  return show(c, await projectStewardOf(c.var.db, c.var.me, slug), emptyForm())
})

pages.post(
  paths.documents.pattern,
  editors,
  async (c) => {
    const { db, me, files, now, locale } = c.var
    const { slug } = c.req.param()
    const steward = await projectStewardOf(db, me, slug)
    const form = await readForm(c, DocumentForm)
    const upload = form.uploads.get('file')
    if (!upload) return show(c, steward, refusedForm(form, 'file', 'required'), 422)
    if (!form.ok) return show(c, steward, form, 422)
    const kept = await keepUpload(db, files, upload, 'document', steward.person_id)
    if (!kept.ok) return show(c, steward, refusedForm(form, 'file', kept.refusal), 422)
    const wish = { ...form.value, file_id: kept.value.id }
    const outcome = await addDocument(db, steward, wish, now)
    if (outcome.ok) return see(c, paths.documents({ slug }), words(locale)('saved'))
    return show(c, steward, refusedForm(form, null, outcome.refusal), 422)
  },
  options,
)

pages.post(paths.documentRemoval.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug, id } = c.req.param()
  const steward = await projectStewardOf(db, me, slug)
  if (!isUuid(id)) throw absent()
  await removeDocument(db, steward, id, now)
  return see(c, paths.documents({ slug }), words(locale)('saved'))
})

async function show(
  c: Ask<Db>,
  { project_id }: ProjectSteward,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const [project, documents] = await Promise.all([
    findSubject(db, project_id),
    listDocuments(db, project_id),
  ])
  return reply(
    c,
    <DocumentsPage t={words(locale)} project={project} documents={documents} form={form} />,
    status,
  )
}
