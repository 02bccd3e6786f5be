import { keepUpload, uploadBytesMax } from '#kit/files.ts'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { calendarDay } from '#kit/format.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, bodyBytesMax, site } from '#kit/site.ts'
import { editors, financeOfficers, stewardOf } from '#modules/organisations/index.ts'
import {
  askable,
  findAmounts,
  findTerms,
  listPayeeAccounts,
  PayoutForm,
  paths as payments,
} from '#modules/payments/index.ts'
import { paths } from '../paths.ts'
import { campaignOf, campaignStewardOf, findCampaign, findSpending } from '../queries.ts'
import { Reasoned } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { addExpense, askForItem, publishReport, removeExpense } from './commands.ts'
import { NewExpense, NewReport } from './schema.ts'
import { AskingPage, ExpensePage, RemovalPage, ReportPage } from './views.tsx'

export const pages = site<Db>()

const idOf = (c: Ask<Db>) => {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

/** The campaign, and whoever may dispose of the money of its receiver. */
async function treasury(c: Ask<Db>) {
  const { db, me } = c.var
  const campaign = found(await findCampaign(db, c.req.param('slug') ?? ''))
  const slug = campaign.host_slug ?? campaign.organisation_slug
  const treasurer = await stewardOf(db, me, slug, 'finance')
  if (!campaign.opened_at || !campaign.purpose_id) throw absent()
  return { campaign, treasurer, receiver: { slug }, purpose_id: campaign.purpose_id }
}

async function lineOf(c: Ask<Db>, campaign: Parameters<typeof findSpending>[1]) {
  const { lines } = await findSpending(c.var.db, campaign)
  return found(lines.find(({ id }) => id === idOf(c)))
}

pages.get(paths.asking.pattern, financeOfficers, async (c) => showAsking(c, emptyForm()))

pages.post(paths.asking.pattern, financeOfficers, async (c) => {
  const { db, now, locale } = c.var
  const { campaign, treasurer, receiver } = await treasury(c)
  const item_id = idOf(c)
  const form = await readForm(c, PayoutForm)
  if (!form.ok) return showAsking(c, form, 422)
  const which = { campaign_id: campaign.id, item_id }
  const outcome = await askForItem(db, treasurer, which, form.value, now)
  if (outcome.ok)
    return see(c, payments.payout({ ...receiver, id: outcome.value }), words(locale)('asking.done'))
  const field = 'field' in outcome && typeof outcome.field === 'string' ? outcome.field : null
  return showAsking(c, refusedForm(form, field, outcome.refusal), 422)
})

async function showAsking(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, now, locale } = c.var
  const { campaign, treasurer, receiver, purpose_id } = await treasury(c)
  const { organisation_id } = treasurer
  const terms = await findTerms(db)
  const whose = { organisation_id, currency: campaign.currency, purpose_id, except: null }
  const [line, accounts, amounts] = await Promise.all([
    lineOf(c, campaign),
    listPayeeAccounts(db, organisation_id),
    findAmounts(db, whose, terms, now),
  ])
  const shown = { campaign, form, line, receiver, accounts, terms }
  const askable_minor = askable(amounts)
  return reply(c, <AskingPage t={words(locale)} {...shown} askable_minor={askable_minor} />, status)
}

pages.get(paths.expense.pattern, editors, async (c) =>
  showExpense(c, emptyForm({ spent_on: calendarDay(c.var.now) })),
)

pages.post(
  paths.expense.pattern,
  editors,
  async (c) => {
    const { db, me, now, files, locale } = c.var
    const { slug } = c.req.param()
    const steward = await campaignStewardOf(db, me, slug)
    // That the line is there comes before anything is kept.
    await lineOf(c, await campaignOf(db, steward.campaign_id))
    const form = await readForm(c, NewExpense)
    if (!form.ok) return showExpense(c, form, 422)
    const upload = form.uploads.get('document')
    if (!upload) return showExpense(c, refusedForm(form, 'document', 'required'), 422)
    const kept = await keepUpload(db, files, upload, 'document', steward.person_id)
    if (!kept.ok) return showExpense(c, refusedForm(form, 'document', kept.refusal), 422)
    const which = { item_id: idOf(c), file_id: kept.value.id }
    const outcome = await addExpense(db, steward, which, form.value, now)
    if (!outcome.ok)
      return showExpense(c, refusedForm(form, fieldOf(outcome.refusal), outcome.refusal), 422)
    return see(c, paths.spending({ slug }), words(locale)('expense.done'))
  },
  { body_bytes_max: uploadBytesMax * 2 + bodyBytesMax },
)

const fieldOf = (refusal: string) =>
  ({ not_an_amount: 'amount', more_than_paid_out: 'amount', day_in_future: 'spent_on' })[refusal] ??
  null

async function showExpense(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, me, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const campaign = await campaignOf(db, steward.campaign_id)
  const line = await lineOf(c, campaign)
  return reply(
    c,
    <ExpensePage t={words(locale)} campaign={campaign} form={form} line={line} />,
    status,
  )
}

pages.get(paths.expenseRemoval.pattern, editors, async (c) => showRemoval(c, emptyForm()))

pages.post(paths.expenseRemoval.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const id = idOf(c)
  const form = await readForm(c, Reasoned)
  if (!form.ok) return showRemoval(c, form, 422)
  const outcome = await removeExpense(db, steward, id, form.value.reason, now)
  if (!outcome.ok) return showRemoval(c, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.spending({ slug }), words(locale)('expense.removed.done'))
})

async function showRemoval(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, me, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const campaign = await campaignOf(db, steward.campaign_id)
  const { expenses } = await findSpending(db, campaign)
  const { id } = found(expenses.find((one) => one.id === idOf(c)))
  return reply(c, <RemovalPage t={words(locale)} campaign={campaign} form={form} id={id} />, status)
}

pages.get(paths.report.pattern, editors, async (c) => showReport(c))

pages.post(paths.report.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, NewReport)
  if (!form.ok) return showReport(c, form)
  const outcome = await publishReport(db, steward, form.value, now)
  if (!outcome.ok) return showReport(c, refusedForm(form, null, outcome.refusal))
  return see(c, paths.spending({ slug }), words(locale)('report.done'))
})

async function showReport(c: Ask<Db>, form?: FormState) {
  const { db, me, locale } = c.var
  const steward = await campaignStewardOf(db, me, c.req.param('slug') ?? '')
  const campaign = await campaignOf(db, steward.campaign_id)
  const { report } = await findSpending(db, campaign)
  const known = form ?? emptyForm(report ?? {})
  const shown = { t: words(locale), campaign, form: known }
  return reply(c, <ReportPage {...shown} />, form ? 422 : 200)
}
