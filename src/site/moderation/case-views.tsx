// One case at the desk: what was reported, what was decided, and what can be decided.
import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State, Tag, Tags } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { Paragraphs, plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Case, Decision, Report, Subject } from './queries.ts'
import { isInForce, outcomesFor, reasons, whyNotDecide, whyNotJudge } from './rules.ts'
import { statementCharsMax } from './schema.ts'
import { CaseState, reasonSaid } from './views.tsx'

interface CaseProps {
  t: T
  one: Case
  subject: Subject | undefined
  reports: readonly Report[]
  decisions: readonly Decision[]
  names: ReadonlyMap<string, string>
  judge: { readonly id: string; readonly operates: boolean }
  decisionForm: FormState
  appealForm: FormState
}

export function CasePage(props: CaseProps) {
  const { t, one, subject, reports, decisions } = props
  const { locale, now } = usePage()
  const title = plainText(subject?.thing.title ?? one.title, locale) || one.path
  return (
    <Page
      title={t('case.title', { title })}
      crumbs={[
        { to: paths.desk(), label: t('desk.title') },
        { to: paths.cases(), label: t('desk.reports') },
      ]}
      unlisted
    >
      <header class="title">
        <p class="kicker">{subject ? subject.kind.label(locale) : t('cases.kind.page')}</p>
        <h1>{title}</h1>
        <p>
          <CaseState t={t} one={one} now={now} />{' '}
          <Link to={subject?.thing.to ?? one.path}>{t('desk.report.open')}</Link>
        </p>
      </header>
      <Holding {...props} />
      <Section id="reports" title={t('cases.reports', { count: one.reports })}>
        <ol class="rows bare">
          {reports.map((report) => (
            <ReportLine key={report.id} t={t} report={report} />
          ))}
        </ol>
      </Section>
      {decisions.length > 0 ? (
        <Section id="decisions" title={t('case.decisions')}>
          {decisions.map((decision) => (
            <DecisionMade key={decision.id} {...props} decision={decision} />
          ))}
        </Section>
      ) : null}
      <Deciding {...props} />
    </Page>
  )
}

/** Who works on it. */
function Holding({ t, one, names, judge }: CaseProps) {
  if (one.closed_at) return null
  const { id } = one
  if (!one.claimed_by)
    return (
      <p>
        <Action to={paths.caseClaim({ id })}>{t('case.claim')}</Action>
      </p>
    )
  const mine = one.claimed_by === judge.id
  return (
    <p>
      {mine ? t('case.mine') : t('cases.held', { name: names.get(one.claimed_by) ?? '' })}{' '}
      {mine || judge.operates ? (
        <Action to={paths.caseRelease({ id })} tone="text">
          {t('case.release')}
        </Action>
      ) : null}
    </p>
  )
}

const ReportLine = ({ t, report }: { t: T; report: Report }) => (
  <li>
    <div>
      <h3>{reasonSaid(t, report.reason)}</h3>
      <Plain text={report.body} />
      <p class="meta">
        <When at={report.at} /> {report.contact ? `· ${report.contact}` : null} · {report.path}
      </p>
      <Tags>
        {report.proven ? null : <Tag>{t('case.unproven')}</Tag>}
        {report.marked.map((word) => (
          <Tag key={word}>{t('cases.marked', { word })}</Tag>
        ))}
      </Tags>
    </div>
  </li>
)

interface MadeProps extends CaseProps {
  decision: Decision
}

function DecisionMade(props: MadeProps) {
  const { t, one, names, decision, judge } = props
  const { id } = one
  const pending = decision.outcome === 'suspend' && !decision.confirmed_at && !decision.undone_at
  return (
    <article>
      <h3>
        {t(`outcome.${decision.outcome}`)}
        {decision.undone_at ? <State tone="still">{t('decision.undone')}</State> : null}
      </h3>
      <DefinitionList
        of={[
          decision.reason !== null && {
            key: 'reason',
            term: t('case.reason'),
            is: t(`reason.${decision.reason}`),
          },
          { key: 'by', term: t('case.by'), is: names.get(decision.decided_by) ?? '' },
          decision.confirmed_by !== null && {
            key: 'second',
            term: t('case.second'),
            is: names.get(decision.confirmed_by) ?? '',
          },
          { key: 'at', term: t('case.at'), is: <When at={decision.decided_at} /> },
          decision.change_by !== null && {
            key: 'change_by',
            term: t('case.change_by'),
            is: <When at={decision.change_by} />,
          },
        ]}
      />
      <Paragraphs of={decision.statement} />
      {pending ? <Second {...props} /> : null}
      {decision.outcome === 'hide' && isInForce(decision) ? (
        <p>
          <Action to={paths.caseLifting({ id })} confirm={t('case.lift.sure')}>
            {t('case.lift')}
          </Action>
        </p>
      ) : null}
      {decision.appealed_at ? <AppealMade {...props} /> : null}
      {judge.id === decision.decided_by || pending ? null : (
        <p>
          <Link to={paths.decision({ id: decision.id })}>{t('hidden.decision')}</Link>
        </p>
      )}
    </article>
  )
}

/** A suspension waits for the second person. */
const Second = ({ t, one: { id }, decision, judge }: MadeProps) =>
  judge.operates && judge.id !== decision.decided_by ? (
    <Actions>
      <Action to={paths.caseConfirmation({ id })} tone="danger" confirm={t('case.confirm.sure')}>
        {t('case.confirm')}
      </Action>
      <Action to={paths.caseRefusal({ id })}>{t('case.refuse')}</Action>
    </Actions>
  ) : (
    <Notice tone="wait">{t('case.waits_for_second')}</Notice>
  )

function AppealMade({ t, one: { id }, decision, subject, judge, appealForm }: MadeProps) {
  const authors = subject?.thing.authors ?? []
  const waiting = { decided_at: decision.appeal_decided_at }
  const whyNot = whyNotJudge(decision, waiting, authors, judge.id)
  return (
    <section>
      <h4>{t('case.appeal')}</h4>
      <blockquote>
        <Plain text={decision.appeal_body ?? ''} />
      </blockquote>
      {decision.appeal_outcome ? (
        <>
          <p>{t(`appeal.outcome.${decision.appeal_outcome}`)}</p>
          <Paragraphs of={decision.appeal_statement} />
        </>
      ) : null}
      {whyNot === 'same_judge' || whyNot === 'own_thing' ? (
        <Notice tone="wait">{t(`case.refusal.${whyNot}`)}</Notice>
      ) : null}
      {whyNot === null ? (
        <Form to={paths.caseAppeal({ id })} state={appealForm} errors={refusals(t)} id="appeal">
          <Radios
            name="outcome"
            label={t('case.decision')}
            choices={(['upheld', 'undone'] as const).map((value) => ({
              value,
              label: t(`appeal.outcome.${value}`),
            }))}
          />
          <Statement t={t} />
          <button type="submit" class="action main">
            {t('case.appeal.decide')}
          </button>
        </Form>
      ) : null}
    </section>
  )
}

/** What somebody typed, in whatever language it is. */
const Plain = ({ text }: { text: string }) => (
  <div class="prose">
    {text.split('\n').map((line) => (
      <p key={line}>{line}</p>
    ))}
  </div>
)

const Statement = ({ t }: { t: T }) => (
  <LocalizedField
    name="statement"
    label={t('case.statement')}
    hint={t('case.statement.hint')}
    max={statementCharsMax}
    rows={6}
  />
)

const refusals = (t: T) => ({
  not_soon: t('case.refusal.not_soon'),
  decided_already: t('case.refusal.decided_already'),
  own_thing: t('case.refusal.own_thing'),
  waits_for_second: t('case.waits_for_second'),
  claimed_by_another: t('case.refusal.claimed_by_another'),
  not_possible: t('case.refusal.not_possible'),
  same_judge: t('case.refusal.same_judge'),
  not_appealed: t('case.refusal.decided_already'),
  operator_needed: t('case.refusal.operator_needed'),
})

function Deciding({ t, one, subject, decisions, judge, decisionForm: form }: CaseProps) {
  const pending = decisions.find(
    (made) => made.outcome === 'suspend' && !made.confirmed_at && !made.undone_at,
  )
  const authors = subject?.thing.authors ?? []
  const whyNot = whyNotDecide(one, authors, pending, judge.id)
  if (whyNot === 'own_thing') return <Notice tone="wait">{t('case.refusal.own_thing')}</Notice>
  if (whyNot && form.errors.length === 0) return null
  const can = subject ? { suspend: subject.kind.suspend !== undefined } : null
  return (
    <Section id="decide" title={t('case.decision')}>
      <Form to={paths.case({ id: one.id })} state={form} errors={refusals(t)} guard>
        <Radios
          name="outcome"
          label={t('case.outcome')}
          choices={outcomesFor(can).map((value) => ({
            value,
            label: t(`outcome.${value}`),
            hint: t(`outcome.${value}.hint`),
          }))}
        />
        <Select
          name="reason"
          label={t('case.reason')}
          hint={t('case.reason.hint')}
          optional
          choices={reasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
        />
        <Field
          name="change_by"
          type="date"
          label={t('case.change_by')}
          hint={t('case.change_by.hint')}
          optional
          short
        />
        <Statement t={t} />
        <button type="submit" class="action main">
          {t('case.decide')}
        </button>
      </Form>
    </Section>
  )
}
