import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { Paragraphs, plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Decision, Subject } from './queries.ts'
import { appealMonths, isByLaw, type WhyNotAppeal } from './rules.ts'
import { appealCharsMax } from './schema.ts'

interface DecisionProps {
  t: T
  decision: Decision
  subject: Subject | undefined
  whyNot: WhyNotAppeal | 'not_yours' | null
  form: FormState
}

/** The statement of reasons, as Article 17 of the Digital Services Act asks for one. */
export function DecisionPage(props: DecisionProps) {
  const { t, decision, subject } = props
  const { locale } = usePage()
  const { outcome, reason } = decision
  const title = plainText(subject?.thing.title ?? decision.title, locale) || decision.path
  return (
    <Page title={t('decision.title', { title })} unlisted>
      <Lede kicker={t('decision.kicker')} title={title} standfirst={t(`outcome.${outcome}.told`)} />
      {decision.undone_at ? (
        <Notice>
          {t.rich('decision.undone.on', { when: () => <When at={decision.undone_at ?? ''} /> })}
        </Notice>
      ) : null}
      <DefinitionList
        wide
        of={[
          {
            key: 'what',
            term: t('decision.what'),
            is: (
              <Link to={subject?.thing.to ?? decision.path}>
                {subject ? <Text of={subject.thing.title} bare /> : decision.path}
              </Link>
            ),
          },
          { key: 'at', term: t('case.at'), is: <When at={decision.decided_at} /> },
          decision.change_by !== null && {
            key: 'by',
            term: t('case.change_by'),
            is: <When at={decision.change_by} as="full" />,
          },
          reason !== null && {
            key: 'reason',
            term: t('case.reason'),
            is: `${t(`reason.${reason}`)}. ${t(`reason.${reason}.says`)}`,
          },
          reason !== null && {
            key: 'ground',
            term: t('decision.ground'),
            is: isByLaw(reason) ? t('decision.ground.law') : t('decision.ground.rules'),
          },
          { key: 'how', term: t('decision.how'), is: t('decision.how.says') },
        ]}
      />
      <Section id="statement" title={t('decision.statement')}>
        <Paragraphs of={decision.statement} />
      </Section>
      <Appealing {...props} />
      <p>
        <Link to={paths.moderation()}>{t('moderation.title')}</Link>
      </p>
    </Page>
  )
}

function Appealing({ t, decision, whyNot, form }: DecisionProps) {
  if (decision.appealed_at)
    return (
      <Section id="appeal" title={t('appeal.title')}>
        <p>{t.rich('appeal.sent', { when: () => <When at={decision.appealed_at ?? ''} /> })}</p>
        {decision.appeal_outcome ? (
          <>
            <p>
              <strong>{t(`appeal.outcome.${decision.appeal_outcome}`)}</strong>
            </p>
            <Paragraphs of={decision.appeal_statement} />
          </>
        ) : (
          <p>{t('appeal.waits')}</p>
        )}
      </Section>
    )
  if (whyNot && form.errors.length === 0) return null
  return (
    <Section id="appeal" title={t('appeal.title')}>
      <p>{t('appeal.lede', { months: appealMonths })}</p>
      <Form
        to={paths.appeal({ id: decision.id })}
        state={form}
        draft={`appeal ${decision.id}`}
        errors={{
          appealed_already: t('appeal.refusal.appealed_already'),
          not_in_force: t('appeal.refusal.not_in_force'),
          too_late: t('appeal.refusal.too_late'),
        }}
      >
        <Field name="body" label={t('appeal.body')} rows={8} max={appealCharsMax} />
        <button type="submit" class="action main">
          {t('appeal.send')}
        </button>
      </Form>
    </Section>
  )
}
