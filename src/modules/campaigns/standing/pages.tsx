import type { VNode } from 'preact'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import type { Outcome } from '#kit/outcome.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors, financeOfficers, stewardOf } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import {
  type Campaign,
  type CampaignSteward,
  campaignOf,
  campaignStewardOf,
  findCampaign,
  listBudget,
  listCourse,
} from '../queries.ts'
import { Reasoned } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  agreeToHost,
  extendCampaign,
  pauseCampaign,
  resumeCampaign,
  submitCampaign,
  withdrawSubmission,
} from './commands.ts'
import { findLastReview } from './queries.ts'
import { Extension } from './schema.ts'
import { ExtensionPage, HostingPage, PausePage, StandingPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.standing.pattern, editors, async (c) => {
  const steward = await campaignStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return showStanding(c, steward)
})

pages.post(paths.submission.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const outcome = await submitCampaign(db, steward, now)
  if (!outcome.ok) return showStanding(c, steward, outcome)
  return see(c, paths.standing({ slug }), words(locale)('submission.done'))
})

pages.post(paths.submissionWithdrawal.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const outcome = await withdrawSubmission(db, steward, now)
  if (!outcome.ok) return showStanding(c, steward, outcome)
  return see(c, paths.standing({ slug }), words(locale)('submission.withdrawn'))
})

pages.post(paths.resumption.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const outcome = await resumeCampaign(db, steward, now)
  if (!outcome.ok) return showStanding(c, steward, outcome)
  return see(c, paths.campaign({ slug }), words(locale)('resumption.done'))
})

async function showStanding(
  c: Ask<Db>,
  { campaign_id }: CampaignSteward,
  outcome?: Outcome<string, string>,
) {
  const { db, locale } = c.var
  const campaign = await campaignOf(db, campaign_id)
  const [course, review] = await Promise.all([
    listCourse(db, campaign),
    findLastReview(db, campaign_id),
  ])
  const form =
    outcome && !outcome.ok ? refusedForm(emptyForm(), null, outcome.refusal) : emptyForm()
  const shown = { t: words(locale), campaign, course, review, form }
  return reply(c, <StandingPage {...shown} />, outcome ? 422 : 200)
}

pages.get(paths.pause.pattern, editors, async (c) => show(c, PausePage, emptyForm()))

pages.post(paths.pause.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Reasoned)
  if (!form.ok) return show(c, PausePage, form, 422)
  const outcome = await pauseCampaign(db, steward, form.value.reason, now)
  if (!outcome.ok) return show(c, PausePage, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.campaign({ slug }), words(locale)('pause.done'))
})

pages.get(paths.extension.pattern, editors, async (c) => show(c, ExtensionPage, emptyForm()))

pages.post(paths.extension.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Extension)
  if (!form.ok) return show(c, ExtensionPage, form, 422)
  const outcome = await extendCampaign(db, steward, form.value, now)
  if (!outcome.ok) return show(c, ExtensionPage, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.campaign({ slug }), words(locale)('extension.done'))
})

type View = (props: {
  t: ReturnType<typeof words>
  campaign: Awaited<ReturnType<typeof campaignOf>>
  form: FormState
}) => VNode

async function show(c: Ask<Db>, View: View, form: FormState, status: 200 | 422 = 200) {
  const { db, me, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const campaign = await campaignOf(db, steward.campaign_id)
  return reply(c, <View t={words(locale)} campaign={campaign} form={form} />, status)
}

// The fiscal host: whoever may dispose of its money says yes for it.
pages.get(paths.hosting.pattern, financeOfficers, async (c) => {
  return showHosting(c, (await hosted(c)).campaign, emptyForm())
})

pages.post(paths.hosting.pattern, financeOfficers, async (c) => {
  const { db, now, locale } = c.var
  const { campaign, host } = await hosted(c)
  const outcome = await agreeToHost(db, host, campaign.id, now)
  if (!outcome.ok) return showHosting(c, campaign, refusedForm(emptyForm(), null, outcome.refusal))
  return see(c, paths.hosting(campaign), words(locale)('hosting.done'))
})

async function showHosting(c: Ask<Db>, campaign: Campaign, form: FormState) {
  const items = await listBudget(c.var.db, campaign.id)
  const shown = { t: words(c.var.locale), campaign, items, form }
  return reply(c, <HostingPage {...shown} />, form.errors.length > 0 ? 422 : 200)
}

async function hosted(c: Ask<Db>) {
  const { db, me } = c.var
  const campaign = found(await findCampaign(db, c.req.param('slug') ?? ''))
  if (!campaign.host_slug) throw absent()
  return { campaign, host: await stewardOf(db, me, campaign.host_slug, 'finance') }
}
