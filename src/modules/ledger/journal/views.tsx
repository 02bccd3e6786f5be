// The public pages of the books.
import { emptyForm } from '#kit/form.ts'
import { formatDateTime } from '#kit/format.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { data, paths } from '../paths.ts'
import type { LastBlock, LastChecking, TrialRow } from '../queries.ts'
import { AccountName, Checked, Faults, Happened, Hash, happened, Stands } from '../views.tsx'
import type { T } from '../words.ts'
import type { JournalRow, Proof } from './queries.ts'

interface JournalPageProps {
  t: T
  stands: readonly TrialRow[]
  /** Whose rows are looked for. */
  q: string
  rows: readonly JournalRow[]
  next: bigint | null
  /** Not turned over yet. */
  first: boolean
  block: LastBlock | undefined
  checking: LastChecking | undefined
}

export const JournalPage = (props: JournalPageProps) => {
  const { t, stands, q, first } = props
  return (
    <Page title={t('title')} description={t('lede')}>
      <Lede title={t('title')} standfirst={t('lede')} />
      {stands.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty.text')}</EmptyState>
      ) : (
        <>
          {first && !q ? (
            <Section id="stands" title={t('stands')}>
              <p class="prose">{t('stands.text')}</p>
              <Stands t={t} rows={stands.filter(isThere)} />
            </Section>
          ) : null}
          <Movements {...props} />
        </>
      )}
      <ProofSection {...props} />
    </Page>
  )
}

/** Ways through have nothing on them most of the time; who reads this asks where money is. */
const isThere = ({ debits_minor, credits_minor }: TrialRow) => debits_minor + credits_minor > 0n

const Movements = ({ t, q, rows, next }: JournalPageProps) => (
  <Section id="rows" title={t('rows')}>
    <Form to={paths.index()} method="get" state={emptyForm({ q })} class="form inline">
      <Field name="q" type="search" label={t('whose')} optional />
      <button type="submit" class="action">
        {t('find')}
      </button>
    </Form>
    {rows.length === 0 ? (
      <p>
        {t('none_of', { name: q })} <Link to={paths.index()}>{t('all')}</Link>
      </p>
    ) : (
      <Rows t={t} rows={rows} />
    )}
    <Pager next={next === null ? null : paths.index({ q, before: String(next) })} />
  </Section>
)

const Rows = ({ t, rows }: { t: T; rows: readonly JournalRow[] }) => (
  <Table
    caption={t('rows')}
    hideCaption
    rows={rows}
    rowKey={({ seq }) => String(seq)}
    columns={[
      {
        key: 'what',
        label: t('what'),
        heads: true,
        cell: ({ seq, kind, phase, payer }) => (
          <>
            <Link to={paths.row({ seq: String(seq) })}>{happened(t, kind)}</Link>
            {phase === 'single' ? null : <span class="hint"> · {t(`phase.${phase}`)}</span>}
            {payer ? <span class="hint"> · {t('payer', { payer })}</span> : null}
          </>
        ),
      },
      {
        key: 'day',
        label: t('day'),
        cell: ({ effective_on }) => <When at={effective_on} as="short" />,
      },
      {
        key: 'debit',
        label: t('debit'),
        cell: ({ debit }) => <AccountName t={t} {...debit} />,
      },
      {
        key: 'credit',
        label: t('credit'),
        cell: ({ credit }) => <AccountName t={t} {...credit} />,
      },
      {
        key: 'amount',
        label: t('amount'),
        number: true,
        cell: ({ amount_minor, currency }) => <Money minor={amount_minor} currency={currency} />,
      },
    ]}
  />
)

const ProofSection = ({ t, block, checking }: JournalPageProps) => {
  const { locale } = usePage()
  return (
    <Section id="proof" title={t('proof')}>
      <p class="prose">{t('proof.text')}</p>
      {block ? (
        <DefinitionList
          of={[
            {
              key: 'block',
              term: t('proof.block'),
              is: t('block.value', {
                number: String(block.number),
                when: formatDateTime(block.sealed_at, locale),
              }),
            },
            { key: 'hash', term: t('proof.hash'), is: <Hash of={block.hash} /> },
            { key: 'checked', term: t('proof.checked'), is: <Checked t={t} of={checking} /> },
          ]}
        />
      ) : (
        <p>{t('proof.none')}</p>
      )}
      {checking && checking.fault_count > 0 ? <Faults t={t} faults={checking.faults} /> : null}
      <p class="prose">
        {t.rich('journal.how.text', {
          journal: (children) => <a href={data.journalLines()}>{children}</a>,
          blocks: (children) => <a href={data.blockLines()}>{children}</a>,
          script: (children) => <a href={paths.checker()}>{children}</a>,
        })}
      </p>
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

interface RowPageProps {
  t: T
  row: JournalRow
  /** Nothing before it is sealed. */
  proof: Proof | undefined
}

export const RowPage = ({ t, row, proof }: RowPageProps) => {
  const { kind, phase, amount_minor, currency, effective_on, debit, credit, payer } = row
  const number = t('row.number', { number: String(row.seq) })
  return (
    <Page
      title={`${happened(t, kind)}, ${number}`}
      crumbs={[{ to: paths.index(), label: t('title') }]}
      unlisted
    >
      <Lede kicker={number} title={<Happened t={t} kind={kind} phase={phase} />} />
      <DefinitionList
        wide
        of={[
          {
            key: 'amount',
            term: t('amount'),
            is: <Money minor={amount_minor} currency={currency} />,
          },
          { key: 'day', term: t('day'), is: <When at={effective_on} /> },
          { key: 'debit', term: t('debit'), is: <AccountName t={t} {...debit} /> },
          { key: 'credit', term: t('credit'), is: <AccountName t={t} {...credit} /> },
          { key: 'payer', term: t('payer.term'), is: payer && <code>{payer}</code> },
        ]}
      />
      {proof ? <Sealed t={t} proof={proof} /> : <Notice tone="wait">{t('row.unsealed')}</Notice>}
    </Page>
  )
}

const Sealed = ({ t, proof }: { t: T; proof: Proof }) => {
  const { locale } = usePage()
  const { row, block, leaf, path } = proof
  const seq = String(row.seq)
  return (
    <Section id="proof" title={t('row.proof')}>
      <p class="prose">{t('row.proof.text')}</p>
      <DefinitionList
        of={[
          {
            key: 'block',
            term: t('desk.block'),
            is: t('block.value', {
              number: String(block.number),
              when: formatDateTime(row.changed_at, locale),
            }),
          },
          { key: 'leaf', term: t('row.leaf'), is: <Hash of={leaf} /> },
          { key: 'root', term: t('row.root'), is: <Hash of={block.root} /> },
          { key: 'hash', term: t('row.hash'), is: <Hash of={block.hash} /> },
        ]}
      />
      <p class="prose">{t('row.steps', { count: path.length })}</p>
      <Actions>
        <ActionLink to={paths.proof({ seq })}>{t('row.take')}</ActionLink>
        <a href={paths.checker()}>{t('row.checker')}</a>
      </Actions>
    </Section>
  )
}
