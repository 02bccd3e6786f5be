// What other pages show of campaigns.
import { usePage } from '#kit/page.tsx'
import { Onward } from '#ui/finding-ways.tsx'
import { Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Campaign, Card } from '../queries.ts'
import { percentOf } from '../rules.ts'
import { Bar, CampaignList, StateBadge, timeSaid } from '../views.tsx'
import { words } from '../words.ts'
import type { Draft } from './queries.ts'

interface OrganisationPanelProps {
  organisation: { slug: string }
  own: readonly Card[]
  /** What is not public yet; empty for readers who may not see it. */
  drafts: readonly Draft[]
  /** Groups ask it to receive their money; empty for readers who may not see it. */
  asked: readonly Draft[]
  /** The reader may begin one. */
  steward: boolean
}

/** The campaigns of an organisation, on its page. */
export function OrganisationCampaigns({
  organisation,
  own,
  drafts,
  asked,
  steward,
}: OrganisationPanelProps) {
  const { locale } = usePage()
  const t = words(locale)
  if (own.length + drafts.length + asked.length === 0 && !steward) return null
  const all = paths.index({ 'organisation[]': organisation.slug })
  const more = own.length > 0 ? <Onward to={all}>{t('panel.all')}</Onward> : null
  return (
    <Section id="campaigns" title={t('title')} more={more}>
      {own.length > 0 ? <CampaignList of={own} /> : null}
      {drafts.length > 0 ? (
        <ul>
          {drafts.map((draft) => (
            <li key={draft.id}>
              <Link to={paths.campaign(draft)}>
                <Text of={draft.title} />
              </Link>{' '}
              <StateBadge t={t} state={draft.state} />
            </li>
          ))}
        </ul>
      ) : null}
      {asked.length > 0 ? (
        <>
          <p>{t('hosting.asked')}</p>
          <ul>
            {asked.map((one) => (
              <li key={one.id}>
                <Link to={paths.hosting(one)}>
                  <Text of={one.title} />
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {steward ? <ActionLink to={paths.add(organisation)}>{t('add.title')}</ActionLink> : null}
    </Section>
  )
}

/** How far it has come, inside another site: what was received, the goals, the time left. */
export function CampaignProgress({ of }: { of: Campaign }) {
  const { locale, now } = usePage()
  const t = words(locale)
  const percent = percentOf(of.received_minor, of.minimum_minor)
  return (
    <div class="campaign-progress">
      <Bar t={t} of={of} />
      <p class="campaign-line">
        <span>
          {t.rich('row.received', {
            amount: () => <Money minor={of.received_minor} currency={of.currency} whole />,
            percent,
          })}
        </span>
        <span>{timeSaid(t, of, now)}</span>
      </p>
    </div>
  )
}

/** What ends soon, on the front page; nothing where nothing runs. */
export function CampaignsNow({ of }: { of: readonly Card[] }) {
  const { locale } = usePage()
  const t = words(locale)
  if (of.length === 0) return null
  return (
    <Section
      id="campaigns"
      title={t('panel.now')}
      more={<Onward to={paths.index()}>{t('panel.all')}</Onward>}
    >
      <CampaignList of={of} />
    </Section>
  )
}
