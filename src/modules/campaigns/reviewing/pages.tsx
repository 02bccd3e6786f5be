import type { Context } from 'hono'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { listThanks } from '#modules/payments/index.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { campaignOf, findFilm, listBudget, listCourse } from '../queries.ts'
import { whyNotApprove, whyNotRefuse } from '../rules.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { approveCampaign, refuseCampaign } from './commands.ts'
import { countWaiting, findReview, listApprovals, listWaiting } from './queries.ts'
import { Approval, Refusal } from './schema.ts'
import { ReviewPage, ReviewsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskReviews(),
  label: (locale) => words(locale)('desk.title'),
  who: operators,
  waiting: countWaiting,
}

pages.get(paths.deskReviews.pattern, operators, async (c) => {
  const waiting = await listWaiting(c.var.db, operatorOf(c.var.me).person_id)
  return reply(c, <ReviewsPage t={words(c.var.locale)} waiting={waiting} />)
})

pages.get(paths.deskReview.pattern, operators, async (c) => show(c))

pages.post(paths.deskApproval.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const operator = operatorOf(me)
  const id = idOf(c)
  const form = await readForm(c, Approval)
  if (!form.ok) return show(c, { approval: form }, 422)
  const outcome = await approveCampaign(db, operator, id, form.value.checks, now)
  if (!outcome.ok) return show(c, { approval: refusedForm(form, null, outcome.refusal) }, 409)
  return see(c, paths.deskReviews(), words(locale)(`desk.done.${outcome.value}`))
})

pages.post(paths.deskRefusal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const operator = operatorOf(me)
  const id = idOf(c)
  const form = await readForm(c, Refusal)
  if (!form.ok) return show(c, { refusal: form }, 422)
  const outcome = await refuseCampaign(db, operator, id, form.value.reason, now)
  if (!outcome.ok) return show(c, { refusal: refusedForm(form, null, outcome.refusal) }, 409)
  return see(c, paths.deskReviews(), words(locale)('desk.done.refused'))
})

interface Forms {
  readonly approval?: FormState
  readonly refusal?: FormState
}

async function show(c: Ask<Db>, forms: Forms = {}, status: 200 | 409 | 422 = 200) {
  const { db, me, locale } = c.var
  const { person_id } = operatorOf(me)
  const review = found(await findReview(db, idOf(c), person_id))
  const campaign = await campaignOf(db, review.campaign_id)
  const [course, items, film, thanks, approvals] = await Promise.all([
    listCourse(db, campaign),
    listBudget(db, review.campaign_id),
    findFilm(db, review.campaign_id),
    listThanks(db, { kind: 'campaign', ref_id: review.campaign_id }),
    listApprovals(db, review.id),
  ])
  const { belonged, approved } = review
  const judge = { person_id, belonged, approved }
  const shown = {
    t: words(locale),
    campaign,
    items,
    film,
    course,
    thanks,
    review,
    approvals,
    approval: forms.approval ?? emptyForm(),
    refusal: forms.refusal ?? emptyForm(),
    whyNotApprove: whyNotApprove(review, judge),
    whyNotRefuse: whyNotRefuse(review, judge),
  }
  return reply(c, <ReviewPage {...shown} />, status)
}

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
