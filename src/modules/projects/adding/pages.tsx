import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors, findCard, stewardOf } from '#modules/organisations/index.ts'
import { addProject } from '../commands.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { NewProject } from './schema.ts'
import { AddPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.add.pattern, editors, async (c) => {
  const slug = c.req.param('slug')
  await stewardOf(c.var.db, c.var.me, slug, 'editor')
  return show(c, slug, emptyForm())
})

pages.post(paths.add.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'editor')
  const form = await readForm(c, NewProject)
  if (!form.ok) return show(c, slug, form, 422)
  const outcome = await addProject(db, steward, form.value, now)
  if (!outcome.ok) return show(c, slug, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.identity(outcome.value), words(locale)('add.done'))
})

async function show(c: Ask<Db>, slug: string, form: FormState, status: 200 | 422 = 200) {
  const organisation = found(await findCard(c.var.db, slug))
  return reply(
    c,
    <AddPage t={words(c.var.locale)} organisation={organisation} form={form} />,
    status,
  )
}
