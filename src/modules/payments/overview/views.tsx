// What stands for an organisation, what it asked for and what came, as its own people see it.
import { formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { paths as ledger } from '#modules/ledger/index.ts'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Figure, Figures } from '#ui/figure.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { GiftRow, Payee, PayoutRow, StandingMoney } from '../queries.ts'
import { askable, type WhyNotPaid } from '../rules.ts'
import { PayoutBadge } from '../views.tsx'
import type { T } from '../words.ts'

interface MoneyPageProps {
  t: T
  organisation: Payee
  standing: readonly StandingMoney[]
  payouts: readonly PayoutRow[]
  gifts: readonly GiftRow[]
  whyNot: WhyNotPaid | null
}

export const MoneyPage = (props: MoneyPageProps) => {
  const { t, organisation, standing, payouts, gifts, whyNot } = props
  const { locale } = usePage()
  const name = plainText(organisation.name, locale)
  return (
    <Page title={t('payouts.money', { name })} crumbs={[crumbOf(organisation, name)]} unlisted>
      <Lede title={t('payouts.money', { name })} standfirst={t('payouts.money.lead')} />
      {standing.length === 0 ? (
        <EmptyState title={t('payouts.nothing')}>{t('payouts.nothing.text')}</EmptyState>
      ) : (
        standing.filter(hasAnything).map((one) => <Stands key={one.currency} t={t} of={one} />)
      )}
      {payouts.some(ofCampaign) ? <p class="hint">{t('payouts.without_campaigns')}</p> : null}
      {whyNot ? (
        <Notice tone="wait">{t(`payouts.why.${whyNot}`)}</Notice>
      ) : (
        <Actions>
          <ActionLink to={paths.asking(organisation)} tone="main">
            {t('payouts.ask')}
          </ActionLink>
          <ActionLink to={organisationPaths.accounts(organisation)} tone="quiet">
            {t('payouts.accounts')}
          </ActionLink>
        </Actions>
      )}
      <Payouts t={t} slug={organisation.slug} payouts={payouts} />
      <Gifts t={t} gifts={gifts} slug={organisation.slug} />
      <p>
        <Link to={ledger.index({ q: name })}>{t('recorded.of')}</Link>
      </p>
    </Page>
  )
}

/** A currency in which nothing stands and nothing ever left says nothing. */
const hasAnything = ({ available_minor, pending_minor, paid_minor }: StandingMoney) =>
  available_minor > 0n || pending_minor > 0n || paid_minor > 0n

/** It is paid from what its campaign holds, which the figures above do not count. */
const ofCampaign = ({ purpose_id }: PayoutRow) => purpose_id !== null

const crumbOf = (organisation: { slug: string }, name: string) => ({
  to: organisationPaths.profile(organisation),
  label: name,
})

function Stands({ t, of }: { t: T; of: StandingMoney }) {
  const { locale } = usePage()
  const { currency, available_minor, pending_minor, asked_minor, young_minor, paid_minor } = of
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  return (
    <Figures>
      <Figure value={money(askable(of))}>{t('payouts.askable')}</Figure>
      <Figure value={money(paid_minor)}>{t('payouts.paid_out')}</Figure>
      <DefinitionList
        wide
        of={[
          {
            key: 'there',
            term: t('payouts.there'),
            is: <Money minor={available_minor} currency={currency} />,
          },
          asked_minor > 0n && {
            key: 'asked',
            term: t('payouts.asked'),
            is: <Money minor={asked_minor} currency={currency} />,
          },
          pending_minor > 0n && {
            key: 'leaving',
            term: t('payouts.leaving'),
            is: <Money minor={pending_minor} currency={currency} />,
          },
          young_minor > 0n && {
            key: 'young',
            term: t('payouts.young'),
            is: <Money minor={young_minor} currency={currency} />,
          },
        ]}
      />
    </Figures>
  )
}

function Payouts({ t, slug, payouts }: { t: T; slug: string; payouts: readonly PayoutRow[] }) {
  if (payouts.length === 0) return null
  return (
    <Section id="payouts" title={t('payouts.title')}>
      <Table
        caption={t('payouts.title')}
        hideCaption
        rows={payouts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'purpose',
            label: t('payouts.purpose'),
            heads: true,
            cell: ({ id, purpose, purpose_title, purpose_path }) => (
              <>
                <Link to={paths.payout({ slug, id })}>{purpose}</Link>
                {purpose_title && purpose_path ? (
                  <>
                    {' · '}
                    <Link to={purpose_path}>
                      <Text of={purpose_title} bare />
                    </Link>
                  </>
                ) : null}
              </>
            ),
          },
          {
            key: 'state',
            label: t('payouts.state'),
            cell: (one) => <PayoutBadge t={t} of={one.state} />,
          },
          {
            key: 'at',
            label: t('payouts.since'),
            cell: ({ state_at }) => <When at={state_at} as="short" />,
          },
          {
            key: 'amount',
            label: t('payouts.amount'),
            number: true,
            cell: ({ amount_minor, currency }) => (
              <Money minor={amount_minor} currency={currency} />
            ),
          },
        ]}
      />
    </Section>
  )
}

const wentBack = (t: T) => ({
  key: 'back',
  label: t('payouts.back'),
  number: true,
  cell: ({ back_minor, currency }: GiftRow) =>
    back_minor > 0n ? <Money minor={back_minor} currency={currency} /> : null,
})

function Gifts({ t, gifts, slug }: { t: T; gifts: readonly GiftRow[]; slug: string }) {
  if (gifts.length === 0) return null
  return (
    <Section id="gifts" title={t('payouts.gifts')}>
      <Table
        caption={t('payouts.gifts')}
        hideCaption
        rows={gifts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'from',
            label: t('payouts.from'),
            heads: true,
            cell: ({ id, donor_name, visibility }) => (
              <Link to={paths.moneyGift({ slug, id })}>
                {visibility === 'named' && donor_name ? donor_name : t('payouts.nameless')}
              </Link>
            ),
          },
          {
            key: 'how',
            label: t('payouts.method'),
            cell: ({ method }) => t(`payouts.method.${method}`),
          },
          {
            key: 'on',
            label: t('payouts.on'),
            cell: ({ received_on }) => <When at={received_on} as="short" />,
          },
          // An empty column says nothing.
          ...(gifts.some(({ back_minor }) => back_minor > 0n) ? [wentBack(t)] : []),
          {
            key: 'amount',
            label: t('payouts.amount'),
            number: true,
            cell: ({ amount_minor, currency }) => (
              <Money minor={amount_minor} currency={currency} />
            ),
          },
        ]}
      />
    </Section>
  )
}
