import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { readLinkPart } from '#kit/signed.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findCampaign } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { takeBack } from './commands.ts'
import { findChange, findGift } from './queries.ts'
import { TakingBackPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.takingBack.pattern, anyone, async (c) => show(c, 200))

pages.post(paths.takingBack.pattern, anyone, async (c) => {
  const { db, now, locale } = c.var
  const { slug } = c.req.param()
  const campaign = found(await findCampaign(db, slug))
  const outcome = await takeBack(db, pledgeOf(c), campaign.id, now)
  if (!outcome.ok) return show(c, 422)
  return see(c, paths.campaign({ slug }), words(locale)('taking.done'))
})

/** The letter's link is the proof: whoever has it gave. */
function pledgeOf(c: Ask<Db>): string {
  const id = readLinkPart(c.req.param('key') ?? '', c.var.settings.secret)
  if (!id || !isUuid(id)) throw absent()
  return id
}

async function show(c: Ask<Db>, status: 200 | 422) {
  const { db, now, locale } = c.var
  const campaign = found(await findCampaign(db, c.req.param('slug') ?? ''))
  const [gift, change] = await Promise.all([
    findGift(db, pledgeOf(c), campaign.id),
    findChange(db, campaign.id, now),
  ])
  const shown = { t: words(locale), campaign, change, gift: found(gift) }
  const key = c.req.param('key') ?? ''
  return reply(c, <TakingBackPage {...shown} to={paths.takingBack({ ...campaign, key })} />, status)
}
