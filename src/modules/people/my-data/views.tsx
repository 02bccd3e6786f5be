import { Section } from '#ui/layout.tsx'
import { Action, ActionLink } from '#ui/link.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { graceDays } from '../schema.ts'
import { Sheet } from '../views.tsx'
import type { T } from '../words.ts'
import type { ExportRow } from './queries.ts'

interface Props {
  t: T
  exports: readonly ExportRow[]
  erasureDueAt: Date | null
}

export const DataPage = ({ t, exports, erasureDueAt }: Props) => (
  <Sheet title={t('my_data')} in={t('account')}>
    <Section title={t('export')}>
      <p>{t('export.lead')}</p>
      <ul class="bare">
        {exports.map(({ id, asked_at, ready_at, expires_at, bytes }) => (
          <li key={id}>
            {ready_at && expires_at ? (
              <>
                <p>
                  <a href={paths.dataFile({ id })} download>
                    {t('export.fetch', { kilobytes: Math.ceil((bytes ?? 0) / 1000) })}
                  </a>
                </p>
                <p>{t.rich('export.until', { until: <When at={expires_at} /> })}</p>
              </>
            ) : (
              <p>{t.rich('export.waiting', { asked: <When at={asked_at} as="time" /> })}</p>
            )}
          </li>
        ))}
      </ul>
      <Action to={paths.dataExport()}>{t('export.do')}</Action>
    </Section>
    <Section title={t('erasure')}>
      {erasureDueAt ? (
        <>
          <p>{t.rich('erasure.waiting', { when: <When at={erasureDueAt} as="time" /> })}</p>
          <Action to={paths.erasureUndoing()} tone="main">
            {t('erasure.undo')}
          </Action>
        </>
      ) : (
        <>
          <p>{t('erasure.lead', { days: graceDays })}</p>
          <ActionLink to={paths.erasure()}>{t('erasure.look')}</ActionLink>
        </>
      )}
    </Section>
  </Sheet>
)

interface ErasureProps {
  t: T
  /** What each module must keep, as sentences. */
  kept: readonly string[]
}

/** What goes and what stays, before anything is done. */
export const ErasurePage = ({ t, kept }: ErasureProps) => (
  <Sheet title={t('erasure')} in={t('account')}>
    <Section title={t('erasure.goes')}>
      <p>{t('erasure.goes.lead')}</p>
    </Section>
    <Section title={t('erasure.stays')}>
      <p>{t('erasure.stays.lead')}</p>
      <ul>
        {kept.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>{t('erasure.grace', { days: graceDays })}</p>
    </Section>
    <div class="actions">
      <Action to={paths.erasure()} tone="danger">
        {t('erasure.do')}
      </Action>
      <ActionLink to={paths.data()} tone="quiet">
        {t('erasure.not')}
      </ActionLink>
    </div>
  </Sheet>
)
