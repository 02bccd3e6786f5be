import { emptyForm, type FormState } from '#kit/form.ts'
import { Checkboxes, Radios } from '#ui/choices.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { Sheet } from '../views.tsx'
import type { T } from '../words.ts'

interface Said {
  id: string
  text: string
  to: string
  created_at: Date
  read_at: Date | null
}

export interface Subject {
  name: string
  label: string
  on_page: boolean
  by_mail: string
}

interface Props {
  t: T
  notices: readonly Said[]
  subjects: readonly Subject[]
  form?: FormState
  /** The next older page, or null at the end. */
  older: string | null
}

export const NotificationsPage = ({ t, notices, subjects, form, older }: Props) => (
  <Sheet title={t('notices')} in={t('account')}>
    {notices.length === 0 ? <p class="lead">{t('notices.none')}</p> : null}
    <ol class="rows bare">
      {notices.map(({ id, text, to, created_at, read_at }) => (
        <li key={id}>
          <div>
            <p>
              {read_at ? null : <strong>{t('notices.new')} </strong>}
              <Link to={to}>{text}</Link>
            </p>
            <p class="meta">
              <When at={created_at} as="relative" />
            </p>
          </div>
        </li>
      ))}
    </ol>
    {notices.some(({ read_at }) => !read_at) ? (
      <Action to={paths.notificationsRead()}>{t('notices.read_all')}</Action>
    ) : null}
    {older ? (
      <p>
        <Link to={older}>{t('notices.older')}</Link>
      </p>
    ) : null}
    {subjects.length > 0 ? <Choices t={t} subjects={subjects} form={form} /> : null}
  </Sheet>
)

function Choices({ t, subjects, form }: Pick<Props, 't' | 'subjects' | 'form'>) {
  const kept = emptyForm({
    choice: Object.fromEntries(subjects.map(({ name, by_mail }) => [name, by_mail])),
    page: subjects.filter(({ on_page }) => on_page).map(({ name }) => name),
  })
  return (
    <Section title={t('choices')}>
      <Form to={paths.notificationChoices()} state={form ?? kept}>
        <Checkboxes
          name="page[]"
          label={t('choices.on_page')}
          choices={subjects.map(({ name, label }) => ({ value: name, label }))}
          optional
        />
        {subjects.map(({ name, label }) => (
          <Radios
            key={name}
            name={`choice.${name}`}
            label={t('choices.by_mail', { subject: label })}
            choices={[
              { value: 'at_once', label: t('choices.at_once') },
              { value: 'daily', label: t('choices.daily') },
              { value: 'never', label: t('choices.never') },
            ]}
          />
        ))}
        <button type="submit" class="action main">
          {t('save')}
        </button>
      </Form>
    </Section>
  )
}

interface UnsubscribeProps {
  t: T
  token: string
  subject: string
}

export const UnsubscribePage = ({ t, token, subject }: UnsubscribeProps) => (
  <Sheet title={t('unsubscribe')}>
    <p class="lead">{t('unsubscribe.lead', { subject })}</p>
    <Action to={paths.unsubscribe({ token })} tone="main">
      {t('unsubscribe.do')}
    </Action>
  </Sheet>
)

export const UnsubscribedPage = ({ t, subject }: Omit<UnsubscribeProps, 'token'>) => (
  <Sheet title={t('unsubscribe.done')}>
    <p class="lead">{t('unsubscribe.done.lead', { subject })}</p>
    <p>
      <Link to={paths.notifications()}>{t('choices')}</Link>
    </p>
  </Sheet>
)
