// What became of the money: on the page of a campaign in short, on a page of its own line by line.
import { formatDate, formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { Paragraphs, plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { shareOf } from '../rules.ts'
import type { T } from '../words.ts'
import type { Expense, Line, Report, Spending } from './queries.ts'
import { isAfter, lateness, leftOf, reportDueAt } from './rules.ts'

export interface SpendingProps {
  t: T
  campaign: Campaign
  spending: Spending
  /** Looks after the money of whoever receives it. */
  treasurer: boolean
  /** May say what was bought. */
  steward: boolean
}

/** On the campaign's page, once it succeeded: the sums, the report, and the way to all of it. */
export function SpendingPanel(props: Pick<SpendingProps, 't' | 'campaign' | 'spending'>) {
  const { t, campaign, spending } = props
  if (!isAfter(campaign.state)) return null
  return (
    <Section
      id="spending"
      title={t('spending.title')}
      more={<Link to={paths.spending(campaign)}>{t('spending.all')}</Link>}
    >
      <Sums {...props} />
      <Due {...props} />
      {spending.report ? <Results t={t} report={spending.report} /> : null}
    </Section>
  )
}

const wide = 600

/** Received in one line: what was spent, what the organisation has, what is held. */
function Sums({ t, campaign, spending }: Pick<SpendingProps, 't' | 'campaign' | 'spending'>) {
  const { currency } = campaign
  const { received_minor, paid_minor, under_way_minor, spent_minor } = spending.sums
  const { held_minor, unaccounted_minor } = leftOf(spending.sums)
  const at = (minor: bigint) => (shareOf(minor, received_minor) * wide) / 100
  const said = (minor: bigint) => formatMoney(minor, currency, t.locale)
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <>
      <svg
        class="goal"
        viewBox={`0 0 ${wide} 30`}
        role="img"
        preserveAspectRatio="none"
        aria-label={t('spending.bar', {
          received: said(received_minor),
          paid: said(paid_minor),
          spent: said(spent_minor),
          held: said(held_minor),
        })}
      >
        <rect class="track" x="0" y="8" width={wide} height="14" />
        <rect class="promised" x="0" y="8" width={at(paid_minor)} height="14" />
        <rect class="received" x="0" y="8" width={at(spent_minor)} height="14" />
      </svg>
      <DefinitionList
        wide
        of={[
          { key: 'received', term: t('spending.received'), is: money(received_minor) },
          { key: 'paid', term: t('spending.paid'), is: money(paid_minor) },
          { key: 'spent', term: t('spending.spent'), is: money(spent_minor) },
          unaccounted_minor > 0n && {
            key: 'unaccounted',
            term: t('spending.unaccounted'),
            is: money(unaccounted_minor),
          },
          under_way_minor > 0n && {
            key: 'way',
            term: t('spending.under_way'),
            is: money(under_way_minor),
          },
          held_minor > 0n && {
            key: 'held',
            term: t('spending.held'),
            is: money(held_minor),
          },
        ]}
      />
    </>
  )
}

/** When the report has to be there, said calmly, also when it is not. */
function Due({ t, campaign, spending }: Pick<SpendingProps, 't' | 'campaign' | 'spending'>) {
  const { now } = usePage()
  const { settled_at, report } = spending
  if (!settled_at) return null
  const standing = { state: campaign.state, reported: report !== null }
  const late = lateness(standing, settled_at, now)
  if (late === 'there') return null
  const due = () => <When at={reportDueAt(settled_at)} />
  return late === 'late' ? (
    <Notice tone="wait">{t.rich('spending.late', { when: due })}</Notice>
  ) : (
    <p class="faint">{t.rich('spending.due', { when: due })}</p>
  )
}

const Results = ({ t, report }: { t: T; report: Report }) => (
  <>
    <h3>{t('report.results')}</h3>
    <Markdown of={report.results} top={3} />
    {Object.keys(report.remainder).length > 0 ? (
      <>
        <h3>{t('report.remainder')}</h3>
        <Paragraphs of={report.remainder} />
      </>
    ) : null}
    <p class="meta">
      <When at={report.at} />
    </p>
  </>
)

export function SpendingPage(props: SpendingProps) {
  const { t, campaign, spending, steward } = props
  const { locale } = usePage()
  const name = plainText(campaign.title, locale)
  return (
    <Page
      title={`${t('spending.title')} · ${name}`}
      description={t('spending.lead')}
      accent={campaign.accent}
      crumbs={[{ to: paths.campaign(campaign), label: name }]}
      styles={['campaign.css']}
    >
      <h1>{t('spending.title')}</h1>
      <p class="standfirst">{t('spending.lead')}</p>
      <Sums {...props} />
      <Due {...props} />
      {steward ? (
        <div class="actions">
          <ActionLink to={paths.report(campaign)} tone="main">
            {t('report.title')}
          </ActionLink>
        </div>
      ) : null}
      {spending.report ? (
        <Section id="results" title={t('report.results')}>
          <Results t={t} report={spending.report} />
        </Section>
      ) : null}
      <Lines {...props} />
      <Expenses {...props} />
      <Payouts {...props} />
    </Page>
  )
}

function Lines({ t, campaign, spending, treasurer, steward }: SpendingProps) {
  const { currency, slug } = campaign
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  const acting = (id: string) => (
    <>
      {treasurer ? <Link to={paths.asking({ slug, id })}>{t('asking.do')}</Link> : null}{' '}
      {steward ? <Link to={paths.expense({ slug, id })}>{t('expense.do')}</Link> : null}
    </>
  )
  return (
    <Section id="lines" title={t('spending.lines')}>
      <Table<Line>
        caption={t('spending.lines')}
        hideCaption
        rows={spending.lines}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'what',
            label: t('field.item'),
            heads: true,
            cell: ({ title }) => <Text of={title} />,
          },
          {
            key: 'planned',
            label: t('spending.planned'),
            number: true,
            cell: ({ amount_minor }) => money(amount_minor),
          },
          {
            key: 'received',
            label: t('budget.there'),
            number: true,
            cell: ({ filled_minor }) => money(filled_minor),
          },
          {
            key: 'paid',
            label: t('spending.paid'),
            number: true,
            cell: ({ paid_minor }) => money(paid_minor),
          },
          {
            key: 'spent',
            label: t('spending.spent'),
            number: true,
            cell: ({ spent_minor }) => money(spent_minor),
          },
          {
            key: 'left',
            label: t('spending.unaccounted'),
            number: true,
            cell: ({ paid_minor, spent_minor }) => money(paid_minor - spent_minor),
          },
          ...(treasurer || steward
            ? [{ key: 'do', label: t('spending.do'), cell: ({ id }: Line) => acting(id) }]
            : []),
        ]}
      />
    </Section>
  )
}

function Expenses({ t, campaign, spending, steward }: SpendingProps) {
  const { currency, slug } = campaign
  const [standing, removed] = [
    spending.expenses.filter(({ removed_at }) => removed_at === null),
    spending.expenses.filter(({ removed_at }) => removed_at !== null),
  ]
  return (
    <Section id="expenses" title={t('expense.list')}>
      {standing.length === 0 ? <p>{t('expense.none')}</p> : null}
      <ul class="rows bare">
        {standing.map((one) => (
          <li key={one.id}>
            <div>
              <b>
                <Text of={one.title} />
              </b>
              {' · '}
              <Money minor={one.amount_minor} currency={currency} />
              <p class="meta">
                <Text of={one.item} bare /> · {one.paid_to} · {formatDate(one.spent_on, t.locale)}
              </p>
              <p>
                <a href={`/files/${one.file_id}/original`}>{t('expense.receipt')}</a>{' '}
                {steward ? (
                  <Link to={paths.expenseRemoval({ slug, id: one.id })}>{t('expense.remove')}</Link>
                ) : null}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <Removed t={t} campaign={campaign} of={removed} />
    </Section>
  )
}

/** What was reported and was wrong: it stays said, with why. */
const Removed = ({ t, campaign, of }: { t: T; campaign: Campaign; of: readonly Expense[] }) =>
  of.length === 0 ? null : (
    <details>
      <summary>{t('expense.removed', { count: of.length })}</summary>
      <ul>
        {of.map((one) => (
          <li key={one.id}>
            <s>
              <Text of={one.title} /> ·{' '}
              <Money minor={one.amount_minor} currency={campaign.currency} />
            </s>{' '}
            <Text of={one.removal_reason} />
          </li>
        ))}
      </ul>
    </details>
  )

function Payouts({ t, spending }: SpendingProps) {
  if (spending.payouts.length === 0) return null
  const called = new Map(spending.lines.map(({ id, title }) => [id, title]))
  return (
    <Section id="payouts" title={t('spending.payouts')}>
      <Table
        caption={t('spending.payouts')}
        hideCaption
        rows={spending.payouts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'for',
            label: t('field.item'),
            heads: true,
            cell: ({ part_id }) => <Text of={called.get(part_id) ?? {}} />,
          },
          {
            key: 'state',
            label: t('spending.state'),
            cell: ({ state }) => t(`payout.${state}`),
          },
          {
            key: 'at',
            label: t('spending.since'),
            cell: ({ state_at }) => <When at={state_at} as="short" />,
          },
          {
            key: 'amount',
            label: t('budget.asked'),
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
