import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { findMembership } from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findCampaign, findSpending } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { isAfter } from './rules.ts'
import { SpendingPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.spending.pattern, anyone, async (c) => {
  const { reads, locale, me } = c.var
  const campaign = found(await findCampaign(reads, c.req.param('slug')))
  if (campaign.hidden_at || !isAfter(campaign.state)) throw absent()
  const { organisation_slug, host_slug } = campaign
  const receiver = host_slug ?? organisation_slug
  const [spending, own, receiving] = await Promise.all([
    findSpending(reads, campaign),
    me ? findMembership(reads, organisation_slug, me.id) : undefined,
    me ? findMembership(reads, receiver, me.id) : undefined,
  ])
  const treasurer = receiving?.role === 'owner' || receiving?.role === 'finance'
  const steward = own !== undefined
  const shown = { t: words(locale), campaign, spending, treasurer, steward }
  return reply(c, <SpendingPage {...shown} />)
})
