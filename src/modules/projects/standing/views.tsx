// Publishing, closing, withdrawing: the pages that ask, and what everybody sees of it afterwards.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Page } from '#ui/page.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { paths } from '../paths.ts'
import type { StateMoment, Subject } from '../queries.ts'
import { accountCharsMax } from '../schema.ts'
import { errorWords } from '../views.tsx'
import type { T } from '../words.ts'

/** Every state it was in, with its day: on its page, for everybody. */
export const StateHistory = ({ t, moments }: { t: T; moments: readonly StateMoment[] }) =>
  moments.length === 0 ? null : (
    <Section id="states" title={t('states.title')}>
      <Timeline
        of={moments.map(({ id, at, state, reason }, i) => ({
          key: id,
          at,
          what: t(`state.${state}`),
          more: Object.keys(reason).length > 0 && (
            <p>
              <Text of={reason} />
            </p>
          ),
          now: i === 0,
        }))}
      />
    </Section>
  )

interface AskPageProps {
  t: T
  project: Subject
  form: FormState
}

export const PublicationPage = (props: AskPageProps) => (
  <Asking
    {...props}
    way="publication"
    title={props.t('publication.title')}
    lead={props.t('publication.lead')}
    submit={props.t('publication.submit')}
  >
    <p>{props.t('publication.text')}</p>
  </Asking>
)

export const ClosingPage = (props: AskPageProps) => (
  <Asking
    {...props}
    way="closing"
    title={props.t('closing.title')}
    lead={props.t('closing.lead')}
    submit={props.t('closing.submit')}
  >
    {(['reached', 'not_reached'] as const).map((name) => (
      <LocalizedField
        key={name}
        name={name}
        label={props.t(`closing.${name}`)}
        hint={props.t(`closing.${name}.hint`)}
        max={accountCharsMax}
        rows={6}
        optional
      />
    ))}
  </Asking>
)

export const WithdrawalPage = (props: AskPageProps) => (
  <Asking
    {...props}
    way="withdrawal"
    title={props.t('withdrawal.title')}
    lead={props.t('withdrawal.lead')}
    submit={props.t('withdrawal.submit')}
  >
    <LocalizedField
      name="reason"
      label={props.t('withdrawal.reason')}
      hint={props.t('withdrawal.reason.hint')}
      max={accountCharsMax}
      rows={4}
    />
  </Asking>
)

interface AskingProps extends AskPageProps {
  way: 'publication' | 'closing' | 'withdrawal'
  title: string
  lead: string
  submit: string
  children: ComponentChildren
}

function Asking({ t, project, form, way, title, lead, submit, children }: AskingProps) {
  const { locale } = usePage()
  const name = plainText(project.name, locale)
  return (
    <Page
      title={`${title} · ${name}`}
      unlisted
      crumbs={[{ to: paths.project(project), label: name }]}
    >
      <h1>{title}</h1>
      <p class="standfirst">{lead}</p>
      <Form to={paths[way](project)} state={form} errors={errorWords(t)} guard>
        {children}
        <Actions>
          <button type="submit" class={way === 'withdrawal' ? 'action danger' : 'action main'}>
            {submit}
          </button>
          <Link to={paths.project(project)}>{t('cancel')}</Link>
        </Actions>
      </Form>
    </Page>
  )
}
