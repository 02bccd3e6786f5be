// What somebody has to do with organisations: for their account page, and in what they are told.
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import type { KeptPage } from '#kit/module.ts'
import { usePage } from '#kit/page.tsx'
import { paths as peoplePaths } from '#modules/people/index.ts'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Directory } from '#ui/rows.tsx'
import { Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { MyClaim, MyOrganisation } from '../queries.ts'
import { claimReasons, type Role } from '../rules.ts'
import { StateBadge } from '../views.tsx'
import { type T, words } from '../words.ts'

interface MineProps {
  t: T
  organisations: readonly MyOrganisation[]
  claims: readonly MyClaim[]
  /** Pages that other modules have for each of them. */
  kept: readonly KeptPage[]
}

export const MinePage = ({ t, organisations, claims, kept }: MineProps) => (
  <Page
    title={t('mine.title')}
    crumbs={[{ to: peoplePaths.account(), label: t('mine.account') }]}
    unlisted
  >
    <h1>{t('mine.title')}</h1>
    <MyOrganisationsPanel organisations={organisations} kept={kept} />
    <MyClaimsPanel claims={claims} />
  </Page>
)

/** The organisations that somebody acts for, for their account page. */
function MyOrganisationsPanel({ organisations, kept }: Pick<MineProps, 'organisations' | 'kept'>) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Section id="organisations" title={t('mine.list')}>
      {organisations.length === 0 ? (
        <EmptyState
          title={t('mine.none')}
          action={<ActionLink to={paths.index()}>{t('mine.find')}</ActionLink>}
        >
          {t('mine.none.say')}
        </EmptyState>
      ) : (
        <Directory
          of={organisations.map((one) => ({
            id: one.id,
            to: paths.profile(one),
            name: one.name,
            meta: [
              t(`role.${one.role}`),
              <Link key="members" to={paths.members(one)}>
                {t('members.title')}
              </Link>,
              ...kept
                .filter(({ roles }) => roles.includes(one.role))
                .map(({ to, label }) => (
                  <Link key={to(one.slug)} to={to(one.slug)}>
                    {label(locale)}
                  </Link>
                )),
            ],
            state: <StateBadge state={one.state} />,
          }))}
        />
      )}
    </Section>
  )
}

/** What became of somebody's claims, for their account page. Nothing when there are none. */
function MyClaimsPanel({ claims }: { claims: readonly MyClaim[] }) {
  const { locale } = usePage()
  const t = words(locale)
  if (claims.length === 0) return null
  return (
    <Section id="claims" title={t('claims.mine')}>
      <Table
        caption={t('claims.mine')}
        hideCaption
        rows={claims}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('desk.organisation'),
            heads: true,
            cell: (one) => (
              <Link to={paths.profile(one)}>
                <Text of={one.name} />
              </Link>
            ),
          },
          { key: 'at', label: t('desk.since'), cell: (one) => <When at={one.claimed_at} /> },
          { key: 'state', label: t('desk.standing'), cell: (one) => <Outcome t={t} of={one} /> },
        ]}
      />
    </Section>
  )
}

const Outcome = ({ t, of }: { t: T; of: MyClaim }) => (
  <>
    {t(`claim.is.${of.state}`)}
    {of.reason ? <p>{reasonIn(t, of.reason)}</p> : null}
    {of.reason_text ? <p>{of.reason_text}</p> : null}
  </>
)

function reasonIn(t: T, code: string): string {
  const known = claimReasons.find((reason) => reason === code)
  return t(`claim.reason.${known ?? 'other'}`)
}

interface Told {
  slug: string
  name: Localized
  reason?: string
  reason_text?: string | null
}

const why = (said: string, text: string | null | undefined) => (text ? `${said} ${text}` : said)

interface MemberNotice {
  slug: string
  name: Localized
  role?: Role
}

const told =
  (key: MemberNoticeKey, where: 'members' | 'profile' | 'networks' | 'accounts') =>
  (locale: Locale, { slug, name, role }: MemberNotice) => {
    const t = words(locale)
    const values = { name: plainText(name, locale), role: role ? t(`role.${role}`) : '' }
    return { text: t(`notice.${key}`, values), to: paths[where]({ slug }) }
  }

type MemberNoticeKey =
  | 'role_changed'
  | 'removed'
  | 'left'
  | 'joined'
  | 'invitation_declined'
  | 'ownership_offered'
  | 'ownership_taken'
  | 'ownership_declined'
  | 'ownership_withdrawn'
  | 'network_proposed'
  | 'account_waits'

/** How what people are told about their pages and their claims reads. */
export const notices = {
  'organisations.role_changed': told('role_changed', 'members'),
  'organisations.removed': told('removed', 'profile'),
  'organisations.left': told('left', 'members'),
  'organisations.joined': told('joined', 'members'),
  'organisations.invitation_declined': told('invitation_declined', 'members'),
  'organisations.ownership_offered': told('ownership_offered', 'members'),
  'organisations.ownership_taken': told('ownership_taken', 'members'),
  'organisations.ownership_declined': told('ownership_declined', 'members'),
  'organisations.ownership_withdrawn': told('ownership_withdrawn', 'members'),
  'organisations.network_proposed': told('network_proposed', 'networks'),
  'organisations.account_waits': told('account_waits', 'accounts'),
  'organisations.claim_accepted': (locale: Locale, { slug, name }: Told) => ({
    text: words(locale)('notice.claim_accepted', { name: plainText(name, locale) }),
    to: paths.profile({ slug }),
  }),
  'organisations.claim_refused': (
    locale: Locale,
    { slug, name, reason = '', reason_text }: Told,
  ) => {
    const t = words(locale)
    const values = { name: plainText(name, locale), reason: why(reasonIn(t, reason), reason_text) }
    return { text: t('notice.claim_refused', values), to: paths.claim({ slug }) }
  },
}
