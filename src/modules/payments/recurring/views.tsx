// A gift that returns: when the next letter comes, and one click to end it.
import { formatDate, formatMoney } from '#kit/format.ts'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Mandate } from '../queries.ts'
import { PledgeList } from '../views.tsx'
import type { T } from '../words.ts'
import type { Recurring, SeriesPromise } from './queries.ts'

interface Props {
  t: T
  series: Recurring
  /** By card: what was agreed to; null by bank. */
  mandate: Mandate | null
  series_key: string
  promises: readonly (SeriesPromise & { to: string })[]
}

export function RecurringPage({ t, series, mandate, series_key, promises }: Props) {
  const way = mandate ? 'card' : 'bank'
  const { id, rhythm, amount_minor, currency, next_on, stopped_at } = series
  const purpose = plainText(series.title, t.locale)
  const amount = formatMoney(amount_minor, currency, t.locale)
  return (
    <Page title={t('again.title')} unlisted>
      <Lede
        kicker={<Link to={series.path}>{purpose}</Link>}
        title={t('again.title')}
        standfirst={t(mandate ? 'again.lede.card' : 'again.lede', {
          amount,
          purpose,
          rhythm: t(`gifts.rhythm.${rhythm}`),
        })}
      />
      {stopped_at ? (
        <Notice>
          {t(mandate ? 'again.stopped.card' : 'again.stopped', {
            when: formatDate(stopped_at, t.locale),
          })}
        </Notice>
      ) : (
        <>
          <p>
            {t(`again.next.${way}`, {
              when: formatDate(next_on, t.locale),
              card: mandate?.card_said ?? '',
            })}
          </p>
          <Actions>
            <Action to={paths.recurringStop({ id, key: series_key })} tone="danger">
              {t('again.stop')}
            </Action>
            <p class="hint">{t(mandate ? 'again.stop.card' : 'again.stop.hint')}</p>
          </Actions>
          {mandate ? null : (
            <Section id="standing" title={t('again.standing')}>
              <p>{t('again.standing.text')}</p>
            </Section>
          )}
        </>
      )}
      {mandate ? (
        <Section id="agreed" title={t('again.agreed')}>
          <p>{mandate.terms}</p>
          <p class="hint">
            <When at={mandate.agreed_at} />
          </p>
        </Section>
      ) : null}
      <Section id="promises" title={t('again.promises')}>
        <PledgeList t={t} of={promises} />
      </Section>
    </Page>
  )
}
