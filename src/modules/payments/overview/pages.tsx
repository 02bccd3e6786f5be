import { absent } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { financeOfficers, type Steward, stewardOf } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { findPayee, findTerms, listGifts, listPayouts, listStanding } from '../queries.ts'
import { whyNotPaid } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { MoneyPage } from './views.tsx'

export const pages = site<Db>()

/** Whoever looks after the money may look, also while the organisation stands still. */
async function treasurerOf(c: Ask<Db>): Promise<Steward> {
  const steward = await stewardOf(c.var.db, c.var.me, c.req.param('slug') ?? '', 'member')
  if (steward.role !== 'owner' && steward.role !== 'finance') throw absent()
  return steward
}

pages.get(paths.money.pattern, financeOfficers, async (c) => {
  const { db, now, locale } = c.var
  const { organisation_id } = await treasurerOf(c)
  const terms = await findTerms(db)
  const [organisation, standing, payouts, gifts] = await Promise.all([
    findPayee(db, organisation_id),
    listStanding(db, organisation_id, terms, now),
    listPayouts(db, organisation_id),
    listGifts(db, organisation_id),
  ])
  const shown = { t: words(locale), organisation, standing, payouts, gifts }
  return reply(c, <MoneyPage {...shown} whyNot={whyNotPaid(organisation)} />)
})
