import { keepUpload, uploadBytesMax } from '#kit/files.ts'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { editors, findCard, stewardOf } from '#modules/organisations/index.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { addCampaign } from '../commands.ts'
import { paths } from '../paths.ts'
import { type CampaignSteward, campaignOf, campaignStewardOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { changeStory, changeTerms } from './commands.ts'
import { NewCampaign, Story, Terms } from './schema.ts'
import { AddPage, StoryPage, TermsPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.add.pattern, editors, async (c) => {
  const slug = c.req.param('slug')
  await stewardOf(c.var.db, c.var.me, slug, 'editor')
  return showAdd(c, slug, emptyForm())
})

pages.post(paths.add.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'editor')
  const form = await readForm(c, NewCampaign)
  if (!form.ok) return showAdd(c, slug, form, 422)
  const outcome = await addCampaign(db, steward, form.value, now)
  if (!outcome.ok) return showAdd(c, slug, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.story(outcome.value), words(locale)('add.done'))
})

async function showAdd(c: Ask<Db>, slug: string, form: FormState, status: 200 | 422 = 200) {
  const organisation = found(await findCard(c.var.db, slug))
  return reply(
    c,
    <AddPage t={words(c.var.locale)} organisation={organisation} form={form} />,
    status,
  )
}

pages.get(paths.edit.pattern, editors, async (c) => {
  const { slug } = c.req.param()
  await campaignStewardOf(c.var.db, c.var.me, slug)
  return see(c, paths.story({ slug }))
})

pages.get(paths.story.pattern, editors, async (c) => {
  const steward = await campaignStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return showStory(c, steward)
})

pages.post(
  paths.story.pattern,
  editors,
  async (c) => {
    const { db, me, now, locale, files } = c.var
    const slug = c.req.param('slug')
    const steward = await campaignStewardOf(db, me, slug)
    const form = await readForm(c, Story)
    if (!form.ok) return showStory(c, steward, form, 422)
    const upload = form.uploads.get('picture')
    const kept = upload ? await keepUpload(db, files, upload, 'picture', steward.person_id) : null
    if (kept && !kept.ok)
      return showStory(c, steward, refusedForm(form, 'picture', kept.refusal), 422)
    const wish = kept?.ok ? { ...form.value, picture_id: kept.value.id } : form.value
    const outcome = await changeStory(db, steward, wish, now)
    if (!outcome.ok) return showStory(c, steward, refusedForm(form, null, outcome.refusal), 422)
    return see(c, paths.story({ slug }), words(locale)('saved'))
  },
  { body_bytes_max: uploadBytesMax + bodyBytesMax },
)

async function showStory(
  c: Ask<Db>,
  { campaign_id }: CampaignSteward,
  form?: FormState,
  status: 200 | 422 = 200,
) {
  const campaign = await campaignOf(c.var.db, campaign_id)
  const { title, summary, story, timetable, risks, team, picture_alt } = campaign
  const known = emptyForm({ title, summary, story, timetable, risks, team, picture_alt })
  const t = words(c.var.locale)
  return reply(c, <StoryPage t={t} campaign={campaign} form={form ?? known} />, status)
}

pages.get(paths.terms.pattern, editors, async (c) => {
  const steward = await campaignStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return showTerms(c, steward)
})

pages.post(paths.terms.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Terms)
  if (!form.ok) return showTerms(c, steward, form, 422)
  const places = await municipalityChoices(db, locale)
  if (form.value.place_id && !places.some(({ value }) => value === form.value.place_id))
    return showTerms(c, steward, refusedForm(form, 'place_id', 'not_a_choice'), 422)
  const outcome = await changeTerms(db, steward, form.value, now)
  if (outcome.ok) return see(c, paths.terms({ slug }), words(locale)('saved'))
  const field = outcome.refusal === 'unknown_host' ? 'host' : null
  return showTerms(c, steward, refusedForm(form, field, outcome.refusal), 422)
})

async function showTerms(
  c: Ask<Db>,
  { campaign_id }: CampaignSteward,
  form?: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const [campaign, places] = await Promise.all([
    campaignOf(db, campaign_id),
    municipalityChoices(db, locale),
  ])
  const { kind, rounds, enough_percent, days, area, place_id, host_slug } = campaign
  const known = emptyForm({
    kind,
    rounds: String(rounds),
    days: String(days),
    area,
    place_id,
    host: host_slug,
    enough_percent: enough_percent === null ? null : String(enough_percent),
  })
  const shown = { t: words(locale), campaign, places, form: form ?? known }
  return reply(c, <TermsPage {...shown} />, status)
}
