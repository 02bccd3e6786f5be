import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths } from '../paths.ts'
import { findCard, type Steward, stewardOf } from '../queries.ts'
import { editors, owners } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { addFormerName, changeAddress, removeFormerName } from './commands.ts'
import { listFormerNames, listFormerSlugs } from './queries.ts'
import { AddressForm, FormerNameForm } from './schema.ts'
import { NamingPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.address.pattern, editors, async (c) => {
  const slug = c.req.param('slug')
  return show(c, slug, await stewardOf(c.var.db, c.var.me, slug, 'editor'))
})

// Printed on cards and painted on doors: the address is the owners' to change.
pages.post(paths.address.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'owner')
  const address = await readForm(c, AddressForm)
  if (!address.ok) return show(c, slug, steward, { address })
  const outcome = await changeAddress(db, steward, address.value.slug, now)
  if (outcome.ok) return see(c, paths.address({ slug: outcome.value }), words(locale)('saved'))
  return show(c, slug, steward, { address: refusedForm(address, 'slug', outcome.refusal) })
})

pages.post(paths.formerNames.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'editor')
  const former = await readForm(c, FormerNameForm)
  if (!former.ok) return show(c, slug, steward, { former })
  const outcome = await addFormerName(db, steward, former.value, now)
  if (outcome.ok) return see(c, paths.address({ slug }), words(locale)('saved'))
  return show(c, slug, steward, { former: refusedForm(former, null, outcome.refusal) })
})

pages.post(paths.formerNameRemoval.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug, id } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'editor')
  if (!isUuid(id)) throw absent()
  await removeFormerName(db, steward, id, now)
  return see(c, paths.address({ slug }), words(locale)('saved'))
})

/** The page, with one of its two forms as it was refused. */
async function show(
  c: Ask<Db>,
  slug: string,
  { organisation_id }: Steward,
  refused: { address?: FormState; former?: FormState } = {},
) {
  const { db, locale } = c.var
  const organisation = found(await findCard(db, slug))
  return reply(
    c,
    <NamingPage
      t={words(locale)}
      organisation={organisation}
      former_slugs={await listFormerSlugs(db, organisation_id)}
      former_names={await listFormerNames(db, organisation_id)}
      address={refused.address ?? emptyForm({ slug })}
      former={refused.former ?? emptyForm()}
    />,
    refused.address || refused.former ? 422 : 200,
  )
}
