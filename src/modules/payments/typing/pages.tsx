import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findOrder, listItems } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { TypingPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.deskOrderTyping.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const { id } = c.req.param()
  if (!isUuid(id)) throw absent()
  const order = found(await findOrder(db, id))
  const items = await listItems(db, order.id)
  return reply(c, <TypingPage t={words(locale)} order={order} items={items} />)
})
