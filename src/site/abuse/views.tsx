import type { FormState } from '#kit/form.ts'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { AbuseReport, DecidedReport, WaitingReport } from './queries.ts'
import { abuseDecisions, abuseReasons, bodyCharsMax } from './schema.ts'

export const ReportPage = ({ t, about, form }: { t: T; about: string; form: FormState }) => (
  <Page title={t('report.title')} unlisted>
    <h1>{t('report.title')}</h1>
    <p class="lede">{t('report.lede')}</p>
    <p>
      <Link to={about}>{t('report.about', { path: about })}</Link>
    </p>
    <Form to={paths.report()} state={form} draft="report">
      <Once />
      <Hidden name="about" value={about} />
      <Radios
        name="reason"
        label={t('report.reason')}
        choices={abuseReasons.map((value) => ({ value, label: t(`report.reason.${value}`) }))}
      />
      <Field name="body" label={t('report.body')} rows={6} max={bodyCharsMax} />
      <Field name="contact" label={t('report.contact')} hint={t('report.contact.hint')} optional />
      <div class="hidden" aria-hidden="true">
        <label>
          {t('report.website')}
          <input name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <button type="submit" class="action main">
        {t('report.send')}
      </button>
    </Form>
  </Page>
)

interface ReportsProps {
  t: T
  waiting: readonly WaitingReport[]
  decided: readonly DecidedReport[]
}

export const ReportsPage = ({ t, waiting, decided }: ReportsProps) => (
  <Page title={t('desk.reports')} unlisted>
    <h1>{t('desk.reports')}</h1>
    {waiting.length === 0 ? <p>{t('desk.reports.none')}</p> : null}
    <ul class="rows">
      {waiting.map(({ id, path, reason, body, at }) => (
        <li key={id}>
          <h2>
            <Link to={paths.abuseReport({ id })}>{t(`report.reason.${reason}`)}</Link>
          </h2>
          <p>
            {path} · <When at={at} />
          </p>
          <p>{body.length > 240 ? `${body.slice(0, 240)}…` : body}</p>
        </li>
      ))}
    </ul>
    {decided.length === 0 ? null : (
      <section>
        <h2>{t('desk.reports.decided')}</h2>
        <ul class="rows">
          {decided.map(({ id, path, reason, decision, decided_at }) => (
            <li key={id}>
              <Link to={paths.abuseReport({ id })}>
                {t(`report.reason.${reason}`)} · {path}
              </Link>{' '}
              {decision ? t(`desk.report.decision.${decision}`) : null}{' '}
              {decided_at ? <When at={decided_at} /> : null}
            </li>
          ))}
        </ul>
      </section>
    )}
  </Page>
)

interface DecisionProps {
  t: T
  report: AbuseReport
  form: FormState
}

export const AbuseReportPage = ({ t, report, form }: DecisionProps) => (
  <Page title={t('desk.report.title', { path: report.path })} unlisted>
    <h1>{t(`report.reason.${report.reason}`)}</h1>
    <p>
      <Link to={report.path}>
        {t('desk.report.open')}: {report.path}
      </Link>
    </p>
    <dl class="facts">
      <dt>{t('desk.report.at')}</dt>
      <dd>
        <When at={report.at} />
      </dd>
      {report.contact ? (
        <>
          <dt>{t('desk.report.contact')}</dt>
          <dd>{report.contact}</dd>
        </>
      ) : null}
    </dl>
    <blockquote class="prose">
      <p>{report.body}</p>
    </blockquote>
    {report.decision ? (
      <Decided t={t} report={report} />
    ) : (
      <Decide t={t} report={report} form={form} />
    )}
  </Page>
)

const Decided = ({ t, report }: Omit<DecisionProps, 'form'>) => (
  <section>
    <h2>{report.decision ? t(`desk.report.decision.${report.decision}`) : null}</h2>
    <p>{report.note}</p>
    {report.decided_at ? <When at={report.decided_at} /> : null}
  </section>
)

const Decide = ({ t, report, form }: DecisionProps) => (
  <Form
    to={paths.abuseReport({ id: report.id })}
    state={form}
    errors={{ decided_already: t('desk.report.refusal.decided_already') }}
  >
    <Radios
      name="decision"
      label={t('desk.report.decision')}
      choices={abuseDecisions.map((value) => ({
        value,
        label: t(`desk.report.decision.${value}`),
      }))}
    />
    <Field name="note" label={t('desk.report.note')} hint={t('desk.report.note.hint')} rows={4} />
    <button type="submit" class="action main">
      {t('desk.report.decide')}
    </button>
  </Form>
)
