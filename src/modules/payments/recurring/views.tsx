// A gift that returns: when the next letter comes, and one click to end it.
import { formatDate, formatMoney } from '#kit/format.ts'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { PledgeList } from '../views.tsx'
import type { T } from '../words.ts'
import type { Recurring, SeriesPromise } from './queries.ts'

interface Props {
  t: T
  series: Recurring
  series_key: string
  promises: readonly (SeriesPromise & { to: string })[]
}

export function RecurringPage({ t, series, series_key, promises }: Props) {
  const { id, rhythm, amount_minor, currency, next_on, stopped_at } = series
  const purpose = plainText(series.title, t.locale)
  const amount = formatMoney(amount_minor, currency, t.locale)
  return (
    <Page title={t('again.title')} unlisted>
      <Lede
        kicker={<Link to={series.path}>{purpose}</Link>}
        title={t('again.title')}
        standfirst={t('again.lede', { amount, purpose, rhythm: t(`gifts.rhythm.${rhythm}`) })}
      />
      {stopped_at ? (
        <Notice>{t('again.stopped', { when: formatDate(stopped_at, t.locale) })}</Notice>
      ) : (
        <>
          <p>{t('again.next', { when: formatDate(next_on, t.locale) })}</p>
          <Actions>
            <Action to={paths.recurringStop({ id, key: series_key })} tone="danger">
              {t('again.stop')}
            </Action>
            <p class="hint">{t('again.stop.hint')}</p>
          </Actions>
          <Section id="standing" title={t('again.standing')}>
            <p>{t('again.standing.text')}</p>
          </Section>
        </>
      )}
      <Section id="promises" title={t('again.promises')}>
        <PledgeList t={t} of={promises} />
      </Section>
    </Page>
  )
}
