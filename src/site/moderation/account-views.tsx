import { formatMonth } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Figure, Figures } from '#ui/figure.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { BarChart, LineChart } from '#ui/plot.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Sums } from './account-queries.ts'
import { reasons, rulesVersion } from './rules.ts'

interface ModerationProps {
  t: T
  sums: Sums
}

/** What the moderators do, for everybody. */
export const ModerationPage = ({ t, sums }: ModerationProps) => (
  <Page title={t('moderation.title')} description={t('moderation.lede')}>
    <Lede title={t('moderation.title')} standfirst={t('moderation.lede')} />
    <Figures>
      <Figure value={sums.decisions}>
        {t('moderation.figure.decisions', { count: sums.decisions })}
      </Figure>
      <Figure value={sums.open}>{t('moderation.figure.open', { count: sums.open })}</Figure>
      {sums.median_hours === null ? null : (
        <Figure value={sums.median_hours}>
          {t('moderation.figure.median', { count: sums.median_hours })}
        </Figure>
      )}
      <Figure value={sums.appeals.total}>
        {t('moderation.figure.appeals', { count: sums.appeals.total })}
      </Figure>
    </Figures>
    {sums.decisions === 0 ? <p>{t('moderation.none')}</p> : <Plots t={t} sums={sums} />}
    <Section id="reasons" title={t('moderation.reasons')}>
      <p>{t('moderation.reasons.says', { version: rulesVersion })}</p>
      <dl class="facts wide">
        {reasons.map((reason) => (
          <div key={reason}>
            <dt>{t(`reason.${reason}`)}</dt>
            <dd>{t(`reason.${reason}.says`)}</dd>
          </div>
        ))}
      </dl>
    </Section>
    <p>
      <ActionLink to={paths.report()}>{t('moderation.report')}</ActionLink>
    </p>
  </Page>
)

function Plots({ t, sums }: ModerationProps) {
  const [mostOutcome] = sums.outcomes
  const [mostReason] = sums.reasons
  return (
    <>
      <Section id="outcomes" title={t('moderation.by_outcome')}>
        <BarChart
          says={t('moderation.by_outcome.says', {
            count: sums.decisions,
            most: mostOutcome ? t(`outcome.${mostOutcome.outcome}`) : '',
          })}
          unit={t('moderation.decisions')}
          of={t('case.decision')}
          csv={paths.moderationCsv()}
          bars={sums.outcomes.map(({ outcome, total }, i) => ({
            key: outcome,
            label: t(`outcome.${outcome}`),
            value: total,
            lit: i === 0,
          }))}
        />
      </Section>
      {mostReason ? (
        <Section id="why" title={t('moderation.by_reason')}>
          <BarChart
            says={t('moderation.by_reason.says', { most: t(`reason.${mostReason.reason}`) })}
            unit={t('moderation.decisions')}
            of={t('case.reason')}
            csv={paths.moderationCsv()}
            bars={sums.reasons.map(({ reason, total }, i) => ({
              key: reason,
              label: t(`reason.${reason}`),
              value: total,
              lit: i === 0,
            }))}
          />
        </Section>
      ) : null}
      <Months t={t} sums={sums} />
      <Appeals t={t} sums={sums} />
    </>
  )
}

function Months({ t, sums }: ModerationProps) {
  const { locale } = usePage()
  return (
    <Section id="months" title={t('moderation.by_month')}>
      <LineChart
        says={t('moderation.by_month.says', { count: sums.months.at(-1)?.total ?? 0 })}
        unit={t('moderation.decisions')}
        of={t('moderation.month')}
        csv={paths.moderationCsv()}
        points={sums.months.map(({ month, total }) => ({
          label: formatMonth(month, locale),
          value: total,
        }))}
      />
    </Section>
  )
}

const Appeals = ({ t, sums: { appeals } }: ModerationProps) => (
  <Section id="appeals" title={t('moderation.appeals')}>
    <p>
      {appeals.total === 0 ? t('moderation.appeals.none') : t('moderation.appeals.says', appeals)}
    </p>
    <p>
      <a href={paths.moderationCsv()}>{t('moderation.csv')}</a>
    </p>
  </Section>
)
