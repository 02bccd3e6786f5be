// A gift as it stands in the books.
import { paths as ledger } from '#modules/ledger/index.ts'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Recorded } from './queries.ts'

interface RecordedProps {
  t: T
  typed: string
  gift: Recorded | null
  /** Too many were tried from here. */
  often?: boolean
}

export const RecordedPage = ({ t, typed, gift, often = false }: RecordedProps) => (
  <Page title={t('recorded.title')} description={t('recorded.lede')}>
    <Lede title={t('recorded.title')} standfirst={t('recorded.lede')} />
    {often ? <Notice tone="bad">{t('recorded.often')}</Notice> : null}
    {typed && !often && !gift ? <Notice tone="bad">{t('recorded.none')}</Notice> : null}
    {gift ? <Answer t={t} gift={gift} /> : null}
    <Form to={paths.recorded()} method="get" state={{ typed: { reference: [typed] }, errors: [] }}>
      <Field
        name="reference"
        label={t('gifts.reference')}
        hint={t('recorded.hint')}
        autocomplete="off"
      />
      <Actions>
        <button type="submit" class="action main">
          {t('recorded.find')}
        </button>
        <Link to={ledger.index()}>{t('recorded.books')}</Link>
      </Actions>
    </Form>
  </Page>
)

function Answer({ t, gift }: { t: T; gift: Recorded }) {
  if (gift.arrived.length === 0) return <Notice tone="wait">{t('recorded.waits')}</Notice>
  return (
    <Section id="recorded" title={<Text of={gift.title} bare />}>
      <Notice tone="good">{t('recorded.there', { count: gift.arrived.length })}</Notice>
      {gift.is_sample ? <Notice tone="wait">{t('giving.sample')}</Notice> : null}
      <Table
        caption={t('recorded.title')}
        hideCaption
        rows={gift.arrived}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'on',
            label: t('receipts.on'),
            heads: true,
            cell: ({ received_on }) => <When at={received_on} />,
          },
          {
            key: 'for',
            label: t('receipts.for'),
            cell: ({ title }) => <Text of={title} bare />,
          },
          { key: 'rows', label: t('recorded.rows'), cell: (one) => <Rows t={t} of={one} /> },
          {
            key: 'amount',
            label: t('gifts.amount'),
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

/** Each with its page, where the proof is. */
const Rows = ({ t, of }: { t: T; of: Recorded['arrived'][number] }) => (
  <>
    {of.rows.map(({ seq, block }, at) => (
      <span key={String(seq)}>
        {at > 0 ? ', ' : ''}
        <Link to={ledger.row({ seq: String(seq) })}>
          {t('recorded.row', { number: String(seq) })}
        </Link>{' '}
        <span class="hint">
          {block === null ? t('recorded.unsealed') : t('recorded.block', { number: String(block) })}
        </span>
      </span>
    ))}
  </>
)
