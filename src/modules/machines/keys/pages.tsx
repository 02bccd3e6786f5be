import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { hashOf, newToken } from '#kit/tokens.ts'
import { findCard, owners, stewardOf } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { makeKey, revokeKey } from './commands.ts'
import { findKey, listKeys } from './queries.ts'
import { NewKey } from './schema.ts'
import { KeysPage, MadePage, RevocationPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.keys.pattern, owners, async (c) => show(c, c.req.param('slug'), fresh))

const fresh = emptyForm({ days: '365' })

pages.post(paths.keys.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'owner')
  const form = await readForm(c, NewKey)
  if (!form.ok) return show(c, slug, form, 422)
  const { token, prefix } = newToken('mzk')
  const made = { prefix, secret_hash: hashOf(token) }
  const outcome = await makeKey(db, steward, form.value, made, now)
  if (!outcome.ok) return show(c, slug, refusedForm(form, null, outcome.refusal), 422)
  const [key] = await listKeys(db, steward.organisation_id)
  // Sent twice: the first answer showed the key, and nobody can show it again.
  if (key?.prefix !== prefix) return see(c, paths.keys({ slug }), words(locale)('keys.made_before'))
  c.header('cache-control', 'no-store')
  const organisation = found(await findCard(db, slug))
  return reply(
    c,
    <MadePage t={words(locale)} organisation={organisation} name={key.name} token={token} />,
  )
})

pages.get(paths.keyRevocation.pattern, owners, async (c) => {
  const { db, me, locale } = c.var
  const { slug, id } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  if (!isUuid(id)) throw absent()
  const key = found(await findKey(db, steward.organisation_id, id))
  return reply(c, <RevocationPage t={words(locale)} slug={slug} name={key.name} id={key.id} />)
})

pages.post(paths.keyRevocation.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug, id } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  if (!isUuid(id)) throw absent()
  await revokeKey(db, steward, id, now)
  return see(c, paths.keys({ slug }), words(locale)('keys.revoked'))
})

async function show(c: Ask<Db>, slug: string, form: FormState, status: 200 | 422 = 200) {
  const { db, me, now, locale } = c.var
  const steward = await stewardOf(db, me, slug, 'owner')
  const organisation = found(await findCard(db, slug))
  const keys = await listKeys(db, steward.organisation_id)
  const page = (
    <KeysPage t={words(locale)} organisation={organisation} keys={keys} form={form} now={now} />
  )
  return reply(c, page, status)
}
