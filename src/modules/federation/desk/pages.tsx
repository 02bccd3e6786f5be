import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { BlockForm, SwitchForm } from '../schema.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { blockHost, retryHost, turn, unblockHost } from './commands.ts'
import { countFailed, findTraffic, listBlocks, listHosts } from './queries.ts'
import { FederationDesk } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.desk(),
  label: (locale) => words(locale)('desk.title'),
  who: operators,
  waiting: countFailed,
}

pages.get(paths.desk.pattern, operators, async (c) => reply(c, await deskPage(c)))

pages.post(paths.deskSwitch.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, SwitchForm)
  if (!form.ok) return reply(c, await deskPage(c), 422)
  const open = form.value.open === 'yes'
  await turn(db, operatorOf(me), open, now)
  return see(c, paths.desk(), words(locale)(open ? 'desk.opened' : 'desk.closed'))
})

pages.post(paths.deskBlocks.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, BlockForm)
  if (!form.ok) return reply(c, await deskPage(c, form), 422)
  const outcome = await blockHost(db, operatorOf(me), form.value, now)
  if (!outcome.ok)
    return reply(c, await deskPage(c, refusedForm(form, 'host', outcome.refusal)), 422)
  return see(c, paths.desk(), words(locale)('desk.blocked', { host: outcome.value }))
})

pages.post(paths.deskUnblocking.pattern, operators, async (c) => {
  const { db, me, locale } = c.var
  const outcome = await unblockHost(db, operatorOf(me), c.req.param('host'))
  if (!outcome.ok) throw absent()
  return see(c, paths.desk(), words(locale)('desk.unblocked', { host: outcome.value }))
})

pages.post(paths.deskRetrying.pattern, operators, async (c) => {
  const { db, locale } = c.var
  await retryHost(db, c.req.param('host'))
  return see(c, paths.desk(), words(locale)('desk.retried'))
})

async function deskPage(c: Ask<Db>, form: FormState = emptyForm()) {
  const { db, locale } = c.var
  const [traffic, hosts, blocks] = await Promise.all([
    findTraffic(db),
    listHosts(db),
    listBlocks(db),
  ])
  return (
    <FederationDesk t={words(locale)} traffic={traffic} hosts={hosts} blocks={blocks} form={form} />
  )
}
