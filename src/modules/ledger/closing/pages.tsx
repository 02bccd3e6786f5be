import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { calendarDay, formatDate } from '#kit/format.ts'
import { absent } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { closePeriod } from '../commands.ts'
import { paths } from '../paths.ts'
import { findLastChecking, trialBalance } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { countOpen, findClosing } from './queries.ts'
import { closable, isMonthEnd } from './rules.ts'
import { ClosingForm } from './schema.ts'
import { ClosingPage, MonthPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.closing.pattern, operators, async (c) => {
  const { db, now, locale } = c.var
  const { closed_through, first } = await findClosing(db)
  const months = closable(closed_through, first, calendarDay(now))
  return reply(c, <ClosingPage t={words(locale)} months={months} />)
})

pages.get(paths.closingMonth.pattern, operators, async (c) =>
  reply(c, await asking(c, c.req.param('through'))),
)

pages.post(paths.closingMonth.pattern, operators, async (c) => {
  const { db, me, locale } = c.var
  const through = c.req.param('through')
  const form = await readForm(c, ClosingForm)
  if (!form.ok) return reply(c, await asking(c, through, form), 422)
  if (!isMonthEnd(through)) throw absent()
  const closed = await closePeriod(db, through, operatorOf(me))
  if (!closed.ok)
    return reply(c, await asking(c, through, refusedForm(form, null, closed.refusal)), 422)
  const day = formatDate(closed.value, locale)
  return see(c, paths.desk(), words(locale)('desk.close.done', { day }))
})

/** The month as it stands, with the question where it is over and open. */
async function asking(c: Ask<Db>, through: string, form: FormState = emptyForm()) {
  const { db, now, locale } = c.var
  if (!isMonthEnd(through)) throw absent()
  const [{ closed_through, first }, rows, checking, open] = await Promise.all([
    findClosing(db),
    trialBalance(db, through),
    findLastChecking(db),
    countOpen(db, through),
  ])
  const may = closable(closed_through, first, calendarDay(now)).includes(through)
  return (
    <MonthPage
      t={words(locale)}
      through={through}
      rows={rows}
      checking={checking}
      open={open}
      may={may}
      form={form}
    />
  )
}
