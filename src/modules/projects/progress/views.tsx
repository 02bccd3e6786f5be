// How far a project is, drawn: time that passed, money by its parts, targets and what was measured.
import { formatList, formatMoney, formatNumber, formatPercent } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Section } from '#ui/layout.tsx'
import { Money } from '#ui/numbers.tsx'
import { BarChart, Plot } from '#ui/plot.tsx'
import { type Bullet, Bullets, Span } from '#ui/span.tsx'
import { type Column, Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import type { Indicator, Parts, Project } from '../queries.ts'
import {
  budgetSum,
  latestOf,
  progressOf,
  reachedOf,
  resultsOf,
  timePassed,
  type Unknown,
  unknownOf,
} from '../rules.ts'
import { Evidence, roughDate } from '../views.tsx'
import type { T } from '../words.ts'

interface ProgressProps {
  t: T
  project: Project
  parts: Parts
}

export const Progress = (props: ProgressProps) => (
  <>
    <Time {...props} />
    <MoneyPlanned {...props} />
    <Results {...props} />
  </>
)

function Time({ t, project }: ProgressProps) {
  const { locale, now } = usePage()
  const { starts, ends } = project
  const passed = timePassed(starts, ends, now)
  if (!passed || !starts || !ends) return null
  const share = formatPercent(passed.share, locale, 0)
  const rows = [
    { key: 'starts', label: t('field.starts'), said: roughDate(starts, locale) },
    { key: 'ends', label: t('field.ends'), said: roughDate(ends, locale) },
    { key: 'share', label: t('progress.time.share'), said: share },
  ]
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'label', label: t('progress.what'), heads: true, cell: (row) => row.label },
    { key: 'said', label: t('progress.when'), cell: (row) => row.said },
  ]
  return (
    <Section id="time" title={t('progress.time')}>
      <Plot
        says={t(`progress.time.${passed.state}`, { share, days: passed.days_left })}
        table={
          <Table
            caption={t('progress.time')}
            hideCaption
            columns={columns}
            rows={rows}
            rowKey={(row) => row.key}
          />
        }
      >
        <Span
          share={passed.share}
          from={roughDate(starts, locale)}
          to={roughDate(ends, locale)}
          mark={passed.state === 'running' ? t('progress.today') : null}
        />
      </Plot>
    </Section>
  )
}

function MoneyPlanned({ t, project, parts }: ProgressProps) {
  const { locale } = usePage()
  const { currency, budget_minor } = project
  const { budget } = parts
  if (budget.length === 0) return null
  const { sum_minor, difference_minor } = budgetSum(budget_minor, budget)
  const say = (minor: bigint) => formatMoney(minor, currency, locale, { cents: false })
  const largest = budget.reduce((a, b) => (b.amount_minor > a.amount_minor ? b : a))
  const says = t('progress.money.says', {
    sum: say(sum_minor),
    count: budget.length,
    largest: plainText(largest.title, locale),
    amount: say(largest.amount_minor),
  })
  return (
    <Section id="money" title={t('progress.money')}>
      <BarChart
        says={says}
        unit={t('field.amount')}
        of={t('progress.money.part')}
        bars={budget
          .toSorted((a, b) => Number(b.amount_minor - a.amount_minor))
          .map(({ id, title, amount_minor }) => ({
            key: id,
            label: plainText(title, locale),
            // The database lets no amount in that a float could not count exactly.
            value: Number(amount_minor),
            lit: id === largest.id,
          }))}
        format={(value) => formatMoney(BigInt(value), currency, locale)}
      />
      <Difference t={t} currency={currency} difference={difference_minor} />
    </Section>
  )
}

interface DifferenceProps {
  t: T
  currency: string
  difference: bigint | null
}

/** The parts and the whole are compared in public: a reader adds them up too. */
function Difference({ t, currency, difference }: DifferenceProps) {
  if (difference === null) return null
  if (difference === 0n) return <p class="faint">{t('progress.money.whole')}</p>
  const amount = difference > 0n ? difference : -difference
  return (
    <p>
      {t.rich(difference > 0n ? 'progress.money.lacks' : 'progress.money.exceeds', {
        amount: () => <Money minor={amount} currency={currency} />,
      })}
    </p>
  )
}

function Results({ t, project, parts }: ProgressProps) {
  const { objectives, indicators } = parts
  if (objectives.length === 0) return null
  const { targets, reached, measured } = resultsOf(indicators)
  return (
    <Section id="results" title={t('progress.results')}>
      {objectives.map((objective, i) => {
        const own = indicators.filter(({ objective_id }) => objective_id === objective.id)
        return (
          <div key={objective.id}>
            <h3>
              <Text of={objective.title} />
            </h3>
            {own.length === 0 ? (
              <p class="faint">{t('progress.results.none')}</p>
            ) : (
              <Plot
                says={
                  i === 0
                    ? t('progress.results.says', { targets, reached, measured })
                    : t('progress.results.objective', {
                        targets: resultsOf(own).targets,
                        reached: resultsOf(own).reached,
                      })
                }
                table={<Values t={t} project={project} of={own} />}
              >
                <Bullets of={own.map((one) => bulletOf(t, one))} />
              </Plot>
            )}
          </div>
        )
      })}
    </Section>
  )
}

const withUnit = (t: T, value: number, unit: Indicator['unit']) =>
  [formatNumber(value, t.locale), plainText(unit, t.locale)].filter(Boolean).join(' ')

function bulletOf(t: T, indicator: Indicator): Bullet {
  const { id, title, unit, target, target_on, baseline, baseline_on } = indicator
  const latest = latestOf(indicator)
  const number = (value: number) => formatNumber(value, t.locale)
  const value =
    latest === null
      ? t('progress.unmeasured')
      : target === null
        ? withUnit(t, latest.value, unit)
        : t('progress.of', { value: number(latest.value), target: withUnit(t, target, unit) })
  const foot = [
    baseline === null
      ? t('progress.baseline.unknown')
      : t('progress.baseline', { value: withUnit(t, baseline, unit) }),
    baseline !== null && baseline_on ? `(${roughDate(baseline_on, t.locale)})` : '',
    target === null ? '' : `→ ${t('progress.target', { value: withUnit(t, target, unit) })}`,
    target !== null && target_on ? `(${roughDate(target_on, t.locale)})` : '',
  ]
  return {
    key: id,
    label: plainText(title, t.locale),
    value,
    share: progressOf(indicator),
    reached: reachedOf(indicator) === 'reached',
    foot: foot.filter(Boolean).join(' '),
  }
}

type Row = { indicator: Indicator; value: Indicator['values'][number] | null }

/** Every value with its day and where anybody can see that it is so. */
function Values({ t, of }: { t: T; project: Project; of: readonly Indicator[] }) {
  const rows = of.flatMap((indicator): Row[] =>
    indicator.values.length === 0
      ? [{ indicator, value: null }]
      : indicator.values.map((value) => ({ indicator, value })),
  )
  const columns: Column<Row>[] = [
    {
      key: 'title',
      label: t('part.indicator'),
      heads: true,
      cell: ({ indicator }) => <Text of={indicator.title} />,
    },
    {
      key: 'day',
      label: t('progress.when'),
      cell: ({ value }) => (value ? <When at={value.on_date} as="short" /> : '–'),
    },
    {
      key: 'value',
      label: t('field.value'),
      number: true,
      cell: ({ indicator, value }) =>
        value ? withUnit(t, value.value, indicator.unit) : t('progress.unmeasured'),
    },
    {
      key: 'evidence',
      label: t('values.evidence'),
      cell: ({ value }) =>
        value ? (
          <>
            <Text of={value.note} /> <Evidence t={t} value={value} />
          </>
        ) : null,
    },
  ]
  return (
    <Table
      caption={t('progress.results')}
      hideCaption
      columns={columns}
      rows={rows}
      rowKey={({ indicator, value }) => value?.id ?? indicator.id}
    />
  )
}

/** What a reader would want to know and nobody has said, in one sentence. */
export function UnknownNote({ t, project, parts }: ProgressProps) {
  const { locale } = usePage()
  const unknown = unknownOf({ ...project, ...parts })
  if (unknown.length === 0) return null
  const names = unknown.map((one: Unknown) => t(`unknown.${one}.name`))
  return <p class="faint">{t('unknown.note', { list: formatList(names, locale) })}</p>
}
