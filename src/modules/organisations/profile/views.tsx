// An organisation's own page: its cover, its colour, its name, and room for what it shows.
import type { ComponentChildren } from 'preact'
import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { Aside, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import type { PreviewCard } from '#ui/preview.ts'
import { NextStep, ProfileHeader } from '#ui/profile.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { keysOf, paths, picture } from '../paths.ts'
import type { Profile } from '../queries.ts'
import type { Role } from '../rules.ts'
import { SampleMark, StateBadge } from '../views.tsx'
import { type T, words } from '../words.ts'
import {
  completeness,
  describedForMachines,
  nextStep,
  openSteps,
  type Step,
  shownSections,
} from './rules.ts'

interface ProfilePageProps {
  profile: Profile
  /** What the reader is in this organisation, when they are anything. */
  role?: Role | null
  /** The states it was in, with days and reasons. */
  standing?: ComponentChildren
  /** Of what it tells, for programs that look for one. */
  feed?: { href: string; title: string }
  /** What tops its narrow column: the way to support it. */
  support?: ComponentChildren
  /** What a visitor may do: follow it. */
  actions?: ComponentChildren
  /** Its sections, and panels of modules listed after this one. */
  children: ComponentChildren
}

export function ProfilePage(props: ProfilePageProps) {
  const { profile, role = null, standing, support, feed, actions, children } = props
  const { locale, base_url } = usePage()
  const t = words(locale)
  return (
    <Page
      title={plainText(profile.name, locale)}
      description={plainText(profile.summary, locale) || undefined}
      accent={profile.accent}
      preview={previewOf(profile, locale)}
      feed={feed}
      json_ld={describedForMachines(profile, {
        locale,
        page: `${base_url}${localePath(locale, paths.profile(profile))}`,
        logo: profile.logo_id ? `${base_url}${picture(profile.logo_id, 800)}` : null,
      })}
    >
      <Header t={t} profile={profile} role={role} actions={actions} />
      {profile.is_sample ? <Notice tone="wait">{t('sample.says')}</Notice> : null}
      {role && shownSections(profile).length > 0 ? <Useful t={t} profile={profile} /> : null}
      <Aside
        top={support}
        aside={<Particulars t={t} profile={profile} role={role} standing={standing} />}
      >
        {shownSections(profile).length > 0 ? null : (
          <Unwritten t={t} profile={profile} role={role} />
        )}
        {children}
      </Aside>
    </Page>
  )
}

/** What is drawn when the page is passed on elsewhere. */
export function previewOf(profile: Profile, locale: Locale): PreviewCard {
  const t = words(locale)
  const { slug, id, accent, logo_id } = profile
  const place = plainText(profile.municipality, locale)
  return {
    of: 'o',
    slug,
    id,
    locale,
    accent,
    logo_id,
    name: plainText(profile.name, locale),
    html_lang: inLocale(profile.name, locale)?.html ?? '',
    above: [t(`kind.${profile.kind}`), place].filter(Boolean).join(' · '),
    below: plainText(profile.summary, locale),
  }
}

function Header({ t, profile, role, actions }: Omit<ProfilePageProps, 'children'> & { t: T }) {
  const { municipality, municipality_slug, founded_year } = profile
  return (
    <ProfileHeader
      id={profile.id}
      name={profile.name}
      logo={picture(profile.logo_id, 320)}
      cover={picture(profile.cover_id, 1600)}
      cover_alt={profile.cover_alt}
      mission={profile.summary}
      state={<StateBadge state={profile.state} />}
      meta={[
        profile.short_name,
        t(`kind.${profile.kind}`),
        municipality ? (
          <Link key="place" to={paths.index({ 'municipality[]': municipality_slug ?? '' })}>
            <Text of={municipality} bare />
          </Link>
        ) : null,
        founded_year ? t('profile.since', { year: String(founded_year) }) : null,
        profile.is_sample ? <SampleMark key="sample" t={t} /> : null,
      ]}
      actions={
        role ? (
          <ActionLink to={paths.edit(profile)} tone="main">
            {t('profile.edit')}
          </ActionLink>
        ) : (
          actions
        )
      }
    />
  )
}

/** Seen by its members alone: the one thing that would help the page most. */
function Useful({ t, profile }: { t: T; profile: Profile }) {
  const step = nextStep(profile)
  if (!step) return null
  const percent = Math.round(completeness(profile) * 100)
  return (
    <NextStep action={<Link to={wayTo[step](profile)}>{t(`step.${step}.do`)}</Link>}>
      {t(`step.${step}`)} <span class="faint">{t('step.share', { percent })}</span>
    </NextStep>
  )
}

// As many as one can see at a glance, and do in one evening.
const firstSteps = 5

interface UnwrittenProps {
  t: T
  profile: Profile
  role: Role | null
}

/** In place of the sections while there are none: to its members, what to begin with. */
function Unwritten({ t, profile, role }: UnwrittenProps) {
  if (!role) return <p class="faint">{t('profile.empty')}</p>
  return (
    <Section title={t('profile.begin')}>
      <ol class="rows">
        {openSteps(profile)
          .slice(0, firstSteps)
          .map((step) => (
            <li key={step}>
              <div>
                <h3>
                  <Link to={wayTo[step](profile)}>{t(`step.${step}.do`)}</Link>
                </h3>
                <p>{t(`step.${step}`)}</p>
              </div>
            </li>
          ))}
      </ol>
    </Section>
  )
}

const wayTo: Readonly<Record<Step, (at: { slug: string }) => string>> = {
  summary: paths.texts,
  description: paths.texts,
  second_language: paths.texts,
  all_languages: paths.texts,
  contact: paths.contacts,
  municipality: paths.contacts,
  social_links: paths.contacts,
  areas: paths.work,
  groups: paths.work,
  logo: paths.look,
  cover: paths.look,
  cover_alt: paths.look,
  people: paths.people,
  documents: paths.documents,
  verification: paths.verification,
}

/** The narrow column: who vouches for it, when it was last changed, and how to pass it on. */
function Particulars(props: Omit<ProfilePageProps, 'children'> & { t: T }) {
  const { t, profile, role, standing } = props
  return (
    <>
      <p>
        <StateBadge state={profile.state} since={profile.state_since} />
      </p>
      {standing}
      {profile.state === 'unverified' ? <p class="faint">{t('profile.unverified')}</p> : null}
      <p class="faint">
        {t.rich('profile.updated', { when: () => <When at={profile.updated_at} /> })}
      </p>
      <p>
        <Link to={paths.share(profile)}>{t('profile.share')}</Link>
      </p>
      {role ? <StewardsWays t={t} profile={profile} role={role} /> : null}
    </>
  )
}

/** For its members alone: the pages behind the page. */
const StewardsWays = ({ t, profile, role }: { t: T; profile: Profile; role: Role }) => (
  <ul>
    <li>
      <Link to={paths.members(profile)}>{t('members.title')}</Link>
    </li>
    <li>
      <Link to={paths.verification(profile)}>{t('verification.title')}</Link>
    </li>
    <li>
      <Link to={paths.history(profile)}>{t('history.title')}</Link>
    </li>
    {role === 'owner' ? (
      <li>
        <Link to={keysOf(profile.slug)}>{t('machines.title')}</Link>
      </li>
    ) : null}
  </ul>
)
