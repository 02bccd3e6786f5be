import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { formatDate } from '#kit/format.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { closeMonth } from './commands.ts'
import { findClosing } from './queries.ts'
import { closable } from './rules.ts'
import { ClosingForm } from './schema.ts'
import { ClosingPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.closing.pattern, operators, async (c) => reply(c, await asking(c)))

pages.post(paths.closing.pattern, operators, async (c) => {
  const { db, me, locale } = c.var
  const form = await readForm(c, ClosingForm)
  if (!form.ok) return reply(c, await asking(c, form), 422)
  const closed = await closeMonth(db, operatorOf(me), form.value.through)
  if (!closed.ok)
    return reply(c, await asking(c, refusedForm(form, 'through', closed.refusal)), 422)
  const day = formatDate(closed.value, locale)
  return see(c, paths.desk(), words(locale)('desk.close.done', { day }))
})

async function asking(c: Ask<Db>, form: FormState = emptyForm()) {
  const { db, now, locale } = c.var
  const { closed_through, first } = await findClosing(db)
  const months = closable(closed_through, first, now.toISOString().slice(0, 10))
  return <ClosingPage t={words(locale)} months={months} form={form} />
}
