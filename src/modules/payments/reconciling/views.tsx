// What the processor says and what our books say, side by side.
import { Money } from '#ui/numbers.tsx'
import { Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import type { Difference } from '../rules.ts'
import type { T } from '../words.ts'

interface Check {
  readonly movements: number
  readonly mended: number
  readonly checked_at: Date
  readonly differences: unknown
}

/** How the last comparison came out, or that there was none yet. */
export function CheckLine({ t, check }: { t: T; check: Check | undefined }) {
  if (!check) return <p class="faint">{t('cards.desk.check.never')}</p>
  const { movements, mended, checked_at } = check
  const differences = check.differences as readonly Difference[]
  return (
    <>
      <p>
        {t('cards.desk.check.last', { movements, mended, differing: differences.length })}{' '}
        <When at={checked_at} as="time" />
      </p>
      {differences.length === 0 ? null : (
        <Table
          caption={t('cards.desk.differences')}
          rows={differences}
          rowKey={({ what, ref, currency }) => `${what} ${ref} ${currency}`}
          columns={[
            {
              key: 'what',
              label: t('cards.desk.what'),
              heads: true,
              cell: ({ what, why }) => (
                <>
                  {t(`cards.desk.differs.${what}`)}
                  {why ? (
                    <p class="hint">{t('cards.desk.differs.not_booked.do', { why })}</p>
                  ) : null}
                </>
              ),
            },
            { key: 'ref', label: t('cards.desk.ref'), cell: ({ ref }) => ref },
            {
              key: 'theirs',
              label: t('cards.desk.theirs'),
              number: true,
              cell: (one) => <Money minor={BigInt(one.theirs_minor)} currency={one.currency} />,
            },
            {
              key: 'ours',
              label: t('cards.desk.ours'),
              number: true,
              cell: (one) => <Money minor={BigInt(one.ours_minor)} currency={one.currency} />,
            },
          ]}
        />
      )}
    </>
  )
}
