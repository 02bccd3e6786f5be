import type { FormState } from '#kit/form.ts'
import { formatNumber } from '#kit/format.ts'
import { Section } from '#ui/layout.tsx'
import { Money } from '#ui/numbers.tsx'
import { Table } from '#ui/table.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { choosingDays } from '../rules.ts'
import { Asking } from '../views.tsx'
import type { T } from '../words.ts'
import type { GoingBackRow } from './queries.ts'

interface CancellationProps {
  t: T
  campaign: Campaign
  form: FormState
}

export const CancellationPage = ({ t, campaign, form }: CancellationProps) => (
  <Asking
    t={t}
    campaign={campaign}
    form={form}
    to={paths.cancellation(campaign)}
    title={t('cancellation.title')}
    lead={t('cancellation.lead')}
    submit={t('cancellation.submit')}
    grave
  />
)

/** What became of each gift of a campaign that came to nothing, counted to the cent. */
export const GoingBack = ({ t, of }: { t: T; of: readonly GoingBackRow[] }) =>
  of.length === 0 ? null : (
    <Section id="back" title={t('back.title')}>
      <p>{t('back.lead')}</p>
      <p>{t('back.choice', { count: choosingDays })}</p>
      <Table
        caption={t('back.title')}
        hideCaption
        rows={of}
        rowKey={({ state, currency }) => `${state} ${currency}`}
        columns={[
          {
            key: 'state',
            label: t('back.state'),
            heads: true,
            cell: ({ state }) => t(`back.state.${state}`),
          },
          {
            key: 'gifts',
            label: t('back.count'),
            number: true,
            cell: ({ gifts }) => formatNumber(gifts, t.locale),
          },
          {
            key: 'sum',
            label: t('back.sum'),
            number: true,
            cell: ({ amount_minor, currency }) => (
              <Money minor={amount_minor} currency={currency} />
            ),
          },
        ]}
      />
    </Section>
  )
