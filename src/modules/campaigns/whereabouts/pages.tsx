// What became of a gift, for whoever has its address: no account is needed to see one's own.
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { isGiftKey } from '#modules/payments/index.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findCampaign, findSpending } from '../queries.ts'
import { isAfter, thereOf } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { findGift } from './queries.ts'
import { whereIs } from './rules.ts'
import { WhereaboutsPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.whereabouts.pattern, anyone, async (c) => {
  const { db, locale, settings } = c.var
  const { slug, id, key } = c.req.param()
  if (!isUuid(id) || !isGiftKey(id, key, settings.secret)) throw absent()
  const campaign = found(await findCampaign(db, slug))
  const gift = found(await findGift(db, id, campaign.purpose_id))
  const spending = await findSpending(db, { ...campaign, currency: gift.currency })
  // What is bought is told in the currency of the campaign; before the end all of it is held.
  const told = isAfter(campaign.state) && gift.currency === campaign.currency
  const account = { there_minor: thereOf(spending.sums), lines: told ? spending.lines : [] }
  const where = whereIs(gift, account)
  const shown = { t: words(locale), campaign, gift, gift_key: key, where, spending }
  return reply(c, <WhereaboutsPage {...shown} />)
})
