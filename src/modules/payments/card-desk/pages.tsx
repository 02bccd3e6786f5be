// The operator's view of gifts by card: what came, what waits for people, what differs.
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { adapterOf } from '../adapters/choose.ts'
import { settleEvent } from '../commands.ts'
import { paths } from '../paths.ts'
import { listRefused } from '../queries.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import {
  countWaiting,
  listAllCardAccounts,
  listDisputes,
  listEvents,
  listLastChecks,
  listRefusals,
  listSilent,
} from './queries.ts'
import { eventsShown, SettlementForm } from './schema.ts'
import { CardsDesk } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskCards(),
  label: (locale) => words(locale)('cards.desk.title'),
  who: operators,
  waiting: async (db) => (await countWaiting(db)) + (await listRefused(db)).length,
}

pages.get(paths.deskCards.pattern, operators, (c) => showDesk(c, emptyForm()))

pages.post(paths.deskCardsCheck.pattern, operators, async (c) => {
  operatorOf(c.var.me)
  await enqueue(c.var.db, 'payments.cards.reconcile', {}, { key: 'payments.cards.reconcile' })
  return see(c, paths.deskCards(), words(c.var.locale)('cards.desk.check.asked'))
})

pages.post(paths.deskCardsEvent.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  operatorOf(me)
  const id = c.req.param('event')
  if (!isUuid(id)) throw absent()
  const form = await readForm(c, SettlementForm)
  if (!form.ok) return showDesk(c, form, 422)
  const outcome = await settleEvent(db, id, form.value.note, now)
  if (!outcome.ok) return showDesk(c, refusedForm(form, null, outcome.refusal), 422)
  return see(c, paths.deskCards(), words(locale)('cards.desk.event.noted'))
})

const aWeekMs = 7 * 24 * 3600 * 1000

async function showDesk(c: Ask<Db>, form: FormState, status: 200 | 422 = 200) {
  const { db, now, settings, locale } = c.var
  const since = new Date(now.getTime() - aWeekMs).toISOString().slice(0, 10)
  const [accounts, events, disputes, silent, refused, refusals, checks] = await Promise.all([
    listAllCardAccounts(db),
    listEvents(db, eventsShown),
    listDisputes(db),
    listSilent(db),
    listRefused(db),
    listRefusals(db, since),
    listLastChecks(db),
  ])
  const known = accounts.map((one) => ({ ...one, keys: adapterOf(one, settings) !== null }))
  const shown = { accounts: known, events, disputes, silent, refused, refusals, checks, form }
  return reply(c, <CardsDesk t={words(locale)} {...shown} />, status)
}
