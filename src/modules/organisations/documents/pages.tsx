import { keepUpload } from '#kit/files.ts'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths } from '../paths.ts'
import { findCard, type Steward, stewardOf } from '../queries.ts'
import { editors } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { addDocument, removeDocument } from './commands.ts'
import { listDocuments } from './queries.ts'
import { DocumentForm } from './schema.ts'
import { DocumentsPage } from './views.tsx'

export const pages = site<Db>()

const options = { body_bytes_max: 13 * 1024 * 1024 }

pages.get(paths.documents.pattern, editors, async (c) => {
  const slug = c.req.param('slug')
  return show(c, slug, await stewardOf(c.var.db, c.var.me, slug, 'editor'), emptyForm())
})

pages.post(
  paths.documents.pattern,
  editors,
  async (c) => {
    const { db, me, files, now, locale } = c.var
    const slug = c.req.param('slug')
    const steward = await stewardOf(db, me, slug, 'editor')
    const form = await readForm(c, DocumentForm)
    const upload = form.uploads.get('file')
    if (!upload) return show(c, slug, steward, refusedForm(form, 'file', 'required'), 422)
    if (!form.ok) return show(c, slug, steward, form, 422)
    const kept = await keepUpload(db, files, upload, 'document', steward.person_id)
    if (!kept.ok) return show(c, slug, steward, refusedForm(form, 'file', kept.refusal), 422)
    const wish = { ...form.value, file_id: kept.value.id }
    const outcome = await addDocument(db, steward, wish, now)
    if (outcome.ok) return see(c, paths.documents({ slug }), words(locale)('saved'))
    return show(c, slug, steward, refusedForm(form, null, outcome.refusal), 422)
  },
  options,
)

pages.post(paths.documentRemoval.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug, id } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'editor')
  if (!isUuid(id)) throw absent()
  await removeDocument(db, steward, id, now)
  return see(c, paths.documents({ slug }), words(locale)('saved'))
})

async function show(
  c: Ask<Db>,
  slug: string,
  steward: Steward,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const organisation = found(await findCard(db, slug))
  const documents = await listDocuments(db, steward.organisation_id)
  const t = words(locale)
  const page = <DocumentsPage t={t} organisation={organisation} documents={documents} form={form} />
  return reply(c, page, status)
}
