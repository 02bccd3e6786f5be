// Gifts that came of late, wherever operators choose among them.
import type { Localized } from '#kit/localized.ts'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Table } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'

interface LatestProps {
  t: T
  latest: readonly {
    readonly id: string
    readonly donor_name: string | null
    readonly title: Localized
    readonly received_on: string
    readonly amount_minor: bigint
    readonly currency: string
  }[]
}

/** Gifts of late, for operators who give one back. */
export const Latest = ({ t, latest }: LatestProps) =>
  latest.length === 0 ? null : (
    <Section id="latest" title={t('payouts.gifts')}>
      <Table
        caption={t('payouts.gifts')}
        hideCaption
        rows={latest}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'from',
            label: t('payouts.from'),
            heads: true,
            cell: (one) => (
              <Link to={paths.deskGift({ id: one.id })}>
                {one.donor_name ?? t('payouts.nameless')}
              </Link>
            ),
          },
          { key: 'for', label: t('refunds.purpose'), cell: ({ title }) => <Text of={title} /> },
          {
            key: 'on',
            label: t('payouts.on'),
            cell: ({ received_on }) => <When at={received_on} as="short" />,
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
