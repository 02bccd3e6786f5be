import { usePage } from '#kit/page.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { isRunning } from '../rules.ts'
import type { T } from '../words.ts'
import type { findChange, Gift } from './queries.ts'

interface TakingBackProps {
  t: T
  campaign: Campaign
  gift: Gift
  change: Awaited<ReturnType<typeof findChange>>
  to: string
}

export function TakingBackPage({ t, campaign, gift, change, to }: TakingBackProps) {
  const { locale } = usePage()
  const title = plainText(campaign.title, locale)
  const waits = gift.state === 'open' && !gift.received
  const may = change && gift.created_at < change.at && isRunning(campaign.state)
  return (
    <Page
      title={t('taking.title')}
      unlisted
      crumbs={[{ to: paths.campaign(campaign), label: title }]}
    >
      <h1>{t('taking.title')}</h1>
      <p class="standfirst">{t('taking.lead', { title })}</p>
      {change ? (
        <p>
          <Text of={change.reason} /> <Link to={paths.history(campaign)}>{t('history.title')}</Link>
        </p>
      ) : null}
      <p>
        {t('taking.amount')}
        {': '}
        <Money minor={gift.amount_minor} currency={gift.currency} />
      </p>
      {may && (waits || gift.held.length > 0) ? (
        <Action to={to} tone="danger">
          {t('taking.submit')}
        </Action>
      ) : (
        <Notice tone="wait">{t('taking.cannot')}</Notice>
      )}
    </Page>
  )
}
