import type { VNode } from 'preact'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { findSubject, type ProjectSteward, projectStewardOf, type Subject } from '../queries.ts'
import type { Db } from '../tables.ts'
import { type T, words } from '../words.ts'
import { closeProject, publishProject, withdrawProject } from './commands.ts'
import { Closing, Withdrawal } from './schema.ts'
import { ClosingPage, PublicationPage, WithdrawalPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.publication.pattern, editors, async (c) => {
  const steward = await projectStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return show(c, steward, PublicationPage, emptyForm())
})

pages.post(paths.publication.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const steward = await projectStewardOf(db, me, c.req.param('slug'))
  const outcome = await publishProject(db, steward, now)
  if (!outcome.ok) {
    const form = refusedForm(emptyForm(), null, outcome.refusal)
    return show(c, steward, PublicationPage, form, 422)
  }
  return see(c, paths.project({ slug: outcome.value }), words(locale)('publication.done'))
})

pages.get(paths.closing.pattern, editors, async (c) => {
  const steward = await projectStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return show(c, steward, ClosingPage, emptyForm())
})

pages.post(paths.closing.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const steward = await projectStewardOf(db, me, c.req.param('slug'))
  const form = await readForm(c, Closing)
  if (!form.ok) return show(c, steward, ClosingPage, form, 422)
  const outcome = await closeProject(db, steward, form.value, now)
  if (!outcome.ok) {
    const field = outcome.refusal === 'no_account' ? 'reached' : null
    return show(c, steward, ClosingPage, refusedForm(form, field, outcome.refusal), 422)
  }
  return see(c, paths.project({ slug: outcome.value }), words(locale)('closing.done'))
})

pages.get(paths.withdrawal.pattern, editors, async (c) => {
  const steward = await projectStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return show(c, steward, WithdrawalPage, emptyForm())
})

pages.post(paths.withdrawal.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const steward = await projectStewardOf(db, me, c.req.param('slug'))
  const form = await readForm(c, Withdrawal)
  if (!form.ok) return show(c, steward, WithdrawalPage, form, 422)
  const outcome = await withdrawProject(db, steward, form.value.reason, now)
  if (!outcome.ok) {
    return show(c, steward, WithdrawalPage, refusedForm(form, null, outcome.refusal), 422)
  }
  return see(c, paths.project({ slug: outcome.value }), words(locale)('withdrawal.done'))
})

type View = (props: { t: T; project: Subject; form: FormState }) => VNode

async function show(
  c: Ask<Db>,
  { project_id }: ProjectSteward,
  View: View,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const project = await findSubject(c.var.db, project_id)
  return reply(c, <View t={words(c.var.locale)} project={project} form={form} />, status)
}
