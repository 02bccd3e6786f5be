import { formatDateTime } from '#kit/format.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { data, paths } from '../paths.ts'
import type { LastBlock, LastChecking } from '../queries.ts'
import { AccountName, Checked, Hash, happened } from '../views.tsx'
import type { T } from '../words.ts'
import type { JournalRow } from './queries.ts'

interface JournalPageProps {
  t: T
  /** `YYYY-MM`; null before there is anything. */
  month: string | null
  rows: readonly JournalRow[]
  /** Where the earlier rows of the month begin. */
  before: bigint | null
  earlier: string | null
  later: string | null
  block: LastBlock | undefined
  checking: LastChecking | undefined
}

export const JournalPage = (props: JournalPageProps) => {
  const { t, month } = props
  return (
    <Page title={t('journal.title')} description={t('journal.lead')}>
      <Lede title={t('journal.title')} standfirst={t('journal.lead')} />
      {month ? (
        <Month {...props} month={month} />
      ) : (
        <EmptyState title={t('journal.empty')}>{t('journal.empty.text')}</EmptyState>
      )}
      <Section id="reading" title={t('journal.read')}>
        <p class="prose">{t('journal.read.text')}</p>
      </Section>
      <Proof {...props} />
    </Page>
  )
}

const Month = ({
  t,
  month,
  rows,
  before,
  earlier,
  later,
}: JournalPageProps & { month: string }) => (
  <Section id="month" title={<When at={`${month}-01`} as="month" />}>
    {rows.length === 0 ? <p>{t('journal.month_empty')}</p> : <Rows t={t} rows={rows} />}
    {before ? (
      <p>
        <Link to={paths.index({ month, before: String(before) })}>{t('journal.older')}</Link>
      </p>
    ) : null}
    <nav class="pager" aria-label={t('journal.months')}>
      {earlier ? <Link to={paths.index({ month: earlier })}>{t('journal.earlier')}</Link> : null}
      {later ? <Link to={paths.index({ month: later })}>{t('journal.later')}</Link> : null}
    </nav>
  </Section>
)

const Rows = ({ t, rows }: { t: T; rows: readonly JournalRow[] }) => (
  <Table
    caption={t('journal.title')}
    hideCaption
    rows={rows}
    rowKey={({ seq }) => String(seq)}
    columns={[
      {
        ...{ key: 'what', label: t('journal.what'), heads: true },
        cell: ({ kind, phase }) => (
          <>
            {happened(t, kind)}
            {phase === 'single' ? null : <small> · {t(`phase.${phase}`)}</small>}
          </>
        ),
      },
      {
        ...{ key: 'day', label: t('journal.day') },
        cell: ({ effective_on }) => <When at={effective_on} as="short" />,
      },
      {
        ...{ key: 'debit', label: t('journal.debit') },
        cell: ({ debit }) => <AccountName t={t} {...debit} />,
      },
      {
        ...{ key: 'credit', label: t('journal.credit') },
        cell: ({ credit }) => <AccountName t={t} {...credit} />,
      },
      {
        ...{ key: 'amount', label: t('journal.amount'), number: true },
        cell: ({ amount_minor, currency }) => <Money minor={amount_minor} currency={currency} />,
      },
      {
        ...{ key: 'seq', label: t('journal.row'), number: true },
        cell: ({ seq }) => <span class="number">{String(seq)}</span>,
      },
    ]}
  />
)

const Proof = ({ t, block, checking }: JournalPageProps) => {
  const { locale } = usePage()
  return (
    <Section id="proof" title={t('journal.proof')}>
      <p class="prose">{t('journal.proof.text')}</p>
      <DefinitionList
        of={[
          block !== undefined && {
            ...{ key: 'block', term: t('journal.last_block') },
            is: t('journal.block_value', {
              number: String(block.number),
              when: formatDateTime(block.sealed_at, locale),
            }),
          },
          block !== undefined && {
            ...{ key: 'hash', term: t('journal.hash') },
            is: <Hash of={block.hash} />,
          },
          { key: 'checked', term: t('journal.checked'), is: <Checked t={t} of={checking} /> },
        ]}
      />
      <h3>{t('journal.how')}</h3>
      <p class="prose">
        {t.rich('journal.how.text', {
          journal: (children) => <a href={data.journalLines()}>{children}</a>,
          blocks: (children) => <a href={data.blockLines()}>{children}</a>,
          script: (children) => <a href={paths.checker()}>{children}</a>,
        })}
      </p>
      <h3>{t('journal.take')}</h3>
      <p class="prose">
        {t.rich('journal.take.text', {
          csv: (children) => <a href={data.journalCsv()}>{children}</a>,
          json: (children) => <a href={data.journalJson()}>{children}</a>,
          about: (children) => <a href={localePath(locale, data.journal())}>{children}</a>,
        })}
      </p>
    </Section>
  )
}
