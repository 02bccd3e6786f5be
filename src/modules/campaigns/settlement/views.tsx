import type { FormState } from '#kit/form.ts'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { Asking } from '../views.tsx'
import type { T } from '../words.ts'

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
    lead={t('cancellation.lead')}
    submit={t('cancellation.submit')}
    grave
  />
)
