import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths } from '../paths.ts'
import { findCard, type Steward, stewardOf } from '../queries.ts'
import { owners } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { answerBond, endBond, proposeBond } from './commands.ts'
import { listBonds } from './queries.ts'
import { ProposalForm } from './schema.ts'
import { NetworksPage } from './views.tsx'

export const pages = site<Db>()

// To whom an organisation belongs is said by those who answer for it.
pages.get(paths.networks.pattern, owners, async (c) => {
  const slug = c.req.param('slug')
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'owner')
  return show(c, slug, steward, emptyForm({ since: c.var.now.toISOString().slice(0, 10) }))
})

pages.post(paths.networks.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'owner')
  const form = await readForm(c, ProposalForm)
  if (!form.ok) return show(c, slug, steward, form, 422)
  const outcome = await proposeBond(db, steward, { slug }, form.value, now)
  if (outcome.ok) return see(c, paths.networks({ slug }), words(locale)('networks.proposed'))
  return show(c, slug, steward, refusedForm(form, 'other', outcome.refusal), 422)
})

pages.post(paths.networkConfirmation.pattern, owners, (c) => answer(c, c.req.param(), true))
pages.post(paths.networkRefusal.pattern, owners, (c) => answer(c, c.req.param(), false))

pages.post(paths.networkEnd.pattern, owners, async (c) => {
  const { slug, steward, id } = await proven(c, c.req.param())
  await endBond(c.var.db, steward, id, c.var.now)
  return see(c, paths.networks({ slug }), words(c.var.locale)('saved'))
})

interface Named {
  readonly slug: string
  readonly id: string
}

async function answer(c: Ask<Db>, named: Named, yes: boolean) {
  const { slug, steward, id } = await proven(c, named)
  const outcome = await answerBond(c.var.db, steward, id, yes, c.var.now)
  const t = words(c.var.locale)
  return see(c, paths.networks({ slug }), t(outcome.ok ? 'saved' : `error.${outcome.refusal}`))
}

async function proven(c: Ask<Db>, { slug, id }: Named) {
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'owner')
  if (!isUuid(id)) throw absent()
  return { slug, steward, id }
}

async function show(
  c: Ask<Db>,
  slug: string,
  steward: Steward,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const organisation = found(await findCard(db, slug))
  const bonds = await listBonds(db, steward.organisation_id)
  const t = words(locale)
  const page = <NetworksPage t={t} organisation={organisation} bonds={bonds} form={form} />
  return reply(c, page, status)
}
