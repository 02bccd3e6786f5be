// What an organisation received, small and whole.
import { formatDate, formatMoney } from '#kit/format.ts'
import type { Locale } from '#kit/locale.ts'
import { exponentOf } from '#kit/money.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { paths as ledger } from '#modules/ledger/index.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { EmptyState, Onward } from '#ui/finding-ways.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Receiver, Support } from '../queries.ts'
import { type T, words } from '../words.ts'
import type { ListedGift, Received } from './queries.ts'

interface PanelProps {
  slug: string
  received: Received | null
  /** Its people see every gift. */
  member: boolean
}

// A year, and the month that has begun.
const monthsMost = 13

/** On the page of an organisation. */
export function ReceivedPanel({ slug, received, member }: PanelProps) {
  const { locale } = usePage()
  const t = words(locale)
  const more = member ? <TreasurersWays t={t} slug={slug} /> : null
  if (!received) return null
  const { totals, gifts, months, euro, names, others } = received
  const thanks = others > 0 ? [...names, t('received.others', { count: others })] : names
  return (
    <Section id="received" title={t('received.title')} more={more}>
      <p>
        {totals.map(({ currency, minor }, i) => (
          <span key={currency}>
            {i > 0 ? ' + ' : ''}
            <Money minor={minor} currency={currency} />
          </span>
        ))}{' '}
        · {t('received.gifts', { count: gifts })}
      </p>
      {euro?.day ? (
        <p class="hint">
          {t('received.euro', {
            amount: formatMoney(euro.cents, 'EUR', locale),
            day: formatDate(euro.day, locale),
          })}
        </p>
      ) : null}
      <details>
        <summary>{t('received.months')}</summary>
        <Table
          caption={t('received.months')}
          hideCaption
          rows={months.slice(0, monthsMost)}
          rowKey={({ month, currency }) => `${month} ${currency}`}
          columns={[
            {
              key: 'month',
              label: t('received.month'),
              heads: true,
              cell: ({ month }) => <When at={`${month}-01`} as="month" />,
            },
            {
              key: 'sum',
              label: t('received.sum'),
              number: true,
              cell: ({ minor, currency }) => <Money minor={minor} currency={currency} />,
            },
          ]}
        />
      </details>
      {names.length > 0 ? <p>{t('received.thanks', { names: thanks.join(', ') })}</p> : null}
      <p>
        <Link to={ledger.index({ q: slug })}>{t('recorded.of')}</Link>
      </p>
    </Section>
  )
}

const TreasurersWays = ({ t, slug }: { t: T; slug: string }) => (
  <>
    <Onward to={paths.received({ slug })}>{t('received.list')}</Onward>{' '}
    <Onward to={paths.money({ slug })}>{t('received.money')}</Onward>
  </>
)

interface ListProps {
  t: T
  receiver: Receiver
  gifts: readonly ListedGift[]
}

const whoGave = (t: T, { name, in_name_of }: ListedGift) =>
  [name ?? t('received.anonymous'), in_name_of && t('received.in_name_of', { name: in_name_of })]
    .filter(Boolean)
    .join(' · ')

/** Every gift, for its people. */
export function ReceivedPage({ t, receiver, gifts }: ListProps) {
  const { locale } = usePage()
  const crumb = { to: organisations.profile(receiver), label: plainText(receiver.name, locale) }
  return (
    <Page title={t('received.list.title')} unlisted crumbs={[crumb]}>
      <Lede title={t('received.list.title')} standfirst={t('received.list.lede')} />
      {gifts.length === 0 ? (
        <EmptyState title={t('received.none')}>{t('giving.lede')}</EmptyState>
      ) : (
        <Table
          caption={t('received.list.title')}
          hideCaption
          rows={gifts}
          rowKey={({ id }) => id}
          csv={localePath(locale, paths.receivedTable(receiver))}
          columns={[
            {
              key: 'day',
              label: t('received.day'),
              heads: true,
              cell: ({ received_on }) => <When at={received_on} as="short" />,
            },
            { key: 'who', label: t('received.who'), cell: (gift) => whoGave(t, gift) },
            {
              key: 'for',
              label: t('receipts.for'),
              cell: ({ title }) => <Text of={title} bare />,
            },
            {
              key: 'message',
              label: t('received.message'),
              cell: ({ message }) => message ?? '',
            },
            {
              key: 'back',
              label: t('received.back'),
              number: true,
              cell: ({ back_minor, currency }) =>
                back_minor > 0n ? <Money minor={back_minor} currency={currency} /> : '',
            },
            {
              key: 'sum',
              label: t('received.sum'),
              number: true,
              cell: ({ amount_minor, currency }) => (
                <Money minor={amount_minor} currency={currency} />
              ),
            },
          ]}
        />
      )}
      <p>
        <Onward to={paths.money(receiver)}>{t('received.money')}</Onward>
      </p>
    </Page>
  )
}

const wholeSaid = (whole: bigint, currency: string, locale: Locale) =>
  formatMoney(whole * 10n ** BigInt(exponentOf(currency)), currency, locale, { cents: false })

interface SupportProps {
  slug: string
  support: Support
}

/** The first of what a visitor may do on an organisation's page; nothing where nobody can give. */
export function SupportLink({ slug, support }: SupportProps) {
  const { locale } = usePage()
  if (support.why_not) return null
  return (
    <ActionLink to={paths.give({ slug })} tone="main">
      {words(locale)('giving.panel')}
    </ActionLink>
  )
}

/** On the page of an organisation: the way to give, or in one line why there is none. */
export function SupportPanel({ slug, support }: SupportProps) {
  const { locale } = usePage()
  const t = words(locale)
  if (support.why_not === 'not_verified')
    return (
      <p class="hint">
        {t('giving.panel.whynot')} <Link to={paths.give({ slug })}>{t('giving.panel.why')}</Link>
      </p>
    )
  if (support.why_not) return null
  const { currency, amounts, cards } = support
  return (
    <section id="support" class="support" aria-labelledby="support-title">
      <h2 id="support-title">{t('giving.panel')}</h2>
      <p>{t(cards ? 'giving.panel.text.card' : 'giving.panel.text')}</p>
      <ul class="stones bare">
        {amounts.map((amount) => (
          <li key={amount}>
            <Link to={`${paths.give({ slug })}?amount=${amount}&currency=${currency}`}>
              {wholeSaid(BigInt(amount), currency, locale)}
            </Link>
          </li>
        ))}
      </ul>
      <ActionLink to={paths.give({ slug })} tone="main">
        {t('giving.panel.do')}
      </ActionLink>
    </section>
  )
}
