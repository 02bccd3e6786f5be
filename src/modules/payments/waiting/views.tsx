// The list of money that waits for people.
import { EmptyState } from '#ui/finding-ways.tsx'
import { Lede } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { State } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { WaitingEntry } from '../queries.ts'
import type { T } from '../words.ts'

interface ListProps {
  t: T
  entries: readonly WaitingEntry[]
}

export const WaitingPage = ({ t, entries }: ListProps) => (
  <Page title={t('worklist.title')} unlisted>
    <Lede title={t('worklist.title')} standfirst={t('worklist.lead')} />
    <p>
      <Link to={paths.deskStatements()}>{t('statements.title')}</Link>
    </p>
    {entries.length === 0 ? (
      <EmptyState title={t('worklist.none.title')}>{t('worklist.none')}</EmptyState>
    ) : (
      <Table
        caption={t('worklist.title')}
        hideCaption
        rows={entries}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'who',
            label: t('worklist.who'),
            heads: true,
            cell: ({ id, name }) => (
              <Link to={paths.deskEntry({ id })}>{name ?? t('worklist.nobody')}</Link>
            ),
          },
          {
            key: 'amount',
            label: t('worklist.amount'),
            number: true,
            cell: ({ amount_minor, currency }) => (
              <Money minor={amount_minor} currency={currency} />
            ),
          },
          { key: 'on', label: t('worklist.on'), cell: ({ booked_on }) => <When at={booked_on} /> },
          { key: 'why', label: t('worklist.why'), cell: (one) => <Why t={t} of={one} /> },
        ]}
      />
    )}
  </Page>
)

function Why({ t, of }: { t: T; of: WaitingEntry }) {
  if (of.proposed_by) return <State tone="wait">{t('worklist.proposed')}</State>
  if (of.state === 'to_return') return <State tone="wait">{t('worklist.to_return')}</State>
  return <>{of.why_open ? t(`worklist.why.${of.why_open}`) : t('worklist.untried')}</>
}
