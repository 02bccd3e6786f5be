import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { campaignOf, campaignStewardOf } from '../queries.ts'
import { Reasoned } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { cancelCampaign } from './commands.ts'
import { CancellationPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.cancellation.pattern, editors, async (c) => show(c, emptyForm()))

pages.post(paths.cancellation.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Reasoned)
  if (!form.ok) return show(c, form, 422)
  const outcome = await cancelCampaign(db, steward, form.value.reason, now)
  if (!outcome.ok) return show(c, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.campaign({ slug }), words(locale)('cancellation.done'))
})

async function show(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, me, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const campaign = await campaignOf(db, steward.campaign_id)
  return reply(c, <CancellationPage t={words(locale)} campaign={campaign} form={form} />, status)
}
