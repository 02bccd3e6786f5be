// The page of a campaign, and the addresses of all the houses together.
import { alike, replyAlike, textOf } from '#kit/alike.ts'
import { absent, found, withheld } from '#kit/outcome.ts'
import { site } from '#kit/site.ts'
import { findMembership } from '#modules/organisations/index.ts'
import { listThanks } from '#modules/payments/index.ts'
import { anyone, mayModerate } from '#modules/people/index.ts'
import { pages as accounting } from './accounting/pages.tsx'
import { pages as budgeting } from './budgeting/pages.tsx'
import { pages as choosing } from './choosing/pages.tsx'
import { pages as directory } from './directory/pages.tsx'
import { pages as editing } from './editing/pages.tsx'
import { pages as filming } from './filming/pages.tsx'
import { pages as history } from './history/pages.tsx'
import { pages as joining } from './joining/pages.tsx'
import { listOffers } from './offering/queries.ts'
import { Offers } from './offering/views.tsx'
import { paths } from './paths.ts'
import { pages as pots } from './pots/pages.tsx'
import { listMaterial, listSupporters } from './profile/queries.ts'
import { CampaignPage } from './profile/views.tsx'
import { type Campaign, findCampaign, findFilm, listBudget, listStates } from './queries.ts'
import { pages as returning } from './returning/pages.tsx'
import { pages as reviewing } from './reviewing/pages.tsx'
import { pages as rounds } from './rounds/pages.tsx'
import { daysLeft, hasEndedBadly, isAfter, takesGifts } from './rules.ts'
import { pages as settling } from './settlement/pages.tsx'
import { listGoingBack } from './settlement/queries.ts'
import { GoingBack } from './settlement/views.tsx'
import { pages as spending } from './spending/pages.tsx'
import { readSpending } from './spending/queries.ts'
import { SpendingPanel } from './spending/views.tsx'
import { pages as standing } from './standing/pages.tsx'
import { StandingPanel } from './standing/views.tsx'
import type { Db } from './tables.ts'
import { pages as talking } from './talking/pages.tsx'
import { listBulletins, listQuestions } from './talking/queries.ts'
import { Bulletins, Questions } from './talking/views.tsx'
import { pages as thanking } from './thanking/pages.tsx'
import { FilmShown, ThanksPanel } from './views.tsx'
import { pages as whereabouts } from './whereabouts/pages.tsx'
import { type T, words } from './words.ts'

const own = site<Db>()

own.get(
  paths.campaign.pattern,
  anyone,
  alike(async (c) => {
    const { reads, locale, me, now } = c.var
    const campaign = found(await findCampaign(reads, c.req.param('slug')))
    const { id, organisation_slug, closes_at } = campaign
    const membership = me ? await findMembership(reads, organisation_slug, me.id) : undefined
    const steward = membership !== undefined
    if (!campaign.opened_at && !steward) throw absent()
    const t = words(locale)
    if (campaign.hidden_at && !steward && !mayModerate(me)) throw withheld('campaign', id)
    if (campaign.hidden_at)
      c.set('page', { ...c.var.page, notice: t(steward ? 'hidden' : 'hidden.moderator') })
    const parts = await partsOf(c.var, campaign, steward)
    // The days that are left, and then none, are the clock's and stand in no row.
    const left = closes_at && daysLeft(closes_at, now)
    return replyAlike(c, [textOf([campaign, parts]), left], () => (
      <Laid t={t} campaign={campaign} steward={steward} {...parts} />
    ))
  }),
)

/** What stands on it, asked for together. */
async function partsOf(
  { reads, now }: { reads: Db; now: Date },
  campaign: Campaign,
  steward: boolean,
) {
  const { id, purpose_id, state } = campaign
  const after = isAfter(state)
  const [items, supporters, material, moments, bulletins, questions] = await Promise.all([
    listBudget(reads, id),
    purpose_id ? listSupporters(reads, purpose_id) : [],
    listMaterial(reads, id),
    listStates(reads, id),
    listBulletins(reads, id),
    listQuestions(reads, id, steward),
  ])
  const [offers, back, spending, thanks, film] = await Promise.all([
    takesGifts(state) ? listOffers(reads, id, now) : [],
    hasEndedBadly(state) && purpose_id ? listGoingBack(reads, purpose_id, now) : [],
    after ? readSpending(reads, campaign, items) : null,
    after ? [] : listThanks(reads, { kind: 'campaign', ref_id: id }),
    findFilm(reads, id),
  ])
  const said = { items, supporters, material, moments, bulletins, questions }
  return { ...said, offers, back, spending, thanks, film }
}

interface LaidProps extends Awaited<ReturnType<typeof partsOf>> {
  t: T
  campaign: Campaign
  steward: boolean
}

/** What each house shows, in its place on the page. */
const Laid = ({ t, campaign, steward, ...parts }: LaidProps) => (
  <CampaignPage
    t={t}
    campaign={campaign}
    items={parts.items}
    supporters={parts.supporters}
    material={parts.material}
    steward={steward}
    matching={<Offers t={t} offers={parts.offers} />}
    outcome={
      <>
        <GoingBack t={t} of={parts.back} />
        {parts.spending ? (
          <SpendingPanel t={t} campaign={campaign} spending={parts.spending} />
        ) : null}
        {parts.film ? <FilmShown t={t} film={parts.film} poster={campaign.picture_id} /> : null}
      </>
    }
    thanks={<ThanksPanel t={t} of={parts.thanks} />}
    standing={<StandingPanel t={t} moments={parts.moments} />}
  >
    <Bulletins t={t} of={parts.bulletins} />
    {campaign.opened_at ? (
      <Questions t={t} campaign={campaign} steward={steward} of={parts.questions} />
    ) : null}
  </CampaignPage>
)

const houses = [
  directory,
  pots,
  rounds,
  joining,
  own,
  editing,
  filming,
  budgeting,
  standing,
  settling,
  returning,
  reviewing,
  talking,
  history,
  spending,
  accounting,
  thanking,
  whereabouts,
  choosing,
]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }
