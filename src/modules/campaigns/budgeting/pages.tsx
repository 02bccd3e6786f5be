import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { decimalText } from '#kit/money.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { type CampaignSteward, campaignOf, campaignStewardOf, listBudget } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { addItem, changeItem, removeItem } from './commands.ts'
import { Item, Removal } from './schema.ts'
import { BudgetPage, ItemPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.budget.pattern, editors, async (c) => {
  const steward = await campaignStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return showBudget(c, steward, emptyForm({ essential: 'yes' }))
})

pages.post(paths.budget.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Item)
  if (!form.ok) return showBudget(c, steward, form, 422)
  const outcome = await addItem(db, steward, form.value, now)
  if (!outcome.ok) return showBudget(c, steward, refusedItem(form, outcome.refusal), 422)
  return see(c, paths.budget({ slug }), words(locale)('saved'))
})

/** At the field that it is about. */
function refusedItem(form: Parameters<typeof refusedForm>[0], refusal: string) {
  const of = { say_why: 'reason.sq', too_many_decimals: 'amount', nothing_asked: 'amount' }
  return refusedForm(form, of[refusal as keyof typeof of] ?? null, refusal)
}

async function showBudget(
  c: Ask<Db>,
  { campaign_id }: CampaignSteward,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const [campaign, items] = await Promise.all([
    campaignOf(db, campaign_id),
    listBudget(db, campaign_id),
  ])
  return reply(
    c,
    <BudgetPage t={words(locale)} campaign={campaign} items={items} form={form} />,
    status,
  )
}

pages.get(paths.budgetItem.pattern, editors, async (c) => {
  const steward = await campaignStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return showItem(c, steward)
})

pages.post(paths.budgetItem.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Item)
  if (!form.ok) return showItem(c, steward, { form })
  const outcome = await changeItem(db, steward, itemIdOf(c), form.value, now)
  if (!outcome.ok) return showItem(c, steward, { form: refusedItem(form, outcome.refusal) })
  return see(c, paths.budget({ slug }), words(locale)('saved'))
})

pages.post(paths.budgetRemoval.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await campaignStewardOf(db, me, slug)
  const form = await readForm(c, Removal)
  if (!form.ok) return showItem(c, steward, { removal: form })
  const outcome = await removeItem(db, steward, itemIdOf(c), form.value, now)
  if (!outcome.ok) return showItem(c, steward, { removal: refusedItem(form, outcome.refusal) })
  return see(c, paths.budget({ slug }), words(locale)('saved'))
})

function itemIdOf(c: { req: { param: (name: string) => string | undefined } }): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

async function showItem(
  c: Ask<Db>,
  { campaign_id }: CampaignSteward,
  refusedWith: { form?: FormState; removal?: FormState } = {},
) {
  const { db, locale } = c.var
  const [campaign, items] = await Promise.all([
    campaignOf(db, campaign_id),
    listBudget(db, campaign_id),
  ])
  const item = found(items.find(({ id }) => id === itemIdOf(c)))
  const known = emptyForm({
    title: item.title,
    amount: decimalText(item.amount_minor, campaign.currency),
    essential: item.essential ? 'yes' : 'no',
  })
  const { form = known, removal = emptyForm() } = refusedWith
  const status = refusedWith.form || refusedWith.removal ? 422 : 200
  return reply(
    c,
    <ItemPage t={words(locale)} campaign={campaign} item={item} form={form} removal={removal} />,
    status,
  )
}
