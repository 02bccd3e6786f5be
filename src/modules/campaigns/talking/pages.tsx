import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { languageOf } from '#kit/locale.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { personOf, signedIn } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { campaignOf, campaignStewardOf, findCampaign } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { answerQuestion, askQuestion, tell } from './commands.ts'
import { listQuestions } from './queries.ts'
import { Answer, NewBulletin, NewQuestion } from './schema.ts'
import { AnswerPage, AskPage, BulletinPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.question.pattern, signedIn, async (c) => showAsk(c, asking(c)))

pages.post(paths.question.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const campaign = await publicOne(c)
  const form = await readForm(c, NewQuestion)
  if (!form.ok) return showAsk(c, form, 422)
  const outcome = await askQuestion(db, personOf(me), campaign, form.value, now)
  if (!outcome.ok) return showAsk(c, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.campaign(campaign), words(locale)('question.done'))
})

const asking = (c: Ask<Db>) => emptyForm({ language: languageOf(c.var.locale) })

async function publicOne(c: Ask<Db>) {
  const campaign = found(await findCampaign(c.var.db, c.req.param('slug') ?? ''))
  if (!campaign.opened_at || campaign.hidden_at) throw absent()
  return campaign
}

async function showAsk(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const campaign = await publicOne(c)
  return reply(c, <AskPage t={words(c.var.locale)} campaign={campaign} form={form} />, status)
}

pages.get(paths.answer.pattern, editors, async (c) => showAnswer(c))

pages.post(paths.answer.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Answer)
  if (!form.ok) return showAnswer(c, form)
  await answerQuestion(db, steward, idOf(c), form.value.answer, now)
  return see(c, paths.campaign({ slug }), words(locale)('answer.done'))
})

function idOf(c: Ask<Db>): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

async function showAnswer(c: Ask<Db>, form?: FormState) {
  const { db, me, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const [campaign, questions] = await Promise.all([
    campaignOf(db, steward.campaign_id),
    listQuestions(db, steward.campaign_id, true),
  ])
  const question = found(questions.find(({ id }) => id === idOf(c)))
  const known = form ?? emptyForm({ answer: question.answer })
  const shown = { t: words(locale), campaign, question, form: known }
  return reply(c, <AnswerPage {...shown} />, form ? 422 : 200)
}

pages.get(paths.bulletin.pattern, editors, async (c) => showBulletin(c, emptyForm()))

pages.post(paths.bulletin.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, NewBulletin)
  if (!form.ok) return showBulletin(c, form, 422)
  const outcome = await tell(db, steward, form.value, now)
  if (!outcome.ok) return showBulletin(c, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.campaign({ slug }), words(locale)('bulletin.done'))
})

async function showBulletin(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, me, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const campaign = await campaignOf(db, steward.campaign_id)
  return reply(c, <BulletinPage t={words(locale)} campaign={campaign} form={form} />, status)
}
