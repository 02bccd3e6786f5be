import { emptyForm, type FormState } from '#kit/form.ts'
import { formatBytes, formatDateTime, formatNumber, formatRelative } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { paths as ledgerPaths } from '#modules/ledger/index.ts'
import { paths as paymentPaths } from '#modules/payments/index.ts'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import { type Program, Slow, StorageFacts, VersionFacts } from './measures.tsx'
import type { AllFigures, FailedJob, Kept, Statement, TableSize } from './queries.ts'
import { addressOf, type Ill } from './rules.ts'

/** A form of this page that was refused, by what it was about. */
export interface Refused {
  readonly name: string
  readonly form: FormState
}

interface StatusProps {
  t: T
  figures: AllFigures
  ills: readonly Ill[]
  failed: readonly FailedJob[]
  largest: readonly TableSize[]
  slow: readonly Statement[] | null
  kept: readonly Kept[]
  program: Program
  refused: Refused
}

export const StatusPage = (props: StatusProps) => {
  const { t, figures, failed, largest, slow, kept, program, refused } = props
  return (
    <Page title={t('desk.status')} unlisted>
      <h1>{t('desk.status')}</h1>
      <p class="lede">{t('status.lede')}</p>
      <Ills t={t} figures={figures} ills={props.ills} />
      <Jobs t={t} figures={figures} />
      {failed.length === 0 ? null : <Failed t={t} failed={failed} />}
      <StorageFacts t={t} figures={figures} largest={largest} />
      <Slow t={t} slow={slow} />
      <VersionFacts t={t} figures={figures} program={program} />
      <Retentions t={t} kept={kept} refused={refused} />
    </Page>
  )
}

/** Where more of it is to be seen. */
const places: Readonly<Partial<Record<Ill, string>>> = {
  books: ledgerPaths.desk(),
  cards: paymentPaths.deskCards(),
}

const Ills = ({ t, figures, ills }: Pick<StatusProps, 't' | 'figures' | 'ills'>) => {
  const { now } = usePage()
  if (ills.length === 0) return <p>{t('status.well')}</p>
  const { oldest_due_at, disk_free_bytes } = figures
  const sentences: Readonly<Record<Ill, string>> = {
    failed: t('status.ill.failed', { count: figures.failed }),
    late: t('status.ill.late', {
      since: oldest_due_at ? formatRelative(oldest_due_at, now, t.locale) : '',
    }),
    mail: t('status.ill.mail', { count: figures.mail_failed }),
    disk: t('status.ill.disk', { free: formatBytes(disk_free_bytes ?? 0, t.locale) }),
    backup: t('status.ill.backup'),
    books: t('status.ill.books', { count: figures.faults }),
    cards: t('status.ill.cards', { count: figures.differing }),
  }
  return (
    <section>
      <h2>{t('status.ill', { count: ills.length })}</h2>
      <ul>
        {ills.map((ill) => (
          <li key={ill}>
            {places[ill] ? <Link to={places[ill]}>{sentences[ill]}</Link> : sentences[ill]}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Jobs = ({ t, figures }: Pick<StatusProps, 't' | 'figures'>) => {
  const count = (number: number) => formatNumber(number, t.locale)
  const { oldest_due_at: oldest } = figures
  return (
    <section>
      <h2>{t('status.jobs')}</h2>
      <DefinitionList
        of={[
          { key: 'waiting', term: t('status.jobs.waiting'), is: count(figures.waiting) },
          oldest !== null && {
            key: 'oldest',
            term: t('status.jobs.oldest'),
            is: <When at={oldest} as="relative" />,
          },
          { key: 'running', term: t('status.jobs.running'), is: count(figures.running) },
          { key: 'later', term: t('status.jobs.later'), is: count(figures.later) },
          { key: 'failed', term: t('status.jobs.failed'), is: count(figures.failed) },
          { key: 'mail', term: t('status.mail_failed'), is: count(figures.mail_failed) },
        ]}
      />
    </section>
  )
}

const Failed = ({ t, failed }: Pick<StatusProps, 't' | 'failed'>) => (
  <Table
    caption={t('status.failed')}
    rows={failed}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'task',
        label: t('status.failed.task'),
        cell: ({ task }) => <code>{task}</code>,
        heads: true,
      },
      {
        key: 'tries',
        label: t('status.failed.tries'),
        cell: ({ attempts }) => formatNumber(attempts, t.locale),
        number: true,
      },
      { key: 'error', label: t('status.failed.error'), cell: ({ error }) => error },
      { key: 'at', label: t('status.failed.since'), cell: ({ at }) => <When at={at} as="time" /> },
      {
        key: 'do',
        label: t('status.failed.do'),
        cell: ({ id }) => (
          <Actions>
            <Action to={paths.jobRetry({ id })}>{t('status.retry')}</Action>
            <Action to={paths.jobRemoval({ id })} tone="danger">
              {t('status.drop')}
            </Action>
          </Actions>
        ),
      },
    ]}
  />
)

const Retentions = ({ t, kept, refused }: Pick<StatusProps, 't' | 'kept' | 'refused'>) => (
  <section>
    <h2>{t('status.retention')}</h2>
    <p>{t('status.retention.lede')}</p>
    {kept.map((one) => (
      <Form
        key={one.name}
        id={addressOf(one.name)}
        to={paths.retention({ name: addressOf(one.name) })}
        state={refused.name === one.name ? refused.form : emptyForm({ keep_days: one.chosen_days })}
        errors={{
          too_short: t('status.retention.hint', { least: one.least_days, days: one.keep_days }),
        }}
        class="form inline"
      >
        <h3>{one.label(t.locale)}</h3>
        <Field
          name="keep_days"
          type="number"
          label={t('status.retention.days')}
          hint={t('status.retention.hint', { least: one.least_days, days: one.keep_days })}
          min={one.least_days}
          short
        />
        <button type="submit" class="action">
          {t('status.retention.save')}
        </button>
        {one.swept_at ? (
          <p>
            {t('status.retention.swept', {
              at: formatDateTime(one.swept_at, t.locale),
              count: one.removed,
            })}
          </p>
        ) : null}
      </Form>
    ))}
  </section>
)
