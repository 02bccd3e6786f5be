// A campaign's own page: what it is for, how far it has come, and how to give, before all else.
import type { ComponentChildren } from 'preact'
import { formatList, formatMoney, formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import { paths as places } from '#modules/places/index.ts'
import { Copy } from '#ui/copy.tsx'
import { Aside, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { giveTo, paths, pictureOf } from '../paths.ts'
import type { BudgetRow, Campaign } from '../queries.ts'
import { isAfter, isRunning, percentOf, settlesAt, takesGifts, whyNotEdit } from '../rules.ts'
import { Bar, previewOf, Said, TermsSaid, timeSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Material, Supporter } from './queries.ts'

interface CampaignPageProps {
  t: T
  campaign: Campaign
  items: readonly BudgetRow[]
  supporters: readonly Supporter[]
  material: readonly Material[]
  /** The reader may act for the organisation. */
  steward: boolean
  /** What became of the money, once it ended: before everything that was said to get it. */
  outcome: ComponentChildren
  /** What was told, asked and answered since. */
  children: ComponentChildren
  standing: ComponentChildren
  /** What is given in return. */
  thanks: ComponentChildren
  /** What rounds of matching add now. */
  matching: ComponentChildren
}

export function CampaignPage(props: CampaignPageProps) {
  const { t, campaign, items, supporters, material, steward, children, standing, outcome, thanks } =
    props
  const { locale } = usePage()
  const open = campaign.opened_at !== null
  return (
    <Page
      title={plainText(campaign.title, locale)}
      description={plainText(campaign.summary, locale) || undefined}
      accent={campaign.accent}
      preview={open ? previewOf(campaign, locale) : null}
      unlisted={!open}
      crumbs={[{ to: paths.index(), label: t('title') }]}
      styles={['campaign.css']}
    >
      <Top {...props} />
      <Marks t={t} campaign={campaign} material={material} />
      {steward ? <Stewarding t={t} campaign={campaign} /> : null}
      <Aside
        aside={
          <>
            {thanks}
            <Supporters t={t} campaign={campaign} of={supporters} />
            {standing}
          </>
        }
      >
        {outcome}
        <Said t={t} campaign={campaign} />
        <TermsSaid t={t} campaign={campaign} items={items} />
        {children}
      </Aside>
    </Page>
  )
}

/** The picture, the sentence, the two goals, and the button. */
function Top({ t, campaign, matching }: CampaignPageProps) {
  const { locale } = usePage()
  const { picture_id, place_slug } = campaign
  return (
    <div class="campaign-top">
      <header class="title">
        <p class="kicker">
          <Link to={organisations.profile({ slug: campaign.organisation_slug })}>
            <Text of={campaign.organisation} bare />
          </Link>
          {place_slug ? (
            <>
              {' · '}
              <Link to={places.place({ slug: place_slug })}>
                <Text of={campaign.place} bare />
              </Link>
            </>
          ) : null}
        </p>
        <h1>
          <Text of={campaign.title} />
        </h1>
        <p class="standfirst">
          <Text of={campaign.summary} otherwise={t('unknown.summary')} />
        </p>
      </header>
      {picture_id ? (
        <img
          class="campaign-picture"
          src={pictureOf(picture_id, 800)}
          srcset={`${pictureOf(picture_id, 320)} 320w, ${pictureOf(picture_id, 800)} 800w`}
          sizes="(min-width: 60rem) 36rem, 100vw"
          alt={plainText(campaign.picture_alt, locale)}
          width={800}
          height={533}
        />
      ) : null}
      {campaign.opened_at ? <Far t={t} campaign={campaign} matching={matching} /> : null}
    </div>
  )
}

/** How far it has come; received and promised never in one sum. */
function Far({ t, campaign, matching }: Pick<CampaignPageProps, 't' | 'campaign' | 'matching'>) {
  const { now, locale } = usePage()
  const { matched_minor, received_minor, promised_minor, minimum_minor, currency } = campaign
  const money = (minor: bigint) => () => <Money minor={minor} currency={currency} whole />
  return (
    <section class="campaign-far" aria-label={t('far.title')}>
      <p class="figure">
        <b>
          <Money minor={received_minor} currency={currency} whole />
        </b>
        <span>
          {t('far.received', {
            percent: percentOf(received_minor, minimum_minor),
          })}
        </span>
      </p>
      <Bar t={t} of={campaign} lettered />
      {promised_minor > 0n && takesGifts(campaign.state) ? (
        <p class="campaign-promised">{t.rich('far.promised', { amount: money(promised_minor) })}</p>
      ) : null}
      {matched_minor > 0n ? (
        <p class="campaign-promised">
          {t.rich(isRunning(campaign.state) ? 'matching.far.matched' : 'matching.far.paid', {
            amount: money(matched_minor),
          })}
        </p>
      ) : null}
      {campaign.other_money.length > 0 ? (
        <p class="campaign-promised">
          {t('far.other_money', {
            amounts: formatList(
              campaign.other_money.map(({ currency: other, minor }) =>
                formatMoney(BigInt(minor), other, locale),
              ),
              locale,
            ),
          })}
        </p>
      ) : null}
      <p>
        <b>{timeSaid(t, campaign, now)}</b>
        {' · '}
        {t('far.gifts', { count: campaign.gifts, said: formatNumber(campaign.gifts, locale) })}
      </p>
      {matching}
      <Give t={t} campaign={campaign} />
    </section>
  )
}

function Give({ t, campaign }: { t: T; campaign: Campaign }) {
  const { now } = usePage()
  const { closes_at, purpose_id, host_slug, organisation_slug } = campaign
  if (!closes_at || !purpose_id || !takesGifts(campaign.state) || now >= closes_at) return null
  return (
    <div class="actions">
      <ActionLink to={giveTo(host_slug ?? organisation_slug, purpose_id)} tone="main">
        {t('give')}
      </ActionLink>
      <span class="faint">{t('give.how')}</span>
    </div>
  )
}

/** What the reader should know before giving. */
function Marks({ t, campaign, material }: Pick<CampaignPageProps, 't' | 'campaign' | 'material'>) {
  const { now } = usePage()
  const [last] = material
  const waiting =
    campaign.closes_at && takesGifts(campaign.state) && now >= campaign.closes_at
      ? settlesAt(campaign.closes_at, campaign.grace_days)
      : null
  return (
    <>
      {campaign.is_sample ? <Notice tone="wait">{t('sample.says')}</Notice> : null}
      {campaign.opened_at ? null : <Notice tone="wait">{t('draft.says')}</Notice>}
      {campaign.state === 'paused' ? <Notice tone="wait">{t('paused.says')}</Notice> : null}
      {campaign.state === 'failed' || campaign.state === 'cancelled' ? (
        <Notice tone="bad">{t(`says.${campaign.state}`)}</Notice>
      ) : null}
      {waiting ? (
        <Notice tone="wait">{t.rich('waiting.says', { when: () => <When at={waiting} /> })}</Notice>
      ) : null}
      {last ? (
        <Notice tone="wait">
          <p>
            {t.rich('changed.says', {
              when: () => <When at={last.at} />,
              until: () => <When at={last.withdraw_until ?? last.at} />,
            })}
          </p>
          <p>
            <Text of={last.reason} /> <Link to={paths.history(campaign)}>{t('history.title')}</Link>
          </p>
        </Notice>
      ) : null}
    </>
  )
}

const Stewarding = ({ t, campaign }: { t: T; campaign: Campaign }) => (
  <div class="actions">
    {isAfter(campaign.state) ? (
      <ActionLink to={paths.spending(campaign)} tone="main">
        {t('spending.keep')}
      </ActionLink>
    ) : whyNotEdit(campaign.state, 'story') ? null : (
      <ActionLink to={paths.story(campaign)} tone="main">
        {t('edit')}
      </ActionLink>
    )}
    <ActionLink to={paths.standing(campaign)}>{t('way.standing')}</ActionLink>
    {isRunning(campaign.state) ? (
      <ActionLink to={paths.joining(campaign)}>{t('matching.join')}</ActionLink>
    ) : null}
    {campaign.opened_at ? (
      <ActionLink to={paths.bulletin(campaign)}>{t('bulletin.title')}</ActionLink>
    ) : null}
  </div>
)

interface SupportersProps {
  t: T
  campaign: Campaign
  of: readonly Supporter[]
}

/** Who gave lately, as they chose to be called. */
function Supporters({ t, campaign, of }: SupportersProps) {
  const { base_url } = usePage()
  if (!campaign.opened_at) return null
  return (
    <Section id="supporters" title={t('supporters.title')}>
      {of.length === 0 ? <p>{t('supporters.none')}</p> : null}
      <ul class="rows bare">
        {of.map(
          ({ id, name, message, in_name_of, received_minor, currency, first_received_at }) => (
            <li key={id}>
              <div>
                <b>{name ?? t('supporters.anonymous')}</b>
                {' · '}
                <Money minor={received_minor} currency={currency} whole />
                {in_name_of ? <p>{t('supporters.in_name_of', { name: in_name_of })}</p> : null}
                {message ? <p>{message}</p> : null}
                {first_received_at ? (
                  <p class="meta">
                    <When at={first_received_at} as="relative" />
                  </p>
                ) : null}
              </div>
            </li>
          ),
        )}
      </ul>
      <p>
        <Copy text={`${base_url}${paths.campaign(campaign)}`} />
      </p>
      <p>
        <Link to={paths.share(campaign)}>{t('share')}</Link>
      </p>
    </Section>
  )
}
