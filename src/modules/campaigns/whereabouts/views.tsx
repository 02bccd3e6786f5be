// The page of somebody who gave: what became of the gift, each cent in one place.
import type { ComponentChildren } from 'preact'
import { formatDate, formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { paths as payments } from '#modules/payments/index.ts'
import { Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Campaign, Spending } from '../queries.ts'
import { isAfter, isRunning, shareOf } from '../rules.ts'
import { StateBadge } from '../views.tsx'
import type { T } from '../words.ts'
import type { Gift } from './queries.ts'
import type { Whereabouts } from './rules.ts'

interface WhereaboutsProps {
  t: T
  campaign: Campaign
  gift: Gift
  gift_key: string
  where: Whereabouts
  spending: Spending
}

export function WhereaboutsPage(props: WhereaboutsProps) {
  const { t, campaign, gift, gift_key, where } = props
  const { locale } = usePage()
  const name = plainText(campaign.title, locale)
  return (
    <Page
      title={`${t('where.title')} · ${name}`}
      unlisted
      accent={campaign.accent}
      crumbs={[{ to: paths.campaign(campaign), label: name }]}
      styles={['campaign.css']}
    >
      <Lede
        kicker={<StateBadge t={t} state={campaign.state} />}
        title={t('where.title')}
        standfirst={leadOf(props)}
      />
      {gift.is_sample ? <Notice tone="wait">{t('sample.says')}</Notice> : null}
      <Flow {...props} />
      <MayChoose {...props} />
      <Section id="gift" title={t('where.gift')}>
        <DefinitionList
          wide
          of={[
            { key: 'at', term: t('where.given'), is: <When at={gift.created_at} /> },
            {
              key: 'promised',
              term: t('where.amount'),
              is: <Money minor={gift.amount_minor} currency={gift.currency} />,
            },
            {
              key: 'received',
              term: t('spending.received'),
              is: <Money minor={where.received_minor} currency={gift.currency} />,
            },
          ]}
        />
        <div class="actions">
          <ActionLink to={payments.gift({ id: gift.id, key: gift_key })}>
            {t('where.receipts')}
          </ActionLink>
          {isAfter(campaign.state) ? (
            <ActionLink to={paths.spending(campaign)}>{t('spending.title')}</ActionLink>
          ) : null}
        </div>
      </Section>
      {where.parts.length > 1 ? <p class="faint">{t('where.how')}</p> : null}
    </Page>
  )
}

/** As long as it waits to go back. */
function MayChoose({ t, campaign, gift, gift_key }: WhereaboutsProps) {
  const { now, locale } = usePage()
  const goes = gift.goes_back_at
  if (!goes || goes <= now) return null
  return (
    <>
      <p>{t('where.goes_back', { when: formatDate(goes, locale) })}</p>
      <ActionLink to={paths.choosing({ slug: campaign.slug, id: gift.id, key: gift_key })}>
        {t('where.choose')}
      </ActionLink>
    </>
  )
}

function leadOf({ t, campaign, gift, where }: WhereaboutsProps): string {
  const amount = formatMoney(where.received_minor, gift.currency, t.locale)
  if (where.received_minor === 0n) return t('where.lead.nothing')
  if (isRunning(campaign.state)) return t('where.lead.running', { amount })
  return isAfter(campaign.state)
    ? t('where.lead.succeeded', { amount })
    : t('where.lead.failed', { amount })
}

interface Branch {
  readonly key: string
  readonly tone: 'spent' | 'there' | 'held' | 'back' | 'promised'
  readonly minor: bigint
  readonly says: ComponentChildren
  readonly more?: ComponentChildren
}

/** The gift as a stream that parts, drawn where it parts; a list for everybody. */
function Flow(props: WhereaboutsProps) {
  const { t, gift, where } = props
  const branches = branchesOf(props)
  const whole = branches.reduce((sum, { minor }) => sum + minor, 0n)
  if (whole === 0n) return null
  return (
    <Section id="flow" title={t('where.flow', { count: branches.length })}>
      <div class="flow">
        {branches.length > 1 ? <Stream of={branches} whole={whole} /> : null}
        <ol class="bare">
          {branches.map(({ key, tone, minor, says, more }) => (
            <li key={key} class={tone}>
              <b>
                <Money minor={minor} currency={gift.currency} />
              </b>
              <span>{says}</span>
              {more ? <span class="meta">{more}</span> : null}
            </li>
          ))}
        </ol>
      </div>
      {where.parts.length > 1 ? <p class="faint">{t('where.share')}</p> : null}
    </Section>
  )
}

function branchesOf({ t, campaign, where, spending }: WhereaboutsProps): Branch[] {
  const called = new Map(spending.lines.map(({ id, title }) => [id, title]))
  const line = (id: string) => () => <Text of={called.get(id) ?? {}} />
  const parts = where.parts.map(({ where: place, amount_minor: minor }): Branch => {
    if (place.kind === 'held') {
      const says = t(isAfter(campaign.state) ? 'where.held.after' : 'where.held')
      return { key: 'held', tone: 'held', minor, says }
    }
    const { item_id } = place
    const spent = place.kind === 'spent'
    return {
      key: `${place.kind} ${item_id}`,
      tone: spent ? 'spent' : 'there',
      minor,
      says: t.rich(spent ? 'where.spent' : 'where.with_organisation', { line: line(item_id) }),
      more: spent ? (
        <Link to={`${paths.spending(campaign)}#expenses`}>{t('where.bills')}</Link>
      ) : null,
    }
  })
  const others = [
    { key: 'going', tone: 'back', minor: where.going_back_minor, says: t('where.going_back') },
    { key: 'gone', tone: 'back', minor: where.gone_back_minor, says: t('where.gone_back') },
    { key: 'on', tone: 'back', minor: where.passed_on_minor, says: t('where.passed_on') },
    { key: 'promised', tone: 'promised', minor: where.promised_minor, says: t('where.promised') },
  ] as const
  return [...parts, ...others.filter(({ minor }) => minor > 0n)]
}

const high = 100

/** Each branch begins as thick as its share and ends in the middle of its line. */
function Stream({ of, whole }: { of: readonly Branch[]; whole: bigint }) {
  const row = high / of.length
  let top = 0
  const bands = of.map(({ key, tone, minor }, i) => {
    const thick = (shareOf(minor, whole) * high) / 100
    const from = top
    top += thick
    // A branch of some cents is a hair; one that is everything fills its line.
    const half = Math.max(0.4, Math.min(thick, row * 0.8) / 2)
    const middle = row * (i + 0.5)
    const path = [
      `M0 ${from}C45 ${from} 45 ${middle - half} 100 ${middle - half}`,
      `L100 ${middle + half}C45 ${middle + half} 45 ${from + thick} 0 ${from + thick}Z`,
    ]
    return <path key={key} class={tone} d={path.join('')} />
  })
  return (
    <svg viewBox={`0 0 100 ${high}`} preserveAspectRatio="none" aria-hidden="true">
      {bands}
    </svg>
  )
}
