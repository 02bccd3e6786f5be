import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findCampaign } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { listVersions } from './queries.ts'
import { HistoryPage } from './views.tsx'

export const pages = site<Db>()

// For everybody: whoever gave must be able to see what they gave for.
pages.get(paths.history.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const campaign = found(await findCampaign(reads, c.req.param('slug')))
  if (!campaign.opened_at || campaign.hidden_at) throw absent()
  const versions = await listVersions(reads, campaign.id)
  return reply(c, <HistoryPage t={words(locale)} campaign={campaign} versions={versions} />)
})
