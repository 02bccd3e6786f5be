import { isUuid } from '#kit/ids.ts'
import { absent } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { listEventRows } from './queries.ts'
import { EventPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.event.pattern, operators, async (c) => {
  const { db, locale, modules } = c.var
  const id = c.req.param('id')
  if (!isUuid(id)) throw absent()
  const rows = await listEventRows(db, id)
  if (rows.length === 0) throw absent()
  const before = rows.flatMap((row) => [...row.resolves, ...row.reverses_rows])
  const events = [...new Set([id, ...before.map(({ event_id }) => event_id)])]
  const told = await Promise.all(modules.map(({ booked }) => booked?.(db, events) ?? []))
  return reply(c, <EventPage t={words(locale)} rows={rows} about={told.flat()} />)
})
