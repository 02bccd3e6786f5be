import { keepUpload } from '#kit/files.ts'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { findSubject, listIndicators, type ProjectSteward, projectStewardOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { addValue, takeValueBack } from './commands.ts'
import { ValueForm } from './schema.ts'
import { ValuesPage } from './views.tsx'

export const pages = site<Db>()

const options = { body_bytes_max: 13 * 1024 * 1024 }

pages.get(paths.values.pattern, editors, async (c) => {
  const { slug, id } = c.req.param()
  return show(c, await projectStewardOf(c.var.db, c.var.me, slug), id, emptyForm())
})

pages.post(
  paths.values.pattern,
  editors,
  async (c) => {
    const { db, me, files, now, locale } = c.var
    const { slug, id } = c.req.param()
    const steward = await projectStewardOf(db, me, slug)
    if (!isUuid(id)) throw absent()
    const form = await readForm(c, ValueForm)
    if (!form.ok) return show(c, steward, id, form, 422)
    const upload = form.uploads.get('file')
    const kept = upload && (await keepUpload(db, files, upload, 'document', steward.person_id))
    if (kept && !kept.ok) return show(c, steward, id, refusedForm(form, 'file', kept.refusal), 422)
    const evidence_file_id = kept?.value.id ?? null
    const wish = { ...form.value, indicator_id: id, evidence_file_id }
    const outcome = await addValue(db, steward, wish, now)
    if (outcome.ok) return see(c, paths.values({ slug, id }), words(locale)('saved'))
    return show(c, steward, id, refusedForm(form, 'on_date', outcome.refusal), 422)
  },
  options,
)

pages.post(paths.valueRemoval.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug, id, value_id } = c.req.param()
  const steward = await projectStewardOf(db, me, slug)
  if (!isUuid(id) || !isUuid(value_id)) throw absent()
  await takeValueBack(db, steward, id, value_id, now)
  return see(c, paths.values({ slug, id }), words(locale)('saved'))
})

async function show(
  c: Ask<Db>,
  { project_id }: ProjectSteward,
  id: string,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const project = await findSubject(db, project_id)
  const indicator = found((await listIndicators(db, project_id)).find((one) => one.id === id))
  return reply(
    c,
    <ValuesPage t={words(locale)} project={project} indicator={indicator} form={form} />,
    status,
  )
}
