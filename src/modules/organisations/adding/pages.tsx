import { emptyForm, readForm, refusedForm } from '#kit/form.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { personOf, signedIn } from '#modules/people/index.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { addOrganisation } from '../commands.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { listAlike } from './queries.ts'
import { NewOrganisation } from './schema.ts'
import { AddPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.add.pattern, signedIn, async (c) => {
  const name = c.req.query('name')?.slice(0, 140)
  const form = emptyForm(name ? { name: { sq: name } } : {})
  return reply(c, <AddPage t={words(c.var.locale)} form={form} {...(await choices(c))} />)
})

pages.post(paths.add.pattern, signedIn, async (c) => {
  const { db, me, now, locale } = c.var
  const t = words(locale)
  const person = personOf(me)
  const form = await readForm(c, NewOrganisation)
  if (!form.ok) return reply(c, <AddPage t={t} form={form} {...(await choices(c))} />, 422)

  const { municipalities } = await choices(c)
  const place = form.value.municipality_id
  if (place && !municipalities.some(({ value }) => value === place)) {
    const refused = refusedForm(form, 'municipality_id', 'unknown_place')
    return reply(c, <AddPage t={t} form={refused} municipalities={municipalities} />, 422)
  }
  const alike = form.value.seen ? [] : await listAlike(db, form.value.name, place)
  if (alike.length > 0)
    return reply(
      c,
      <AddPage t={t} form={form} municipalities={municipalities} alike={alike} />,
      422,
    )

  const added = await addOrganisation(db, person, form.value, now)
  if (!added.ok) {
    const refused = refusedForm(form, null, added.refusal)
    return reply(c, <AddPage t={t} form={refused} municipalities={municipalities} />, 429)
  }
  return see(c, paths.profile(added.value), t('add.done'))
})

const choices = async ({ var: { reads, locale } }: Ask<Db>) => ({
  municipalities: await municipalityChoices(reads, locale),
})
