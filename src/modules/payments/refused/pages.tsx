import { isUuid } from '#kit/ids.ts'
import { absent } from '#kit/outcome.ts'
import { see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { askAgain } from './commands.ts'

export const pages = site<Db>()

pages.post(paths.deskCardsRefund.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  operatorOf(me)
  const id = c.req.param('refund')
  if (!isUuid(id)) throw absent()
  const outcome = await askAgain(db, id, now)
  const said = outcome.ok ? 'refused.asked' : 'refused.not_waiting'
  return see(c, paths.deskCards(), words(locale)(said))
})
