import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths } from '../paths.ts'
import { findCard, type Steward, stewardOf } from '../queries.ts'
import { editors, financeOfficers } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  addAccount,
  confirmAccount,
  removeAccount,
  setPublicBenefit,
  showAccount,
} from './commands.ts'
import { listAccounts, listBenefit } from './queries.ts'
import { AccountForm, BenefitForm, ShowingForm } from './schema.ts'
import { AccountsPage, BenefitPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.accounts.pattern, financeOfficers, async (c) => {
  const slug = c.req.param('slug')
  return show(c, slug, await stewardOf(c.var.db, c.var.me, slug, 'finance'), emptyForm())
})

pages.post(paths.accounts.pattern, financeOfficers, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'finance')
  const form = await readForm(c, AccountForm)
  if (!form.ok) return show(c, slug, steward, form, 422)
  const outcome = await addAccount(db, steward, form.value, now)
  if (outcome.ok) return see(c, paths.accounts({ slug }), words(locale)('accounts.added'))
  const field = outcome.refusal === 'iban_known' ? 'iban' : null
  return show(c, slug, steward, refusedForm(form, field, outcome.refusal), 422)
})

pages.post(paths.accountConfirmation.pattern, financeOfficers, async (c) => {
  const { steward, id } = await proven(c, c.req.param('slug'), c.req.param('id'))
  const t = words(c.var.locale)
  const outcome = await confirmAccount(c.var.db, steward, id, c.var.now)
  const back = paths.accounts({ slug: c.req.param('slug') })
  if (outcome.ok) return see(c, back, t('saved'))
  return see(c, back, t(`error.${outcome.refusal}`))
})

pages.post(paths.accountShowing.pattern, financeOfficers, async (c) => {
  const { steward, id } = await proven(c, c.req.param('slug'), c.req.param('id'))
  const form = await readForm(c, ShowingForm)
  if (form.ok) await showAccount(c.var.db, steward, id, form.value.shown, c.var.now)
  return see(c, paths.accounts({ slug: c.req.param('slug') }), words(c.var.locale)('saved'))
})

pages.post(paths.accountRemoval.pattern, financeOfficers, async (c) => {
  const { steward, id } = await proven(c, c.req.param('slug'), c.req.param('id'))
  await removeAccount(c.var.db, steward, id, c.var.now)
  return see(c, paths.accounts({ slug: c.req.param('slug') }), words(c.var.locale)('saved'))
})

pages.get(paths.publicBenefit.pattern, editors, async (c) => {
  const slug = c.req.param('slug')
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'editor')
  return showBenefit(c, slug, steward, emptyForm({ year: c.var.now.getUTCFullYear() }))
})

pages.post(paths.publicBenefit.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'editor')
  const form = await readForm(c, BenefitForm)
  if (!form.ok) return showBenefit(c, slug, steward, form, 422)
  if (form.value.year > now.getUTCFullYear())
    return showBenefit(c, slug, steward, refusedForm(form, 'year', 'future_year'), 422)
  await setPublicBenefit(db, steward, form.value, now)
  return see(c, paths.publicBenefit({ slug }), words(locale)('saved'))
})

async function proven(c: Ask<Db>, slug: string, id: string) {
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'finance')
  if (!isUuid(id)) throw absent()
  return { steward, id }
}

type Status = 200 | 422

async function show(
  c: Ask<Db>,
  slug: string,
  steward: Steward,
  form: FormState,
  status: Status = 200,
) {
  const { db, locale } = c.var
  const { organisation_id, person_id } = steward
  const organisation = found(await findCard(db, slug))
  const accounts = await listAccounts(db, organisation_id)
  return reply(
    c,
    <AccountsPage
      t={words(locale)}
      organisation={organisation}
      accounts={accounts}
      form={form}
      person_id={person_id}
    />,
    status,
  )
}

async function showBenefit(
  c: Ask<Db>,
  slug: string,
  steward: Steward,
  form: FormState,
  status: Status = 200,
) {
  const { db, locale } = c.var
  const organisation = found(await findCard(db, slug))
  const years = await listBenefit(db, steward.organisation_id)
  const t = words(locale)
  const page = <BenefitPage t={t} organisation={organisation} years={years} form={form} />
  return reply(c, page, status)
}
