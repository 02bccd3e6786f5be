// What became of the money: on the page of a campaign in short, on a page of its own line by line.
import { usePage } from '#kit/page.tsx'
import { paths as payments } from '#modules/payments/index.ts'
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
import { Expenses, Payouts, SpendingDrawn, Swatch } from '../views.tsx'
import type { T } from '../words.ts'
import type { Line, Report, Spending } from './queries.ts'
import { isAfter, lateness, leftOf, reportDueAt, thereOf } from './rules.ts'

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

/** Received in one line: what was spent, what the organisation has, what is held. */
function Sums({ t, campaign, spending }: Pick<SpendingProps, 't' | 'campaign' | 'spending'>) {
  const { currency } = campaign
  const { received_minor, matched_minor, paid_minor, under_way_minor, spent_minor } = spending.sums
  const { held_minor, unaccounted_minor } = leftOf(spending.sums)
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  const part = (key: 'spent' | 'unaccounted' | 'held', tone: 'spent' | 'there' | 'held') => (
    <>
      <Swatch tone={tone} /> {t(`spending.${key}`)}
    </>
  )
  return (
    <div class="became">
      <p class="figure">
        <b>{money(received_minor)}</b>
        <span>{t('spending.received')}</span>
      </p>
      <SpendingDrawn
        t={t}
        currency={currency}
        of={{ ...spending.sums, there_minor: thereOf(spending.sums), held_minor }}
      />
      <DefinitionList
        wide
        of={[
          matched_minor > 0n && {
            key: 'matched',
            term: t('spending.matched'),
            is: money(matched_minor),
          },
          { key: 'spent', term: part('spent', 'spent'), is: money(spent_minor) },
          unaccounted_minor > 0n && {
            key: 'unaccounted',
            term: part('unaccounted', 'there'),
            is: money(unaccounted_minor),
          },
          held_minor > 0n && { key: 'held', term: part('held', 'held'), is: money(held_minor) },
          { key: 'paid', term: t('spending.paid_sum'), is: money(paid_minor) },
          under_way_minor > 0n && {
            key: 'way',
            term: t('spending.under_way'),
            is: money(under_way_minor),
          },
        ]}
      />
    </div>
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
  const { t, campaign, spending, steward, treasurer } = props
  const { locale } = usePage()
  const { host_slug, organisation_slug } = campaign
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
      {steward || treasurer ? (
        <div class="actions">
          {steward ? (
            <ActionLink to={paths.report(campaign)} tone="main">
              {t('report.title')}
            </ActionLink>
          ) : null}
          {treasurer ? (
            <ActionLink to={payments.money({ slug: host_slug ?? organisation_slug })} tone="quiet">
              {t('spending.money')}
            </ActionLink>
          ) : null}
        </div>
      ) : null}
      {spending.report ? (
        <Section id="results" title={t('report.title')}>
          <Results t={t} report={spending.report} />
        </Section>
      ) : null}
      <Lines {...props} />
      <Expenses {...props} />
      <Payouts {...props} />
    </Page>
  )
}

function Lines(props: SpendingProps) {
  const { t, campaign, spending, treasurer, steward } = props
  const { currency } = campaign
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  const { held_minor, unaccounted_minor } = leftOf(spending.sums)
  // What is asked for already is spoken for, and of nothing there is nothing to tell.
  const asks = treasurer && held_minor > spending.sums.under_way_minor
  const tells = steward && unaccounted_minor > 0n
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
          ...(asks || tells ? [acting({ ...props, treasurer: asks, steward: tells })] : []),
        ]}
      />
    </Section>
  )
}

const acting = (props: SpendingProps) => ({
  key: 'do',
  label: props.t('spending.do'),
  cell: ({ id }: Line) => <Acting {...props} id={id} />,
})

/** What may be done about a line. */
const Acting = ({ t, campaign, treasurer, steward, id }: SpendingProps & { id: string }) => (
  <div>
    {treasurer ? (
      <div>
        <Link to={paths.asking({ slug: campaign.slug, id })}>{t('asking.do')}</Link>
      </div>
    ) : null}
    {steward ? (
      <div>
        <Link to={paths.expense({ slug: campaign.slug, id })}>{t('expense.do')}</Link>
      </div>
    ) : null}
  </div>
)
