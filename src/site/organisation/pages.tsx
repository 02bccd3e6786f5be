// An organisation's page: what it says of itself, and the panels of modules that speak of it.
import { alike, replyAlike, textOf } from '#kit/alike.ts'
import type { Locale } from '#kit/locale.ts'
import { found, withheld } from '#kit/outcome.ts'
import { localePath } from '#kit/page.tsx'
import { remembered } from '#kit/remember.ts'
import { site } from '#kit/site.ts'
import { campaignsOf, OrganisationCampaigns } from '#modules/campaigns/index.ts'
import { FollowLine, findFollowed } from '#modules/federation/index.ts'
import {
  FollowLink,
  feedOf,
  NewsletterLink,
  newsOf,
  OrganisationNews,
} from '#modules/news/index.ts'
import {
  ClaimInvitation,
  findHiddenId,
  findMembership,
  findPresentSlug,
  findProfile,
  mayAct,
  type Profile,
  ProfilePage,
  ProfileSections,
  paths,
  StateHistory,
  shownSections,
  standsStill,
} from '#modules/organisations/index.ts'
import {
  ReceivedPanel,
  receivedOf,
  type Support,
  SupportLink,
  SupportPanel,
  supportOf,
} from '#modules/payments/index.ts'
import { anyone } from '#modules/people/index.ts'
import { findMap } from '#modules/places/index.ts'
import { OrganisationProjects, projectsOf } from '#modules/projects/index.ts'
import type { Whole } from '../handed-up.ts'

export const pages = site<Whole>()

// Places change a few times in a century; this only spares asking on every visit.
const mapSeconds = 15
const country = remembered(findMap)

pages.get(
  paths.profile.pattern,
  anyone,
  alike(async (c) => {
    const { reads, now, locale, me, settings } = c.var
    const slug = c.req.param('slug')
    const [profile, membership, map] = await Promise.all([
      findProfile(reads, slug, now),
      me ? findMembership(reads, slug, me.id) : undefined,
      country(reads, settings.production ? mapSeconds : 0, now),
    ])
    if (!profile) {
      const hidden = await findHiddenId(reads, slug)
      if (hidden) throw withheld('organisation', hidden)
      // It has another address now; who kept the old one on paper still arrives.
      const present = found(await findPresentSlug(reads, slug))
      return c.redirect(localePath(locale, paths.profile({ slug: present })), 301)
    }
    const steward = membership !== undefined
    const [projects, news, followed, support, received, campaigns] = await Promise.all([
      projectsOf(reads, profile.id, steward),
      newsOf(reads, profile.id),
      findFollowed(reads, profile.id),
      supportOf(reads, profile, settings),
      receivedOf(reads, profile.id, now),
      campaignsOf(reads, profile.id, steward),
    ])
    const writes = membership ? mayAct(membership.role, 'editor', membership.state) : false
    const handlesMoney = membership ? mayAct(membership.role, 'finance', membership.state) : false
    const [first, ...others] = shownSections(profile)
    const sections = { profile, map }
    return replyAlike(
      c,
      [textOf([profile, projects, news, followed, support, received, campaigns]), map],
      () => (
        <ProfilePage
          profile={profile}
          role={membership?.role}
          feed={feedOf('o', profile.slug, profile.name, locale)}
          actions={<VisitorsWays slug={profile.slug} support={support} locale={locale} />}
          support={<SupportPanel slug={profile.slug} support={support} />}
          standing={
            <>
              <ReceivedPanel slug={profile.slug} received={received} member={handlesMoney} />
              <StateHistory moments={profile.states} />
              {followed ? (
                <FollowLine slug={followed} owner={membership?.role === 'owner'} />
              ) : null}
            </>
          }
        >
          {isFree(profile) && !membership ? <ClaimInvitation slug={profile.slug} /> : null}
          {first ? <ProfileSections {...sections} of={[first]} /> : null}
          <OrganisationCampaigns organisation={profile} {...campaigns} steward={writes} />
          <OrganisationNews organisation={profile} {...news} steward={writes} />
          <OrganisationProjects organisation={profile} {...projects} steward={steward} />
          <ProfileSections {...sections} of={others} />
        </ProfilePage>
      ),
    )
  }),
)

/** Nobody looks after the page, and somebody might. */
const isFree = ({ owned, state }: Profile) => !owned && !standsStill(state)

/** What whoever reads the page may do: give, where one can, and hear more. */
const VisitorsWays = ({
  slug,
  support,
  locale,
}: {
  slug: string
  support: Support
  locale: Locale
}) => (
  <>
    <SupportLink slug={slug} support={support} />
    <FollowLink
      of={{ organisation: slug }}
      tone={support.why_not ? 'plain' : 'quiet'}
      locale={locale}
    />
    <NewsletterLink slug={slug} locale={locale} />
  </>
)
