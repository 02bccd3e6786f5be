import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { listThanked, listThanks } from '#modules/payments/index.ts'
import { paths } from '../paths.ts'
import { campaignOf, campaignStewardOf } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { noteHandedOver, offerThanks, stopThanks } from './commands.ts'
import { HandingOver, NewThanks } from './schema.ts'
import { ThankingPage } from './views.tsx'

export const pages = site<Db>()

const stewardFor = (c: Ask<Db>) => campaignStewardOf(c.var.db, c.var.me, c.req.param('slug') ?? '')

pages.get(paths.thanks.pattern, editors, async (c) => show(c, emptyForm()))

pages.post(paths.thanks.pattern, editors, async (c) => {
  const { db, now, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardFor(c)
  const form = await readForm(c, NewThanks)
  if (!form.ok) return show(c, form, 422)
  const outcome = await offerThanks(db, steward, form.value, now)
  if (!outcome.ok) {
    const field = outcome.refusal === 'not_an_amount' ? 'least' : null
    return show(c, refusedForm(form, field, outcome.refusal), 422)
  }
  return see(c, paths.thanks({ slug }), words(locale)('saved'))
})

function idOf(c: Ask<Db>): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

pages.post(paths.thanksClosing.pattern, editors, async (c) => {
  const { db, now, locale } = c.var
  const outcome = await stopThanks(db, await stewardFor(c), idOf(c), now)
  const t = words(locale)
  return see(c, paths.thanks(c.req.param()), t(outcome.ok ? 'saved' : 'error.closed_already'))
})

pages.post(paths.handingOver.pattern, editors, async (c) => {
  const { db, now, locale } = c.var
  const steward = await stewardFor(c)
  const form = await readForm(c, HandingOver)
  if (!form.ok) return show(c, form, 422)
  const outcome = await noteHandedOver(db, steward, idOf(c), form.value.note, now)
  const t = words(locale)
  return see(c, paths.thanks(c.req.param()), t(outcome.ok ? 'saved' : 'error.nobody_to_thank'))
})

async function show(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, locale } = c.var
  const steward = await stewardFor(c)
  const campaign = await campaignOf(db, steward.campaign_id)
  const purpose = { kind: 'campaign', ref_id: campaign.id }
  const [thanks, thanked] = await Promise.all([listThanks(db, purpose), listThanked(db, purpose)])
  return reply(
    c,
    <ThankingPage
      t={words(locale)}
      campaign={campaign}
      thanks={thanks}
      thanked={thanked}
      form={form}
    />,
    status,
  )
}
