import { readForm } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { findCard, owners, stewardOf } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { countFollowers, findSubject } from '../queries.ts'
import { SettingForm } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { keepOff } from './commands.ts'
import { SettingsPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.settings.pattern, owners, async (c) => reply(c, await settingsPage(c)))

pages.post(paths.settings.pattern, owners, async (c) => {
  const { db, me, locale } = c.var
  const { slug } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'owner')
  const form = await readForm(c, SettingForm)
  if (!form.ok) return reply(c, await settingsPage(c), 422)
  const off = form.value.followed === 'no'
  await keepOff(db, steward, off)
  const t = words(locale)
  return see(c, paths.settings({ slug }), t(off ? 'settings.kept_off' : 'settings.let'))
})

async function settingsPage(c: Ask<Db>) {
  const { db, me, locale } = c.var
  const slug = c.req.param('slug') ?? ''
  const { organisation_id } = await stewardOf(db, me, slug, 'owner')
  const [subject, organisation, followers] = await Promise.all([
    findSubject(db, organisation_id),
    findCard(db, slug),
    countFollowers(db, organisation_id),
  ])
  return (
    <SettingsPage
      t={words(locale)}
      organisation={found(organisation)}
      subject={found(subject)}
      followers={followers}
    />
  )
}
