// The page of an organisation, and the addresses of all the houses together.
import { replyAlike } from '#kit/alike.ts'
import { found } from '#kit/outcome.ts'
import { localePath } from '#kit/page.tsx'
import { remembered } from '#kit/remember.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { findMap } from '#modules/places/index.ts'
import { pages as accounts } from './accounts/pages.tsx'
import { pages as adding } from './adding/pages.tsx'
import { pages as claims } from './claims/pages.tsx'
import { ClaimInvitation } from './claims/views.tsx'
import { pages as directory } from './directory/pages.tsx'
import { pages as documents } from './documents/pages.tsx'
import { pages as editing } from './editing/pages.tsx'
import { pages as history } from './history/pages.tsx'
import { pages as invitations } from './invitations/pages.tsx'
import { pages as members } from './members/pages.tsx'
import { pages as mine } from './mine/pages.tsx'
import { pages as naming } from './naming/pages.tsx'
import { pages as networks } from './networks/pages.tsx'
import { paths } from './paths.ts'
import { pages as peopleShown } from './people-shown/pages.tsx'
import { shownSections } from './profile/rules.ts'
import { ProfilePage } from './profile/views.tsx'
import { findMembership, findPresentSlug, findProfile, type Profile } from './queries.ts'
import { standsStill } from './rules.ts'
import { ProfileSections } from './sections/views.tsx'
import { pages as standing } from './standing/pages.tsx'
import { StateHistory } from './standing/views.tsx'
import type { Db } from './tables.ts'
import { pages as verification } from './verification/pages.tsx'
import { words } from './words.ts'

const own = site<Db>()

// Places change a few times in a century; this only spares asking on every visit.
const mapSeconds = 15
const map = remembered(findMap)

own.get(paths.profile.pattern, anyone, async (c) => {
  const { reads, now, locale, me, settings } = c.var
  const slug = c.req.param('slug')
  const [profile, membership, country] = await Promise.all([
    findProfile(reads, slug, now),
    me ? findMembership(reads, slug, me.id) : undefined,
    map(reads, settings.production ? mapSeconds : 0, now),
  ])
  if (!profile) {
    // It has another address now; who kept the old one on paper still arrives.
    const present = found(await findPresentSlug(reads, slug))
    return c.redirect(localePath(locale, paths.profile({ slug: present })), 301)
  }
  const t = words(locale)
  return replyAlike(c, [JSON.stringify(profile), country], () => (
    <ProfilePage
      t={t}
      profile={profile}
      role={membership?.role}
      standing={<StateHistory moments={profile.states} />}
    >
      {isFree(profile) && !membership ? <ClaimInvitation slug={profile.slug} /> : null}
      <ProfileSections t={t} profile={profile} map={country} of={shownSections(profile)} />
    </ProfilePage>
  ))
})

/** Nobody looks after the page, and somebody might. */
const isFree = ({ owned, state }: Profile) => !owned && !standsStill(state)

const houses = [
  ...[adding, directory, own, editing, history, naming],
  ...[peopleShown, documents, accounts, networks],
  ...[mine, members, invitations, claims, verification, standing],
]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }
