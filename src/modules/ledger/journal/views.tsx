// The public page of the books.
import { usePage } from '#kit/page.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Count, Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { type T, words } from '../words.ts'
import type { Checking, Row } from './queries.ts'
import { eventKind } from './rules.ts'

interface Stand {
  readonly kind: Row['debit_kind']
  readonly currency: string
  readonly debits_minor: bigint
  readonly credits_minor: bigint
}

interface Block {
  readonly number: bigint
  readonly hash: Uint8Array
  readonly sealed_at: Date
}

const verifyCommand = 'bin/mozaik ledger verify'

export interface JournalProps {
  t: T
  stands: readonly Stand[]
  rows: readonly Row[]
  next: bigint | null
  block: Block | undefined
  checking: Checking
}

export const JournalPage = ({ t, stands, rows, next, block, checking }: JournalProps) => (
  <Page title={t('title')}>
    <Lede title={t('title')} standfirst={t('lede')} />
    {rows.length === 0 ? (
      <EmptyState title={t('empty')}>{t('empty.text')}</EmptyState>
    ) : (
      <>
        <Section title={t('stands')}>
          <Stands t={t} stands={stands} />
        </Section>
        <Section title={t('rows')}>
          <Rows t={t} rows={rows} />
          <Pager next={next === null ? null : paths.index({ before: String(next) })} />
        </Section>
      </>
    )}
    <Section title={t('proof')}>
      <p>{t('proof.text', { command: verifyCommand })}</p>
      <Proof t={t} block={block} checking={checking} />
    </Section>
  </Page>
)

const Stands = ({ t, stands }: Pick<JournalProps, 't' | 'stands'>) => (
  <Table
    caption={t('stands.caption')}
    rows={stands}
    rowKey={({ kind, currency }) => `${kind}.${currency}`}
    columns={[
      { key: 'kind', label: t('account'), heads: true, cell: (row) => t(`account.${row.kind}`) },
      {
        key: 'debit',
        label: t('debit'),
        number: true,
        cell: (row) => <Money minor={row.debits_minor} currency={row.currency} />,
      },
      {
        key: 'credit',
        label: t('credit'),
        number: true,
        cell: (row) => <Money minor={row.credits_minor} currency={row.currency} />,
      },
    ]}
  />
)

const Rows = ({ t, rows }: Pick<JournalProps, 't' | 'rows'>) => (
  <Table
    caption={t('rows.caption')}
    rows={rows}
    rowKey={({ seq }) => String(seq)}
    columns={[
      {
        key: 'what',
        label: t('what'),
        heads: true,
        cell: (row) => (
          <>
            {t(`event.${eventKind(row.kind)}`)}
            {row.phase === 'single' ? null : <span class="hint"> · {t(`phase.${row.phase}`)}</span>}
          </>
        ),
      },
      { key: 'day', label: t('day'), cell: (row) => <When at={row.effective_on} as="short" /> },
      { key: 'debit', label: t('debit'), cell: (row) => t(`account.${row.debit_kind}`) },
      { key: 'credit', label: t('credit'), cell: (row) => t(`account.${row.credit_kind}`) },
      {
        key: 'amount',
        label: t('amount'),
        number: true,
        cell: (row) => <Money minor={row.amount_minor} currency={row.currency} />,
      },
    ]}
  />
)

function Proof({ t, block, checking }: Pick<JournalProps, 't' | 'block' | 'checking'>) {
  const { locale } = usePage()
  const said = words(locale)
  if (!block) return <p>{t('proof.none')}</p>
  return (
    <>
      <DefinitionList
        of={[
          { key: 'block', term: t('proof.block'), is: <Count of={block.number} /> },
          { key: 'sealed', term: t('proof.sealed'), is: <When at={block.sealed_at} as="full" /> },
          { key: 'hash', term: t('proof.hash'), is: <Hash of={block.hash} /> },
          {
            key: 'checked',
            term: t('proof.checked'),
            is: checking ? <When at={checking.ended_at} as="full" /> : t('proof.never'),
          },
        ]}
      />
      {checking && checking.fault_count === 0 ? <p>{t('proof.whole')}</p> : null}
      {checking && checking.fault_count > 0 ? (
        <Notice tone="bad">
          <p>{t('proof.faults', { count: checking.fault_count })}</p>
          <ul>
            {checking.faults.map((fault) => (
              <li key={`${fault.code}.${fault.block}.${fault.seq}.${fault.account}`}>
                {said(`fault.${fault.code}`, {
                  block: fault.block ?? '',
                  row: fault.seq ?? '',
                  is: fault.is ?? '',
                  account: fault.account ?? '',
                  should: fault.should ?? '',
                })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  )
}

const Hash = ({ of }: { of: Uint8Array }) => <code>{Buffer.from(of).toString('hex')}</code>
