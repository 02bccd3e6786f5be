import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { campaignOf, campaignStewardOf } from '../queries.ts'
import { isRunning, whyNotJoin } from '../rules.ts'
import { Joining } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { joinRound } from './commands.ts'
import { listOpenRounds } from './queries.ts'
import { JoiningPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.joining.pattern, editors, async (c) => show(c, emptyForm()))

pages.post(paths.joining.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Joining)
  if (!form.ok) return show(c, form, 422)
  const outcome = await joinRound(db, steward, form.value.round_id, now)
  if (!outcome.ok) return show(c, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.round({ slug: outcome.value }), words(locale)('matching.joined.done'))
})

async function show(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, me, now, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const campaign = await campaignOf(db, steward.campaign_id)
  const open = await listOpenRounds(db, campaign.id, now)
  const running = isRunning(campaign.state)
  const rounds = open.map((round) => ({
    ...round,
    whyNot: whyNotJoin(
      round,
      { ...campaign, running, unnamed: round.unnamed, joined: round.joined },
      now,
    ),
  }))
  return reply(
    c,
    <JoiningPage t={words(locale)} campaign={campaign} rounds={rounds} form={form} />,
    status,
  )
}
