// The page of a gift that returns, for whoever has its address.
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { endSeries } from '../commands.ts'
import { paths } from '../paths.ts'
import { findMandate } from '../queries.ts'
import { keyOf } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { findRecurring, listPromises } from './queries.ts'
import { isKeyOfRecurring } from './schema.ts'
import { RecurringPage } from './views.tsx'

export const pages = site<Db>()

async function seriesAt(c: Ask<Db>, { id, key }: { id: string; key: string }) {
  if (!isUuid(id) || !isKeyOfRecurring(id, key, c.var.settings.secret)) throw absent()
  return found(await findRecurring(c.var.db, id))
}

pages.get(paths.recurring.pattern, anyone, async (c) => {
  const { db, locale, settings } = c.var
  const at = c.req.param()
  const series = await seriesAt(c, at)
  const promises = (await listPromises(db, series.id)).map((one) => ({
    ...one,
    to: paths.gift({ id: one.id, key: keyOf(one.id, settings.secret) }),
  }))
  const mandate = (await findMandate(db, series.id)) ?? null
  const shown = { series, mandate, promises, series_key: at.key }
  return reply(c, <RecurringPage t={words(locale)} {...shown} />)
})

pages.post(paths.recurringStop.pattern, anyone, async (c) => {
  const { db, now, locale } = c.var
  const at = c.req.param()
  const { id } = await seriesAt(c, at)
  await endSeries(db, id, now)
  return see(c, paths.recurring(at), words(locale)('again.done'))
})
