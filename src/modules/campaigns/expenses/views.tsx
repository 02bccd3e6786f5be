// What was bought, with its receipt, and what was paid out: the lists of a campaign's account.
import { formatDate } from '#kit/format.ts'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Meta } from '#ui/rows.tsx'
import { Table } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Campaign, Expense, Spending } from '../queries.ts'
import type { T } from '../words.ts'

interface ListProps {
  t: T
  campaign: Campaign
  spending: Spending
  /** May say what was bought. */
  steward: boolean
}

export function Expenses({ t, campaign, spending, steward }: ListProps) {
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
              <Meta
                of={[
                  <Text key="line" of={one.item} bare />,
                  one.paid_to,
                  formatDate(one.spent_on, t.locale),
                ]}
              />
              <Meta
                of={[
                  <a key="receipt" href={`/files/${one.file_id}/original`}>
                    {t('expense.receipt')}
                  </a>,
                  steward ? (
                    <Link key="remove" to={paths.expenseRemoval({ slug, id: one.id })}>
                      {t('expense.remove')}
                    </Link>
                  ) : null,
                ]}
              />
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

export function Payouts({ t, spending }: Pick<ListProps, 't' | 'spending'>) {
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
            label: t('spending.amount'),
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
